// Written from docs/assign.md, "Prices for accounts", with a method of its own: the accounts of large revenue
// are decided one after the other; what is left is searched depth first, under a bound by dynamic programming
// over the revenue that is still missing, with the capacity priced.
#include "assign/verify_share.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace baton::assign::inner {
namespace {

__extension__ typedef __int128 Wide;

constexpr Wide kRoom = Wide{1} << 60;
constexpr int kMostDecided = 14;                 // large accounts, one after the other
constexpr std::int64_t kLarge = 8;               // an account of an eighth of the missing revenue is large
constexpr std::int64_t kCells = 300;             // of the table, in missing revenue
constexpr int kTries = 24;                       // for the price of revenue
constexpr std::int64_t kMostSteps = 10'000'000;  // of a rep
constexpr std::int64_t kAllSteps = 30'000'000;   // of all reps
// Of the work beside the search.
constexpr std::int64_t kCellsAStep = 8;
constexpr std::int64_t kAccountsAStep = 2;

class Worth {
 public:
  Worth(std::int64_t penalty, std::int64_t least, std::int64_t step_limit)
      : penalty_(penalty), step_limit_(step_limit), best_(least) {}

  // All sets of `accounts`, on top of what is decided and worth `sum`.
  void Part(std::vector<ShareAccount> accounts, std::int64_t room, std::int64_t missing, std::int64_t sum,
            int decided) {
    best_ = std::max(best_, sum - Off(missing));
    std::erase_if(accounts, [&](const ShareAccount& a) {
      return a.load > room || a.profit + penalty_ * a.revenue <= 0;
    });
    if (accounts.empty()) return;
    std::sort(accounts.begin(), accounts.end(),
              [](const ShareAccount& a, const ShareAccount& b) { return a.revenue > b.revenue; });
    const std::int64_t load_price = PriceLoad(accounts, room, missing, sum);
    if (Relaxed(accounts, room, missing, sum, load_price) <= best_) return;
    const ShareAccount large = accounts.front();
    if (large.revenue <= missing / kLarge || decided == kMostDecided || steps_ > step_limit_) {
      return Search(std::move(accounts), room, missing, sum, load_price);
    }
    accounts.erase(accounts.begin());
    Part(accounts, room - large.load, missing - large.revenue, sum + large.profit, decided + 1);
    Part(std::move(accounts), room, missing, sum, decided + 1);
  }

  ShareWorth worth() const { return {std::max(best_, open_), steps_}; }

 private:
  std::int64_t Off(std::int64_t missing) const { return penalty_ * std::abs(missing); }

  // With a price for revenue the rest is a continuous knapsack. Its value is convex in that price, so a ternary
  // search finds a good one. Any price is valid; what is kept is the price of load that comes with it, and the
  // set that the knapsack takes whole.
  std::int64_t PriceLoad(const std::vector<ShareAccount>& accounts, std::int64_t room, std::int64_t missing,
                         std::int64_t sum) {
    double low = -static_cast<double>(penalty_);
    double high = -low;
    for (int i = 0; i < kTries && high - low > 1e-9 * static_cast<double>(penalty_); ++i) {
      const double a = low + (high - low) / 3;
      const double b = high - (high - low) / 3;
      if (Knapsack(accounts, room, missing, a).value < Knapsack(accounts, room, missing, b).value) {
        high = b;
      } else {
        low = a;
      }
    }
    revenue_price_ = std::llround(low + (high - low) / 2);
    const Filled filled = Knapsack(accounts, room, missing, static_cast<double>(revenue_price_));
    best_ = std::max(best_, sum + filled.profit - Off(missing - filled.revenue));
    const double dearest = static_cast<double>(std::int64_t{1} << 58) / static_cast<double>(room + 1);
    return static_cast<std::int64_t>(std::min(filled.load_price, dearest));
  }

  struct Filled {
    double value = 0, load_price = 0;
    std::int64_t profit = 0, revenue = 0;  // of what is in whole
  };

