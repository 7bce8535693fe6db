#include "scoreboard/scoreboard_routes.h"

#include <algorithm>

#include "base/zone.h"
#include "http/router.h"
#include "people/directory.h"
#include "people/organization.h"
#include "scoreboard/gather_more.h"
#include "scoreboard/more.h"
#include "scoreboard/quarters.h"
#include "scoreboard/rows.h"
#include "scoreboard/scoreboard_view.h"

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
  Day came_on;  // the organization, to Baton
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
               today,
               DayIn(organization->created_at, organization->time_zone)};
}

// As it was when it was closed, or as it is.
struct Counted {
  Whole whole;
  ClosingView closing;
};
Counted CountFor(const Call& call, const Asked& asked) {
  const GatherAsked& gather = asked.gather;
  if (asked.period.quarter) {
    if (auto closed = FindClosed(call.db(), call.org_id(), gather.manager_id, asked.period.name)) {
      HideFromThoseAbove(call.db(), gather, asked.period.span, closed->whole.board);
      return {std::move(closed->whole), {closed->definition, DayIn(closed->closed_at, gather.zone), {}}};
    }
  }
  return {CountWhole(call.db(), gather, asked.period),
          {kDefinitions, {}, ClosesOn(asked.period, asked.came_on)}};
}

std::vector<GrowthView> ViewGrowth(const Call& call, const std::string& currency, const PeriodView& period,
                                   const PeriodView& compared, std::span<const Growth> growth) {
  std::vector<GrowthView> views;
  std::vector<Id> reps;
  for (const Growth& one : growth) reps.push_back(one.rep_id);
  const auto refs = people::FindRefs(call.db(), call.org_id(), reps);
  for (const Growth& one : growth) {
    const auto person = refs.find(one.rep_id);
    if (person == refs.end()) continue;
    GrowthView view{.person = person->second,
                    .since_on = one.since,
                    .currency = currency,
                    .period = period,
                    .compared = compared,
                    .wins = one.wins,
                    .wins_before = one.wins_before,
                    .sales_minor = one.sales_minor,
                    .sales_before_minor = one.sales_before_minor,
                    .low = one.low,
                    .high = one.high,
                    .coached_minutes = one.coached_minutes,
                    .moved = one.moved,
                    .moved_before = one.moved_before};
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
  const Board& board = counted.whole.board;
  const Period& period = asked->period;
  ScoreboardView view{.person = asked->person,
                      .is_self = id == call.person_id(),
                      .currency = asked->gather.currency,
                      .period = ViewOf(period.name, period.span),
                      .closing = counted.closing,
                      .against = board.against};
  for (const Period& choice : PeriodChoices(asked->today)) {
    view.choices.push_back(ViewOf(choice.name, choice.span));
  }
  view.compared = ViewOf("", counted.whole.compared);
  view.saying = ViewOf(board.saying);
  view.now = ViewOf(board.now);
  view.before = ViewOf(board.before);
  view.bars = BarsOf(board, period.span);
  for (const Figure& figure : board.figures) {
    view.figures.push_back(ViewOf(figure, view.is_self));
    // Of a large team the rows behind sums were not kept.
    if (view.closing.closed_on && figure.more_rows > 0) view.figures.back().shows_rows = false;
  }
  view.reps = board.reps;
  // A rep against the own past is for the two: those above see the team.
  const auto& growth = counted.whole.growth;
  view.growth_guard = !view.is_self                 ? Guard::not_yours
                      : growth.size() < kFewestReps ? Guard::few_reps
                                                    : Guard::none;
  if (view.growth_guard == Guard::none) {
    view.growth = ViewGrowth(call, view.currency, view.period, view.compared, growth);
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
  const auto view = [&](const PeriodView& compared, std::span<const Growth> growth) {
    return ViewGrowth(call, asked.currency, ViewOf(period->name, period->span), compared, growth);
  };
  // What was closed of the manager's quarter says the same to the rep.
  if (const auto closed = period->quarter
                              ? FindClosed(call.db(), call.org_id(), asked.manager_id, period->name)
                              : std::nullopt) {
    const auto& growth = closed->whole.growth;
    const auto own = std::ranges::find(growth, id, &Growth::rep_id);
    if (own != growth.end()) {
      auto views = view(ViewOf("", closed->whole.compared), {&*own, 1});
      if (!views.empty()) return std::move(views.front());
    }
  }
  const MoreFacts facts = GatherGrowth(call.db(), asked, *person, period->span, period->YearAgo());
  auto views = view(ViewOf("", facts.before), GrowthOf(facts, facts.reps));
  if (views.empty()) return NotFound("person");
  return std::move(views.front());
}

Result<RowsView> GetRows(const Call& call, Id id, const RowsQuery& query) {
  auto asked = Check(call, id, query.period);
  if (!asked) return Fail(asked.error());
  asked->gather.with_rows = true;
  const Counted counted = CountFor(call, *asked);
  const Board& board = counted.whole.board;
  const Figure* figure = board.Find(query.figure);
  if (!figure) return NotFound("figure");
  RowsView view{.figure = ViewOf(*figure, id == call.person_id()), .currency = asked->gather.currency};
  if (!view.figure.shows_rows) return Fail(Kind::forbidden, "problem.scoreboard.rows_of_two");
  if (figure->more_rows > 0) return Fail(Kind::conflict, "problem.scoreboard.rows_of_sums");
  view.items = ViewRows(call.db(), asked->gather, board, *figure, asked->period.span);
  return view;
}

// The headline of each of the last quarters.
Result<LineView> GetLine(const Call& call, Id id) {
  const auto asked = Check(call, id, {});
  if (!asked) return Fail(asked.error());
  LineView view;
  for (const LinePoint& point : LineOf(call.db(), asked->gather, asked->today)) {
    LinePointView one{.period = ViewOf(point.period.name, point.period.span),
                      .is_running = point.period.quarter->to >= asked->today,
                      .kind = point.saying.kind,
                      .times = point.saying.times,
                      .low = point.saying.low,
                      .high = point.saying.high,
                      .closed_on = {},
                      .definition = point.definition.value_or(kDefinitions)};
    if (point.closed_at) one.closed_on = DayIn(*point.closed_at, asked->gather.zone);
    view.items.push_back(std::move(one));
  }
  return view;
}

}  // namespace

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
                  .no_answer = figure.no_answer,
                  .causes = figure.causes};
  for (const Beside& one : figure.beside) view.beside.push_back({one.key, one.value});
  view.shows_rows = (is_managers || !IsOfTwo(figure.row_kind)) && figure.guard != Guard::not_yours;
  return view;
}

SayingView ViewOf(const Saying& saying) {
  return {.kind = saying.kind,
          .times = saying.times,
          .low = saying.low,
          .high = saying.high,
          .move = saying.move,
          .times_before = saying.times_before};
}

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
  router.Get("/api/v1/people/{id}/scoreboard/quarters",
             {.name = "getScoreboardQuarters",
              .deed = Deed::read,
              .word = Word::scoreboard,
              .summary = "The headline of each of the last eight quarters"},
             GetLine);
  router.Get("/api/v1/people/{id}/growth",
             {.name = "getRepGrowth",
              .deed = Deed::read,
              .word = Word::coaching_session,
              .summary = "A rep against the own past, for the rep and the manager"},
             GetGrowth);
}

}  // namespace baton::scoreboard
