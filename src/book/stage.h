// A stage is a step of the organization's pipeline. Its category says what it means, whatever it is called;
// an import proposes it, a person confirms it.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"

namespace baton::book {

enum class StageCategory { early, proposal, signature, won, lost };
BOOST_DESCRIBE_ENUM(StageCategory, early, proposal, signature, won, lost)

// The row.
struct Stage {
  static constexpr std::string_view kTable = "stage";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string name;
  std::string name_fold;
  std::int32_t position = 0;
  StageCategory category = StageCategory::early;
  bool is_confirmed = false;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Stage, (),
                      (org_id, id, version, name, name_fold, position, category, is_confirmed, deleted_at))

struct StageView {
  static constexpr const char* kSchemaName = "Stage";

  Id id;
  std::int64_t version = 0;
  std::string name;
  std::int32_t position = 0;
  StageCategory category = StageCategory::early;
  bool is_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(StageView, (), (id, version, name, position, category, is_confirmed))

struct StageInput {
  static constexpr const char* kSchemaName = "StageInput";

  std::string name;
  std::int32_t position = 0;
  StageCategory category = StageCategory::early;
  bool is_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(StageInput, (), (name, position, category, is_confirmed))

}  // namespace baton::book
