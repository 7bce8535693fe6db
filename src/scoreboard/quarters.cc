#include "scoreboard/quarters.h"

#include <algorithm>
#include <unordered_map>

#include "base/zone.h"
#include "json/json.h"
#include "scoreboard/gather_more.h"
#include "settings/settings.h"
#include "takeover/directory.h"

namespace baton::scoreboard {
namespace {

constexpr int kClosedAtOnce = 50;  // boards, in one look

struct QuarterRow {
  Id org_id;
  Id id;
  Id manager_id;
  std::string quarter;
  std::int32_t definition = kDefinitions;
  Instant closed_at;
  std::string said;
  std::string whole;
};
BOOST_DESCRIBE_STRUCT(QuarterRow, (), (org_id, id, manager_id, quarter, definition, closed_at, said, whole))

struct SaidRow {
  std::string quarter;
  std::int32_t definition = kDefinitions;
  Instant closed_at;
  std::string said;
};
BOOST_DESCRIBE_STRUCT(SaidRow, (), (quarter, definition, closed_at, said))

// As the manager sees it.
GatherAsked AskedBy(const people::Organization& organization, Id manager_id, Instant now) {
  return {
      .manager_id = manager_id,
      .reader = {organization.org_id, manager_id, access::Role::manager, access::TokenScope::all, Id{}, ""},
      .now = now,
      .zone = organization.time_zone,
      .currency = organization.currency};
}

QuarterRow CountQuarter(db::Connection& connection, const people::Organization& organization, Id manager_id,
                        const Period& quarter, Instant now) {
  const Whole whole = CountWhole(connection, AskedBy(organization, manager_id, now), quarter);
  return {.org_id = organization.org_id,
          .manager_id = manager_id,
          .quarter = quarter.name,
          .closed_at = now,
          .said = json::ToText(whole.board.saying),
          .whole = json::ToText(whole)};
}

void Keep(db::Tx& tx, const QuarterRow& row) {
  tx.Execute(
      "INSERT INTO score_quarter (org_id, id, manager_id, quarter, definition, closed_at, said, whole) "
      "VALUES "
      "($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (org_id, manager_id, quarter) DO NOTHING",
      row.org_id, tx.NewId(), row.manager_id, row.quarter, row.definition, row.closed_at, row.said,
      row.whole);
}

// Managers whose quarter is not closed.
std::vector<Id> FindWithout(db::Connection& connection, Id org_id, const std::string& quarter, int limit) {
  return connection.Query<Id>(
      "SELECT id FROM person WHERE org_id = $1 AND role = 'manager' AND is_placeholder = 0 AND deleted_at IS "
      "NULL AND id NOT IN (SELECT manager_id FROM score_quarter WHERE org_id = $1 AND quarter = $2) ORDER BY "
      "id "
      "LIMIT $3",
      org_id, quarter, limit);
}

void HideFigure(std::span<Figure> figures, FigureKey key, Guard guard) {
  for (Figure& figure : figures) {
    if (figure.key != key) continue;
    figure = {.key = key, .unit = figure.unit, .guard = guard, .row_kind = figure.row_kind};
  }
}

}  // namespace

Whole CountWhole(db::Connection& connection, const GatherAsked& asked, const Period& period) {
  const Below below = FindBelow(connection, asked);
  Whole whole{.board = GatherBoard(connection, asked, below, period), .compared = {}, .growth = {}};
  Board& board = whole.board;
  whole.compared = board.against == Against::year_ago ? period.YearAgo() : period.WeeksBefore();
  const MoreFacts more = GatherMore(connection, asked, below, period.span, whole.compared);
  PutMargin(board, settings::Read(connection, asked.reader.org_id).hour_margin_share);
  for (Figure& figure : MoreFiguresOf(more)) board.figures.push_back(std::move(figure));
  HideFromThoseAbove(connection, asked, period.span, board);
  whole.growth = GrowthOf(more, more.direct);
  return whole;
}

std::optional<Closed> FindClosed(db::Connection& connection, Id org_id, Id manager_id,
                                 const std::string& quarter) {
  const auto row = connection.QueryOne<QuarterRow>(
      "SELECT org_id, id, manager_id, quarter, definition, closed_at, said, whole FROM score_quarter WHERE "
      "org_id = $1 AND manager_id = $2 AND quarter = $3",
      org_id, manager_id, quarter);
  if (!row) return std::nullopt;
  auto whole = json::FromText<Whole>(row->whole);
  if (!whole) throw std::runtime_error("score_quarter " + ToString(row->id) + " cannot be read");
  return Closed{row->definition, row->closed_at, std::move(*whole)};
}

void HideFromThoseAbove(std::int64_t reps, bool is_settling, std::span<Figure> figures) {
  if (reps < static_cast<std::int64_t>(kFewestReps)) {
    for (const FigureKey key :
         {FigureKey::coaching_hours, FigureKey::slots_kept, FigureKey::promises_kept, FigureKey::displaced}) {
      HideFigure(figures, key, Guard::few_reps);
    }
  }
  if (is_settling) {
    for (const FigureKey key :
         {FigureKey::takeovers, FigureKey::promises_kept, FigureKey::interruptions, FigureKey::displaced}) {
      HideFigure(figures, key, Guard::not_yours);
    }
  }
}

void HideFromThoseAbove(db::Connection& connection, const GatherAsked& asked, Span span, Board& board) {
  if (asked.reader.person_id == asked.manager_id) return;
  const auto scope = access::ScopeOf(asked.reader, access::Deed::read, access::Word::takeover);
  const bool is_settling =
      !takeover::FindSeenTakeovers(connection, scope, asked.manager_id, span.from, span.to, asked.now);
  HideFromThoseAbove(board.reps, is_settling, board.figures);
}

std::optional<Day> ClosesOn(const Period& period, Day came_on) {
  if (!period.quarter || period.quarter->from < came_on) return std::nullopt;
  return period.quarter->to + 1 + kGraceDays;
}

void Close(db::Tx& tx, const people::Organization& organization, Id manager_id, const Period& quarter,
           Instant now) {
  Keep(tx, CountQuarter(tx, organization, manager_id, quarter, now));
}

void CloseQuarters(db::Database& database, Id org_id, Instant now) {
  std::vector<QuarterRow> rows;
  {
    auto reader = database.Read();
    const auto organization = people::FindOrganization(*reader, org_id);
    if (!organization) return;
    const Day today = DayIn(now, organization->time_zone);
    const Day came_on = DayIn(organization->created_at, organization->time_zone);
    for (const Period& quarter : LastQuarters(today, kLineQuarters)) {
      const auto closes_on = ClosesOn(quarter, came_on);
      if (!closes_on || *closes_on > today) continue;
      const int most = kClosedAtOnce - static_cast<int>(rows.size());
      for (const Id manager : FindWithout(*reader, org_id, quarter.name, most)) {
        rows.push_back(CountQuarter(*reader, *organization, manager, quarter, now));
      }
    }
  }
  if (rows.empty()) return;
  database.Write([&](db::Tx& tx) {
    for (const QuarterRow& row : rows) Keep(tx, row);
  });
}

std::vector<LinePoint> LineOf(db::Connection& connection, const GatherAsked& asked, Day today) {
  std::unordered_map<std::string, SaidRow> closed;
  for (SaidRow& row : connection.Query<SaidRow>("SELECT quarter, definition, closed_at, said FROM "
                                                "score_quarter WHERE org_id = $1 AND manager_id = $2 "
                                                "ORDER BY quarter DESC, id LIMIT $3",
                                                asked.reader.org_id, asked.manager_id, kLineQuarters)) {
    closed.emplace(row.quarter, std::move(row));
  }
  std::vector<LinePoint> line;
  std::vector<Span> open;
  for (Period& period : LastQuarters(today, kLineQuarters)) {
    LinePoint point{.period = std::move(period), .saying = {}, .definition = {}, .closed_at = {}};
    const auto found = closed.find(point.period.name);
    const auto said =
        found == closed.end() ? std::nullopt : std::optional(json::FromText<Saying>(found->second.said));
    if (said && *said) {
      point.saying = **said;
      point.definition = found->second.definition;
      point.closed_at = found->second.closed_at;
    } else {
      open.push_back(point.period.span);
    }
    line.push_back(std::move(point));
  }
  const auto sayings = GatherSayings(connection, asked, open);
  auto next = sayings.begin();
  for (LinePoint& point : line) {
    if (!point.closed_at) point.saying = *next++;
  }
  std::ranges::reverse(line);
  return line;
}

}  // namespace baton::scoreboard
