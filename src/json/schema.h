// JSON Schema 2020-12 of mapped types, for OpenAPI. Described structs become components, named by the type
// ("Account"), by `static constexpr const char* kSchemaName`, or by a static function SchemaName() (for
// templates). As an input the name gets "Input" behind it, as a patch "Patch", unless it ends so already:
// what is required differs, since every member is written and not every one need be read.
//
//   json::Schemas schemas;
//   json::Value ref = json::SchemaOf<Account>(schemas, json::Use::output);   // {"$ref":
//   "#/components/schemas/Account"} schemas.components(); // in the order of their names
//
// Not thread-safe.
#pragma once

#include <boost/mp11.hpp>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <typeindex>
#include <typeinfo>

#include "json/json.h"
#include "json/traits.h"

namespace baton::json {

enum class Use { output, input, patch };

class Schemas {
 public:
  const std::map<std::string, Value>& components() const { return components_; }

  // False when the component is there already. Two types with one name are a broken invariant.
  bool Begin(const std::string& name, std::type_index type, Use use);
  void Set(const std::string& name, Value schema) { components_[name] = std::move(schema); }

 private:
  std::map<std::string, Value> components_;
  std::map<std::string, std::pair<std::type_index, Use>> types_;
};

// The name without namespaces of what typeid gives.
std::string SimpleName(const std::type_info& type);
std::string ComponentName(std::string name, Use use);
Value RefTo(const std::string& name);
Value OrNull(Value schema);

template <class T>
std::string SchemaNameOf() {
  if constexpr (requires { T::kSchemaName; }) {
    return T::kSchemaName;
  } else if constexpr (requires { T::SchemaName(); }) {
    return T::SchemaName();
  } else {
    return SimpleName(typeid(T));
  }
}

template <class T>
Value SchemaOf(Schemas& schemas, Use use);

template <class T>
Value StructSchema(Schemas& schemas, Use use) {
  Object properties;
  Array required;
  boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
    using Type = MemberType<T, decltype(member)>;
    properties.emplace(member.name, SchemaOf<Type>(schemas, use));
    if (use == Use::output || (use == Use::input && !kMayBeAbsent<T, Type>)) {
      required.emplace_back(member.name);
    }
  });
  Object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema.emplace("required", std::move(required));
  if (use != Use::output) schema.emplace("additionalProperties", false);
  return schema;
}

template <class T>
Value SchemaOf(Schemas& schemas, Use use) {
  if constexpr (std::is_same_v<T, Value>) {
    return Object();
  } else if constexpr (std::is_same_v<T, bool>) {
    return Object{{"type", "boolean"}};
  } else if constexpr (std::is_floating_point_v<T>) {
    return Object{{"type", "number"}};
  } else if constexpr (std::is_integral_v<T>) {
    Object schema{{"type", "integer"}, {"format", sizeof(T) == 8 ? "int64" : "int32"}};
    if (std::is_unsigned_v<T>) schema.emplace("minimum", 0);
    return schema;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return Object{{"type", "string"}};
  } else if constexpr (DescribedEnum<T>) {
    Array names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto enumerator) { names.emplace_back(enumerator.name); });
    return Object{{"type", "string"}, {"enum", std::move(names)}};
  } else if constexpr (std::is_same_v<T, Id>) {
    return Object{{"type", "string"}, {"pattern", "^[1-9][0-9]{0,18}$"}};
  } else if constexpr (std::is_same_v<T, Instant>) {
    return Object{{"type", "string"}, {"format", "date-time"}};
  } else if constexpr (std::is_same_v<T, Day>) {
    return Object{{"type", "string"}, {"format", "date"}};
  } else if constexpr (IsOptional<T>::value) {
    return OrNull(SchemaOf<typename T::value_type>(schemas, use));
  } else if constexpr (IsVector<T>::value) {
    return Object{{"type", "array"}, {"items", SchemaOf<typename T::value_type>(schemas, use)}};
  } else if constexpr (IsMap<T>::value) {
    return Object{{"type", "object"},
                  {"additionalProperties", SchemaOf<typename T::mapped_type>(schemas, use)}};
  } else {
    static_assert(DescribedStruct<T>,
                  "this type has no form in JSON: describe it with BOOST_DESCRIBE_STRUCT");
    const std::string name = ComponentName(SchemaNameOf<T>(), use);
    if (schemas.Begin(name, typeid(T), use)) schemas.Set(name, StructSchema<T>(schemas, use));
    return RefTo(name);
  }
}

}  // namespace baton::json
