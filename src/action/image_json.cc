#include "action/image_json.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>

#include "base/check.h"

namespace baton::action {
namespace {

// Most text needs no escaping; what does is left to the library.
void AppendText(std::string_view text, std::string* json) {
  const bool is_plain = std::ranges::none_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
  if (is_plain) {
    *json += '"';
    *json += text;
    *json += '"';
  } else {
    *json += boost::json::serialize(boost::json::string_view(text.data(), text.size()));
  }
}

void AppendNumber(std::int64_t number, std::string* json) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  json->append(digits.data(), end);
}

void AppendValue(const db::Value& value, std::string* json) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return AppendNumber(*number, json);
  if (const auto* text = std::get_if<std::string_view>(&value)) return AppendText(*text, json);
  if (const auto* real = std::get_if<double>(&value)) {
    *json += boost::json::serialize(boost::json::value(*real));
  } else {
    *json += "null";
  }
}

db::OwnedValue FromValue(const boost::json::value& value) {
  if (const auto* number = value.if_int64()) return *number;
  if (const auto* real = value.if_double()) return *real;
  if (const auto* text = value.if_string()) return std::string(*text);
  Check(value.is_null(), "an image holds plain values");
  return std::monostate{};
}

}  // namespace

// Without a tree in between: an import writes two of these for each of its rows.
std::string ToJson(std::span<const std::string_view> names, std::span<const db::Parameter> values) {
  Check(names.size() == values.size(), "a value for each name");
  std::string json = "{";
  json.reserve(32 * names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) json += ',';
    json += '"';
    json += names[i];  // a column's, which needs no escaping
    json += "\":";
    AppendValue(values[i].value, &json);
  }
  json += '}';
  return json;
}

std::string ToJson(const RowImage& image) {
  std::vector<db::Parameter> values;
  values.reserve(image.values.size());
  for (const db::OwnedValue& value : image.values) values.push_back(db::ToParameter(value));
  return ToJson(image.names, values);
}

ParsedImage ParseImage(std::string_view text) {
  ParsedImage parsed;
  const boost::json::value root = boost::json::parse(text);
  for (const auto& [name, value] : root.as_object()) {
    parsed.image.names.push_back(parsed.names.emplace_back(name));
    parsed.image.values.push_back(FromValue(value));
  }
  return parsed;
}

}  // namespace baton::action
