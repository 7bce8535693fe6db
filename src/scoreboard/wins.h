// Which win is whose: enabled by the manager, the team's without the manager, personal, or one that the organization wants both in.
// A win counts once, whatever came before it (docs/scoreboard.md).
//
//   for (const WinLine& line : Judge(facts)) ... line.kind, and line.touch_id or line.handoff_id, by which it is that
//
// Pure, thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <vector>

#include "scoreboard/facts.h"

namespace baton::scoreboard {

// touched: enabled, by skill coaching before the proposal. handed: enabled, on a client that the manager handed over. without: the
// team's. personal: the manager owned or led it. joint: of the size at which the organization wants the manager in.
enum class WinKind { touched, handed, without, personal, joint };
BOOST_DESCRIBE_ENUM(WinKind, touched, handed, without, personal, joint)

// Whether the manager met the client while the deal was on (of a client handed over: after the introduction). unknown: no meeting of
// anybody is known.
enum class Presence { free, there, unknown };
BOOST_DESCRIBE_ENUM(Presence, free, there, unknown)

// Why a touch that lay in the time made no win an enabled one.
enum class Missed {
  none,
  no_mark,        // the rep wrote nothing in it
  written_late,   // it was said what it was, or the rep wrote in it, after the deal had closed
  cap,            // that week's coaching of the rep counts for another win already
  unknown_stage,  // nobody knows when the deal came to the proposal, nor when it began
};
BOOST_DESCRIBE_ENUM(Missed, none, no_mark, written_late, cap, unknown_stage)

struct WinLine {
  static constexpr bool kDefaults = true;  // as JSON: what a later version adds may be absent
  Id deal_id;
  Id owner_id;
  Day won_on;
  std::optional<std::int64_t> amount_minor;
  WinKind kind = WinKind::without;
  bool is_led = false;  // personal, though a rep owns it
  std::optional<TouchKind> touch;
  std::optional<Id> touch_id;
  std::optional<Day> touched_on;
  std::optional<Id> handoff_id;
  Presence presence = Presence::unknown;  // of wins that a rep owns
  Missed missed = Missed::none;           // of those without the manager
};
BOOST_DESCRIBE_STRUCT(WinLine, (),
                      (deal_id, owner_id, won_on, amount_minor, kind, is_led, touch, touch_id, touched_on,
                       handoff_id, presence, missed))

// The won deals, by the day and the id.
std::vector<WinLine> Judge(const Facts& facts);

}  // namespace baton::scoreboard
