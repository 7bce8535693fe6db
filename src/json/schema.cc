#include "json/schema.h"

#include <boost/core/demangle.hpp>

#include "base/check.h"

namespace baton::json {

bool Schemas::Begin(const std::string& name, std::type_index type, Use use) {
  const auto [found, is_new] = types_.try_emplace(name, type, use);
  Check(is_new || found->second == std::pair(type, use),
        ("two types have the schema name " + name + "; give one a kSchemaName").c_str());
  return is_new;
}

std::string SimpleName(const std::type_info& type) {
  const std::string name = boost::core::demangle(type.name());
  const auto colon = name.rfind("::");
  return colon == std::string::npos ? name : name.substr(colon + 2);
}

std::string ComponentName(std::string name, Use use) {
  const auto with_end = [&name](std::string_view end) {
    return name.ends_with(end) ? name : name.append(end);
  };
  if (use == Use::input) return with_end("Input");
  if (use == Use::output) return name;
  // AccountInput as a patch is AccountPatch.
  if (name.ends_with("Input")) name.resize(name.size() - 5);
  return with_end("Patch");
}

Value RefTo(const std::string& name) { return Object{{"$ref", "#/components/schemas/" + name}}; }

Value OrNull(Value schema) {
  Object& object = schema.as_object();
  if (object.contains("$ref") || object.contains("enum") || object.contains("anyOf")) {
    return Object{{"anyOf", Array{std::move(schema), Object{{"type", "null"}}}}};
  }
  if (const Value* type = object.if_contains("type")) {
    const Value name = *type;
    object["type"] = Array{name, "null"};
  }
  return schema;
}

}  // namespace baton::json
