#include "http/request.h"

#include <algorithm>

#include "base/text.h"
#include "http/header_text.h"

namespace baton::http {

std::optional<std::string> RequestInfo::query(std::string_view name) const {
  for (const auto& [key, value] : parameters) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::optional<std::string_view> RequestInfo::header(std::string_view name) const {
  for (const auto& field : headers) {
    if (EqualsIgnoringCase(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::optional<std::string> RequestInfo::cookie(std::string_view name) const {
  for (const auto& field : headers) {
    if (!EqualsIgnoringCase(field.name, "Cookie")) continue;
    for (const std::string_view part : Split(field.value, ';')) {
      const std::string_view pair = Trim(part);
      const auto equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
        return std::string(pair.substr(equals + 1));
      }
    }
  }
  return std::nullopt;
}

}  // namespace baton::http
