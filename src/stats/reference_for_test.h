// The values that the engine is held against, from R: test/data/stats/SOURCE.txt.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "json/json.h"

namespace baton::stats {

inline json::Value ReadReference(const char* part) {
  std::ifstream file(std::string(BATON_TEST_DATA) + "/stats/reference.json");
  std::ostringstream text;
  text << file.rdbuf();
  return json::Parse(text.str()).value().at(part);
}

}  // namespace baton::stats
