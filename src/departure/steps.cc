#include "departure/steps.h"

#include <algorithm>
#include <tuple>

namespace baton::departure {
namespace {

struct Candidate {
  double rate = 0;           // of the worst, a minute
  double expected_rate = 0;  // of what is expected
  std::size_t account = 0;
  double gain = 0;
  std::size_t worked_out_at = 0;  // after so many steps

  // Of two that take as much off the worst years what takes more off the expected loss, then the first of the book.
  bool operator<(const Candidate& other) const {
    return std::tie(rate, expected_rate, other.account) < std::tie(other.rate, other.expected_rate, account);
  }
};

// Where so few are left, each is worked out anew at each step: with few large ones it happens that two together take off what
// neither does alone.
constexpr std::size_t kFew = 20;

class Chooser {
 public:
  Chooser(std::span<const AccountAtRisk> accounts, std::span<const std::optional<Way>> ways,
          const LossModel& model)
      : accounts_(accounts),
        ways_(ways),
        part_lost_(1 - model.contraction),
        joint_(JointOf(accounts, model, CoarseFor(accounts.size()))) {
    for (std::size_t j = 0; j < accounts.size(); ++j) {
      if (ways[j] && accounts[j].value > 0 && ways[j]->probability < accounts[j].probability) {
        waiting_.push_back(CandidateOf(j));
      }
    }
    std::make_heap(waiting_.begin(), waiting_.end());
    for (const AccountAtRisk& account : accounts) least_ += kRounding * static_cast<double>(account.value);
  }

  std::vector<Step> Order(const LossModel& model) {
    const Risk now = RiskFrom(joint_.losses(), accounts_, model);
    double worst = now.worst;
    double expected = now.expected;
    while (!waiting_.empty()) {
      const Candidate best = Next();
      worst -= best.gain;
      expected -= best.expected_rate * ways_[best.account]->minutes;
      steps_.push_back({best.account, best.gain, ways_[best.account]->minutes, worst, expected});
      joint_.Set(best.account, ways_[best.account]->probability);
    }
    return std::move(steps_);
  }

 private:
  Candidate CandidateOf(std::size_t account) const {
    const Way& way = *ways_[account];
    const AccountAtRisk& at_risk = accounts_[account];
    double gain = -joint_.ShortfallChange(account, way.probability);
    if (gain < least_) gain = 0;
    const double expected =
        (at_risk.probability - way.probability) * part_lost_ * static_cast<double>(at_risk.value);
    return {gain / way.minutes, expected / way.minutes, account, gain, steps_.size()};
  }

  Candidate Next() {
    if (waiting_.size() <= kFew) {
      for (Candidate& each : waiting_) each = CandidateOf(each.account);
      std::make_heap(waiting_.begin(), waiting_.end());
    }
    for (;;) {
      std::pop_heap(waiting_.begin(), waiting_.end());
      if (waiting_.back().worked_out_at == steps_.size()) break;
      waiting_.back() = CandidateOf(waiting_.back().account);
      std::push_heap(waiting_.begin(), waiting_.end());
    }
    const Candidate best = waiting_.back();
    waiting_.pop_back();
    return best;
  }

  static constexpr double kRounding = 1e-9;

  std::span<const AccountAtRisk> accounts_;
  std::span<const std::optional<Way>> ways_;
  double part_lost_ = 1;
  double least_ = 0;  // less is rounding
  stats::JointLosses joint_;
  std::vector<Candidate> waiting_;  // a heap
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> OrderSteps(std::span<const AccountAtRisk> accounts,
                             std::span<const std::optional<Way>> ways, const LossModel& model) {
  if (accounts.empty()) return {};
  return Chooser(accounts, ways, model).Order(model);
}

}  // namespace baton::departure
