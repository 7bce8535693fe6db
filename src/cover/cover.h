// A cover: somebody looks after clients from a day to a day while their owner is away. The owner stays the owner; nothing moves. While
// it runs, who covers sees the clients as if they were the own ones, and it ends by itself after its last day. Several people may
// cover one client.
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

namespace baton::cover {

inline constexpr std::size_t kMaxLines = 2000;
inline constexpr std::size_t kMaxNoteCharacters = 1000;
inline constexpr int kLongestDays = 366;

// The row.
struct Cover {
  static constexpr std::string_view kTable = "cover";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;  // who is away
  Day from_on;
  Day to_on;  // the last day
  std::string note;
  Id set_by;
  Instant created_at;
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;  // without started_at: taken back
};
BOOST_DESCRIBE_STRUCT(Cover, (),
                      (org_id, id, version, person_id, from_on, to_on, note, set_by, created_at, started_at,
                       ended_at))

// The row.
struct CoverAccount {
  static constexpr std::string_view kTable = "cover_account";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id cover_id;
  Id account_id;
  Id person_id;  // who looks after it
  std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(CoverAccount, (), (org_id, id, version, cover_id, account_id, person_id, ended_at))

enum class CoverState { planned, running, over, taken_back };
BOOST_DESCRIBE_ENUM(CoverState, planned, running, over, taken_back)

inline CoverState StateOf(const Cover& cover) {
  if (cover.ended_at) return cover.started_at ? CoverState::over : CoverState::taken_back;
  return cover.started_at ? CoverState::running : CoverState::planned;
}

enum class CoverDeed { change, end };
BOOST_DESCRIBE_ENUM(CoverDeed, change, end)

struct CoverLineInput {
  static constexpr const char* kSchemaName = "CoverLineInput";
  Id account_id;
  Id person_id;

  auto operator<=>(const CoverLineInput&) const = default;
};
BOOST_DESCRIBE_STRUCT(CoverLineInput, (), (account_id, person_id))

struct CoverInput {
  static constexpr const char* kSchemaName = "CoverInput";
  Day from_on;
  Day to_on;  // the last day
  std::optional<std::string> note;
  std::vector<CoverLineInput> lines;  // a client that several cover stands in several
};
BOOST_DESCRIBE_STRUCT(CoverInput, (), (from_on, to_on, note, lines))

// What is promised for a day on which who promised is away, and nobody covers.
struct UncoveredPromiseView {
  static constexpr const char* kSchemaName = "UncoveredPromise";
  std::string title;
  std::optional<book::AccountRef> account;  // none: of coaching
  std::optional<people::PersonRef> rep;     // to whom, of coaching
  Day due_on;
};
BOOST_DESCRIBE_STRUCT(UncoveredPromiseView, (), (title, account, rep, due_on))

// An absence in which something is looked after by nobody.
struct UncoveredView {
  static constexpr const char* kSchemaName = "Uncovered";
  people::PersonRef person;  // who is away
  Day from_on;
  Day to_on;
  std::int64_t count = 0;                      // of clients
  std::vector<book::AccountRef> accounts;      // the first ones, by name
  std::vector<UncoveredPromiseView> promises;  // by their day
  bool may_cover = false;                      // the caller may say who looks after it
};
BOOST_DESCRIBE_STRUCT(UncoveredView, (), (person, from_on, to_on, count, accounts, promises, may_cover))

// Working days of the cover on which nobody who covers the client is at work.
struct CoverGapView {
  static constexpr const char* kSchemaName = "CoverGap";
  Day from_on;
  Day to_on;
  people::PersonRef person;  // who was to cover, and is away
};
BOOST_DESCRIBE_STRUCT(CoverGapView, (), (from_on, to_on, person))

struct CoverLineView {
  static constexpr const char* kSchemaName = "CoverLine";
  book::AccountRef account;
  std::vector<people::PersonRef> people;  // who covers it
  std::optional<CoverGapView> gap;        // the first one, from today on
};
BOOST_DESCRIBE_STRUCT(CoverLineView, (), (account, people, gap))

struct CoverView {
  static constexpr const char* kSchemaName = "Cover";
  Id id;
  std::int64_t version = 0;
  people::PersonRef person;  // who is away
  Day from_on;
  Day to_on;
  CoverState state = CoverState::planned;
  std::string note;
  people::PersonRef set_by;
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;
  std::vector<CoverLineView> lines;  // by name; for who covers, the own ones
  std::vector<CoverDeed> may;        // what the caller may do
};
BOOST_DESCRIBE_STRUCT(CoverView, (),
                      (id, version, person, from_on, to_on, state, note, set_by, started_at, ended_at, lines,
                       may))

}  // namespace baton::cover
