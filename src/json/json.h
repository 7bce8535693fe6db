// Structs to JSON and back, over Boost.Describe and the DOM of Boost.JSON.
//
//   struct ContactInput { std::string name; std::optional<std::string> email; };
//   BOOST_DESCRIBE_STRUCT(ContactInput, (), (name, email))
//
//   auto input = json::FromJson<ContactInput>(value);     // every fault, each with its path, or the struct
//   std::string text = json::ToText(contact);
//
// What maps: bool, integers (range-checked), double, std::string, described enums (by name), Id (decimal
// string), Instant (RFC 3339), Day (YYYY-MM-DD), std::optional, std::vector, std::map<std::string, T>,
// described structs (with inherited members) and json::Value for JSON that is passed through. Anything else
// does not compile. Reading: a member is required unless it is an optional, a vector or a map (absent and
// null mean empty), or its struct says `static constexpr bool kDefaults = true;` (absent keeps the default).
// Unknown members are faults. Text is cleaned (normal form C; control characters refused) and at most
// `kMaxTextCharacters` long. Writing: every member is written, an empty optional as null. Of two members of
// one object with the same name the last one counts, as in browsers. Stateless, hence thread-safe.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/problem.h"

namespace baton::json {

using Value = boost::json::value;
using Object = boost::json::object;
using Array = boost::json::array;
using Faults = std::vector<FieldFault>;

inline constexpr std::size_t kMaxTextCharacters = 10'000;
inline constexpr std::size_t kMaxDepth = 32;
inline constexpr std::size_t kMaxBytes = 16u << 20;

// The document, or Kind::malformed (not JSON, deeper than kMaxDepth, a number beyond a double's range) or Kind::too_large.
Result<Value> Parse(std::string_view text, std::size_t max_bytes = kMaxBytes);
std::string ToText(const Value& value);

template <class T>
Value ToJson(const T& value);
template <class T>
std::string ToText(const T& value) {
  return ToText(ToJson(value));
}

template <class T>
tl::expected<T, Faults> FromJson(const Value& value);
// Parse and FromJson in one; the faults as a Problem of Kind::invalid.
template <class T>
Result<T> FromText(std::string_view text);

// The name of a described enumerator, and the enumerator of a name.
template <class E>
std::string_view NameOf(E value);
template <class E>
std::optional<E> EnumOf(std::string_view name);

}  // namespace baton::json

#include "json/from_json.h"
#include "json/patch.h"
#include "json/to_json.h"
