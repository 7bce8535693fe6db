#include "settings/settings_routes.h"

#include <algorithm>
#include <cmath>

#include "action/tables.h"
#include "action/version.h"
#include "http/router.h"
#include "settings/settings_store.h"

namespace baton::settings {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct SettingView {
  static constexpr const char* kSchemaName = "Setting";
  std::string name;
  double value = 0;
  double standard = 0;
  double minimum = 0;
  double maximum = 0;
  bool is_whole = false;
  bool may_change = false;
  std::int64_t version = 0;  // 0: never set
};
BOOST_DESCRIBE_STRUCT(SettingView, (),
                      (name, value, standard, minimum, maximum, is_whole, may_change, version))

struct SettingInput {
  static constexpr const char* kSchemaName = "SettingInput";
  double value = 0;
};
BOOST_DESCRIBE_STRUCT(SettingInput, (), (value))

// An administrator's right reaches all of them, a director's those that are a director's.
bool MayChange(const access::Principal& person, const Definition& definition) {
  const auto scope = access::ScopeOf(person, Deed::change, Word::settings);
  return scope.reach == access::Reach::organization || (scope && definition.is_directors);
}

SettingView View(const Call& call, const Definition& definition, const std::optional<Setting>& stored) {
  const double standard = Settings{}.*definition.member;
  return {std::string(definition.name),
          stored ? NumberOf(*stored) : standard,
          standard,
          definition.minimum,
          definition.maximum,
          definition.is_whole,
          MayChange(call.principal(), definition),
          stored ? stored->version : 0};
}

Result<http::Page<SettingView>> List(const Call& call) {
  http::Page<SettingView> page;
  const std::vector<Setting> stored = FindSettings(call.db(), call.org_id());
  for (const Definition& definition : Definitions()) {
    const auto found = std::ranges::find(stored, definition.name, &Setting::name);
    page.items.push_back(
        View(call, definition, found == stored.end() ? std::nullopt : std::optional(*found)));
  }
  return page;
}

Result<SettingView> Change(const Call& call, const std::string& name,
                           const json::Patch<SettingInput>& patch) {
  const auto definition = std::ranges::find(Definitions(), name, &Definition::name);
  if (definition == Definitions().end()) return NotFound("setting");
  if (!MayChange(call.principal(), *definition)) return Fail(Kind::forbidden, "problem.forbidden");
  return call.Write([&](db::Tx& tx) -> Result<SettingView> {
    const auto found = FindSetting(tx, call.org_id(), name);
    const SettingView before = View(call, *definition, found);
    if (const auto current = action::CheckVersion(call, before.version, "setting"); !current) {
      return Fail(current.error());
    }
    const double value = patch.Apply({before.value}).value;
    const bool fits = definition->minimum <= value && value <= definition->maximum &&
                      (!definition->is_whole || value == std::floor(value));
    if (!fits) {
      return Fail(FieldFault{"value",
                             {"problem.field.out_of_range",
                              {{"minimum", definition->minimum}, {"maximum", definition->maximum}}}});
    }
    action::Action action(tx, call, "setting.change", found ? std::optional(found->id) : std::nullopt);
    const auto put = PutSetting(action, name, value);
    if (!put) return Fail(put.error());
    return View(call, *definition, *put);
  });
}

}  // namespace

void AddSettingsRoutes(http::Router& router) {
  router.Get("/api/v1/settings", {.name = "listSettings", .deed = Deed::read, .word = Word::settings}, List);
  router.Patch("/api/v1/settings/{name}",
               {.name = "changeSetting", .deed = Deed::change, .word = Word::settings}, Change);
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Setting::kTable), .out_of_reach = action::UnlessMayChange(Word::settings)});
}

}  // namespace baton::settings
