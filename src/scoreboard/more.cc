#include "scoreboard/more.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "scoreboard/displaced.h"
#include "scoreboard/figure_parts.h"
#include "scoreboard/more_model.h"
#include "stats/distribution.h"
#include "stats/median.h"
#include "stats/rate.h"
#include "stats/survival.h"

namespace baton::scoreboard {
namespace {

constexpr std::int64_t kFewestOfLift = 8;  // wins in both times, as for a ratio
constexpr std::size_t kFewestMedian = 4;   // of three no range can be said
constexpr std::size_t kFewestSpells = 5;
constexpr double kDaysOfWeek = 7;
constexpr double kYearWeeks = 52;

// Who was in the team on the first day of the time before: who came since has no past to be compared with, or one in another team.
std::vector<const TeamRep*> ThereBefore(const MoreFacts& facts) {
  std::vector<const TeamRep*> there;
  for (const TeamRep& rep : facts.roster) {
    const bool had_begun = !rep.started_on || *rep.started_on <= facts.before.from;
    const bool had_left = rep.left_on && *rep.left_on < facts.before.from;
    const bool moved_in = std::ranges::binary_search(facts.moved_in, rep.id);
    if (had_begun && !had_left && !moved_in) there.push_back(&rep);
  }
  return there;
}

class Looking {
 public:
  explicit Looking(const MoreFacts& facts) : facts_(facts), here_(facts.reps.begin(), facts.reps.end()) {
    for (const RepWin& win : facts.wins) wins_[win.rep_id].push_back(&win);
    if (!facts.won) return;
    for (const RepWon& one : *facts.won) won_.emplace(one.rep_id, one);
  }

  // The middle of what each of a fixed roster won more than before. Who left since won nothing since: nobody is lifted out of it.
  Figure MedianLift() const {
    Figure figure{.key = FigureKey::median_lift};
    std::vector<double> lifts;
    std::int64_t left = 0;
    for (const TeamRep* rep : ThereBefore(facts_)) {
      lifts.push_back(static_cast<double>(LiftOf(rep->id, figure)));
      left += rep->left_on ? 1 : 0;
    }
    figure.of = std::ssize(lifts);
    figure.count = std::ssize(figure.rows) + figure.more_rows;
    figure.beside = {{BesideKey::left, left},
                     {BesideKey::moved_in, std::ssize(facts_.moved_in)},
                     {BesideKey::moved_out, facts_.moved_out}};
    figure.guard = lifts.size() < kFewestReps                                     ? Guard::few_reps
                   : figure.count == 0                                            ? Guard::no_data
                   : lifts.size() < kFewestMedian || figure.count < kFewestOfLift ? Guard::too_few
                                                                                  : Guard::none;
    if (figure.guard != Guard::none) return figure;
    const auto median = stats::MedianOf(std::move(lifts), kLikely);
    SetBand(figure, median->value, *median->band);
    return figure;
  }

  Figure RepsGrowing() const {
    Figure figure{.key = FigureKey::reps_growing, .unit = Unit::share};
    std::int64_t growing = 0;
    std::int64_t there = 0;
    for (const TeamRep* rep : ThereBefore(facts_)) {
      if (!here_.contains(rep->id)) continue;
      ++there;
      growing += LiftOf(rep->id, figure) > 0 ? 1 : 0;
    }
    if (facts_.reps.size() < kFewestReps) {
      figure.rows.clear();
      figure.more_rows = 0;
      figure.guard = Guard::few_reps;
      return figure;
    }
    SetShare(figure, growing, there);
    const std::int64_t moved_in =
        std::ranges::count_if(facts_.moved_in, [&](Id rep) { return here_.contains(rep); });
    figure.beside = {{BesideKey::reps, std::ssize(facts_.reps)},
                     {BesideKey::moved_in, moved_in},
                     {BesideKey::moved_out, facts_.moved_out}};
    return figure;
  }

