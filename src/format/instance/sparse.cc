#include <algorithm>
#include <numeric>

#include "format/instance/instance.h"
#include "format/instance/names.h"
#include "format/instance/refusal.h"
#include "format/instance/table.h"

namespace baton::format {
namespace {

using inner::Table;

// Places in the lists of columns below.
enum AccountColumn : std::size_t { kAccountName, kUnplacedCost, kRevenue, kLockedRep };
enum RepColumn : std::size_t { kRepName, kCapacity, kFairTarget, kFairPenalty };
enum PairColumn : std::size_t { kPairAccount, kPairRep, kCost, kLoad };

class Sparse {
 public:
  explicit Sparse(const SparseFiles& files) : files_(files) {}

  Result<Instance> Read() {
    for (const auto step :
         {&Sparse::ReadReps, &Sparse::ReadAccounts, &Sparse::CountCandidates, &Sparse::ReadCandidates,
          &Sparse::SortCandidates, &Sparse::CheckLocks, &Sparse::ReadForbidden}) {
      if (auto done = (this->*step)(); !done) return Fail(done.error());
    }
    if (const auto faults = assign::Validate(problem_, 20); !faults.empty())
      return Fail(inner::Invalid(faults));
    instance_.problem = std::move(problem_);
    instance_.accounts = accounts_.Take();
    instance_.reps = reps_.Take();
    return std::move(instance_);
  }

 private:
  // Calls `row` for each row; it returns a Result<Done>.
  template <class OnRow>
  static Result<Done> ForEachRow(Table& table, const OnRow& row) {
    if (auto begun = table.Begin(); !begun) return begun;
    while (true) {
      const auto next = table.Next();
      if (!next) return Fail(next.error());
      if (!*next) return Done{};
      if (Result<Done> done = row(); !done) return done;
    }
  }

  Table Candidates() const {
    return {"candidates.csv", files_.candidates, {{"account"}, {"rep"}, {"cost"}, {"load"}}};
  }

  static tl::unexpected<Problem> TooMany(const Table& table, std::int64_t limit) {
    return table.Refuse(0, {"problem.instance.too_many_rows", {{"limit", limit}}});
  }

  Result<Done> ReadReps() {
    Table table("reps.csv", files_.reps,
                {{"rep"}, {"capacity"}, {"fair_target", false}, {"fair_penalty", false}});
    return ForEachRow(table, [&]() -> Result<Done> {
      if (reps_.Count() == kMostInstanceReps) return TooMany(table, kMostInstanceReps);
      const auto name = table.Name(kRepName);
      if (!name) return Fail(name.error());
      const auto capacity = table.CountOf(kCapacity);
      if (!capacity) return Fail(capacity.error());
      const auto target = table.Number(kFairTarget);
      if (!target) return Fail(target.error());
      const auto penalty = table.CountOf(kFairPenalty);
      if (!penalty) return Fail(penalty.error());
      if (!reps_.Add(*name))
        return table.Refuse(kRepName, {"problem.instance.name_twice", {{"name", inner::Shown(*name)}}});
      problem_.reps.push_back({*capacity, *target, *penalty});
      return Done{};
    });
  }

  Result<Done> ReadAccounts() {
    Table table("accounts.csv", files_.accounts,
                {{"account"}, {"unplaced_cost"}, {"revenue", false}, {"locked_rep", false}});
    return ForEachRow(table, [&]() -> Result<Done> {
      if (accounts_.Count() == kMostInstanceAccounts) return TooMany(table, kMostInstanceAccounts);
      const auto name = table.Name(kAccountName);
      if (!name) return Fail(name.error());
      const auto unplaced_cost = table.Number(kUnplacedCost);
      if (!unplaced_cost) return Fail(unplaced_cost.error());
      const auto revenue = table.CountOf(kRevenue);
      if (!revenue) return Fail(revenue.error());
      assign::Account account{.unplaced_cost = *unplaced_cost, .revenue = *revenue};
      if (!table.Text(kLockedRep).empty()) {
        const auto rep = Rep(table, kLockedRep);
        if (!rep) return Fail(rep.error());
        account.locked_rep = *rep;
        locks_.push_back({accounts_.Count(), table.line()});
      }
      if (!accounts_.Add(*name))
        return table.Refuse(kAccountName, {"problem.instance.name_twice", {{"name", inner::Shown(*name)}}});
      problem_.accounts.push_back(account);
      return Done{};
    });
  }

  Result<std::int32_t> Rep(const Table& table, std::size_t column) {
    const auto name = table.Name(column);
    if (!name) return Fail(name.error());
    if (const auto rep = reps_.Find(*name)) return *rep;
    return table.Refuse(column, {"problem.instance.unknown_rep", {{"rep", inner::Shown(*name)}}});
  }

  Result<std::int32_t> Account(const Table& table) {
    const auto name = table.Name(kPairAccount);
    if (!name) return Fail(name.error());
    if (const auto account = accounts_.Find(*name)) return *account;
    return table.Refuse(kPairAccount,
                        {"problem.instance.unknown_account", {{"account", inner::Shown(*name)}}});
  }

