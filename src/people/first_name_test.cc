#include "people/first_name.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

namespace baton::people {
namespace {

// The screens are held against the same list (web/src/handoff/words.test.ts).
TEST(FirstName, IsAsTheListSays) {
  std::ifstream file(std::string(BATON_TEST_DATA) + "/first_names.json");
  std::stringstream text;
  text << file.rdbuf();
  const boost::json::object list = boost::json::parse(text.str()).as_object();
  EXPECT_GT(list.size(), 5U);
  for (const auto& [name, first] : list) {
    EXPECT_EQ(FirstName(std::string_view(name)), std::string_view(first.as_string())) << name;
  }
}

}  // namespace
}  // namespace baton::people
