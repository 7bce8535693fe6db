// An opportunity is a deal; people see it as "deal". Whether it is open, won or lost is its status; the stage
// is where it stands in the pipeline (stage.h). `closes_on` of a won or lost deal is the day it was.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "book/stage.h"
#include "people/person.h"

namespace baton::book {

enum class OpportunityStatus { open, won, lost };
BOOST_DESCRIBE_ENUM(OpportunityStatus, open, won, lost)

// The row.
struct Opportunity {
  static constexpr std::string_view kTable = "opportunity";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::optional<Id> account_id;
  std::optional<Id> owner_id;
  std::optional<Id> product_id;
  std::optional<Id> stage_id;
  std::string name;
  OpportunityStatus status = OpportunityStatus::open;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  std::optional<Day> opened_on;
  std::optional<Day> closes_on;
  std::string next_step;
  Instant created_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Opportunity, (),
                      (org_id, id, version, account_id, owner_id, product_id, stage_id, name, status,
                       amount_minor, currency, opened_on, closes_on, next_step, created_at, deleted_at))

struct StageRef {
  static constexpr const char* kSchemaName = "StageRef";

  Id id;
  std::string name;
  StageCategory category = StageCategory::early;
};
BOOST_DESCRIBE_STRUCT(StageRef, (), (id, name, category))

struct ProductRef {
  static constexpr const char* kSchemaName = "ProductRef";

  Id id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(ProductRef, (), (id, name))

struct OpportunityView {
  static constexpr const char* kSchemaName = "Opportunity";

  Id id;
  std::int64_t version = 0;
  std::string name;
  std::optional<StageRef> stage;
  OpportunityStatus status = OpportunityStatus::open;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  std::optional<ProductRef> product;
  std::optional<people::PersonRef> owner;
  std::optional<Day> opened_on;
  std::optional<Day> closes_on;
  std::string next_step;
};
BOOST_DESCRIBE_STRUCT(OpportunityView, (),
                      (id, version, name, stage, status, amount_minor, currency, product, owner, opened_on,
                       closes_on, next_step))

}  // namespace baton::book
