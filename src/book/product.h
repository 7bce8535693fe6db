// What the organization sells. `series` is the family that experience counts in ("Terminals").
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"

namespace baton::book {

struct Product {
  static constexpr std::string_view kTable = "product";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string name;
  std::string name_fold;
  std::string series;
  std::optional<std::int64_t> price_minor;
  std::string currency;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Product, (),
                      (org_id, id, version, name, name_fold, series, price_minor, currency, deleted_at))

}  // namespace baton::book
