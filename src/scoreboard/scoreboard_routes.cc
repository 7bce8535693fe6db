#include "scoreboard/scoreboard_routes.h"

#include <algorithm>

#include "base/zone.h"
#include "http/router.h"
#include "people/directory.h"
#include "people/organization.h"
#include "scoreboard/gather_more.h"
#include "scoreboard/more.h"
#include "scoreboard/rows.h"
#include "scoreboard/scoreboard_view.h"
#include "settings/settings.h"

namespace baton::scoreboard {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kWeekDays = 7;
constexpr int kMostBars = 14;  // weeks of the longest quarter; of a longer time a bar is four weeks
constexpr int kWeeksOfLongBar = 4;

struct ScoreboardQuery {
  std::optional<std::string> period;  // 13w (the default), 52w or a quarter: 2026-Q4
};
BOOST_DESCRIBE_STRUCT(ScoreboardQuery, (), (period))

struct RowsQuery {
  std::optional<std::string> period;
  FigureKey figure = FigureKey::wins_enabled;
};
BOOST_DESCRIBE_STRUCT(RowsQuery, (), (period, figure))

PeriodView ViewOf(const std::string& name, Span span) { return {name, span.from, span.to}; }

TallyView ViewOf(const Tally& tally) {
  return {.touched = tally.touched,
          .handed = tally.handed,
          .without = tally.without,
          .personal = tally.personal,
          .joint = tally.joint,
          .enabled_minor = tally.enabled_minor,
          .without_minor = tally.without_minor,
          .personal_minor = tally.personal_minor,
          .joint_minor = tally.joint_minor};
}

FigureView ViewOf(const Figure& figure, bool is_managers) {
  FigureView view{.key = figure.key,
                  .unit = figure.unit,
                  .guard = figure.guard,
                  .value = figure.value,
                  .low = figure.low,
                  .high = figure.high,
                  .count = figure.count,
                  .of = figure.of,
                  .rows = std::ssize(figure.rows) + figure.more_rows,
                  .evidence = figure.evidence,
                  .missing = figure.missing,
                  .no_answer = figure.no_answer};
  for (const Beside& one : figure.beside) view.beside.push_back({one.key, one.value});
  const bool is_of_two = figure.row_kind == RowKind::session || figure.row_kind == RowKind::promise;
  view.shows_rows = (is_managers || !is_of_two) && figure.guard != Guard::not_yours;
  return view;
}

std::vector<BarView> BarsOf(const Board& board, Span span) {
  const int weeks = (span.to - span.from) / kWeekDays + 1;
  const int days = kWeekDays * (weeks > kMostBars ? kWeeksOfLongBar : 1);
  std::vector<BarView> bars;
  for (Day from = span.from; from <= span.to; from = from + days) {
    bars.push_back({.from_on = from, .to_on = std::min(from + days - 1, span.to)});
  }
  for (const WinLine& line : board.wins) {
    BarView& bar = bars[static_cast<std::size_t>((line.won_on - span.from) / days)];
    if (line.kind == WinKind::touched || line.kind == WinKind::handed) ++bar.enabled;
    if (line.kind == WinKind::without) ++bar.without;
    if (line.kind == WinKind::personal) ++bar.personal;
  }
  for (const WeekWins& week : board.weeks) {
    const Day on = std::max(week.week, span.from);
    bars[static_cast<std::size_t>((on - span.from) / days)].without += week.won;
  }
  return bars;
}

// Who asks about whom, and the time; or why not.
struct Asked {
  people::PersonRef person;
  GatherAsked gather;
  Period period;
  Day today;
};
Result<Asked> Check(const Call& call, Id id, const std::optional<std::string>& period_name) {
  const bool may = people::IsSelfOrBelow(call.db(), call.scope(), id);
  const auto people = people::FindRefs(call.db(), call.org_id(), std::vector{id});
  const auto person = people.find(id);
  if (!may || person == people.end() || person->second.role != access::Role::manager)
    return NotFound("person");
  const auto organization = people::FindOrganization(call.db(), call.org_id());
  if (!organization) return NotFound("organization");
  const Day today = DayIn(call.now(), organization->time_zone);
  const auto period = ParsePeriod(period_name.value_or(std::string(kUsualPeriod)), today);
  if (!period) return Fail(std::vector<FieldFault>{{"period", {"problem.scoreboard.period"}}});
  return Asked{person->second,
               {.manager_id = id,
                .reader = call.principal(),
                .now = call.now(),
                .zone = organization->time_zone,
                .currency = organization->currency},
               *period,
               today};
}

// The whole board: what the time itself tells, and what looks further.
struct Counted {
  Board board;
  MoreFacts more;
  Span compared;
};
Counted CountFor(const Call& call, const Asked& asked) {
  Board board = GatherBoard(call.db(), asked.gather, asked.period);
  const Span compared =
      board.against == Against::year_ago ? asked.period.YearAgo() : asked.period.WeeksBefore();
  MoreFacts more = GatherMore(call.db(), asked.gather, asked.period.span, compared);
  PutMargin(board, settings::Read(call.db(), call.org_id()).hour_margin_share);
  for (Figure& figure : MoreFiguresOf(more)) board.figures.push_back(std::move(figure));
  return {std::move(board), std::move(more), compared};
}

std::vector<GrowthView> ViewGrowth(const Call& call, const GatherAsked& asked, const MoreFacts& facts,
                                   std::span<const Id> reps, const std::string& period) {
  std::vector<GrowthView> views;
  const auto refs = people::FindRefs(call.db(), call.org_id(), reps);
  for (const Growth& one : GrowthOf(facts, reps)) {
    const auto person = refs.find(one.rep_id);
    if (person == refs.end()) continue;
    GrowthView view{.person = person->second,
                    .since_on = one.since,
                    .currency = asked.currency,
                    .period = ViewOf(period, facts.span),
                    .compared = ViewOf("", facts.before),
                    .wins = one.wins,
                    .wins_before = one.wins_before,
                    .sales_minor = one.sales_minor,
                    .sales_before_minor = one.sales_before_minor,
                    .low = one.low,
                    .high = one.high,
                    .coached_minutes = one.coached_minutes};
    for (const SparkPoint& point : one.points) {
      view.points.push_back({point.to, point.wins, point.low, point.high});
    }
    views.push_back(std::move(view));
  }
  return views;
}

Result<ScoreboardView> Get(const Call& call, Id id, const ScoreboardQuery& query) {
  const auto asked = Check(call, id, query.period);
  if (!asked) return Fail(asked.error());
  const Counted counted = CountFor(call, *asked);
  const Board& board = counted.board;
  const Period& period = asked->period;
  ScoreboardView view{.person = asked->person,
                      .is_self = id == call.person_id(),
                      .currency = asked->gather.currency,
                      .period = ViewOf(period.name, period.span),
                      .against = board.against};
  for (const Period& choice : PeriodChoices(asked->today)) {
    view.choices.push_back(ViewOf(choice.name, choice.span));
  }
  view.compared = ViewOf("", counted.compared);
  view.saying = {.kind = board.saying.kind,
                 .times = board.saying.times,
                 .low = board.saying.low,
                 .high = board.saying.high,
                 .move = board.saying.move,
                 .times_before = board.saying.times_before};
  view.now = ViewOf(board.now);
  view.before = ViewOf(board.before);
  view.bars = BarsOf(board, period.span);
  for (const Figure& figure : board.figures) view.figures.push_back(ViewOf(figure, view.is_self));
  view.reps = board.reps;
  // A rep against the own past is for the two: those above see the team.
  view.growth_guard = !view.is_self                              ? Guard::not_yours
                      : counted.more.direct.size() < kFewestReps ? Guard::few_reps
                                                                 : Guard::none;
  if (view.growth_guard == Guard::none) {
    view.growth = ViewGrowth(call, asked->gather, counted.more, counted.more.direct, period.name);
  }
  return view;
}

// Of a rep, for the rep: what the manager sees of the rep.
Result<GrowthView> GetGrowth(const Call& call, Id id, const ScoreboardQuery& query) {
  const auto person = people::FindPerson(call.db(), call.org_id(), id);
  const bool is_rep = person && person->role == access::Role::rep;
  if (!is_rep || (id != call.person_id() && person->manager_id != call.person_id()))
    return NotFound("person");
  const auto organization = people::FindOrganization(call.db(), call.org_id());
  if (!organization) return NotFound("organization");
  const Day today = DayIn(call.now(), organization->time_zone);
  const auto period = ParsePeriod(query.period.value_or(std::string(kUsualPeriod)), today);
  if (!period) return Fail(std::vector<FieldFault>{{"period", {"problem.scoreboard.period"}}});
  const GatherAsked asked{.manager_id = person->manager_id.value_or(Id{}),
                          .reader = call.principal(),
                          .now = call.now(),
                          .zone = organization->time_zone,
                          .currency = organization->currency};
  const MoreFacts facts = GatherGrowth(call.db(), asked, *person, period->span, period->YearAgo());
  auto views = ViewGrowth(call, asked, facts, facts.reps, period->name);
  if (views.empty()) return NotFound("person");
  return std::move(views.front());
}

Result<RowsView> GetRows(const Call& call, Id id, const RowsQuery& query) {
  auto asked = Check(call, id, query.period);
  if (!asked) return Fail(asked.error());
  asked->gather.with_rows = true;
  const Counted counted = CountFor(call, *asked);
  const Board& board = counted.board;
  const Figure* figure = board.Find(query.figure);
  if (!figure) return NotFound("figure");
  RowsView view{.figure = ViewOf(*figure, id == call.person_id()), .currency = asked->gather.currency};
  if (!view.figure.shows_rows) return Fail(Kind::forbidden, "problem.scoreboard.rows_of_two");
  view.items = ViewRows(call.db(), asked->gather, board, *figure, asked->period.span);
  return view;
}

}  // namespace

void AddScoreboardRoutes(http::Router& router) {
  router.Get("/api/v1/people/{id}/scoreboard",
             {.name = "getScoreboard",
              .deed = Deed::read,
              .word = Word::scoreboard,
              .summary = "What the team wins because of a manager: figures with range, count and guard"},
             Get);
  router.Get("/api/v1/people/{id}/scoreboard/rows",
             {.name = "getScoreboardRows",
              .deed = Deed::read,
              .word = Word::scoreboard,
              .summary = "The rows that one figure of the scoreboard was counted from"},
             GetRows);
  router.Get("/api/v1/people/{id}/growth",
             {.name = "getRepGrowth",
              .deed = Deed::read,
              .word = Word::coaching_session,
              .summary = "A rep against the own past, for the rep and the manager"},
             GetGrowth);
}

}  // namespace baton::scoreboard
