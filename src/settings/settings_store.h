// Settings that differ from their default, one row each.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "settings/settings.h"

namespace baton::settings {

struct Setting {
  static constexpr std::string_view kTable = "setting";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string name;
  std::string value;  // a number
};
BOOST_DESCRIBE_STRUCT(Setting, (), (org_id, id, version, name, value))

double NumberOf(const Setting& setting);
std::vector<Setting> FindSettings(db::Connection& connection, Id org_id);
std::optional<Setting> FindSetting(db::Connection& connection, Id org_id, std::string_view name);
// Sets the value, whether there was a row or not.
Result<Setting> PutSetting(action::Action& action, std::string_view name, double value);

}  // namespace baton::settings
