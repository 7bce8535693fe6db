// Any bytes as an assignment problem: a file of the OR-Library; the CSV files of a folder, cut at lines of "%"; and an answer
// to a problem. What is read is sound, however the bytes of the CSV come; everything else is refused with its place.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "assign/verify.h"
#include "base/check.h"
#include "format/instance/answer.h"
#include "format/instance/instance.h"

namespace {

using namespace baton;

// The first time from all files at once, the second in pieces.
Result<format::Instance> ReadFolder(std::string_view text, std::size_t piece) {
  constexpr std::string_view kCut = "\n%\n";
  std::array<std::string_view, 4> files;
  for (std::string_view& file : files) {
    const std::size_t end = text.find(kCut);
    file = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + kCut.size());
  }
  const auto opener = [&](std::size_t i) {
    return [file = files[i], piece] { return format::MemorySource(file, piece); };
  };
  return format::ReadSparse(
      {opener(0), opener(1), opener(2), files[3].empty() ? format::Opener() : opener(3)});
}

void CheckSound(const Result<format::Instance>& instance) {
  if (!instance) {
    Check(!instance.error().errors.empty(), "what is refused has a place");
    return;
  }
  Check(assign::Validate(instance->problem, 1).empty(), "what is read can be solved");
  Check(instance->accounts.size() == instance->problem.accounts.size(), "every account has a name");
  Check(instance->reps.size() == instance->problem.reps.size(), "every rep has a name");
}

// A small problem to which the bytes may be an answer.
void CheckAnswer(std::string_view text) {
  format::Instance instance;
  instance.problem.reps = {{.capacity = 10, .fair_target = 5, .fair_penalty = 2}, {.capacity = 10}};
  for (int j = 0; j < 4; ++j)
    assign::AddAccount(instance.problem, {.unplaced_cost = 100, .revenue = 3},
                       {{0, 4 + j, 6}, {1, 9 - j, 6}});
  instance.accounts = {"a", "b", "c", "d"};
  instance.reps = {"x", "y"};
  const auto answer = format::ParseAnswer(text, "fuzz");
  if (!answer) return;
  const assign::Solution& solution = answer->solution;
  const assign::Verdict verdict = assign::Verify(instance.problem, solution);
  (void)format::FaultsOf(instance, verdict, *answer);
  const assign::Explanation why;  // explained is only what holds
  const std::string written = format::AnswerJson(instance, solution, why, {});
  const auto again = format::ParseAnswer(written, "fuzz");
  Check(again && format::AnswerJson(instance, again->solution, why, {}) == written,
        "what is written can be read");
  const assign::Verdict anew = assign::Verify(instance.problem, again->solution);
  Check(anew.flaws == verdict.flaws, "and is as true as before");
  if (!verdict.Holds()) return;
  Check(format::FaultsOf(instance, anew, *again).empty(), "and says of itself what is so");
  (void)format::AssignmentCsv(instance, solution);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CheckSound(format::ReadOrLibrary(text, "fuzz"));
  const auto whole = ReadFolder(text, size + 1);
  CheckSound(whole);
  const auto pieces = ReadFolder(text, 3);
  Check(whole.has_value() == pieces.has_value(), "pieces of three read the same");
  if (!whole) Check(whole.error() == pieces.error(), "and are refused for the same");
  CheckAnswer(text);
  return 0;
}
