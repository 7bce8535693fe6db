#include "json/arguments.h"

#include <boost/json.hpp>

namespace baton::json {

std::string ToText(const Arguments& arguments) {
  boost::json::object object;
  for (const auto& argument : arguments) {
    std::visit([&](const auto& value) { object[argument.first] = value; }, argument.second);
  }
  return boost::json::serialize(object);
}

Arguments ParseArguments(std::string_view text) {
  Arguments arguments;
  const boost::json::value root = boost::json::parse(text);
  for (const auto& [name, value] : root.as_object()) {
    if (const auto* number = value.if_int64()) {
      arguments[name] = *number;
    } else if (const auto* real = value.if_double()) {
      arguments[name] = *real;
    } else {
      arguments[name] = std::string(value.as_string());
    }
  }
  return arguments;
}

}  // namespace baton::json
