// A described struct from a query string, every fault at once. A member is left as it is when the parameter
// is absent; a vector takes a parameter several times, or once with commas; a parameter that is no member is
// a fault.
//
//   struct AccountQuery { std::optional<std::string> q; Id owner_id; int limit = 50; };
//   auto query = ReadQuery<AccountQuery>(request.parameters);
//
// Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "base/text.h"
#include "json/json.h"
#include "json/schema.h"

namespace baton::http {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// Decodes %XX; `plus_is_space` as in forms. Nothing on a broken escape, NUL, or what is not UTF-8.
std::optional<std::string> DecodePercent(std::string_view text, bool plus_is_space);
std::optional<Parameters> ParseQuery(std::string_view text);

// The value as JSON would hold it: numbers and booleans of their type, everything else text.
json::Value ToValue(std::string_view text, bool is_number, bool is_bool);

template <class T>
json::Value ToValueOf(std::string_view text) {
  return ToValue(text, std::is_arithmetic_v<T> && !std::is_same_v<T, bool>, std::is_same_v<T, bool>);
}

template <class T>
std::optional<T> ParseParameter(std::string_view text) {
  auto read = json::FromJson<T>(ToValueOf<T>(text));
  if (!read) return std::nullopt;
  return std::move(*read);
}

template <class M>
void ReadParameter(json::Reader& reader, std::string_view text, bool is_first, M& out) {
  if constexpr (json::IsOptional<M>::value) {
    if (!is_first) return reader.Add("problem.field.repeated");
    reader.Read(ToValueOf<typename M::value_type>(text), out.emplace());
  } else if constexpr (json::IsVector<M>::value) {
    if (is_first) out.clear();
    for (const std::string_view part : Split(text, ',')) {
      typename M::value_type item{};
      reader.Read(ToValueOf<typename M::value_type>(part), item);
      out.push_back(std::move(item));
    }
  } else {
    if (!is_first) return reader.Add("problem.field.repeated");
    reader.Read(ToValueOf<M>(text), out);
  }
}

template <class T>
Result<T> ReadQuery(const Parameters& parameters) {
  T out{};
  json::Reader reader;
  std::vector<std::string_view> seen;
  for (const auto& parameter : parameters) {
    const std::string& name = parameter.first;
    const std::string& text = parameter.second;
    bool is_known = false;
    bool is_first = true;
    for (const auto other : seen) is_first = is_first && other != name;
    seen.push_back(name);
    boost::mp11::mp_for_each<json::MembersOf<T>>([&](auto member) {
      if (name != member.name) return;
      is_known = true;
      const json::Reader::Step step(reader, std::string_view(name));
      ReadParameter(reader, text, is_first, out.*member.pointer);
    });
    if (!is_known) reader.AddUnknown(name);
  }
  if (!reader.faults().empty()) return Fail(std::move(reader.faults()));
  return out;
}

}  // namespace baton::http
