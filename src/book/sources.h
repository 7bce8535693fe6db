// What other systems call our rows: the ids that came with imports, for whoever tells those systems something.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/id.h"
#include "db/connection.h"

namespace baton::book {

struct Source {
  Id row_id;
  std::string source;  // "salesforce"
  std::string
      external_id;  // "0015g00000XYZ12AAB"; of a person perhaps the name or address that the system's file had
};
BOOST_DESCRIBE_STRUCT(Source, (), (row_id, source, external_id))

// Of rows of one table ("account", "person", "opportunity"), by row and source.
std::vector<Source> FindSources(db::Connection& connection, Id org_id, std::string_view table,
                                std::span<const Id> row_ids);

}  // namespace baton::book
