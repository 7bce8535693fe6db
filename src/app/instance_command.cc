#include "app/instance_command.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <ostream>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "app/out_file.h"
#include "assign/explain.h"
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

void Say(std::ostream& out, const Message& message) { out << words::Plain(message) << '\n'; }

void SayMore(std::ostream& out, std::size_t count) {
  if (count <= kNamed) return;
  out << "  ";
  Say(out, {"cli.instance.more", {{"count", static_cast<std::int64_t>(count - kNamed)}}});
}

// Reps whose capacity has a price, the dearest first. That none has is no news where more of one would place an account.
void PrintPrices(const Instance& instance, const assign::Explanation& why, std::ostream& out) {
  std::vector<std::size_t> reps;
  for (std::size_t r = 0; r < why.reps.size(); ++r) {
    if (why.reps[r].full) reps.push_back(r);
  }
  if (reps.empty()) {
    const bool any_remedy =
        std::any_of(why.accounts.begin(), why.accounts.end(),
                    [](const assign::AccountReason& one) { return one.missing_rep != assign::kUnplaced; });
    if (!any_remedy) Say(out, {"cli.instance.nothing_binds"});
    return;
  }
  std::stable_sort(reps.begin(), reps.end(),
                   [&](std::size_t a, std::size_t b) { return why.reps[a].price > why.reps[b].price; });
  Say(out, {"cli.instance.binds", {{"reps", std::int64_t{std::ssize(reps)}}}});
  for (std::size_t i = 0; i < std::min(kNamed, reps.size()); ++i) {
    const assign::RepReason& reason = why.reps[reps[i]];
    out << "  ";
    Say(out, {"cli.instance.price",
              {{"rep", instance.reps[reps[i]]},
               {"price", reason.PricePerUnit()},
               {"load", reason.used},
               {"capacity", reason.capacity}}});
  }
  SayMore(out, reps.size());
}

// The word that the sentence chooses by.
std::string WordOf(assign::WhyUnplaced why) {
  switch (why) {
    case assign::WhyUnplaced::no_candidate:
      return "nobody";
    case assign::WhyUnplaced::too_large:
      return "too_much";
    case assign::WhyUnplaced::cheaper_unplaced:
      return "cheaper";
    case assign::WhyUnplaced::no_room:
    case assign::WhyUnplaced::placed:
      break;
  }
  return "no_room";
}

std::string RepName(const Instance& instance, std::int32_t rep) {
  return rep == assign::kUnplaced ? std::string() : instance.reps[static_cast<std::size_t>(rep)];
}

void PrintUnplaced(const Instance& instance, const assign::Explanation& why, std::ostream& out) {
  std::vector<std::size_t> left;
  for (std::size_t j = 0; j < why.accounts.size(); ++j) {
    if (why.accounts[j].rep == assign::kUnplaced) left.push_back(j);
  }
  Say(out, {"cli.instance.unplaced", {{"count", std::int64_t{std::ssize(left)}}}});
  for (std::size_t i = 0; i < std::min(kNamed, left.size()); ++i) {
    const assign::AccountReason& reason = why.accounts[left[i]];
    out << "  ";
    Say(out, {"cli.instance.left",
              {{"account", instance.accounts[left[i]]}, {"reason", WordOf(reason.unplaced)}}});
    if (reason.missing_rep == assign::kUnplaced) continue;
    out << "    ";
    Say(out, {"cli.instance.remedy",
              {{"rep", RepName(instance, reason.missing_rep)}, {"more", reason.missing_capacity}}});
  }
  SayMore(out, left.size());
}

