#include "friday/friday_store.h"

#include <algorithm>

#include "base/text.h"
#include "base/zone.h"
#include "friday/directory.h"
#include "friday/page.h"
#include "handoff/directory.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::friday {
namespace {

constexpr int kFriday = 5;

std::string WriteCards(const std::vector<CardKey>& cards) {
  std::vector<CardKey> once;
  for (const CardKey key : kCards) {
    if (std::ranges::find(cards, key) != cards.end()) once.push_back(key);
  }
  return json::ToText(once);
}

}  // namespace

std::vector<CardKey> ReadCards(const std::string& text) {
  return json::FromText<std::vector<CardKey>>(text).value_or(std::vector<CardKey>());
}

std::optional<FridayWeek> FindWeek(db::Connection& connection, Id org_id, Id manager_id, Day week_on) {
  return connection.QueryOne<FridayWeek>(
      "SELECT org_id, id, version, manager_id, week_on, shown, passed, stop FROM friday_week WHERE org_id = "
      "$1 "
      "AND manager_id = $2 AND week_on = $3",
      org_id, manager_id, week_on);
}

std::optional<FridayWeek> FindLastStop(db::Connection& connection, Id org_id, Id manager_id, Day before) {
  return connection.QueryOne<FridayWeek>(
      "SELECT org_id, id, version, manager_id, week_on, shown, passed, stop FROM friday_week WHERE org_id = "
      "$1 "
      "AND manager_id = $2 AND week_on < $3 AND stop <> '' ORDER BY week_on DESC LIMIT 1",
      org_id, manager_id, before);
}

std::optional<FridayPage> FindPage(db::Connection& connection, Id org_id, Id person_id, Id id) {
  return connection.QueryOne<FridayPage>(
      "SELECT org_id, id, version, manager_id, reader_id, week_on, sent_at, frozen FROM friday_page WHERE "
      "org_id = $1 AND id = $2 AND (manager_id = $3 OR reader_id = $3)",
      org_id, id, person_id);
}

std::optional<FridayPage> FindSentOf(db::Connection& connection, Id org_id, Id manager_id, Day week_on) {
  return connection.QueryOne<FridayPage>(
      "SELECT org_id, id, version, manager_id, reader_id, week_on, sent_at, frozen FROM friday_page WHERE "
      "org_id = $1 AND manager_id = $2 AND week_on = $3",
      org_id, manager_id, week_on);
}

std::optional<FridayPage> FindFirst(db::Connection& connection, Id org_id, Id manager_id) {
  return connection.QueryOne<FridayPage>(
      "SELECT org_id, id, version, manager_id, reader_id, week_on, sent_at, frozen FROM friday_page WHERE "
      "org_id = $1 AND manager_id = $2 ORDER BY week_on LIMIT 1",
      org_id, manager_id);
}

std::vector<PageMark> FindMarks(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<PageMark>(
      "SELECT id, manager_id, reader_id, week_on, sent_at FROM friday_page WHERE org_id = $1 AND "
      "(manager_id = $2 OR reader_id = $2) ORDER BY week_on DESC, id DESC",
      org_id, person_id);
}

people::CountByOther CountSent(db::Connection& connection, Id org_id, Id manager_id) {
  return people::ByOther(
      connection.Query<people::WithOther>("SELECT reader_id AS other_id, CAST(COUNT(*) AS BIGINT) AS count "
                                          "FROM friday_page WHERE org_id = $1 AND "
                                          "manager_id = $2 GROUP BY reader_id",
                                          org_id, manager_id));
}

Result<FridayWeek> Mark(action::Action& action, const std::optional<FridayWeek>& before, Id manager_id,
                        Day week_on, const MarkInput& input) {
  FridayWeek after = before.value_or(FridayWeek{});
  after.manager_id = manager_id;
  after.week_on = week_on;
  after.shown = WriteCards(input.shown);
  after.passed = WriteCards(input.passed);
  after.stop = std::string(Trim(input.stop));
  if (before) return action.Update(*before, after);
  return action.Insert(std::move(after));
}

Result<FridayPage> Send(action::Action& action, const FridayFacts& facts, const std::vector<CardKey>& shown) {
  const people::Person& manager = facts.asked.manager;
  const auto reader = manager.manager_id
                          ? people::FindPerson(action.tx(), action.org_id(), *manager.manager_id)
                          : std::nullopt;
  if (!reader || reader->is_placeholder) return Fail(Kind::conflict, "problem.friday.nobody_above");
  if (shown.empty()) return Fail(Kind::conflict, "problem.friday.nothing_ticked");
  const Day week_on = facts.asked.WeekOn();
  if (const auto sent = FindSentOf(action.tx(), action.org_id(), manager.id, week_on)) {
    return Fail(Kind::conflict, "problem.friday.sent", {{"at", sent->sent_at.milliseconds}});
  }
  FridayPage page;
  page.manager_id = manager.id;
  page.reader_id = reader->id;
  page.week_on = week_on;
  page.sent_at = action.now();
  page.frozen = json::ToText(Freeze(facts, shown, reader->name));
  page = action.Insert(std::move(page));
  notice::Emit(action, reader->id, {"notice.friday.sent", {{"person", manager.name}}},
               "/friday?page=" + ToString(page.id));
  return page;
}

std::optional<Instant> FindWaiting(db::Connection& connection, Id org_id, Id manager_id, Instant now) {
  const auto organization = people::FindOrganization(connection, org_id);
  if (!organization) return std::nullopt;
  const Day today = DayIn(now, organization->time_zone);
  if (Weekday(today) < kFriday) return std::nullopt;
  const Day week_on = MondayOf(today);
  if (FindSentOf(connection, org_id, manager_id, week_on)) return std::nullopt;
  // On a manager's first day the cards are empty.
  if (people::FindTeam(connection, org_id, manager_id).empty() &&
      handoff::FindHandoffsOf(connection, org_id, manager_id).empty()) {
    return std::nullopt;
  }
  return ToInstant({week_on + (kFriday - 1), 0}, organization->time_zone);
}

}  // namespace baton::friday
