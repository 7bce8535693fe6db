#include "app/instance_command.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <numeric>
#include <optional>
#include <ostream>
#include <thread>

#include "app/out_file.h"
#include "assign/solve.h"
#include "assign/verify.h"
#include "format/instance/answer.h"
#include "format/instance/instance.h"
#include "words/catalogue.h"

namespace baton::app {
namespace {

using SolveClock = std::chrono::steady_clock;
using format::Instance;

constexpr double kUsualSeconds = 10;
constexpr double kMostSeconds = 86'400;
constexpr int kMostThreads = 256;
// Of what binds and of who is left over, the statement names as many.
constexpr std::size_t kNamed = 10;
constexpr auto kProgressEvery = std::chrono::milliseconds(200);

struct Limits {
  double seconds = kUsualSeconds;
  std::uint64_t seed = 1;
  int threads = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMostThreads);
};

template <class T>
bool ReadAll(const std::string& text, T* number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), *number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

Result<Limits> ReadLimits(const InstanceOptions& options) {
  Limits limits;
  if (!options.seconds.empty()) {
    const bool is_number = ReadAll(options.seconds, &limits.seconds);
    if (!is_number || !(limits.seconds > 0 && limits.seconds <= kMostSeconds)) {
      return Fail(Kind::invalid, "problem.instance.seconds",
                  {{"value", options.seconds}, {"most", static_cast<std::int64_t>(kMostSeconds)}});
    }
  }
  if (!options.seed.empty() && !ReadAll(options.seed, &limits.seed))
    return Fail(Kind::invalid, "problem.instance.seed", {{"value", options.seed}});
  if (!options.threads.empty()) {
    const bool is_number = ReadAll(options.threads, &limits.threads);
    if (!is_number || limits.threads < 1 || limits.threads > kMostThreads) {
      return Fail(Kind::invalid, "problem.instance.threads",
                  {{"value", options.threads}, {"most", std::int64_t{kMostThreads}}});
    }
  }
  return limits;
}

double SecondsSince(SolveClock::time_point start) {
  return std::chrono::duration<double>(SolveClock::now() - start).count();
}

double Percent(const assign::Progress& progress) {
  return format::GapPercent({.objective = progress.objective, .bound = progress.bound});
}

// One line on a terminal, written over, a few times a second.
class ProgressLine {
 public:
  ProgressLine(std::ostream* out, SolveClock::time_point start) : out_(out), start_(start) {}
  ~ProgressLine() {
    if (width_ > 0) *out_ << '\r' << std::string(width_, ' ') << '\r' << std::flush;
  }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void Show(const assign::Progress& progress) {
    if (out_ == nullptr || SolveClock::now() < next_) return;
    next_ = SolveClock::now() + kProgressEvery;
    const std::string line = words::Plain({"cli.instance.progress",
                                           {{"seconds", SecondsSince(start_)},
                                            {"objective", progress.objective},
                                            {"bound", progress.bound},
                                            {"percent", Percent(progress)}}});
    *out_ << '\r' << line << std::string(width_ > line.size() ? width_ - line.size() : 0, ' ') << std::flush;
    width_ = std::max(width_, line.size());
  }

