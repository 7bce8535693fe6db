// A message is a sentence for people that has not been said yet: the key of a text in
// messages/<language>.json and the values that go into it. It is rendered at the edge, in the reader's
// language (words/catalogue.h).
//
//   Message{"problem.csv.too_many_columns", {{"line", 12}, {"limit", 2000}}}
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace baton {

using Argument = std::variant<std::int64_t, double, std::string>;
using Arguments = std::map<std::string, Argument>;

struct Message {
  std::string key;
  Arguments arguments = {};

  bool operator==(const Message&) const = default;
};

}  // namespace baton
