#include <algorithm>
#include <limits>
#include <optional>

#include "format/instance/instance.h"
#include "format/instance/refusal.h"

namespace baton::format {
namespace {

using inner::RefuseAt;

__extension__ typedef __int128 Wide;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  // Nothing at the end.
  std::optional<std::string_view> Next() {
    while (at_ < text_.size() && IsSpace(text_[at_])) {
      if (text_[at_] == '\n') ++line_;
      ++at_;
    }
    if (at_ == text_.size()) return std::nullopt;
    const std::size_t begin = at_;
    while (at_ < text_.size() && !IsSpace(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::int64_t line() const { return line_; }  // of the last word
  std::size_t BytesLeft() const { return text_.size() - at_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
};

class OrLibrary {
 public:
  OrLibrary(std::string_view text, const std::string& file) : words_(text), file_(file) {}

  Result<Instance> Read() {
    if (auto size = ReadSize(); !size) return Fail(size.error());
    Allocate();
    if (auto read = ReadTable("cost", true, [](assign::Candidate& c, std::int64_t n) { c.cost = n; }); !read)
      return Fail(read.error());
    if (auto read = ReadTable("load", false, [](assign::Candidate& c, std::int64_t n) { c.load = n; }); !read)
      return Fail(read.error());
    for (std::size_t r = 0; r < agents_; ++r) {
      const auto number = Number("capacity", false, 0, r + 1);
      if (!number) return Fail(number.error());
      instance_.problem.reps[r].capacity = *number;
    }
    if (words_.Next()) {
      return Fail(RefuseAt(file_, inner::PlaceOf(words_.line(), 0),
                           {"problem.instance.more_numbers", {{"count", count_}}}));
    }
    PriceUnplaced();
    if (const auto faults = assign::Validate(instance_.problem, 20); !faults.empty())
      return Fail(inner::InFile(file_, inner::Invalid(faults)));
    return std::move(instance_);
  }

 private:
  // "line 3, number 17, job 4, agent 2"
  std::string Place(std::int64_t job, std::int64_t agent) const {
    std::string place = inner::PlaceOf(words_.line(), 0) + ", number " + std::to_string(count_);
    if (job > 0) place += ", job " + std::to_string(job);
    if (agent > 0) place += ", agent " + std::to_string(agent);
    return place;
  }

  // Job and agent from 1, where the number is of one.
  Result<std::int64_t> Number(const char* what, bool is_negative_allowed, std::size_t job = 0,
                              std::size_t agent = 0) {
    const auto word = words_.Next();
    ++count_;
    const auto refuse = [&](Message message) {
      return Fail(RefuseAt(file_, Place(static_cast<std::int64_t>(job), static_cast<std::int64_t>(agent)),
                           std::move(message)));
    };
    if (!word) return refuse({"problem.instance.ends_early", {{"what", std::string(what)}}});
    const auto number = inner::WholeNumber(*word, what);
    if (!number) return refuse(number.error());
    if (*number >= 0 || is_negative_allowed) return *number;
    return refuse({"problem.instance.below_zero", {{"what", std::string(what)}}});
  }

  Result<Done> ReadSize() {
    const auto agents = Number("agents", false);
    if (!agents) return Fail(agents.error());
    const auto jobs = Number("jobs", false);
    if (!jobs) return Fail(jobs.error());
    if (*agents == 0) return Fail(RefuseAt(file_, {}, {"problem.instance.no_reps"}));
    if (*agents > kMostInstanceReps || *jobs > kMostInstanceAccounts ||
        *agents * *jobs > kMostInstanceCandidates) {
      return Fail(RefuseAt(file_, {},
                           {"problem.instance.too_large",
                            {{"accounts", *jobs},
                             {"reps", *agents},
                             {"most_accounts", kMostInstanceAccounts},
                             {"most_reps", kMostInstanceReps},
                             {"most_candidates", kMostInstanceCandidates}}}));
    }
    // A number and what is before it take two bytes: what cannot be there is not made room for.
    const std::int64_t numbers = 2 * *agents * *jobs + *agents;
    if (numbers > static_cast<std::int64_t>(words_.BytesLeft() / 2)) {
      return Fail(RefuseAt(file_, {},
                           {"problem.instance.too_short",
                            {{"accounts", *jobs}, {"reps", *agents}, {"numbers", numbers + 2}}}));
    }
    agents_ = static_cast<std::size_t>(*agents);
    jobs_ = static_cast<std::size_t>(*jobs);
    return Done{};
  }

  void Allocate() {
    assign::Problem& problem = instance_.problem;
    problem.reps.resize(agents_);
    problem.accounts.resize(jobs_);
    problem.candidates.resize(agents_ * jobs_);
    for (std::size_t j = 0; j < jobs_; ++j) {
      problem.accounts[j].first_candidate = static_cast<std::int64_t>(j * agents_);
      problem.accounts[j].candidate_count = static_cast<std::int32_t>(agents_);
      for (std::size_t r = 0; r < agents_; ++r)
        problem.candidates[j * agents_ + r].rep = static_cast<std::int32_t>(r);
      instance_.accounts.push_back(std::to_string(j + 1));
    }
    for (std::size_t r = 0; r < agents_; ++r) instance_.reps.push_back(std::to_string(r + 1));
  }

  template <class Set>
  Result<Done> ReadTable(const char* what, bool is_negative_allowed, const Set& set) {
    for (std::size_t r = 0; r < agents_; ++r) {
      for (std::size_t j = 0; j < jobs_; ++j) {
        const auto number = Number(what, is_negative_allowed, j + 1, r + 1);
        if (!number) return Fail(number.error());
        set(instance_.problem.candidates[j * agents_ + r], *number);
      }
    }
    return Done{};
  }

  // With one job unplaced and all others at their cheapest it is still dearer than with every job at its dearest. What is
  // too large for it is too large for Validate.
  void PriceUnplaced() {
    Wide spread = 0;
    Wide cheapest = 0;
    for (std::int32_t j = 0; j < instance_.problem.AccountCount(); ++j) {
      const auto candidates = instance_.problem.CandidatesOf(j);
      if (candidates.empty()) continue;
      const auto [least, most] = std::minmax_element(
          candidates.begin(), candidates.end(), [](const auto& a, const auto& b) { return a.cost < b.cost; });
      spread += static_cast<Wide>(most->cost) - least->cost;
      cheapest = j == 0 ? Wide{least->cost} : std::max<Wide>(cheapest, least->cost);
    }
    const Wide price = std::min<Wide>(spread + cheapest + 1, std::numeric_limits<std::int64_t>::max());
    for (assign::Account& account : instance_.problem.accounts)
      account.unplaced_cost = static_cast<std::int64_t>(price);
  }

  Words words_;
  const std::string& file_;
  std::size_t agents_ = 0;
  std::size_t jobs_ = 0;
  std::int64_t count_ = 0;  // numbers asked for
  Instance instance_;
};

}  // namespace

Result<Instance> ReadOrLibrary(std::string_view text, const std::string& file) {
  return OrLibrary(text, file).Read();
}

}  // namespace baton::format
