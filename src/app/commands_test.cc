#include "app/commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace baton::app {
namespace {

using testing::HasSubstr;

struct Ran {
  int exit_code = 0;
  std::string said;
};
Ran Baton(std::vector<std::string> words) {
  words.insert(words.begin(), "baton");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  const int exit_code = RunCommand(static_cast<int>(arguments.size()), arguments.data());
  return {exit_code, testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr()};
}

TEST(CommandsTest, AWordThatIsNoCommandIsNamed) {
  const Ran top = Baton({"nonsense", "--config", "x"});
  EXPECT_NE(top.exit_code, 0);
  EXPECT_EQ(top.said, "baton: There is no command \"nonsense\". baton --help lists the commands.\n");
  EXPECT_EQ(Baton({"user", "forget"}).said,
            "baton: There is no command \"forget\". baton user --help lists the commands.\n");
}

TEST(CommandsTest, WhatIsMissingIsSaidAsItWas) {
  EXPECT_THAT(Baton({}).said, HasSubstr("subcommand is required"));
  EXPECT_THAT(Baton({"demo"}).said, HasSubstr("subcommand is required"));
  EXPECT_THAT(Baton({"user", "reset", "--nonsense"}).said, HasSubstr("email is required"));
  EXPECT_THAT(Baton({"config", "nonsense"}).said, HasSubstr("nonsense"));
  EXPECT_EQ(Baton({"--help"}).exit_code, 0);
}

}  // namespace
}  // namespace baton::app
