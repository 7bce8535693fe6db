#include "format/instance/refusal.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "base/text.h"

namespace baton::format::inner {
namespace {

constexpr std::size_t kShownBytes = 40;

}  // namespace

Problem RefuseAt(const std::string& file, const std::string& place, Message message) {
  return {Kind::invalid,
          {"problem.instance.refused", {{"file", file}}},
          {{place.empty() ? file : file + ", " + place, std::move(message)}}};
}

std::string PlaceOf(std::int64_t line, std::size_t column) {
  std::string place = "line " + std::to_string(line);
  if (column > 0) place += ", column " + std::to_string(column);
  return place;
}

Problem InFile(const std::string& file, Problem problem) {
  if (problem.errors.empty()) problem.errors.push_back({"", problem.message});
  for (FieldFault& fault : problem.errors) fault.path = fault.path.empty() ? file : file + ", " + fault.path;
  problem.message = {"problem.instance.refused", {{"file", file}}};
  return problem;
}

Problem Invalid(std::span<const assign::Fault> faults) {
  Problem problem{Kind::invalid, {"problem.instance.invalid"}, {}};
  for (const assign::Fault& fault : faults) {
    // Other faults have been refused with their line before this.
    const bool is_too_large = fault.kind == assign::FaultKind::too_large;
    problem.errors.push_back({fault.place,
                              {is_too_large ? "problem.instance.too_large_sum" : "problem.instance.not_sound",
                               {{"what", fault.place}}}});
  }
  return problem;
}

std::string Shown(std::string_view text) {
  std::size_t size = std::min(text.size(), kShownBytes);
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  std::string shown(text.substr(0, size));
  const bool is_utf8 = IsUtf8(shown);
  for (char& c : shown) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !is_utf8)) c = '?';
  }
  return size < text.size() ? shown + "…" : shown;
}

tl::expected<std::int64_t, Message> WholeNumber(std::string_view text, const std::string& what) {
  if (text.empty()) return tl::unexpected(Message{"problem.instance.missing", {{"what", what}}});
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  const char* key = "problem.instance.not_a_number";
  if (read.ec == std::errc() && read.ptr == end) return number;
  if (read.ec == std::errc::result_out_of_range && read.ptr == end) key = "problem.instance.too_large_number";
  return tl::unexpected(Message{key, {{"what", what}, {"value", Shown(text)}}});
}

}  // namespace baton::format::inner
