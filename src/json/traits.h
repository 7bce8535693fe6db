// What the mapping knows about types at compile time. For json/*.h only.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace baton::json {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class T>
struct IsMap : std::false_type {};
template <class T>
struct IsMap<std::map<std::string, T>> : std::true_type {};

template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

template <class T>
concept WithDefaults = requires {
  requires T::kDefaults;
};

template <class T>
using MembersOf =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class T, class Member>
using MemberType = std::remove_cvref_t<decltype(std::declval<T&>().*Member::pointer)>;

// May the member be absent from what is read?
template <class Owner, class T>
inline constexpr bool kMayBeAbsent =
    IsOptional<T>::value || IsVector<T>::value || IsMap<T>::value || WithDefaults<Owner>;

template <class T>
inline constexpr bool kUnmapped = false;

}  // namespace baton::json
