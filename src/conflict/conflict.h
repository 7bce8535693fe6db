// A conflict: a client meeting lies over an hour that a manager owes to a rep. The manager is asked about it once, when it
// appears, and nobody else: the hour stays and the meeting is the manager's to move, the hour moves and the rep is told, or both
// can be. Where one of the two moves, that is another conflict. Docs: docs/promises.md.
//
// What an own calendar says has no client: it is asked about as something that stands there, and its title is said to its owner
// only.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/account.h"
#include "people/person.h"

namespace baton::conflict {

// The hour that is owed: an open promise, or a planned session.
enum class BlockKind { promise, session };
BOOST_DESCRIBE_ENUM(BlockKind, promise, session)

// What lies over it: a meeting, call or visit with a client, or an event of the own calendar.
enum class OtherKind { meeting, calendar };
BOOST_DESCRIBE_ENUM(OtherKind, meeting, calendar)

enum class Answer {
  keep,  // the hour stays; the meeting is moved where it stands, by the manager
  move,  // the hour moves, and the reps are told
  fine   // both can be
};
BOOST_DESCRIBE_ENUM(Answer, keep, move, fine)

// Which conflict it is, and as it stands: an answer names what was seen, so it needs no version. Events of calendars get new ids
// each time they are read, so they are known by calendar and times.
struct Key {
  static constexpr const char* kSchemaName = "ConflictKey";

  BlockKind block_kind = BlockKind::promise;
  Id block_id;
  Instant block_at;
  OtherKind other_kind = OtherKind::meeting;
  Id other_id;  // the activity, or the calendar
  Instant other_at;
  Instant other_ends_at;

  auto operator<=>(const Key&) const = default;
};
BOOST_DESCRIBE_STRUCT(Key, (),
                      (block_kind, block_id, block_at, other_kind, other_id, other_at, other_ends_at))

// The row: that the manager was told of it, or has answered.
struct AskedConflict {
  static constexpr std::string_view kTable = "coaching_conflict";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  BlockKind block_kind = BlockKind::promise;
  Id block_id;
  Instant block_at;
  OtherKind other_kind = OtherKind::meeting;
  Id other_id;
  Instant other_at;
  Instant other_ends_at;
  Instant told_at;
  std::optional<Answer> answer;
  std::optional<Instant> answered_at;

  Key key() const { return {block_kind, block_id, block_at, other_kind, other_id, other_at, other_ends_at}; }
};
BOOST_DESCRIBE_STRUCT(AskedConflict, (),
                      (org_id, id, version, person_id, block_kind, block_id, block_at, other_kind, other_id,
                       other_at, other_ends_at, told_at, answer, answered_at))

// A question as the API says it.
struct ConflictView {
  static constexpr const char* kSchemaName = "Conflict";

  Key key;
  std::string title;  // what is owed
  std::vector<people::PersonRef> reps;
  Instant starts_at;
  Instant ends_at;
  std::string other_title;                  // of the meeting or the event; empty: it has none
  std::optional<book::AccountRef> account;  // none: nobody knows whether it is a client
  std::optional<Instant> new_at;            // when both could; none: no time in the two weeks after
};
BOOST_DESCRIBE_STRUCT(ConflictView, (), (key, title, reps, starts_at, ends_at, other_title, account, new_at))

inline constexpr int kDaysAhead = 14;         // that are asked about
inline constexpr std::size_t kMostAsked = 3;  // at a time, the soonest first

}  // namespace baton::conflict
