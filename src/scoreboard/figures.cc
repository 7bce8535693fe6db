#include "scoreboard/figures.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include "scoreboard/figure_parts.h"
#include "stats/distribution.h"
#include "stats/share.h"

namespace baton::scoreboard {
namespace {

constexpr std::int64_t kFewestOfBreadth = 8;
constexpr std::int32_t kShortMinutes = 15;
constexpr double kLowestTenth = 0.1;
constexpr double kPermille = 1000;

class Counting {
 public:
  Counting(const Facts& facts, const std::vector<WinLine>& wins, const Tally& now, const Tally& before,
           const Dealings& dealings)
      : facts_(facts), wins_(wins), now_(now), before_(before), dealings_(dealings), rest_(facts.rest) {}

  std::vector<Figure> Run() const {
    return {Enabled(), TotalWins(),    TotalSales(), WinRate(),  ManagerFree(), Breadth(),   OwnDealShare(),
            Hours(),   LeastCoached(), SlotsKept(),  Promises(), Takeovers(),   HandedOver()};
  }

 private:
  std::int64_t CountWins(auto fits) const { return std::ranges::count_if(wins_, fits); }
  std::vector<Id> WinsThat(auto fits) const {
    std::vector<Id> ids;
    for (const WinLine& line : wins_) {
      if (fits(line)) ids.push_back(line.deal_id);
    }
    return ids;
  }
  static bool IsReps(const WinLine& line) {
    return line.kind == WinKind::touched || line.kind == WinKind::handed || line.kind == WinKind::without;
  }
  std::int64_t MissedBy(Missed missed) const {
    return CountWins([&](const WinLine& one) { return one.missed == missed; }) +
           (missed == Missed::unknown_stage ? rest_.no_limit : 0);
  }
  std::int64_t AllWins() const { return std::ssize(wins_) + rest_.won; }
  // The wins of a figure: those with a line, and all others.
  void PutWins(Figure& figure, std::vector<Id> rows) const {
    figure.rows = std::move(rows);
    figure.more_rows = rest_.won;
  }

  // Of the team's wins, how many the manager had a part in before.
  Figure Enabled() const {
    Figure figure{.key = FigureKey::wins_enabled};
    SetShare(figure, now_.Enabled(), now_.Team());
    figure.beside = {{BesideKey::not_touched, now_.without},
                     {BesideKey::not_confirmed, MissedBy(Missed::no_mark)},
                     {BesideKey::written_late, MissedBy(Missed::written_late)},
                     {BesideKey::over_the_cap, MissedBy(Missed::cap)},
                     {BesideKey::unknown_stage, MissedBy(Missed::unknown_stage)}};
    PutWins(figure, WinsThat(IsReps));
    return figure;
  }

  Figure TotalWins() const {
    Figure figure{.key = FigureKey::total_wins};
    SetTimes(figure, now_.All(), before_.All());
    figure.beside.push_back({BesideKey::led_for_reps, CountWins([](const WinLine& one) {
                               return one.is_led && one.kind == WinKind::personal;
                             })});
    figure.beside.push_back({BesideKey::joint, now_.joint});
    PutWins(figure, WinsThat([](const WinLine&) { return true; }));
    return figure;
  }

  // As a rate of money over time: deals come as they come, each of its size, so the variance is the sum of squares.
  Figure TotalSales() const {
    Figure figure{.key = FigureKey::total_sales, .unit = Unit::money};
    figure.count = rest_.known;
    auto sum = static_cast<double>(rest_.minor);
    double squares = rest_.squares;
    for (const WinLine& line : wins_) {
      if (!line.amount_minor) continue;
      ++figure.count;
      const auto amount = static_cast<double>(*line.amount_minor);
      sum += amount;
      squares += amount * amount;
    }
    figure.of = AllWins();
    figure.beside = {{BesideKey::before, SalesOf(before_)},
                     {BesideKey::without_amount, figure.of - figure.count}};
    PutWins(figure, WinsThat([](const WinLine&) { return true; }));
    if (figure.count == 0) {
      figure.guard = Guard::no_data;
      return figure;
    }
    figure.value = sum;
    if (figure.count < kFewestOfShare) return figure;  // what was sold is known; where it tends is not
    const double half = stats::NormalQuantile((1 + kLikely) / 2) * std::sqrt(squares);
    figure.low = std::max(0.0, sum - half);
    figure.high = sum + half;
    return figure;
  }
  static std::int64_t SalesOf(const Tally& tally) {
    return tally.enabled_minor + tally.without_minor + tally.personal_minor + tally.joint_minor;
  }