  // First how many candidates each account has, so that each one is put where it belongs and nothing is held twice.
  Result<Done> CountCandidates() {
    Table table = Candidates();
    std::int64_t count = 0;
    auto counted = ForEachRow(table, [&]() -> Result<Done> {
      if (count == kMostInstanceCandidates) return TooMany(table, kMostInstanceCandidates);
      const auto account = Account(table);
      if (!account) return Fail(account.error());
      ++problem_.accounts[static_cast<std::size_t>(*account)].candidate_count;
      ++count;
      return Done{};
    });
    if (!counted) return counted;
    std::int64_t first = 0;
    for (assign::Account& account : problem_.accounts) {
      account.first_candidate = first;
      first += account.candidate_count;
    }
    problem_.candidates.resize(static_cast<std::size_t>(count));
    return Done{};
  }

  Result<Done> ReadCandidates() {
    Table table = Candidates();
    std::vector<std::int32_t> filled(problem_.accounts.size(), 0);
    auto read = ForEachRow(table, [&]() -> Result<Done> {
      const auto account = Account(table);
      if (!account) return Fail(account.error());
      const auto rep = Rep(table, kPairRep);
      if (!rep) return Fail(rep.error());
      const auto cost = table.Number(kCost);
      if (!cost) return Fail(cost.error());
      const auto load = table.CountOf(kLoad);
      if (!load) return Fail(load.error());
      const auto j = static_cast<std::size_t>(*account);
      if (filled[j] == problem_.accounts[j].candidate_count) return Changed();
      problem_.candidates[static_cast<std::size_t>(problem_.accounts[j].first_candidate + filled[j]++)] = {
          *rep, *cost, *load};
      return Done{};
    });
    if (!read) return read;
    const auto total = std::accumulate(filled.begin(), filled.end(), std::int64_t{0});
    if (total != static_cast<std::int64_t>(problem_.candidates.size())) return Changed();
    return Done{};
  }

  // Somebody writes the file while it is read.
  static tl::unexpected<Problem> Changed() {
    return Fail(inner::RefuseAt("candidates.csv", {}, {"problem.instance.changed"}));
  }

  // By rep, so that the problem does not depend on the order of the rows, and twins are neighbours.
  Result<Done> SortCandidates() {
    for (const assign::Account& account : problem_.accounts) {
      const auto begin = problem_.candidates.begin() + account.first_candidate;
      const auto end = begin + account.candidate_count;
      std::sort(begin, end, [](const auto& a, const auto& b) { return a.rep < b.rep; });
      const auto twin =
          std::adjacent_find(begin, end, [](const auto& a, const auto& b) { return a.rep == b.rep; });
      if (twin == end) continue;
      return RefuseTwin(static_cast<std::int32_t>(&account - problem_.accounts.data()), twin->rep);
    }
    return Done{};
  }

  // Reads once more, for the line of the second of them.
  Result<Done> RefuseTwin(std::int32_t account, std::int32_t rep) {
    Table table = Candidates();
    bool is_first = true;
    auto found = ForEachRow(table, [&]() -> Result<Done> {
      if (accounts_.Find(table.Text(kPairAccount)) != account) return Done{};
      if (reps_.Find(table.Text(kPairRep)) != rep) return Done{};
      if (std::exchange(is_first, false)) return Done{};
      return table.Refuse(kPairRep, {"problem.instance.duplicate_pair",
                                     {{"account", inner::Shown(table.Text(kPairAccount))},
                                      {"rep", inner::Shown(table.Text(kPairRep))}}});
    });
    return found ? Changed() : found;
  }

  Result<Done> CheckLocks() {
    for (const auto& [account, line] : locks_) {
      const auto candidates = problem_.CandidatesOf(account);
      const std::int32_t rep = problem_.accounts[static_cast<std::size_t>(account)].locked_rep;
      if (std::any_of(candidates.begin(), candidates.end(), [rep](const auto& c) { return c.rep == rep; }))
        continue;
      return Fail(inner::RefuseAt("accounts.csv", inner::PlaceOf(line, 0) + ", locked_rep",
                                  {"problem.instance.lock_not_a_candidate"}));
    }
    return Done{};
  }

  Result<Done> ReadForbidden() {
    if (!files_.forbidden) return Done{};
    Table table("forbidden.csv", files_.forbidden, {{"account"}, {"rep"}});
    return ForEachRow(table, [&]() -> Result<Done> {
      if (static_cast<std::int64_t>(problem_.forbidden.size()) == kMostInstanceCandidates)
        return TooMany(table, kMostInstanceCandidates);
      const auto account = Account(table);
      if (!account) return Fail(account.error());
      const auto rep = Rep(table, kPairRep);
      if (!rep) return Fail(rep.error());
      problem_.forbidden.push_back({*account, *rep});
      return Done{};
    });
  }

  const SparseFiles& files_;
  inner::Names accounts_, reps_;
  std::vector<std::pair<std::int32_t, std::int64_t>> locks_;  // account, its line
  assign::Problem problem_;
  Instance instance_;
};

}  // namespace

Result<Instance> ReadSparse(const SparseFiles& files) { return Sparse(files).Read(); }

}  // namespace baton::format
