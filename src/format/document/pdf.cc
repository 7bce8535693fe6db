#include "format/document/pdf.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/text.h"
#include "child/child.h"

namespace baton::format {
namespace {

constexpr std::int64_t kPages = 30;
// Below these, what little text there is stands on pictures: page numbers, the name of a scanner.
constexpr std::size_t kFewLetters = 20;

std::size_t CountLetters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](unsigned char c) { return std::isalpha(c) != 0 || c >= 0xC0; }));
}

Problem ProblemOf(const child::Outcome& outcome, const DocumentLimits& limits) {
  switch (outcome.end) {
    case child::End::kMissing:
      return {Kind::unavailable, {"problem.document.no_pdf_reader"}};
    case child::End::kTooMuch:
      return {Kind::too_large,
              {"problem.document.too_long", {{"limit", static_cast<std::int64_t>(limits.characters)}}}};
    case child::End::kTooLong:
    case child::End::kCrashed:
      return {Kind::malformed, {"problem.document.pdf_too_hard"}};
    case child::End::kExited:
      break;
  }
  if (outcome.errors.find("Incorrect password") != std::string::npos)
    return {Kind::unsupported, {"problem.document.pdf_password"}};
  return {Kind::malformed, {"problem.document.damaged"}};
}

bool EndsSentence(std::string_view line) {
  return line.empty() || std::string_view(".!?:;").find(line.back()) != std::string_view::npos;
}

bool IsDivided(std::string_view line, std::string_view next) {
  return line.size() > 1 && line.back() == '-' &&
         std::isalpha(static_cast<unsigned char>(line[line.size() - 2])) != 0 && !next.empty() &&
         std::islower(static_cast<unsigned char>(next.front())) != 0;
}

}  // namespace

std::string Unwrap(std::string_view text) {
  std::vector<std::string_view> lines;
  for (const std::string_view line : Split(text, '\n')) lines.push_back(Trim(line));
  std::size_t longest = 0;
  for (const std::string_view line : lines) longest = std::max(longest, CountCharacters(line));
  std::string joined;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view next = i + 1 < lines.size() ? lines[i + 1] : std::string_view();
    joined += lines[i];
    const std::size_t length = CountCharacters(lines[i]);
    // A full line goes on unless it ends a sentence well before the margin.
    const bool goes_on = !next.empty() && length * 100 >= longest * (EndsSentence(lines[i]) ? 90 : 70);
    if (!goes_on) {
      joined += '\n';
    } else if (IsDivided(lines[i], next)) {
      joined.pop_back();
    } else {
      joined += ' ';
    }
  }
  return joined;
}

Result<std::string> PdfText(const std::filesystem::path& path, const DocumentLimits& limits) {
  child::Outcome outcome = child::Run(limits.pdf_program,
                                      {"-enc", "UTF-8", "-eol", "unix", "-l", std::to_string(kPages + 1),
                                       std::filesystem::absolute(path).string(), "-"},
                                      {.time = limits.pdf_time,
                                       .memory_bytes = limits.pdf_memory_bytes,
                                       .output_bytes = limits.characters * 8});
  if (outcome.end != child::End::kExited || outcome.code != 0) return Fail(ProblemOf(outcome, limits));
  if (!IsUtf8(outcome.output)) return Fail(Kind::malformed, "problem.document.damaged");
  if (CountLetters(outcome.output) < kFewLetters)
    return Fail(Kind::unsupported, "problem.document.pdf_pictures");
  // A form feed ends each page. Of too many none is read: half a letter would look like a whole one.
  if (std::erase(outcome.output, '\f') > kPages)
    return Fail(Kind::too_large, "problem.document.too_many_pages", {{"limit", kPages}});
  return Unwrap(outcome.output);
}

}  // namespace baton::format