  // From the first day to the third win, with those who are not there yet or left before.
  Figure RampTime() const {
    Figure figure{.key = FigureKey::ramp_time, .unit = Unit::weeks};
    std::vector<stats::Spell> spells;
    std::int64_t handed = 0;
    for (const TeamRep& rep : facts_.roster) {
      if (!IsNew(rep, facts_.today)) continue;
      std::int64_t wins = 0;
      Day end = std::min(facts_.today, rep.left_on.value_or(facts_.today));
      for (const RepWin* win : WinsOf(rep.id)) {
        if (win->on < *rep.started_on || wins == kFirstWins) continue;
        figure.rows.push_back(win->id);
        handed += IsHanded(*win) ? 1 : 0;
        if (++wins == kFirstWins) end = win->on;
      }
      const bool has_arrived = wins == kFirstWins;
      figure.count += has_arrived ? 1 : 0;
      spells.push_back({std::max(0, end - *rep.started_on) / kDaysOfWeek,
                        has_arrived ? stats::Ending::event : stats::Ending::censored});
    }
    figure.of = std::ssize(spells);
    figure.beside = {{BesideKey::not_yet, figure.of - figure.count}, {BesideKey::first_handed, handed}};
    if (spells.size() < kFewestSpells) {
      figure.guard = spells.empty() ? Guard::no_data : Guard::too_few;
      return figure;
    }
    const auto curve = stats::KaplanMeier(spells, kLikely);
    const auto median = curve ? stats::Median(*curve) : std::nullopt;
    if (!median) {
      figure.guard = Guard::not_reached;
      return figure;
    }
    figure.value = *median;
    // Where the band of the curve crosses one half (Brookmeyer and Crowley 1982).
    for (const stats::CurvePoint& point : *curve) {
      if (!figure.low && point.band && point.band->low <= 0.5) figure.low = point.time;
      if (!figure.high && (point.band ? point.band->high : point.share) <= 0.5) figure.high = point.time;
    }
    return figure;
  }

  // Of those who were coached: who is still here a year after the first hour, in whatever team and place. Whoever went, went: why is
  // nobody's figure.
  Figure StayRate() const {
    Figure figure{.key = FigureKey::stay_rate, .unit = Unit::share, .row_kind = RowKind::session};
    std::unordered_map<Id, const CoachingHour*> first;
    for (const CoachingHour& hour : facts_.hours) {
      if (!hour.IsCoaching()) continue;
      for (const Id rep : hour.reps) {
        const auto [found, is_new] = first.try_emplace(rep, &hour);
        if (!is_new && hour.on < found->second->on) found->second = &hour;
      }
    }
    std::vector<stats::Spell> spells;
    std::vector<TeamRep> once = facts_.roster;
    once.insert(once.end(), facts_.moved_on.begin(), facts_.moved_on.end());
    std::int64_t promoted = 0;
    for (const TeamRep& rep : once) {
      const auto found = first.find(rep.id);
      if (found == first.end()) continue;
      promoted += rep.is_promoted ? 1 : 0;
      const Day end = std::min(facts_.today, rep.left_on.value_or(facts_.today));
      const double weeks = std::max(0, end - found->second->on) / kDaysOfWeek;
      const bool has_left = rep.left_on && *rep.left_on <= facts_.today;
      spells.push_back({weeks, has_left ? stats::Ending::event : stats::Ending::censored});
      figure.rows.push_back(found->second->id);
      if (weeks < kYearWeeks && !has_left) continue;  // nobody knows yet
      ++figure.of;
      figure.count += weeks >= kYearWeeks ? 1 : 0;
    }
    std::ranges::sort(figure.rows);
    figure.rows.erase(std::unique(figure.rows.begin(), figure.rows.end()), figure.rows.end());
    figure.beside = {{BesideKey::not_yet, std::ssize(spells) - figure.of}, {BesideKey::promoted, promoted}};
    if (facts_.reps.size() < kFewestReps) {
      figure = {
          .key = figure.key, .unit = figure.unit, .guard = Guard::few_reps, .row_kind = figure.row_kind};
      return figure;
    }
    figure.guard = figure.of == 0               ? Guard::no_data
                   : figure.of < kFewestOfShare ? Guard::too_few
                                                : Guard::none;
    if (figure.guard != Guard::none) return figure;
    const auto curve = stats::KaplanMeier(spells, kLikely);
    const stats::CurvePoint* at = curve ? stats::At(*curve, kYearWeeks) : nullptr;
    figure.value = at ? at->share : 1;
    // Of a curve that has not fallen nothing is known of its spread: then that of as many of as many.
    const auto band = at && at->band ? at->band : stats::Wilson(figure.count, figure.of, kLikely);
    figure.low = band->low;
    figure.high = band->high;
    return figure;
  }

 private:
  std::span<const RepWin* const> WinsOf(Id rep) const {
    const auto found = wins_.find(rep);
    if (found == wins_.end()) return {};
    return found->second;
  }

