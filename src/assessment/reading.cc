#include "assessment/reading.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/zone.h"
#include "stats/alpha.h"

namespace baton::assessment {
namespace {

template <class Scores>
auto ScoreOf(const Scores& scores, Part part) {
  return std::ranges::find_if(scores, [&](const auto& one) { return one.part == part; });
}

NextView ViewOf(const Next& next) {
  return {NameOf(next.number), std::max(0, next.number - 2), next.on, next.is_due};
}

std::vector<ChangeView> ChangesOf(const std::vector<TakenView>& taken,
                                  const std::vector<ReliabilityView>& reliability) {
  if (taken.size() < 2) return {};
  const auto& now = taken.back().scores;
  const auto& before = taken[taken.size() - 2].scores;
  std::vector<ChangeView> changes;
  for (std::size_t i = 0; i < now.size(); ++i) {
    ChangeView change{now[i].part, before[i].score, now[i].score, Verdict::unknown};
    if (const auto known = ScoreOf(reliability, change.part); known != reliability.end()) {
      const double difference = change.now - change.before;
      change.verdict = std::abs(difference) < known->threshold ? Verdict::noise
                       : difference > 0                        ? Verdict::higher
                                                               : Verdict::lower;
    }
    changes.push_back(change);
  }
  return changes;
}

// Of the own answers that were given nearest to the end of the round.
void AddGaps(SelfView& view, const ReadFacts& facts) {
  const auto latest = std::find_if(facts.closed.rbegin(), facts.closed.rend(),
                                   [](const ClosedRound& one) { return one.outcome.answers > 0; });
  if (latest == facts.closed.rend() || view.taken.empty()) return;
  const Day closed_on = DayIn(latest->round.closes_at, facts.zone);
  const auto nearest = std::ranges::min_element(
      view.taken, {}, [&](const TakenView& one) { return std::abs(one.taken_on - closed_on); });
  view.compared_on = nearest->taken_on;
  for (const RoundedScore& reps : latest->outcome.scores) {
    const std::int32_t self = Rounded(ScoreOf(nearest->scores, reps.part)->score);
    view.gaps.push_back({reps.part, self, reps.score, self - reps.score});
  }
}

}  // namespace

std::vector<ReliabilityView> ReliabilityOf(std::span<const Answers> of_all) {
  std::vector<ReliabilityView> known;
  for (const Part part :
       {Part::letting_go, Part::delegating, Part::coaching, Part::fitting, Part::passing_on}) {
    std::vector<std::vector<double>> rows;
    for (const Answers& answers : of_all) rows.push_back(ItemsOf(answers, part));
    const auto reliability = stats::AlphaOf(rows);
    if (!reliability) continue;
    const double threshold = stats::NoiseThreshold(ToHundred(kLowest + reliability->sd), reliability->alpha);
    known.push_back({part, std::round(reliability->alpha / kAlphaStep) * kAlphaStep,
                     static_cast<std::int32_t>(std::ceil(threshold))});
  }
  return known;
}

SelfView Read(const ReadFacts& facts) {
  SelfView view;
  view.statements.assign(Statements().begin(), Statements().end());
  std::vector<Day> days;
  for (const Taken& one : facts.taken) days.push_back(one.taken_on);
  const Day start =
      StartOf(facts.began_on, days.empty() ? std::nullopt : std::optional(days.front()), facts.today);
  for (const Taken& one : facts.taken) {
    const int occasion = OccasionOn(start, one.taken_on);
    view.taken.push_back({one.id, one.taken_on, NameOf(occasion), std::max(0, occasion - 2), one.answers,
                          ScoresOf(one.answers)});
  }
  view.next = ViewOf(NextOf(start, days, facts.today));
  view.people = std::ssize(facts.of_all);
  view.reliability = ReliabilityOf(facts.of_all);
  view.changes = ChangesOf(view.taken, view.reliability);

  for (const ClosedRound& one : facts.closed) {
    view.rounds.push_back(
        {one.round.id, one.round.closes_at, one.round.asked, one.outcome.answers, one.outcome.scores});
  }
  if (facts.running) view.running = AskedView{facts.running->closes_at, facts.running->asked};
  const auto last = facts.running          ? std::optional(facts.running->closes_at)
                    : facts.closed.empty() ? std::nullopt
                                           : std::optional(facts.closed.back().round.closes_at);
  view.why_no_round = WhyNoRound(last, facts.reps, facts.now);
  if (view.why_no_round == WhyNot::resting) view.next_round_at = RestUntil(*last);
  AddGaps(view, facts);
  return view;
}

}  // namespace baton::assessment
