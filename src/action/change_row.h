// Inside this folder: a row of the log, as the table has it.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/id.h"

namespace baton::action {

struct ChangeRow {
  Id org_id;
  Id id;
  Id action_id;
  std::string table_name;
  Id row_id;
  std::optional<std::int64_t> version_before;
  std::optional<std::int64_t> version_after;
  std::optional<std::string> old_values;
  std::optional<std::string> new_values;
};
BOOST_DESCRIBE_STRUCT(ChangeRow, (),
                      (org_id, id, action_id, table_name, row_id, version_before, version_after, old_values,
                       new_values))

}  // namespace baton::action