 private:
  std::ostream* out_;
  const SolveClock::time_point start_;
  SolveClock::time_point next_;
  std::size_t width_ = 0;
};

assign::Solution SolveWithin(const assign::Problem& problem, const Limits& limits, std::ostream* progress) {
  const auto start = SolveClock::now();
  const auto deadline =
      start + std::chrono::duration_cast<SolveClock::duration>(std::chrono::duration<double>(limits.seconds));
  ProgressLine line(progress, start);
  return assign::Solve(
      problem, {.seed = limits.seed,
                .node_limit = std::max<std::int64_t>(1, std::llround(limits.seconds * kStepsPerSecond)),
                .threads = limits.threads,
                .should_stop = [deadline] { return SolveClock::now() > deadline; },
                .progress = [&line](const assign::Progress& now) { line.Show(now); }});
}

void Say(std::ostream& out, Message message) { out << words::Plain(message) << '\n'; }

std::vector<std::int64_t> LoadsOf(const assign::Problem& problem, const assign::Solution& solution) {
  std::vector<std::int64_t> loads(problem.reps.size(), 0);
  for (std::int32_t j = 0; j < problem.AccountCount(); ++j) {
    const std::int32_t rep = solution.assignment[static_cast<std::size_t>(j)];
    for (const assign::Candidate& c : problem.CandidatesOf(j)) {
      if (c.rep == rep) loads[static_cast<std::size_t>(rep)] += c.load;
    }
  }
  return loads;
}

// Reps whose capacity has a price, the dearest first.
void PrintPrices(const Instance& instance, const assign::Solution& solution, std::ostream& out) {
  const auto& prices = solution.certificate.capacity_prices;
  std::vector<std::size_t> reps;
  for (std::size_t r = 0; r < prices.size(); ++r) {
    if (prices[r] > 0) reps.push_back(r);
  }
  if (reps.empty()) return Say(out, {"cli.instance.nothing_binds"});
  std::stable_sort(reps.begin(), reps.end(),
                   [&](std::size_t a, std::size_t b) { return prices[a] > prices[b]; });
  const auto loads = LoadsOf(instance.problem, solution);
  Say(out, {"cli.instance.binds", {{"reps", std::int64_t{std::ssize(reps)}}}});
  for (std::size_t i = 0; i < std::min(kNamed, reps.size()); ++i) {
    const std::size_t r = reps[i];
    const double price = static_cast<double>(prices[r]) / static_cast<double>(solution.certificate.grid);
    out << "  ";
    Say(out, {"cli.instance.price",
              {{"rep", instance.reps[r]},
               {"price", price},
               {"load", loads[r]},
               {"capacity", instance.problem.reps[r].capacity}}});
  }
  if (reps.size() <= kNamed) return;
  out << "  ";
  Say(out, {"cli.instance.more", {{"count", static_cast<std::int64_t>(reps.size() - kNamed)}}});
}

// Why nobody has the account: the word that the sentence chooses by.
std::string ReasonOf(const assign::Problem& problem, std::int32_t account) {
  const auto& facts = problem.accounts[static_cast<std::size_t>(account)];
  std::optional<std::int64_t> cheapest;
  bool fits_alone = false;
  for (const assign::Candidate& c : problem.CandidatesOf(account)) {
    if (facts.locked_rep != assign::kNoLock && facts.locked_rep != c.rep) continue;
    const assign::Pair pair{account, c.rep};
    if (std::find(problem.forbidden.begin(), problem.forbidden.end(), pair) != problem.forbidden.end())
      continue;
    cheapest = std::min(c.cost, cheapest.value_or(c.cost));
    fits_alone = fits_alone || c.load <= problem.reps[static_cast<std::size_t>(c.rep)].capacity;
  }
  if (!cheapest) return "nobody";
  if (!fits_alone) return "too_much";
  return facts.unplaced_cost <= *cheapest ? "cheaper" : "no_room";
}

void PrintUnplaced(const Instance& instance, const assign::Solution& solution, std::ostream& out) {
  const std::int64_t count = format::CountUnplaced(solution);
  Say(out, {"cli.instance.unplaced", {{"count", count}}});
  std::size_t named = 0;
  for (std::size_t j = 0; j < solution.assignment.size() && named < kNamed; ++j) {
    if (solution.assignment[j] != assign::kUnplaced) continue;
    ++named;
    out << "  ";
    Say(out, {"cli.instance.left",
              {{"account", instance.accounts[j]},
               {"reason", ReasonOf(instance.problem, static_cast<std::int32_t>(j))}}});
  }
  if (count <= static_cast<std::int64_t>(kNamed)) return;
  out << "  ";
  Say(out, {"cli.instance.more", {{"count", count - static_cast<std::int64_t>(kNamed)}}});
}

void PrintProof(const assign::Solution& solution, std::ostream& out) {
  const bool is_optimal = solution.status == assign::Status::optimal;
  Say(out, {is_optimal ? "cli.plan.optimal" : "cli.instance.gap",
            {{"objective", solution.objective},
             {"bound", solution.bound},
             {"by_prices", solution.certificate.bound},
             {"percent", format::GapPercent(solution)}}});
}

void PrintSize(const Instance& instance, std::ostream& out) {
  Say(out, {"cli.instance.size",
            {{"accounts", std::int64_t{instance.problem.AccountCount()}},
             {"reps", std::int64_t{instance.problem.RepCount()}},
             {"candidates", std::int64_t{std::ssize(instance.problem.candidates)}}}});
}

Result<Done> Checked(const Instance& instance, const assign::Solution& solution) {
  const assign::Verdict verdict = assign::Verify(instance.problem, solution);
  if (verdict.Holds()) return Done{};
  return Fail(Problem{Kind::conflict, {"problem.instance.broken"}, format::FaultsOf(instance, verdict)});
}

Result<Done> VerifyAnswer(const Instance& instance, const InstanceOptions& options, std::ostream& out) {
  std::ifstream file(options.answer, std::ios::binary);
  if (options.answer.empty()) return Fail(Kind::invalid, "problem.instance.which_answer");
  if (!file) return Fail(Kind::not_found, "problem.file.not_readable", {{"file", options.answer}});
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const auto solution = format::ParseAnswer(text);
  if (!solution) return Fail(solution.error());
  if (auto checked = Checked(instance, *solution); !checked) return checked;
  PrintSize(instance, out);
  PrintProof(*solution, out);
  Say(out, {"cli.instance.holds", {{"by_prices", solution->certificate.bound}, {"bound", solution->bound}}});
  return Done{};
}

}  // namespace

Result<Done> RunInstance(const InstanceOptions& options, std::ostream& out, std::ostream* progress) {
  const auto limits = ReadLimits(options);
  if (!limits) return Fail(limits.error());
  std::optional<OutFile> file;
  if (!options.out.empty()) {  // tried before the work
    auto opened = OutFile::Open(options.out);
    if (!opened) return Fail(opened.error());
    file.emplace(std::move(*opened));
  }
  const auto reading = SolveClock::now();
  const auto instance = format::OpenInstance(options.path);
  if (!instance) return Fail(instance.error());
  if (options.verify) return VerifyAnswer(*instance, options, out);

  const auto solving = SolveClock::now();
  const assign::Solution solution = SolveWithin(instance->problem, *limits, progress);
  const double seconds = SecondsSince(solving);
  if (auto checked = Checked(*instance, solution); !checked) return checked;
  if (options.json) {
    out << format::AnswerJson(*instance, solution, {seconds, limits->seed}) << '\n';
  } else {
    PrintSize(*instance, out);
    PrintProof(solution, out);
    PrintUnplaced(*instance, solution, out);
    PrintPrices(*instance, solution, out);
    Say(out, {"cli.instance.time",
              {{"read", std::chrono::duration<double>(solving - reading).count()},
               {"seconds", seconds},
               {"nodes", solution.nodes},
               {"ended", std::string(solution.status == assign::Status::stopped ? "clock" : "itself")}}});
  }
  if (!file) return Done{};
  if (auto written = file->Write(format::AssignmentCsv(*instance, solution)); !written) return written;
  return file->Finish();
}

}  // namespace baton::app
