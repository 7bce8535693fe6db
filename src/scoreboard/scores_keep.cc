// How the scores are kept, held against the tables, and made anew. Part of scores.h.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "book/closed_deals.h"
#include "people/organization.h"
#include "scoreboard/score_weeks.h"
#include "scoreboard/scores.h"

namespace baton::scoreboard {
namespace {

constexpr const char* kScoreMarks = "score_look";
constexpr std::size_t kScoresAtOnce = 2'000;
constexpr Day kFirstDay{-100'000};  // before and after all that anybody wrote down
constexpr Day kLastDay{1'000'000};

constexpr std::string_view kScoreColumns =
    "SELECT org_id, id, rule, owner_id, closed_on, closed_week, opened_on, opened_week, won, lost, known, "
    "minor, "
    "squares, no_limit, unmet, entered, entered_late FROM score_deal WHERE org_id = $1 AND ";

// The sums of rows of score_deal that the condition names, once by the closing day and once by the opening day.
std::string CellsOf(std::string_view closed, std::string_view opened) {
  return fmt::format(
      "SELECT week, CAST(SUM(won) AS BIGINT) AS won, CAST(SUM(lost) AS BIGINT) AS lost, "
      "CAST(SUM(known) AS BIGINT) AS known, CAST(SUM(minor) AS BIGINT) AS minor, SUM(squares) AS squares, "
      "CAST(SUM(no_limit) AS BIGINT) AS no_limit, CAST(SUM(unmet) AS BIGINT) AS unmet, CAST(SUM(entered) AS "
      "BIGINT) AS entered, CAST(SUM(entered_late) AS BIGINT) AS entered_late, org_id, person_id FROM ("
      "SELECT org_id, closed_week AS week, owner_id AS person_id, won, lost, known, minor, squares, "
      "no_limit, "
      "unmet, 0 AS entered, 0 AS entered_late FROM score_deal WHERE org_id = $1 AND {} UNION ALL "
      "SELECT org_id, opened_week, owner_id, 0, 0, 0, 0, 0.0, 0, 0, entered, entered_late FROM score_deal "
      "WHERE "
      "org_id = $1 AND {}) AS piece GROUP BY org_id, week, person_id",
      closed, opened);
}

struct WeekCell : WeekSums {
  Id org_id;
  Id person_id;
};
BOOST_DESCRIBE_STRUCT(WeekCell, (WeekSums), (org_id, person_id))

struct Place {
  std::string zone;
  std::string currency;
};
Place PlaceOf(db::Connection& connection, Id org_id) {
  const auto organization = people::FindOrganization(connection, org_id);
  return organization ? Place{organization->time_zone, organization->currency} : Place{"UTC", ""};
}

std::string RuleOf(db::Connection& connection, Id org_id) {
  const Place place = PlaceOf(connection, org_id);
  return ScoreRule(place.zone, place.currency);
}

std::vector<Id> AllScoredDeals(db::Connection& connection, Id org_id) {
  return connection.Query<Id>(
      "SELECT id FROM opportunity WHERE org_id = $1 UNION SELECT id FROM score_deal WHERE org_id = $1 ORDER "
      "BY id",
      org_id);
}

watch::Candidates BeginScores(db::Connection& connection, Id org_id, std::optional<Instant> /*since*/,
                              Instant /*now*/) {
  const bool is_kept = IsKeptBy(connection, org_id, RuleOf(connection, org_id)) &&
                       ScoreNewsSince(connection, org_id).has_value();
  return {.deals = is_kept ? std::vector<Id>{} : AllScoredDeals(connection, org_id)};
}

// The sums of the weeks and people of these rows, from the rows that are there now.
void SumAnew(db::Tx& tx, Id org_id, std::span<const DealScore> touched) {
  std::vector<Id> people, weeks;
  for (const DealScore& one : touched) {
    people.push_back(one.owner_id);
    for (const auto& week : {one.closed_week, one.opened_week}) {
      if (week) weeks.push_back(Id{week->days});
    }
  }
  for (auto* ids : {&people, &weeks}) {
    std::ranges::sort(*ids);
    ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
  }
  tx.Execute(
      "DELETE FROM score_week WHERE org_id = $1 AND week IN baton_list($2) AND person_id IN baton_list($3)",
      org_id, db::IdList(weeks), db::IdList(people));
  tx.Execute(
      "INSERT INTO score_week (week, won, lost, known, minor, squares, no_limit, unmet, entered, "
      "entered_late, "
      "org_id, person_id) " +
          CellsOf("owner_id IN baton_list($3) AND closed_week IN baton_list($2)",
                  "owner_id IN baton_list($3) AND opened_week IN baton_list($2)"),
      org_id, db::IdList(weeks), db::IdList(people));
  MarkStale(tx, org_id, weeks);
}

int KeepScores(db::Tx& tx, Id org_id, const watch::Candidates& candidates, Instant /*now*/) {
  // One at a time: the sums are read and written.
  tx.Query<Id>("SELECT change_id FROM score_look WHERE org_id = $1 ORDER BY id baton_for_update()", org_id);
  const Place place = PlaceOf(tx, org_id);
  std::vector<Id> ids = candidates.deals;
  const auto met = AccountsOfActivities(tx, org_id, candidates.activities);
  const auto at = DealsMet(tx, org_id, place.zone, met, {kFirstDay, kLastDay});
  ids.insert(ids.end(), at.begin(), at.end());
  if (ids.empty()) return 0;
  const auto kept = tx.Query<DealScore>(std::string(kScoreColumns) + "id IN baton_list($2) ORDER BY id",
                                        org_id, db::IdList(ids));
  const auto told = ScoresOf(tx, org_id, place.zone, place.currency, ids);
  std::vector<DealScore> gone, come;
  const auto is_in = [](const std::vector<DealScore>& scores, const DealScore& one) {
    const auto found = std::ranges::lower_bound(scores, one.id, {}, &DealScore::id);
    return found != scores.end() && *found == one;
  };
  std::ranges::copy_if(kept, std::back_inserter(gone),
                       [&](const DealScore& one) { return !is_in(told, one); });
  std::ranges::copy_if(told, std::back_inserter(come),
                       [&](const DealScore& one) { return !is_in(kept, one); });
  std::vector<DealScore> touched = gone;
  touched.insert(touched.end(), come.begin(), come.end());
  if (touched.empty()) return 0;
  std::vector<Id> gone_ids;
  for (const DealScore& one : gone) gone_ids.push_back(one.id);
  tx.Execute("DELETE FROM score_deal WHERE org_id = $1 AND id IN baton_list($2)", org_id,
             db::IdList(gone_ids));
  tx.InsertMany(DealScore::kTable, come);
  SumAnew(tx, org_id, touched);
  return 0;  // nothing that anybody is told of
}

void CheckRows(db::Connection& connection, Id org_id, const Place& place, ScoreCheck& check) {
  const bool is_kept = IsKeptBy(connection, org_id, ScoreRule(place.zone, place.currency));
  const auto news = is_kept ? ScoreNewsSince(connection, org_id) : std::nullopt;
  std::vector<Id> changed;
  if (news) {
    changed = news->deals;
    const auto at = DealsMet(connection, org_id, place.zone, news->met, {kFirstDay, kLastDay});
    changed.insert(changed.end(), at.begin(), at.end());
    std::ranges::sort(changed);
  }
  const auto all = AllScoredDeals(connection, org_id);
  check.deals = std::ssize(all);
  for (std::size_t from = 0; from < all.size(); from += kScoresAtOnce) {
    const std::span<const Id> piece =
        std::span(all).subspan(from, std::min(kScoresAtOnce, all.size() - from));
    std::vector<Id> ids;
    std::ranges::copy_if(piece, std::back_inserter(ids),
                         [&](Id id) { return news && !std::ranges::binary_search(changed, id); });
    check.waiting += std::ssize(piece) - std::ssize(ids);
    if (ids.empty()) continue;
    std::map<Id, ScoreFault> both;
    for (DealScore& one : connection.Query<DealScore>(
             std::string(kScoreColumns) + "id IN baton_list($2) ORDER BY id", org_id, db::IdList(ids))) {
      both[one.id].kept = std::move(one);
    }
    for (DealScore& one : ScoresOf(connection, org_id, place.zone, place.currency, ids)) {
      both[one.id].told = std::move(one);
    }
    for (auto& [id, fault] : both) {
      fault.deal_id = id;
      if (fault.kept != fault.told) check.faults.push_back(std::move(fault));
    }
  }
}

void CheckSums(db::Connection& connection, Id org_id, ScoreCheck& check) {
  std::map<std::pair<Day, Id>, std::pair<WeekCell, WeekCell>> cells;
  for (const WeekCell& one : connection.Query<WeekCell>(
           "SELECT week, won, lost, known, minor, squares, no_limit, unmet, entered, entered_late, org_id, "
           "person_id FROM score_week WHERE org_id = $1 ORDER BY week, person_id",
           org_id)) {
    cells[{one.week, one.person_id}].first = one;
  }
  for (const WeekCell& one : connection.Query<WeekCell>(
           CellsOf("closed_week IS NOT NULL", "opened_week IS NOT NULL") + " ORDER BY week, person_id",
           org_id)) {
    cells[{one.week, one.person_id}].second = one;
  }
  for (const auto& [key, both] : cells) {
    if (!both.first.Equals(both.second)) check.weeks.push_back({key.first, key.second});
  }
  for (const Day week : WrongTotals(connection, org_id)) check.weeks.push_back({week, {}});
}

}  // namespace

watch::Watch KeptScores() {
  return {.marks = kScoreMarks, .at_once = kScoresAtOnce, .begin = &BeginScores, .judge = &KeepScores};
}

ScoreCheck CheckScores(db::Connection& connection, Id org_id) {
  ScoreCheck check;
  CheckRows(connection, org_id, PlaceOf(connection, org_id), check);
  CheckSums(connection, org_id, check);
  return check;
}

void RebuildScores(db::Database& database, Id org_id, Instant now) {
  database.Write([&](db::Tx& tx) {
    for (const char* sql :
         {"DELETE FROM score_look WHERE org_id = $1", "DELETE FROM score_week WHERE org_id = $1",
          "DELETE FROM score_total WHERE org_id = $1", "DELETE FROM score_deal WHERE org_id = $1"}) {
      tx.Execute(sql, org_id);
    }
  });
  const std::array watches{KeptScores()};
  watch::Look(database, org_id, now, watches);
  KeepTotals(database, org_id, now);
}

}  // namespace baton::scoreboard
