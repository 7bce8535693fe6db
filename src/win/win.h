// A win is a deal that a rep won. The rep's manager is told of it once, with what the two did before, from facts only:
// that the manager introduced the rep, what the manager promised and did since, whether the manager was in the room. It
// says what was done and never that it caused the win. The manager thanks once, in words of the own (docs/week.md).
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
#include "coaching/promise.h"
#include "people/person.h"

namespace baton::win {

inline constexpr int kNewsDays = 14;  // after that, a win that comes to light is none to tell of
inline constexpr std::size_t kMaxWordsCharacters = 600;

// The row.
struct Win {
  static constexpr std::string_view kTable = "win";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id opportunity_id;
  Id account_id;
  Id rep_id;
  Id manager_id;  // of the rep when it was seen
  Day won_on;
  Instant seen_at;
  std::string words;
  std::optional<Instant> thanked_at;
};
BOOST_DESCRIBE_STRUCT(Win, (),
                      (org_id, id, version, opportunity_id, account_id, rep_id, manager_id, won_on, seen_at,
                       words, thanked_at))

// Promises of one kind that the manager kept to the rep while the deal was on.
struct KeptWord {
  static constexpr const char* kSchemaName = "WinKept";

  coaching::PromiseKind kind = coaching::PromiseKind::other;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(KeptWord, (), (kind, count))

// Facts about the manager. `is_room_known`: one of the two met the client while the deal was on, so that it can be said
// whether the manager was there. Where the manager introduced the rep it is about the time after that day: before, the
// client was the manager's to meet.
struct WinFacts {
  static constexpr const char* kSchemaName = "WinFacts";

  std::optional<Day> introduced_on;
  std::vector<KeptWord> kept;  // the most first
  bool is_room_known = false;
  std::int64_t in_the_room = 0;  // meetings and visits
  std::int64_t calls = 0;
};
BOOST_DESCRIBE_STRUCT(WinFacts, (), (introduced_on, kept, is_room_known, in_the_room, calls))

enum class WinDeed { thank };
BOOST_DESCRIBE_ENUM(WinDeed, thank)

struct WinView {
  static constexpr const char* kSchemaName = "Win";

  Id id;
  std::int64_t version = 0;
  book::AccountRef account;
  Id opportunity_id;
  std::string deal;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  people::PersonRef rep;
  people::PersonRef manager;
  Day won_on;
  std::optional<WinFacts> facts;  // for the manager
  std::string words;
  std::optional<Instant> thanked_at;
  std::vector<WinDeed> may;
};
BOOST_DESCRIBE_STRUCT(WinView, (),
                      (id, version, account, opportunity_id, deal, amount_minor, currency, rep, manager,
                       won_on, facts, words, thanked_at, may))

}  // namespace baton::win
