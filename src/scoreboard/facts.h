// What a scoreboard is counted from: rows of one manager and the team, as days on the organization's calendar. Whoever gathers them
// (gather.h today) leaves nothing out that lies in the time; what they mean is decided in count.h.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "coaching/promise_rules.h"
#include "coaching/session.h"
#include "takeover/takeover.h"

namespace baton::scoreboard {

inline constexpr int kTouchDays = 60;    // a touch counts this long before the proposal
inline constexpr int kHandedDays = 365;  // a win counts as handed over this long after it was confirmed
inline constexpr int kLedDays = 30;      // who led a deal is seen from the meetings this long before the win

// From and to, both included.
struct Span {
  static constexpr bool kDefaults = true;
  Day from;
  Day to;
  bool Holds(Day day) const { return day >= from && day <= to; }
  bool operator==(const Span&) const = default;
};
BOOST_DESCRIBE_STRUCT(Span, (), (from, to))

// Closed in the time, owned by the manager or a rep of the roster.
struct ClosedDeal {
  Id id;
  std::optional<Id> account_id;
  Id owner_id;
  bool is_won = true;
  Day closed_on;
  std::optional<Day> opened_on;
  std::optional<Day> proposal_on;            // when it left the early stages, where the log of changes knows
  std::optional<std::int64_t> amount_minor;  // in the organization's currency; none: not known in it
};

// A meeting, call or visit of somebody of ours with the client.
struct ClientMeeting {
  Id account_id;
  Day on;
  Id owner_id;
  std::vector<Id> people;  // of ours
};

// session: of skill coaching, held. letter: handed in by the rep and answered by the manager.
enum class TouchKind { session, letter };
BOOST_DESCRIBE_ENUM(TouchKind, session, letter)

// What the manager did for a rep's skill.
struct Touch {
  TouchKind kind = TouchKind::session;
  Id id;
  Id rep_id;
  Day on;
  Day written_on;                // when it was last said what it was and that it took place
  std::optional<Id> account_id;  // about this client only
  std::optional<Id> deal_id;     // about this deal only
  std::optional<Day> marked_on;  // when the rep first wrote in it, or asked for it
};

// From the manager to a rep.
struct HandedOver {
  Id id;
  Id account_id;
  Id to_id;
  std::optional<Day> introduced_on;
  std::optional<Day> confirmed_on;
};

// Begun in the time, not in the future.
struct CoachingHour {
  Id id;
  Day on;
  coaching::Purpose purpose = coaching::Purpose::skill;
  coaching::SessionState state = coaching::SessionState::held;
  std::int32_t minutes = 0;
  bool was_planned = true;  // it stood in the calendar before it began
  std::vector<Id> reps;

  bool IsHeldFor(coaching::Purpose which) const {
    return purpose == which && state == coaching::SessionState::held;
  }
  // Help with a deal is none.
  bool IsCoaching() const { return IsHeldFor(coaching::Purpose::skill); }
};

struct SeenTakeover {
  Id id;
  takeover::Standing standing = takeover::Standing::asked;
};

// Deals with which the manager had nothing to do, in sums (scores.h): wins of the team without the manager, and lost ones.
struct Rest {
  std::int64_t won = 0;
  std::int64_t lost = 0;
  std::int64_t known = 0;     // won, of a size that is known
  std::int64_t minor = 0;     // of those
  double squares = 0;         // of their sizes
  std::int64_t no_limit = 0;  // won, and nobody knows when it came to the proposal, nor when it began
  std::int64_t unmet = 0;     // won, and no meeting of anybody is known
};
BOOST_DESCRIBE_STRUCT(Rest, (), (won, lost, known, minor, squares, no_limit, unmet))

struct WeekWins {
  static constexpr bool kDefaults = true;
  Day week;  // its Monday
  std::int64_t won = 0;
};
BOOST_DESCRIBE_STRUCT(WeekWins, (), (week, won))

struct RepWins {
  Id rep_id;
  std::int64_t won = 0;
};
BOOST_DESCRIBE_STRUCT(RepWins, (), (rep_id, won))

// Of a large team the deals that need judging are in `deals`, all others in `rest`; of another all are in `deals`.
struct Facts {
  Span span;
  Id manager_id;
  std::vector<Id> roster;  // reps below the manager, and those who left since the time began
  std::vector<ClosedDeal> deals;
  Rest rest;                            // of all that is not in `deals`
  std::vector<WeekWins> weeks;          // its wins by week
  std::vector<RepWins> rep_wins;        // and by rep
  std::vector<ClientMeeting> meetings;  // with the clients of these deals, as long as the deals were on
  std::vector<Touch> touches;           // with reps of the roster, as long before as they may count
  std::vector<HandedOver> handed;
  std::optional<std::int64_t> joint_minor;  // from this size on a deal is one of both
};

// The rest of a board, of the present only.
struct Dealings {
  bool is_managers = true;  // the manager reads, not somebody above
  std::vector<Id> reps;     // of the team now
  std::vector<CoachingHour> hours;
  std::vector<coaching::CountedPromise> promises;      // first due in the time
  std::optional<std::vector<SeenTakeover>> takeovers;  // none: not for this reader
  std::optional<std::int32_t> agreed_percent;          // of the team's sales, as agreed with the director
  std::vector<Id> kept_accounts;                       // that the agreement leaves with the manager
  Instant now;
};

}  // namespace baton::scoreboard