  // What a rep won in the time less what in the time before; the wins are put into the rows.
  std::int64_t LiftOf(Id rep, Figure& figure) const {
    if (facts_.won) {
      const auto found = won_.find(rep);
      if (found == won_.end()) return 0;
      figure.more_rows += found->second.now + found->second.before;
      return found->second.now - found->second.before;
    }
    std::int64_t lift = 0;
    for (const RepWin* win : WinsOf(rep)) {
      const bool is_now = facts_.span.Holds(win->on);
      if (!is_now && !facts_.before.Holds(win->on)) continue;
      lift += is_now ? 1 : -1;
      figure.rows.push_back(win->id);
    }
    return lift;
  }

  bool IsHanded(const RepWin& win) const {
    return std::ranges::any_of(facts_.handed, [&](const KeptClient& one) {
      return win.account_id == one.account_id && one.to_id == win.rep_id && one.confirmed_on <= win.on;
    });
  }

  const MoreFacts& facts_;
  std::unordered_set<Id> here_;
  std::unordered_map<Id, std::vector<const RepWin*>> wins_;  // of each, the earliest first
  std::unordered_map<Id, RepWon> won_;
};

SparkPoint PointAt(const std::vector<const RepWin*>& wins, Day to) {
  SparkPoint point{.to = to};
  for (const RepWin* win : wins) point.wins += win->on <= to && win->on > to - kSparkWidth ? 1 : 0;
  // Jeffreys' interval of a count.
  const auto band = stats::BandOf(stats::GammaBelief{static_cast<double>(point.wins) + 0.5, 1}, kLikely);
  point.low = point.wins == 0 ? 0 : band.low;
  point.high = band.high;
  return point;
}

}  // namespace

std::vector<Figure> MoreFiguresOf(const MoreFacts& facts) {
  const Looking looking(facts);
  return {InterruptionsOf(facts),     DisplacedOf(facts),       CaseMixOf(facts),   looking.MedianLift(),
          looking.RepsGrowing(),      looking.RampTime(),       looking.StayRate(), IncrementalOf(facts),
          DependenceRemovedOf(facts), HandoffRetentionOf(facts)};
}

void PutMargin(Board& board, double share) {
  for (Figure& figure : board.figures) {
    if (figure.key != FigureKey::total_sales || !figure.value) continue;
    figure.beside.push_back({BesideKey::margin, std::llround(share * *figure.value)});
  }
}

std::vector<Growth> GrowthOf(const MoreFacts& facts, std::span<const Id> reps) {
  std::vector<Growth> all;
  for (const TeamRep& rep : facts.roster) {
    if (std::ranges::find(reps, rep.id) == reps.end()) continue;
    Growth growth{.rep_id = rep.id, .since = rep.started_on};
    std::vector<const RepWin*> wins;
    double squares = 0;
    for (const RepWin& win : facts.wins) {
      if (win.rep_id != rep.id) continue;
      wins.push_back(&win);
      const bool is_now = facts.span.Holds(win.on);
      if (!is_now && !facts.before.Holds(win.on)) continue;
      const std::int64_t amount = win.amount_minor.value_or(0);
      squares += static_cast<double>(amount) * static_cast<double>(amount);
      (is_now ? growth.wins : growth.wins_before) += 1;
      (is_now ? growth.sales_minor : growth.sales_before_minor) += amount;
    }
    for (int i = kSparkPoints - 1; i >= 0; --i) {
      const Day to = facts.span.to - i * kSparkDays;
      if (!rep.started_on || *rep.started_on <= to) growth.points.push_back(PointAt(wins, to));
    }
    // As the sales of the board: deals come as they come, each of its size, in both times.
    if (growth.wins + growth.wins_before >= kFewestOfShare) {
      const auto change = static_cast<double>(growth.sales_minor - growth.sales_before_minor);
      const double half = stats::NormalQuantile((1 + kLikely) / 2) * std::sqrt(squares);
      growth.low = change - half;
      growth.high = change + half;
    }
    for (const CoachingHour& hour : facts.hours) {
      if (hour.IsCoaching() && facts.span.Holds(hour.on) && IsIn(hour.reps, rep.id)) {
        growth.coached_minutes += hour.minutes;
      }
    }
    growth.moved = MovesOf(facts, rep.id, facts.span);
    growth.moved_before = MovesOf(facts, rep.id, facts.before);
    all.push_back(std::move(growth));
  }
  return all;
}

}  // namespace baton::scoreboard
