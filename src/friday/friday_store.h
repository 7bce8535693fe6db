// The rows of the Friday half hour. Nobody else writes these tables.
//
//   const auto week = FindWeek(connection, org_id, jim, monday);   // none: nothing was ticked yet
//   const auto page = FindPage(connection, org_id, dana, id);      // sent by or to Dana
//
// Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "action/action.h"
#include "friday/friday.h"
#include "friday/gather.h"

namespace baton::friday {

std::optional<FridayWeek> FindWeek(db::Connection& connection, Id org_id, Id manager_id, Day week_on);
// The latest before, of those in which something is to be stopped.
std::optional<FridayWeek> FindLastStop(db::Connection& connection, Id org_id, Id manager_id, Day before);
std::vector<CardKey> ReadCards(const std::string& text);

// Sent by or to this person.
std::optional<FridayPage> FindPage(db::Connection& connection, Id org_id, Id person_id, Id id);
// Of a manager's week.
std::optional<FridayPage> FindSentOf(db::Connection& connection, Id org_id, Id manager_id, Day week_on);
// The first of a manager's pages.
std::optional<FridayPage> FindFirst(db::Connection& connection, Id org_id, Id manager_id);

// Without what was frozen. The latest first.
struct PageMark {
  Id id;
  Id manager_id;
  Id reader_id;
  Day week_on;
  Instant sent_at;
};
BOOST_DESCRIBE_STRUCT(PageMark, (), (id, manager_id, reader_id, week_on, sent_at))
std::vector<PageMark> FindMarks(db::Connection& connection, Id org_id, Id person_id);

// Each card once, in their order.
Result<FridayWeek> Mark(action::Action& action, const std::optional<FridayWeek>& before, Id manager_id,
                        Day week_on, const MarkInput& input);
// Freezes what is ticked and tells the one above. Fails with Kind::conflict where there is nobody above, nothing ticked, or a page of the
// week already.
Result<FridayPage> Send(action::Action& action, const FridayFacts& facts, const std::vector<CardKey>& shown);

}  // namespace baton::friday