  Filled Knapsack(const std::vector<ShareAccount>& accounts, std::int64_t room, std::int64_t missing,
                  double price) {
    const auto gain = [&](const ShareAccount& a) {
      return static_cast<double>(a.profit) - price * static_cast<double>(a.revenue);
    };
    order_.clear();
    steps_ += static_cast<std::int64_t>(accounts.size()) / kAccountsAStep;
    for (const ShareAccount& a : accounts) {
      if (gain(a) > 0) order_.emplace_back(gain(a) / (static_cast<double>(a.load) + 1e-9), &a);
    }
    std::sort(order_.begin(), order_.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    Filled filled{price * static_cast<double>(missing)};
    bool is_full = false;
    for (const auto& [ratio, a] : order_) {
      if (a->load <= room) {
        room -= a->load;
        filled.profit += a->profit;
        filled.revenue += a->revenue;
        if (!is_full) filled.value += gain(*a);
      } else if (!is_full) {
        is_full = true;
        filled.load_price = ratio;
        filled.value += ratio * static_cast<double>(room);
      }
    }
    return filled;
  }

  // What both prices prove, in whole numbers.
  std::int64_t Relaxed(const std::vector<ShareAccount>& accounts, std::int64_t room, std::int64_t missing,
                       std::int64_t sum, std::int64_t load_price) const {
    std::int64_t value = sum + load_price * room + revenue_price_ * missing;
    for (const ShareAccount& a : accounts) {
      value += std::max<std::int64_t>(0, a.profit - load_price * a.load - revenue_price_ * a.revenue);
    }
    return value;
  }

  // can_add_[i][c]: no less than what accounts i.. can add at this price of load, when the missing revenue is in
  // cell c; beyond the target every account pays for its whole revenue.
  void Tabulate(const std::vector<ShareAccount>& accounts, std::int64_t missing, std::int64_t load_price) {
    const std::size_t n = accounts.size();
    cell_ = std::max<std::int64_t>(0, missing) / kCells + 1;
    const std::size_t cells = static_cast<std::size_t>(std::max<std::int64_t>(0, missing) / cell_) + 1;
    steps_ += static_cast<std::int64_t>(n * cells) / kCellsAStep;
    can_add_.assign(n + 1, std::vector<std::int64_t>(cells, 0));
    beyond_.assign(n + 1, 0);
    for (std::size_t c = 0; c < cells; ++c) can_add_[n][c] = -Off(static_cast<std::int64_t>(c) * cell_);
    for (std::size_t i = n; i-- > 0;) {
      const ShareAccount& a = accounts[i];
      const std::int64_t gain = a.profit - load_price * a.load;
      beyond_[i] = beyond_[i + 1] + std::max<std::int64_t>(0, gain - penalty_ * a.revenue);
      for (std::size_t c = 0; c < cells; ++c) {
        const std::int64_t first = static_cast<std::int64_t>(c) * cell_ - a.revenue;
        const std::int64_t with = std::max(CanAdd(i + 1, first), CanAdd(i + 1, first + cell_ - 1));
        can_add_[i][c] = std::max(can_add_[i + 1][c], gain + with);
      }
    }
  }

  std::int64_t CanAdd(std::size_t i, std::int64_t missing) const {
    if (missing < 0) return beyond_[i] + penalty_ * missing;
    return can_add_[i][static_cast<std::size_t>(missing / cell_)];
  }

  void Search(std::vector<ShareAccount> accounts, std::int64_t room, std::int64_t missing, std::int64_t sum,
              std::int64_t load_price) {
    load_price_ = load_price;
    // What the prices are surest of comes first.
    const auto size = [&](const ShareAccount& a) { return std::abs(Reduced(a)); };
    std::sort(accounts.begin(), accounts.end(),
              [&](const ShareAccount& a, const ShareAccount& b) { return size(a) > size(b); });
    Tabulate(accounts, missing, load_price);
    Visit(accounts, 0, room, missing, sum);
  }

  std::int64_t Reduced(const ShareAccount& a) const {
    return a.profit - load_price_ * a.load - revenue_price_ * a.revenue;
  }

  void Visit(const std::vector<ShareAccount>& accounts, std::size_t i, std::int64_t room,
             std::int64_t missing, std::int64_t sum) {
    best_ = std::max(best_, sum - Off(missing));
    if (i == accounts.size()) return;
    const std::int64_t limit = sum + load_price_ * room + CanAdd(i, missing);
    if (limit <= best_) return;
    if (++steps_ > step_limit_) {
      open_ = std::max(open_, limit);
      return;
    }
    const ShareAccount& a = accounts[i];
    const bool is_wanted = Reduced(a) > 0;
    if (!is_wanted) Visit(accounts, i + 1, room, missing, sum);
    if (a.load <= room) Visit(accounts, i + 1, room - a.load, missing - a.revenue, sum + a.profit);
    if (is_wanted) Visit(accounts, i + 1, room, missing, sum);
  }

  const std::int64_t penalty_;
  const std::int64_t step_limit_;
  std::int64_t best_;
  std::int64_t open_ = INT64_MIN;
  std::int64_t steps_ = 0;
  std::int64_t cell_ = 1;
  std::int64_t load_price_ = 0;
  std::int64_t revenue_price_ = 0;
  std::vector<std::vector<std::int64_t>> can_add_;
  std::vector<std::int64_t> beyond_;
  std::vector<std::pair<double, const ShareAccount*>> order_;
};

}  // namespace

std::int64_t StepsOfEach(std::size_t reps) {
  return std::min(kMostSteps, kAllSteps / std::max<std::int64_t>(1, static_cast<std::int64_t>(reps)));
}

std::optional<ShareWorth> MostWorth(const std::vector<ShareAccount>& accounts, std::int64_t capacity,
                                    std::int64_t target, std::int64_t penalty, std::int64_t step_limit) {
  Wide largest = static_cast<Wide>(penalty) * target;
  if (largest < 0) largest = -largest;
  Wide loads = 1;
  for (const ShareAccount& a : accounts) {
    const Wide profit = a.profit;
    largest += (profit < 0 ? -profit : profit) + static_cast<Wide>(penalty) * a.revenue;
    loads += a.load;
  }
  if (largest * 4 > kRoom || loads > kRoom) return std::nullopt;
  capacity = std::min(capacity, static_cast<std::int64_t>(loads));
  Worth worth(penalty, -penalty * std::abs(target), step_limit);
  worth.Part(accounts, capacity, target, 0, 0);
  return worth.worth();
}

}  // namespace baton::assign::inner
