#include "people/first_name.h"

#include <gtest/gtest.h>

namespace baton::people {
namespace {

TEST(FirstName, IsTheFirstWord) {
  EXPECT_EQ(FirstName("Jada Ellis"), "Jada");
  EXPECT_EQ(FirstName(" Bill "), "Bill");
  EXPECT_EQ(FirstName(""), "");
}

}  // namespace
}  // namespace baton::people
