#include "letter/template.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "format/markdown/markdown.h"

namespace baton::letter {
namespace {

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";

std::string Joined(std::span<const std::string_view> names) {
  std::string joined;
  for (const std::string_view name : names) joined += (joined.empty() ? "" : ", ") + std::string(name);
  return joined;
}

bool StartsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

// A list's line: "- one", "* one", "12. one", "3) one".
bool IsListLine(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  const auto digits = static_cast<std::size_t>(
      std::ranges::find_if_not(line, [](char c) { return '0' <= c && c <= '9'; }) - line.begin());
  const std::string_view mark = line.substr(std::min(digits, line.size()), 1);
  const bool is_mark = digits > 0 ? mark == "." || mark == ")" : mark == "-" || mark == "*" || mark == "+";
  return is_mark && line.substr(digits + 1, 1) == " ";
}

// One line at a time: what it is made of, and what is wrong with it.
class LineReader {
 public:
  LineReader(std::string_view line, std::int64_t number, std::span<const std::string_view> known,
             std::vector<Fault>& faults)
      : line_(line), number_(number), known_(known), faults_(faults) {}

  std::vector<Part> Read() {
    while (at_ < line_.size()) {
      if (line_[at_] == '\\' && at_ + 1 < line_.size()) {
        Take(2);
      } else if (line_.substr(at_, kOpen.size()) == kOpen) {
        ReadField();
      } else {
        Take(1);
      }
    }
    EndText();
    return std::move(parts_);
  }

 private:
  void Take(std::size_t bytes) {
    text_ += line_.substr(at_, bytes);
    at_ += bytes;
  }
  void EndText() {
    if (!text_.empty()) parts_.push_back({std::exchange(text_, {}), false});
  }

  void ReadField() {
    const std::size_t close = line_.find(kClose, at_ + kOpen.size());
    if (close == std::string_view::npos) {
      AddFault("problem.letter_template.not_closed", {});
      return Take(line_.size() - at_);
    }
    const std::string_view name = Trim(line_.substr(at_ + kOpen.size(), close - at_ - kOpen.size()));
    if (std::ranges::find(known_, name) == known_.end()) {
      AddFault("problem.letter_template.unknown_field", {{"field", std::string(name)}});
    }
    EndText();
    parts_.push_back({std::string(name), true});
    at_ = close + kClose.size();
  }

  void AddFault(std::string key, Arguments arguments) {
    const std::int64_t column = 1 + std::ranges::count_if(line_.substr(0, at_), StartsCharacter);
    arguments.insert({{"line", number_}, {"column", column}, {"known", Joined(known_)}});
    faults_.push_back({number_, column, {std::move(key), std::move(arguments)}});
  }

  const std::string_view line_;
  const std::int64_t number_;
  const std::span<const std::string_view> known_;
  std::vector<Fault>& faults_;
  std::size_t at_ = 0;
  std::string text_;
  std::vector<Part> parts_;
};

const Value* FindValue(const Values& values, const std::string& name) {
  const auto found = values.find(name);
  return found == values.end() || found->second.text.empty() ? nullptr : &found->second;
}

void NoteEmpty(const Template& letter, const Values& values, std::vector<std::string>& empty) {
  for (const Paragraph& paragraph : letter.paragraphs) {
    for (const Part& part : paragraph.parts) {
      const bool is_new = part.is_field && std::ranges::find(empty, part.text) == empty.end();
      if (is_new && !FindValue(values, part.text)) empty.push_back(part.text);
    }
  }
}

}  // namespace

tl::expected<Template, std::vector<Fault>> Parse(std::string_view text,
                                                 std::span<const std::string_view> known) {
  Template letter;
  std::vector<Fault> faults;
  std::int64_t number = 0;
  bool is_new = true;
  for (std::string_view line : Split(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (Trim(line).empty()) {
      is_new = true;
      continue;
    }
    std::vector<Part> parts = LineReader(line, number, known, faults).Read();
    if (is_new || IsListLine(line)) {
      letter.paragraphs.push_back({std::move(parts), !is_new});
    } else {
      std::vector<Part>& before = letter.paragraphs.back().parts;
      before.push_back({"\n", false});
      std::ranges::move(parts, std::back_inserter(before));
    }
    is_new = false;
  }
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return letter;
}

Filled Fill(const Template& letter, const Values& values) {
  Filled filled;
  NoteEmpty(letter, values, filled.empty);
  for (const Paragraph& paragraph : letter.paragraphs) {
    const bool is_whole = std::ranges::all_of(
        paragraph.parts, [&](const Part& part) { return !part.is_field || FindValue(values, part.text); });
    if (!is_whole) continue;
    if (!filled.text.empty()) filled.text += paragraph.is_tight ? "\n" : "\n\n";
    for (const Part& part : paragraph.parts) {
      const Value* value = part.is_field ? FindValue(values, part.text) : nullptr;
      if (!value) {
        filled.text += part.text;
      } else {
        filled.text += value->is_markdown ? value->text : format::markdown::Escape(value->text);
      }
    }
  }
  return filled;
}

Filled FillLine(const Template& line, const Values& values) {
  Filled filled;
  NoteEmpty(line, values, filled.empty);
  for (const Paragraph& paragraph : line.paragraphs) {
    if (!filled.text.empty()) filled.text += ' ';
    for (const Part& part : paragraph.parts) {
      const Value* value = part.is_field ? FindValue(values, part.text) : nullptr;
      if (value) filled.text += value->text;
      if (!part.is_field) filled.text += part.text;
    }
  }
  std::ranges::replace_if(
      filled.text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  filled.text = std::string(Trim(filled.text));
  return filled;
}

}  // namespace baton::letter