// Of those that have a choice, the accounts that the whole plan would pay most for giving to somebody else.
void PrintNextBest(const Instance& instance, const assign::Explanation& why, std::ostream& out) {
  std::vector<std::size_t> accounts;
  for (std::size_t j = 0; j < why.accounts.size(); ++j) {
    if (why.accounts[j].rep != assign::kUnplaced && !why.accounts[j].only_choice) accounts.push_back(j);
  }
  if (accounts.empty()) return;
  std::stable_sort(accounts.begin(), accounts.end(), [&](std::size_t a, std::size_t b) {
    return why.accounts[a].extra_cost > why.accounts[b].extra_cost;
  });
  Say(out, {"cli.instance.next_best"});
  for (std::size_t i = 0; i < std::min(kNamed, accounts.size()); ++i) {
    const assign::AccountReason& reason = why.accounts[accounts[i]];
    const bool is_exact = reason.basis == assign::Basis::exact;
    out << "  ";
    Say(out, {"cli.instance.next",
              {{"account", instance.accounts[accounts[i]]},
               {"rep", RepName(instance, reason.rep)},
               {"has_next", std::string(reason.second_rep == assign::kUnplaced ? "no" : "yes")},
               {"next", RepName(instance, reason.second_rep)},
               {"extra", reason.extra_cost},
               {"others", std::int64_t{reason.others_moved}},
               {"basis", std::string(is_exact ? "exact" : "priced")}}});
  }
  SayMore(out, accounts.size());
}

void PrintProof(std::int64_t objective, std::int64_t bound, std::ostream& out) {
  Say(out, {bound == objective ? "cli.plan.optimal" : "cli.instance.gap",
            {{"objective", objective},
             {"bound", bound},
             {"percent", format::GapPercent({.objective = objective, .bound = bound})}}});
}

void PrintSize(const Instance& instance, std::ostream& out) {
  Say(out, {"cli.instance.size",
            {{"accounts", std::int64_t{instance.problem.AccountCount()}},
             {"reps", std::int64_t{instance.problem.RepCount()}},
             {"candidates", std::int64_t{std::ssize(instance.problem.candidates)}}}});
}

Result<Done> Refused(std::vector<FieldFault> faults) {
  if (faults.empty()) return Done{};
  return Fail(Problem{Kind::conflict, {"problem.instance.broken"}, std::move(faults)});
}

Result<std::string> AnswerTextIn(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return Fail(Kind::invalid, "problem.instance.answer_is_folder", {{"file", path}});
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return Fail(Kind::not_found, "problem.file.not_readable", {{"file", path}});
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Said is what the prices prove: a bound beyond them is the word of whoever wrote the file.
Result<Done> VerifyAnswer(const Instance& instance, const InstanceOptions& options, std::ostream& out) {
  if (options.answer.empty()) return Fail(Kind::invalid, "problem.instance.which_answer");
  const auto text = AnswerTextIn(options.answer);
  if (!text) return Fail(text.error());
  const auto answer = format::ParseAnswer(*text, options.answer);
  if (!answer) return Fail(answer.error());
  const assign::Solution& solution = answer->solution;
  const assign::Verdict verdict = assign::Verify(instance.problem, solution);
  if (auto checked = Refused(format::FaultsOf(instance, verdict, *answer)); !checked) return checked;
  PrintSize(instance, out);
  PrintProof(solution.objective, verdict.proven_bound, out);
  Say(out, {"cli.instance.holds"});
  if (solution.bound > verdict.proven_bound) Say(out, {"cli.instance.claims", {{"bound", solution.bound}}});
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
  const assign::Verdict verdict = assign::Verify(instance->problem, solution);
  if (auto checked = Refused(format::FaultsOf(*instance, verdict)); !checked) return checked;
  const assign::Explanation why = assign::Explain(instance->problem, solution, {.seed = limits->seed});
  if (options.json) {
    out << format::AnswerJson(*instance, solution, why, {seconds, limits->seed}) << '\n';
  } else {
    PrintSize(*instance, out);
    PrintProof(solution.objective, solution.bound, out);
    PrintUnplaced(*instance, why, out);
    PrintPrices(*instance, why, out);
    PrintNextBest(*instance, why, out);
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
