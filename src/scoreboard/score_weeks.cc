#include "scoreboard/score_weeks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace baton::scoreboard {
namespace {

constexpr std::string_view kEnteredSums =
    "CAST(SUM(entered) AS BIGINT) AS entered, CAST(SUM(entered_late) AS BIGINT) AS entered_late";
constexpr std::string_view kTotals =
    "SELECT week, won, lost, known, minor, squares, no_limit, unmet, entered, entered_late, org_id, "
    "is_stale FROM score_total WHERE org_id = $1 ORDER BY week";

struct WeekTotal : WeekSums {
  static constexpr std::string_view kTable = "score_total";
  Id org_id;
  bool is_stale = false;
};
BOOST_DESCRIBE_STRUCT(WeekTotal, (WeekSums), (org_id, is_stale))

// Whoever is not one of them, where those are the fewer.
std::optional<std::vector<Id>> FewOthers(db::Connection& connection, Id org_id, std::span<const Id> reps) {
  std::vector<Id> team(reps.begin(), reps.end());
  std::ranges::sort(team);
  auto others = connection.Query<Id>("SELECT id FROM person WHERE org_id = $1 ORDER BY id LIMIT $2", org_id,
                                     static_cast<std::int64_t>(2 * team.size()));
  const bool is_all = others.size() < 2 * team.size();
  std::erase_if(others, [&](Id id) { return std::ranges::binary_search(team, id); });
  return is_all && others.size() < team.size() ? std::optional(std::move(others)) : std::nullopt;
}

void PutWeek(WeekSums& sums, const WeekSums& one, int sign) {
  Put(sums, one, sign);
  sums.week = one.week;
  sums.entered += sign * one.entered;
  sums.entered_late += sign * one.entered_late;
}

// By the week, or by the person: of very many people SQLite would read all that each of them ever closed, which "+ 0" keeps it from.
constexpr std::string_view kByWeek = "person_id + 0";
constexpr std::string_view kByPerson = "person_id";

std::vector<WeekSums> SumsOf(db::Connection& connection, Id org_id, Span weeks, std::span<const Id> people,
                             std::string_view by) {
  return connection.Query<WeekSums>(
      fmt::format(
          "SELECT week, {}, {} FROM score_week WHERE org_id = $1 AND week BETWEEN $2 AND $3 AND {} IN "
          "baton_list($4) GROUP BY week ORDER BY week",
          kRestSums, kEnteredSums, by),
      org_id, weeks.from, weeks.to, db::IdList(people));
}

// Of all people.
std::vector<WeekSums> SumsOfAll(db::Connection& connection, Id org_id, std::span<const Id> weeks) {
  if (weeks.empty()) return {};
  return connection.Query<WeekSums>(
      fmt::format(
          "SELECT week, {}, {} FROM score_week WHERE org_id = $1 AND week IN baton_list($2) GROUP BY week "
          "ORDER BY week",
          kRestSums, kEnteredSums),
      org_id, db::IdList(weeks));
}

}  // namespace

bool WeekSums::Equals(const WeekSums& other) const {
  const auto counts = [](const WeekSums& one) {
    return std::tuple(one.week, one.won, one.lost, one.known, one.minor, one.no_limit, one.unmet, one.entered,
                      one.entered_late);
  };
  return counts(*this) == counts(other) &&
         std::abs(squares - other.squares) <= 1e-9 * std::max(1.0, std::abs(squares));
}

std::vector<WeekSums> SumsOfWeeks(db::Connection& connection, Id org_id, Span weeks,
                                  std::span<const Id> reps) {
  const auto others = FewOthers(connection, org_id, reps);
  if (!others) return SumsOf(connection, org_id, weeks, reps, kByWeek);
  std::map<Day, WeekSums> sums;
  std::vector<Id> stale;
  for (const WeekTotal& one : connection.Query<WeekTotal>(std::string(kTotals), org_id)) {
    if (one.week < weeks.from || weeks.to < one.week) continue;
    if (one.is_stale) stale.push_back(Id{one.week.days});
    if (!one.is_stale) PutWeek(sums[one.week], one, 1);
  }
  for (const WeekSums& one : SumsOfAll(connection, org_id, stale)) PutWeek(sums[one.week], one, 1);
  for (const WeekSums& one : SumsOf(connection, org_id, weeks, *others, kByPerson))
    PutWeek(sums[one.week], one, -1);
  std::vector<WeekSums> rows;
  for (const auto& [week, one] : sums) rows.push_back(one);
  return rows;
}

void MarkStale(db::Tx& tx, Id org_id, std::span<const Id> weeks) {
  tx.Execute("DELETE FROM score_total WHERE org_id = $1 AND week IN baton_list($2)", org_id,
             db::IdList(weeks));
  std::vector<WeekTotal> totals;
  for (const Id week : weeks) {
    totals.emplace_back();
    totals.back().org_id = org_id;
    totals.back().week = Day{static_cast<std::int32_t>(week.value)};
    totals.back().is_stale = true;
  }
  tx.InsertMany(WeekTotal::kTable, totals);
}

void KeepTotals(db::Database& database, Id org_id, Instant /*now*/) {
  database.Write([&](db::Tx& tx) {
    // Not beside who changes what is summed.
    tx.Query<Id>("SELECT change_id FROM score_look WHERE org_id = $1 ORDER BY id baton_for_update()", org_id);
    const auto stale =
        tx.Query<Id>("SELECT week FROM score_total WHERE org_id = $1 AND is_stale = 1 ORDER BY week", org_id);
    if (stale.empty()) return;
    tx.Execute("DELETE FROM score_total WHERE org_id = $1 AND is_stale = 1", org_id);
    std::vector<WeekTotal> totals;
    for (const WeekSums& one : SumsOfAll(tx, org_id, stale)) totals.push_back({one, org_id});
    tx.InsertMany(WeekTotal::kTable, totals);
  });
}

std::vector<Day> WrongTotals(db::Connection& connection, Id org_id) {
  std::map<Day, WeekTotal> totals;
  for (WeekTotal& one : connection.Query<WeekTotal>(std::string(kTotals), org_id)) {
    totals.emplace(one.week, one);
  }
  std::vector<Day> wrong;
  for (const WeekSums& one : connection.Query<WeekSums>(
           fmt::format("SELECT week, {}, {} FROM score_week WHERE org_id = $1 GROUP BY week ORDER BY week",
                       kRestSums, kEnteredSums),
           org_id)) {
    const auto found = totals.find(one.week);
    if (found == totals.end() || !(found->second.is_stale || found->second.Equals(one))) {
      wrong.push_back(one.week);
    }
    if (found != totals.end()) totals.erase(found);
  }
  // Of weeks in which nobody has anything.
  for (const auto& [week, one] : totals) {
    WeekSums nothing;
    nothing.week = week;
    if (!one.is_stale && !one.Equals(nothing)) wrong.push_back(week);
  }
  return wrong;
}

}  // namespace baton::scoreboard
