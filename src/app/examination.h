// What `baton doctor` looks at.
#pragma once

#include <string>
#include <vector>

#include "app/config.h"
#include "base/problem.h"

namespace baton::app {

struct Finding {
  bool is_well = true;
  Message message;  // what was found; for a fault, what to do
};

std::vector<Finding> FindingsOf(const Config& config);
// The database alone: is it whole, of a schema that this program knows, and is the key its own?
Finding DatabaseFinding(const Config& config);

// Is the SQLite file whole, and of a schema that this program knows?
Result<Done> CheckDatabase(const std::string& path);

}  // namespace baton::app
