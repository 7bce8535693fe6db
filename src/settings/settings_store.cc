#include "settings/settings_store.h"

#include <fmt/format.h>

#include <charconv>

#include "base/check.h"

namespace baton::settings {

double NumberOf(const Setting& setting) {
  double number = 0;
  const char* end = setting.value.data() + setting.value.size();
  const auto parsed = std::from_chars(setting.value.data(), end, number);
  Check(parsed.ec == std::errc() && parsed.ptr == end, "a stored setting is a number");
  return number;
}

std::vector<Setting> FindSettings(db::Connection& connection, Id org_id) {
  return connection.Query<Setting>(
      "SELECT org_id, id, version, name, value FROM setting WHERE org_id = $1 ORDER BY name", org_id);
}

std::optional<Setting> FindSetting(db::Connection& connection, Id org_id, std::string_view name) {
  return connection.QueryOne<Setting>(
      "SELECT org_id, id, version, name, value FROM setting WHERE org_id = $1 AND name = $2", org_id, name);
}

Result<Setting> PutSetting(action::Action& action, std::string_view name, double value) {
  const std::string text = fmt::format("{}", value);
  const auto found = FindSetting(action.tx(), action.org_id(), name);
  if (!found) return action.Insert(Setting{{}, {}, 0, std::string(name), text});
  Setting changed = *found;
  changed.value = text;
  return action.Update(*found, std::move(changed));
}

}  // namespace baton::settings
