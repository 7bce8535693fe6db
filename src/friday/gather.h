// Reads what the Friday cards say out of what other slices keep: promises and their ledger, coaching of four weeks, handoffs, takeovers,
// introductions, sessions, what would go with the manager. The questions grow with nothing but the reps (the week's plan).
//
//   const FridayFacts facts = GatherFriday(connection, {.organization = org, .manager = jim, .now = call.now()});
//   CardsOf(facts, "de")      // page.h
//
// Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.h"
#include "friday/friday.h"
#include "people/organization.h"
#include "people/person.h"

namespace baton::friday {

struct FridayAsked {
  people::Organization organization;
  people::Person manager;
  Instant now;

  Day WeekOn() const;  // the Monday of the week, in the organization's zone
};
// None: there is no such person or organization.
std::optional<FridayAsked> AskFriday(db::Connection& connection, Id org_id, Id manager_id, Instant now);

struct RowFacts {
  std::string title = {};
  std::string account = {};
  std::string people = {};
  std::optional<Id> account_id = {};  // while it is gathered, in place of the names
  std::vector<Id> people_ids = {};
  std::optional<Instant> at = {};
  std::optional<Day> on = {};
  std::optional<std::int32_t> minutes = {};
  std::string note = {};  // the end of a message's key, friday.note.*
};

// What the numbers are: page.h.
struct CardFacts {
  CardKey key = CardKey::promises;
  std::int64_t count = 0;
  std::int64_t other = 0;
  std::int64_t minutes = 0;
  std::string who = {};
  std::vector<RowFacts> rows = {};
};

// By what it is known since when somebody leads. began: the first of the ninety days, as it was set, or as assessments know it, where that
// is less than a year ago. handing_over: the first handoff was proposed then.
enum class SinceFrom { began, handing_over };
BOOST_DESCRIBE_ENUM(SinceFrom, began, handing_over)

// Who kept how it was: the first page that was sent, or a monthly report that was closed before that.
enum class ThenFrom { page, report };
BOOST_DESCRIBE_ENUM(ThenFrom, page, report)

struct SinceFacts {
  std::optional<Day> on;  // none: not known
  SinceFrom from = SinceFrom::began;
  std::int64_t handed_over = 0;  // owned by the successor since, and not given back
  std::int64_t confirmed = 0;    // of them
  std::optional<Exposure> then;
  ThenFrom then_from = ThenFrom::page;
  std::optional<Exposure> now;
  std::int64_t minutes = 0;   // in sessions that were held
  std::int64_t sessions = 0;  // so many
  std::int64_t wins_free = 0;
  std::int64_t wins_of = 0;       // of which meetings are known
  std::int64_t wins_unknown = 0;  // and not
};

struct FridayFacts {
  FridayAsked asked;
  std::vector<CardFacts> cards;  // each of kCards, in their order
  std::string stop;
  SinceFacts since;
};

FridayFacts GatherFriday(db::Connection& connection, const FridayAsked& asked);

}  // namespace baton::friday