  // Of deals that reps own.
  Figure WinRate() const {
    Figure figure{.key = FigureKey::win_rate};
    std::int64_t won = rest_.won;
    figure.more_rows = rest_.won + rest_.lost;
    for (const ClosedDeal& deal : facts_.deals) {
      if (deal.owner_id == facts_.manager_id || !facts_.span.Holds(deal.closed_on)) continue;
      won += deal.is_won ? 1 : 0;
      figure.rows.push_back(deal.id);
    }
    SetShare(figure, won, std::ssize(figure.rows) + figure.more_rows);
    return figure;
  }

  Figure ManagerFree() const {
    Figure figure{.key = FigureKey::manager_free};
    const auto is_owned = [&](const WinLine& one) { return one.owner_id != facts_.manager_id; };
    const auto is = [&](Presence presence) {
      return CountWins([&](const WinLine& one) { return is_owned(one) && one.presence == presence; });
    };
    const std::int64_t free = is(Presence::free) + rest_.won - rest_.unmet;
    SetShare(figure, free, free + is(Presence::there));
    figure.beside = {{BesideKey::presence_unknown, is(Presence::unknown) + rest_.unmet}};
    PutWins(figure, WinsThat(is_owned));
    return figure;
  }

  Figure Breadth() const {
    Figure figure{.key = FigureKey::breadth, .unit = Unit::people};
    figure.of = static_cast<std::int64_t>(facts_.roster.size());
    std::unordered_map<Id, std::int64_t> won;
    for (const WinLine& line : wins_) won[line.owner_id] += 1;
    for (const RepWins& one : facts_.rep_wins) won[one.rep_id] += one.won;
    std::vector<std::int64_t> counts;
    std::vector<double> parts;
    for (const Id rep : facts_.roster) {
      counts.push_back(won[rep]);
      parts.push_back(static_cast<double>(won[rep]));
      figure.count += won[rep];
    }
    const std::unordered_set<Id> roster(facts_.roster.begin(), facts_.roster.end());
    PutWins(figure, WinsThat([&](const WinLine& one) { return roster.contains(one.owner_id); }));
    if (facts_.roster.size() < kFewestReps) {
      figure.guard = Guard::few_reps;
      return figure;
    }
    if (figure.count < kFewestOfBreadth) {
      figure.guard = figure.count == 0 ? Guard::no_data : Guard::too_few;
      return figure;
    }
    SetBand(figure, *stats::EffectiveNumber(parts), *stats::EffectiveNumberBand(counts, kLikely));
    figure.beside = {{BesideKey::largest_share, std::llround(kPermille * *std::ranges::max_element(parts) /
                                                             static_cast<double>(figure.count))}};
    return figure;
  }

