#include "base/too_large.h"

#include <gtest/gtest.h>

namespace baton {
namespace {

TEST(TooLargeTest, SaysSizesAsPeopleDo) {
  const auto arguments = [](double size, const char* unit) {
    return Arguments{{"size", size}, {"unit", std::string(unit)}};
  };
  EXPECT_EQ(SizeArguments(std::uint64_t{200} << 20), arguments(200, "MB"));
  EXPECT_EQ(SizeArguments((std::uint64_t{1} << 20) - 1),
            arguments(1023.9, "kB"));  // never more than is taken
  EXPECT_EQ(SizeArguments(100'000), arguments(97.6, "kB"));
  EXPECT_EQ(SizeArguments(1'000), arguments(1'000, "bytes"));
}

}  // namespace
}  // namespace baton
