#include "json/json.h"

#include <algorithm>
#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>

#include "base/text.h"
#include "base/too_large.h"

namespace baton::json {
namespace {

// 1e999 is JSON, but no double: it would be read as infinity, which cannot be written again.
bool HasInfinity(const Value& value) {
  if (value.is_double()) return !std::isfinite(value.get_double());
  if (value.is_array()) return std::ranges::any_of(value.get_array(), HasInfinity);
  if (!value.is_object()) return false;
  return std::ranges::any_of(value.get_object(),
                             [](const auto& entry) { return HasInfinity(entry.value()); });
}

// At the end of what could be read. Columns count bytes.
tl::unexpected<Problem> Malformed(std::string_view good) {
  const auto line = std::ranges::count(good, '\n') + 1;
  const auto start = good.rfind('\n');
  const auto column = good.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return Fail(Kind::malformed, "problem.json.malformed",
              {{"line", std::int64_t{line}}, {"column", static_cast<std::int64_t>(column)}});
}

}  // namespace

Result<Value> Parse(std::string_view text, std::size_t max_bytes) {
  if (text.size() > max_bytes) {
    return Fail(TooLarge("problem.too_large", max_bytes));
  }
  boost::json::parse_options options;
  options.max_depth = kMaxDepth;
  boost::system::error_code error;
  boost::json::parser parser({}, options);
  std::size_t read = parser.write_some(text.data(), text.size(), error);
  // What stands behind the value but blanks, and what is cut off, is no JSON either.
  const bool is_whole = !error && read == text.size();
  if (error == boost::json::error::too_deep) {
    return Fail(Kind::malformed, "problem.json.too_deep", {{"limit", static_cast<std::int64_t>(kMaxDepth)}});
  }
  if (!is_whole) return Malformed(text.substr(0, read));
  Value value = parser.release();
  if (HasInfinity(value)) return Fail(Kind::malformed, "problem.json.number_too_large");
  return value;
}

std::string ToText(const Value& value) { return boost::json::serialize(value); }

void Reader::Add(std::string key, Arguments arguments) {
  faults_.push_back({path_, Message{std::move(key), std::move(arguments)}});
}

void Reader::AddNotOneOf(const std::vector<std::string_view>& names) {
  std::string list;
  for (const auto name : names) {
    if (!list.empty()) list += ", ";
    list += name;
  }
  Add("problem.field.not_one_of", {{"names", std::move(list)}});
}

void Reader::AddUnknown(std::string_view member) {
  const Step step(*this, member);
  Add("problem.field.unknown");
}

bool Reader::ReadText(const Value& value, std::string& out) {
  if (!value.is_string()) return Add("problem.field.not_text"), false;
  auto clean = CleanText(std::string_view(value.get_string()));
  if (!clean) return Add("problem.field.not_clean"), false;
  if (clean->size() > kMaxTextCharacters && CountCharacters(*clean) > kMaxTextCharacters) {
    return Add("problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxTextCharacters)}}), false;
  }
  out = std::move(*clean);
  return true;
}

bool Reader::ReadDouble(const Value& value, double& out) {
  if (!value.is_number()) return Add("problem.field.not_number"), false;
  const double number = value.is_double()  ? value.get_double()
                        : value.is_int64() ? static_cast<double>(value.get_int64())
                                           : static_cast<double>(value.get_uint64());
  if (!std::isfinite(number)) return Add("problem.field.not_number"), false;
  out = number;
  return true;
}

bool Reader::ReadBool(const Value& value, bool& out) {
  if (!value.is_bool()) return Add("problem.field.not_boolean"), false;
  out = value.get_bool();
  return true;
}

bool Reader::ReadInteger(const Value& value, std::int64_t minimum, std::int64_t maximum, std::int64_t& out) {
  if (!value.is_int64() && !value.is_uint64()) return Add("problem.field.not_integer"), false;
  const bool is_in_range = value.is_int64() && value.get_int64() >= minimum && value.get_int64() <= maximum;
  if (!is_in_range) {
    return Add("problem.field.out_of_range", {{"minimum", minimum}, {"maximum", maximum}}), false;
  }
  out = value.get_int64();
  return true;
}

bool Reader::ReadId(const Value& value, Id& out) {
  const auto id = value.is_string() ? ParseId(std::string_view(value.get_string())) : std::nullopt;
  if (!id) return Add("problem.field.not_id"), false;
  out = *id;
  return true;
}

bool Reader::ReadInstant(const Value& value, Instant& out) {
  const auto instant = value.is_string() ? ParseInstant(std::string_view(value.get_string())) : std::nullopt;
  if (!instant) return Add("problem.field.not_instant"), false;
  out = *instant;
  return true;
}

bool Reader::ReadDay(const Value& value, Day& out) {
  const auto day = value.is_string() ? ParseDay(std::string_view(value.get_string())) : std::nullopt;
  if (!day) return Add("problem.field.not_day"), false;
  out = *day;
  return true;
}

const Object* Reader::ReadObject(const Value& value) {
  if (!value.is_object()) Add("problem.field.not_object");
  return value.if_object();
}

const Array* Reader::ReadArray(const Value& value) {
  if (!value.is_array()) Add("problem.field.not_list");
  return value.if_array();
}

Reader::Step::Step(Reader& reader, std::string_view member) : reader_(reader), length_(reader.path_.size()) {
  if (!reader_.path_.empty()) reader_.path_ += '.';
  // A stranger's member name is quoted back: not without an end.
  constexpr std::size_t kMaxName = 200;
  if (member.size() <= kMaxName) {
    reader_.path_ += member;
    return;
  }
  std::size_t end = kMaxName;
  while (end > 0 && (static_cast<unsigned char>(member[end]) & 0xC0) == 0x80) --end;
  reader_.path_ += member.substr(0, end);
}

Reader::Step::Step(Reader& reader, std::size_t index) : reader_(reader), length_(reader.path_.size()) {
  reader_.path_ += '[' + std::to_string(index) + ']';
}

}  // namespace baton::json
