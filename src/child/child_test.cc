#include "child/child.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/temporary.h"

namespace baton::child {
namespace {

TEST(ChildTest, IsBoundedInTimeAndOutput) {
  using std::chrono::milliseconds;
  EXPECT_EQ(child::Run("/bin/sleep", {"30"}, {.time = milliseconds(200)}).end, End::kTooLong);
  EXPECT_EQ(child::Run("/usr/bin/yes", {}, {.output_bytes = 1000}).end, End::kTooMuch);
  const auto echo = child::Run("/bin/echo", {"$HOME; `id`"}, {});
  EXPECT_EQ(echo.end, End::kExited);
  EXPECT_EQ(echo.output, "$HOME; `id`\n");
  EXPECT_EQ(child::Run("/bin/false", {}, {}).code, 1);
  EXPECT_EQ(child::Run("/usr/bin/env", {}, {}).output, "LC_ALL=C\n");
}

TEST(ChildTest, MayWriteNoFile) {
  const auto path = std::filesystem::temp_directory_path() / ("child_test." + std::to_string(::getpid()));
  const auto ended = child::Run("/bin/cp", {"/etc/passwd", path.string()}, {});
  EXPECT_TRUE(ended.end == End::kCrashed || ended.code != 0);
  std::error_code ignored;
  EXPECT_EQ(std::filesystem::exists(path) ? std::filesystem::file_size(path, ignored) : 0U, 0U);
  std::filesystem::remove(path, ignored);
}

TEST(ChildTest, WritesAndIsToldWhatIsSaid) {
  const TemporaryFolder folder("baton-child-test");
  const Limits limits{
      .memory_bytes = 0, .file_bytes = 4096, .is_cut_off = false, .environment = {"A=1", "B=2"}};
  const std::string path = folder.path() + "/copy";
  EXPECT_EQ(child::Run("/bin/cp", {"/etc/hostname", path}, limits).code, 0);
  EXPECT_EQ(std::filesystem::file_size(path), std::filesystem::file_size("/etc/hostname"));
  EXPECT_EQ(child::Run("/usr/bin/env", {}, limits).output, "A=1\nB=2\n");
}

}  // namespace
}  // namespace baton::child
