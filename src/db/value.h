// What goes into a statement and what comes out of a column. Three types travel: integers, doubles and text;
// the product's types map onto them:
//   bool (0 or 1), every integer, Id, Instant (ms), Day (days)    integer
//   double                                                        real
//   std::string, std::string_view, described enums (their name)   text
//   std::optional of those                                        NULL, or as above
//   IdList, TextList                                              for `IN baton_list($n)`
// Reading is strict: NULL into a type without optional, a number out of range, text where a number is asked,
// or an unknown enumerator throws Error. Text with NUL is refused on the way in.
#pragma once

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/date.h"
#include "base/id.h"
#include "db/error.h"

namespace baton::db {

// A borrowed value: the text lives in the caller's argument, or in the result until the next row.
using Value = std::variant<std::monostate, std::int64_t, double, std::string_view>;
// The same, owning its text: for rows that are handled without their struct (the log of changes, undo).
using OwnedValue = std::variant<std::monostate, std::int64_t, double, std::string>;

Value Borrow(const OwnedValue& value);  // REQUIRES: `value` outlives the result
OwnedValue Own(const Value& value);

// The values of an `IN baton_list($n)`: one parameter however long the list is.
class IdList {
 public:
  explicit IdList(std::span<const Id> ids);
  std::string_view json() const { return json_; }

 private:
  std::string json_;
};

class TextList {
 public:
  explicit TextList(std::span<const std::string> texts);
  std::string_view json() const { return json_; }

 private:
  std::string json_;
};

// The type that a parameter has for the engine. It is known from the C++ type also when the value is NULL.
enum class ParameterType : std::uint8_t { unknown, integer, real, text, id_list, text_list };

struct Parameter {
  ParameterType type = ParameterType::unknown;
  Value value;
};

template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;
template <class T>
concept Integer = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

[[noreturn]] void ThrowMisfit(std::string_view column, std::string_view why);

void CheckFinite(double number);

template <class T>
constexpr bool kAlwaysFalse = false;

// One argument as a parameter. REQUIRES: `argument` outlives the result.
template <class T>
Parameter ToParameter(const T& argument) {
  using enum ParameterType;
  if constexpr (IsOptional<T>::value) {
    if (argument) return ToParameter(*argument);
    return {ToParameter(typename T::value_type{}).type, std::monostate{}};
  } else if constexpr (std::same_as<T, bool>) {
    return {integer, std::int64_t{argument ? 1 : 0}};
  } else if constexpr (Integer<T>) {
    if (!std::in_range<std::int64_t>(argument)) ThrowMisfit("parameter", "exceeds 63 bits");
    return {integer, static_cast<std::int64_t>(argument)};
  } else if constexpr (std::same_as<T, double>) {
    CheckFinite(argument);
    return {real, argument};
  } else if constexpr (std::same_as<T, Id>) {
    return {integer, argument.value};
  } else if constexpr (std::same_as<T, Instant>) {
    return {integer, argument.milliseconds};
  } else if constexpr (std::same_as<T, Day>) {
    return {integer, std::int64_t{argument.days}};
  } else if constexpr (DescribedEnum<T>) {
    const char* name = boost::describe::enum_to_string(argument, nullptr);
    if (name == nullptr) ThrowMisfit("parameter", "is not an enumerator");
    return {text, std::string_view(name)};
  } else if constexpr (std::same_as<T, OwnedValue>) {
    constexpr ParameterType kTypes[] = {unknown, integer, real, text};
    return {kTypes[argument.index()], Borrow(argument)};
  } else if constexpr (std::same_as<T, IdList>) {
    return {id_list, argument.json()};
  } else if constexpr (std::same_as<T, TextList>) {
    return {text_list, argument.json()};
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    return {text, std::string_view(argument)};
  } else {
    static_assert(kAlwaysFalse<T>, "not a type that a statement takes: see db/value.h");
  }
}

template <class T>
concept Readable = std::same_as<T, bool> || Integer<T> || std::same_as<T, double> || std::same_as<T, Id> ||
    std::same_as<T, Instant> || std::same_as<T, Day> || std::same_as<T, std::string> || DescribedEnum<T> ||
    std::same_as<T, OwnedValue> || IsOptional<T>::value;

std::int64_t ReadInteger(const Value& value, std::string_view column);
double ReadReal(const Value& value, std::string_view column);
std::string_view ReadText(const Value& value, std::string_view column);

// A column's value as a T; `column` is its name, for the error.
template <Readable T>
T FromValue(const Value& value, std::string_view column) {
  if constexpr (std::same_as<T, OwnedValue>) {
    return Own(value);
  } else if constexpr (IsOptional<T>::value) {
    if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
    return FromValue<typename T::value_type>(value, column);
  } else if constexpr (std::same_as<T, bool>) {
    const std::int64_t number = ReadInteger(value, column);
    if (number != 0 && number != 1) ThrowMisfit(column, "is neither 0 nor 1");
    return number == 1;
  } else if constexpr (Integer<T>) {
    const std::int64_t number = ReadInteger(value, column);
    if (!std::in_range<T>(number)) ThrowMisfit(column, "is out of range");
    return static_cast<T>(number);
  } else if constexpr (std::same_as<T, double>) {
    return ReadReal(value, column);
  } else if constexpr (std::same_as<T, Id>) {
    return Id{ReadInteger(value, column)};
  } else if constexpr (std::same_as<T, Instant>) {
    return Instant{ReadInteger(value, column)};
  } else if constexpr (std::same_as<T, Day>) {
    return Day{FromValue<std::int32_t>(value, column)};
  } else if constexpr (std::same_as<T, std::string>) {
    return std::string(ReadText(value, column));
  } else {
    T enumerator{};
    const std::string name(ReadText(value, column));
    if (!boost::describe::enum_from_string(name.c_str(), enumerator))
      ThrowMisfit(column, "is not an enumerator");
    return enumerator;
  }
}

}  // namespace baton::db
