#include "action/image_json.h"

#include <boost/json.hpp>

#include "base/check.h"

namespace baton::action {
namespace {

boost::json::value ToValue(const db::OwnedValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* text = std::get_if<std::string>(&value)) return boost::json::string(*text);
  return nullptr;
}

db::OwnedValue FromValue(const boost::json::value& value) {
  if (const auto* number = value.if_int64()) return *number;
  if (const auto* real = value.if_double()) return *real;
  if (const auto* text = value.if_string()) return std::string(*text);
  Check(value.is_null(), "an image holds plain values");
  return std::monostate{};
}

}  // namespace

std::string ToJson(const RowImage& image) {
  boost::json::object object;
  object.reserve(image.names.size());
  for (std::size_t i = 0; i < image.names.size(); ++i) object[image.names[i]] = ToValue(image.values[i]);
  return boost::json::serialize(object);
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