  // Of what is to be one's or the other's: a joint deal is in neither.
  Figure OwnDealShare() const {
    Figure figure{.key = FigureKey::own_deal_share, .unit = Unit::share};
    std::unordered_map<Id, Id> accounts;
    for (const ClosedDeal& deal : facts_.deals) accounts[deal.id] = deal.account_id.value_or(Id{});
    stats::Sizes own;
    stats::Sizes others{static_cast<double>(rest_.minor), rest_.squares};
    figure.of = rest_.known;
    std::int64_t within = 0;
    for (const WinLine& line : wins_) {
      if (line.kind == WinKind::joint) continue;
      const bool is_own = line.kind == WinKind::personal;
      if (is_own && IsIn(dealings_.kept_accounts, accounts[line.deal_id])) ++within;
      if (!line.amount_minor || *line.amount_minor < 0) continue;
      (is_own ? own : others).Add(static_cast<double>(*line.amount_minor));
      figure.count += is_own ? 1 : 0;
      ++figure.of;
    }
    figure.beside = {{BesideKey::without_amount, AllWins() - now_.joint - figure.of},
                     {BesideKey::led_for_reps, CountWins([](const WinLine& one) {
                        return one.is_led && one.kind == WinKind::personal;
                      })},
                     {BesideKey::within_agreement, within},
                     {BesideKey::joint, now_.joint}};
    if (dealings_.agreed_percent) {
      figure.beside.push_back({BesideKey::agreed_percent, *dealings_.agreed_percent});
    }
    PutWins(figure, WinsThat([](const WinLine& one) { return one.kind != WinKind::joint; }));
    const auto share = stats::ShareOfSizes(own, others, kLikely);
    figure.guard = !share ? Guard::no_data : figure.of < kFewestOfShare ? Guard::too_few : Guard::none;
    if (figure.guard == Guard::none) SetBand(figure, share->share, share->band);
    return figure;
  }

  bool IsTooFewToTellAbove() const { return !dealings_.is_managers && dealings_.reps.size() < kFewestReps; }
  double Weeks() const { return (facts_.span.to - facts_.span.from + 1) / 7.0; }
  std::vector<CoachingHour> Held(coaching::Purpose purpose) const {
    std::vector<CoachingHour> held;
    std::ranges::copy_if(dealings_.hours, std::back_inserter(held),
                         [&](const CoachingHour& one) { return one.IsHeldFor(purpose); });
    return held;
  }
  // Skill coaching of each who is in the team now, in minutes a week; rising.
  std::vector<double> PerRep() const {
    std::unordered_map<Id, double> minutes;
    for (const CoachingHour& one : Held(coaching::Purpose::skill)) {
      for (const Id rep : one.reps) minutes[rep] += one.minutes;
    }
    std::vector<double> each;
    for (const Id rep : dealings_.reps) each.push_back(minutes[rep] / Weeks());
    std::ranges::sort(each);
    return each;
  }

  // A count of all there was, no sample: it has no range.
  Figure Hours() const {
    Figure figure{.key = FigureKey::coaching_hours, .unit = Unit::minutes, .row_kind = RowKind::session};
    const auto held = Held(coaching::Purpose::skill);
    figure.rows = IdsOf(held);
    figure.count = std::ssize(held);
    std::int64_t help = 0;
    for (const CoachingHour& one : Held(coaching::Purpose::deal)) help += one.minutes;
    figure.beside = {{BesideKey::deal_help, help}, {BesideKey::reps, std::ssize(dealings_.reps)}};
    figure.guard = dealings_.reps.empty()  ? Guard::no_data
                   : IsTooFewToTellAbove() ? Guard::few_reps
                                           : Guard::none;
    if (figure.guard != Guard::none) return figure;
    double sum = 0;
    for (const double minutes : PerRep()) sum += minutes;
    figure.value = sum / static_cast<double>(dealings_.reps.size());
    return figure;
  }

  // The rep at the tenth from below, without a name.
  Figure LeastCoached() const {
    Figure figure{.key = FigureKey::least_coached, .unit = Unit::minutes, .row_kind = RowKind::session};
    figure.of = std::ssize(dealings_.reps);
    figure.rows = IdsOf(Held(coaching::Purpose::skill));
    if (dealings_.reps.size() < kFewestReps) {
      figure.guard = Guard::few_reps;
      return figure;
    }
    const auto each = PerRep();
    figure.beside = {{BesideKey::uncoached, std::ranges::count(each, 0.0)}};
    const double rank = std::ceil(kLowestTenth * static_cast<double>(each.size()));
    figure.value = each[static_cast<std::size_t>(std::max(1.0, rank)) - 1];
    return figure;
  }

