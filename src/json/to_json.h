// Structs to JSON. Included by json/json.h.
#pragma once

#include <boost/mp11.hpp>

#include "json/json.h"
#include "json/traits.h"

namespace baton::json {

template <class E>
std::string_view NameOf(E value) {
  static_assert(DescribedEnum<E>, "describe the enum with BOOST_DESCRIBE_ENUM");
  const char* name = boost::describe::enum_to_string(value, "");
  return name;
}

template <class E>
std::optional<E> EnumOf(std::string_view name) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
    if (name == enumerator.name) found = enumerator.value;
  });
  return found;
}

template <class T>
Value ToJson(const T& value) {
  if constexpr (std::is_same_v<T, Value>) {
    return value;
  } else if constexpr (std::is_same_v<T, bool> || std::is_floating_point_v<T>) {
    return Value(value);
  } else if constexpr (std::is_integral_v<T>) {
    if constexpr (std::is_signed_v<T>)
      return Value(static_cast<std::int64_t>(value));
    else
      return Value(static_cast<std::uint64_t>(value));
  } else if constexpr (std::is_same_v<T, std::string>) {
    return Value(std::string_view(value));
  } else if constexpr (DescribedEnum<T>) {
    return Value(NameOf(value));
  } else if constexpr (std::is_same_v<T, Id> || std::is_same_v<T, Instant> || std::is_same_v<T, Day>) {
    return Value(std::string_view(ToString(value)));
  } else if constexpr (IsOptional<T>::value) {
    return value ? ToJson(*value) : Value(nullptr);
  } else if constexpr (IsVector<T>::value) {
    Array array;
    array.reserve(value.size());
    for (const auto& item : value) array.push_back(ToJson<typename T::value_type>(item));
    return array;
  } else if constexpr (IsMap<T>::value) {
    Object object;
    for (const auto& [key, item] : value) object.emplace(key, ToJson(item));
    return object;
  } else {
    static_assert(DescribedStruct<T>,
                  "this type has no form in JSON: describe it with BOOST_DESCRIBE_STRUCT");
    Object object;
    boost::mp11::mp_for_each<MembersOf<T>>(
        [&](auto member) { object.emplace(member.name, ToJson(value.*member.pointer)); });
    return object;
  }
}

}  // namespace baton::json
