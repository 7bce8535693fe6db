#include "app/export_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "db/test_database.h"
#include "demo/demo.h"

namespace baton::app {
namespace {

class ExportCommandTest : public db::DatabaseTest {
 protected:
  Result<Done> Run(const ExportOptions& options) {
    out_.str("");
    return Export(db(), options, out_);
  }
  std::ostringstream out_;
};

TEST_P(ExportCommandTest, WritesAWholeFileOrNone) {
  const std::string path =
      (std::filesystem::temp_directory_path() / ("export_command_" + ToString(db().NewId()) + ".zip"))
          .string();
  EXPECT_EQ(Run({.file = path}).error().message.key, "problem.organization.none");
  ASSERT_TRUE(demo::CreateDemo(db()));
  EXPECT_EQ(Run({.file = path, .organization = "Acme"}).error().message.key, "problem.organization.unknown");
  EXPECT_EQ(Run({.file = "/no/such/folder/a.zip"}).error().message.key, "problem.file.cannot_write");
  EXPECT_FALSE(std::filesystem::exists(path));

  ASSERT_TRUE(Run({.file = path}));
  EXPECT_THAT(out_.str(), testing::HasSubstr("Larmar Demo"));
  std::stringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  EXPECT_EQ(bytes.str().substr(0, 2), "PK");
  EXPECT_THAT(bytes.str(), testing::HasSubstr("account.csv"));
  EXPECT_FALSE(std::filesystem::exists(path + ".part"));
  std::filesystem::remove(path);
}

INSTANTIATE_TEST_SUITE_P(Engines, ExportCommandTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::app