  // Only what stood in the calendar before: an hour that is written down afterwards keeps no slot.
  Figure SlotsKept() const {
    Figure figure{.key = FigureKey::slots_kept, .row_kind = RowKind::session};
    std::int64_t kept = 0;
    for (const CoachingHour& one : dealings_.hours) {
      if (!one.was_planned || one.purpose != coaching::Purpose::skill) continue;
      kept += one.state == coaching::SessionState::held ? 1 : 0;
      figure.rows.push_back(one.id);
    }
    SetShare(figure, kept, std::ssize(figure.rows));
    if (IsTooFewToTellAbove()) Hide(figure);
    return figure;
  }

  Figure Promises() const {
    Figure figure{.key = FigureKey::promises_kept, .row_kind = RowKind::promise};
    const coaching::Figures counted = coaching::Count(dealings_.promises, dealings_.now);
    SetShare(figure, counted.kept_on_time, counted.due);
    std::int64_t small = 0;
    for (const coaching::CountedPromise& one : dealings_.promises) {
      const auto verdict = coaching::JudgeFirst(one.promise, dealings_.now, one.rep_left_at);
      const bool is_due = verdict == coaching::Verdict::on_time || verdict == coaching::Verdict::not_kept;
      small += is_due && one.promise.minutes <= kShortMinutes ? 1 : 0;
      figure.rows.push_back(one.promise.id);
    }
    figure.beside = {{BesideKey::by_new_time, counted.kept_by_new_time},
                     {BesideKey::open, counted.open},
                     {BesideKey::withdrawn, counted.withdrawn},
                     {BesideKey::short_ones, small}};
    // As takeovers are, which those above a new manager do not get.
    const bool is_managers_alone = !dealings_.is_managers && !dealings_.takeovers;
    if (IsTooFewToTellAbove()) {
      Hide(figure);
    } else if (is_managers_alone) {
      Hide(figure, Guard::not_yours);
    }
    return figure;
  }

  Figure Takeovers() const {
    Figure figure{.key = FigureKey::takeovers, .row_kind = RowKind::takeover};
    if (!dealings_.takeovers) {
      figure.guard = Guard::not_yours;
      return figure;
    }
    figure.rows = IdsOf(*dealings_.takeovers);
    figure.count =
        std::ranges::count(*dealings_.takeovers, takeover::Standing::asked, &SeenTakeover::standing);
    figure.value = static_cast<double>(figure.count);
    figure.beside = {{BesideKey::agreed, std::ssize(*dealings_.takeovers) - figure.count}};
    return figure;
  }

  Figure HandedOver() const {
    Figure figure{.key = FigureKey::handed_over, .row_kind = RowKind::handoff};
    std::int64_t open = 0;
    for (const scoreboard::HandedOver& one : facts_.handed) {
      if (one.confirmed_on && facts_.span.Holds(*one.confirmed_on)) {
        ++figure.count;
        figure.rows.push_back(one.id);
      } else if (!one.confirmed_on && one.introduced_on) {
        ++open;
        figure.rows.push_back(one.id);
      }
    }
    figure.value = static_cast<double>(figure.count);
    figure.beside = {{BesideKey::still_open, open}};
    return figure;
  }

  static void Hide(Figure& figure, Guard guard = Guard::few_reps) {
    figure = {.key = figure.key, .unit = figure.unit, .guard = guard, .row_kind = figure.row_kind};
  }

  const Facts& facts_;
  const std::vector<WinLine>& wins_;
  const Tally& now_;
  const Tally& before_;
  const Dealings& dealings_;
  const Rest& rest_;
};

}  // namespace

std::vector<Figure> FiguresOf(const Facts& facts, const std::vector<WinLine>& wins, const Tally& now,
                              const Tally& before, const Dealings& dealings) {
  return Counting(facts, wins, now, before, dealings).Run();
}

}  // namespace baton::scoreboard
