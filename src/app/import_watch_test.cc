#include "app/import_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "app/routes.h"
#include "base/clock.h"
#include "db/test_database.h"
#include "demo/demo.h"
#include "intake/unattended.h"

namespace baton::app {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> NamesOf(const std::vector<Listed>& files) {
  std::vector<std::string> names;
  for (const Listed& file : files) names.push_back(file.name);
  return names;
}

TEST(Settling, AFileCountsWhenNobodyHasWrittenItForAWhile) {
  Settling settling(milliseconds(3'000));
  const Settling::Time start{};
  EXPECT_THAT(settling.Look({{"b.csv", 10, 5}, {"a.csv", 10, 6}}, start), IsEmpty());
  EXPECT_THAT(settling.Look({{"b.csv", 10, 5}, {"a.csv", 11, 6}}, start + milliseconds(2'000)), IsEmpty());
  EXPECT_THAT(NamesOf(settling.Look({{"b.csv", 10, 5}, {"a.csv", 11, 6}}, start + milliseconds(3'000))),
              ElementsAre("b.csv"));
  // Written first, read first: a later export must not be overwritten by an earlier one.
  EXPECT_THAT(NamesOf(settling.Look({{"a.csv", 11, 6}, {"b.csv", 10, 5}}, start + milliseconds(5'000))),
              ElementsAre("b.csv", "a.csv"));
}

TEST(Settling, AFileThatWentAndCameAgainIsNew) {
  Settling settling(milliseconds(3'000));
  const Settling::Time start{};
  EXPECT_THAT(settling.Look({{"a.csv", 10, 5}}, start), IsEmpty());
  EXPECT_THAT(settling.Look({}, start + milliseconds(2'000)), IsEmpty());
  EXPECT_THAT(settling.Look({{"a.csv", 10, 5}}, start + milliseconds(4'000)), IsEmpty());
}

TEST(Settling, FilesOnTheirWayAndHiddenOnesAreNone) {
  Settling settling(milliseconds(0));
  const std::vector<Listed> listing = {
      {".baton-watch.json", 1, 1}, {"a.csv.part", 1, 1}, {"b.tmp", 1, 1}, {"c.csv~", 1, 1}};
  EXPECT_THAT(settling.Look(listing, {}), IsEmpty());
}

TEST(Settling, WhatIsLetBeWaitsUntilItChanges) {
  Settling settling(milliseconds(0));
  EXPECT_THAT(settling.Look({{"a.csv", 1, 1}}, {}), testing::SizeIs(1));
  settling.LetBe("a.csv");
  EXPECT_THAT(settling.Look({{"a.csv", 1, 1}}, {}), IsEmpty());
  EXPECT_THAT(settling.Look({{"a.csv", 1, 2}}, {}), testing::SizeIs(1));
}

class ImportWatchTest : public db::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    root_ = fs::temp_directory_path() / ("import_watch_" + ToString(db().NewId()));
    folder_ = root_ / "inbox";
    fs::create_directories(folder_);
    AddTables(tables_);
    intake_.data_folder = root_.string();
    intake_.tables = &tables_;
    intake_.clock = &clock_;
    options_.as = "jim@larmar.example";
    options_.watch = folder_.string();
  }
  void TearDown() override {
    if (!root_.empty()) fs::remove_all(root_);
    DatabaseTest::TearDown();
  }

  void Drop(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::string Read(const std::string& name) {
    std::stringstream text;
    text << std::ifstream(folder_ / name).rdbuf();
    return text.str();
  }
  bool Has(const std::string& name) { return fs::exists(folder_ / name); }
  // Until no file waits in the folder any more; `looks` bounds it.
  Result<int> Watch(int looks = 400) {
    out_.str("");
    const auto is_over = [&, looks]() mutable {
      if (--looks < 0) return true;
      for (const auto& entry : fs::directory_iterator(folder_)) {
        if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.')) return false;
      }
      return true;
    };
    return WatchFolder(db(), intake_, options_, "http://127.0.0.1:8080",
                       {.out = out_, .progress = progress_, .ask = {}, .is_interrupted = is_over},
                       {.look = milliseconds(5), .quiet = milliseconds(0)});
  }
  std::int64_t Count(const std::string& what) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + what);
  }
  std::int64_t Accounts() { return Count("account WHERE deleted_at IS NULL"); }

  fs::path root_;
  fs::path folder_;
  const SystemClock clock_{};
  action::Tables tables_;
  intake::IntakeOptions intake_;
  ImportOptions options_;
  std::ostringstream out_;
  std::ostringstream progress_;
};

const std::string kMills = "Client,City,Revenue\nOrrin Mills,Chicago,100\n";

TEST_P(ImportWatchTest, WhatCameInGoesToDoneAndTheRestToRefusedWithItsReason) {
  ASSERT_TRUE(demo::CreateDemo(db()));
  const auto before = Accounts();
  Drop("clients.csv", kMills);
  Drop("notes.csv", "colour,weather\nblue,rain\n");
  ASSERT_EQ(Watch().value_or(-1), kImportDone) << out_.str();
  EXPECT_EQ(Accounts(), before + 1);
  EXPECT_THAT(out_.str(), HasSubstr("clients.csv: 1 new, 0 changed, 0 unchanged, 0 refused"));
  EXPECT_TRUE(Has("done/clients.csv"));
  EXPECT_TRUE(Has("refused/notes.csv"));
  EXPECT_THAT(Read("refused/notes.csv.txt"), testing::Not(IsEmpty()));

  // The mapping of the last time says that Revenue is money: of this file alone it would have been left out.
  Drop("bad.csv", "Client,City,Revenue\nQuill Paper,Gary,a lot\n");
  ASSERT_TRUE(Watch());
  EXPECT_EQ(Accounts(), before + 1);
  EXPECT_TRUE(Has("refused/bad.csv"));
  EXPECT_THAT(Read("refused/bad.csv.txt"), HasSubstr("None of 1 row came in"));
  EXPECT_THAT(Read("refused/bad.csv.refused.csv"), HasSubstr("Quill Paper"));
}

TEST_P(ImportWatchTest, TheSameContentComesInOnceAndWhatStoodBeforeComesAgain) {
  const auto org_id = demo::CreateDemo(db());
  ASSERT_TRUE(org_id);
  Drop("clients.csv", kMills);
  ASSERT_TRUE(Watch());
  Drop("clients.csv", kMills);
  ASSERT_TRUE(Watch());
  EXPECT_THAT(out_.str(), HasSubstr("came in already"));
  EXPECT_EQ(Count("import"), 1);
  EXPECT_EQ(Count("import WHERE confirmed_at >= finished_at"), 1) << "and the book is as of now";
  EXPECT_EQ(intake::FindConfirmed(*db().Read(), *org_id, Instant{}).size(), 1U) << "and screens hear of it";
  EXPECT_TRUE(
      intake::FindConfirmed(*db().Read(), *org_id, SystemClock().Now() + kMillisecondsPerDay).empty());
  EXPECT_TRUE(Has("done/clients-2.csv"));
  Drop("clients.csv", "Client,City,Revenue\nOrrin Mills,Gary,100\n");
  ASSERT_TRUE(Watch());
  EXPECT_THAT(out_.str(), HasSubstr("0 new, 1 changed"));
  Drop("clients.csv", kMills);
  ASSERT_TRUE(Watch());
  EXPECT_THAT(out_.str(), HasSubstr("0 new, 1 changed"));
  EXPECT_EQ(Count("import"), 3);
}

// As after a kill: the import is in the queue, its file is still there.
TEST_P(ImportWatchTest, AnInterruptedImportGoesOnAndIsNotMadeTwice) {
  ASSERT_TRUE(demo::CreateDemo(db()));
  const auto before = Accounts();
  Drop("clients.csv", kMills);
  ASSERT_TRUE(Watch());
  db().Write([](db::Tx& tx) { tx.Execute("UPDATE import SET state = 'mapped'"); });
  fs::rename(folder_ / "done/clients.csv", folder_ / "clients.csv");
  ASSERT_TRUE(Watch());
  EXPECT_EQ(Count("import"), 1);
  EXPECT_EQ(Accounts(), before + 1);
  EXPECT_TRUE(Has("done/clients.csv"));
}

TEST_P(ImportWatchTest, WhoMayNoLongerImportEndsIt) {
  ASSERT_TRUE(demo::CreateDemo(db()));
  options_.as = "jada@larmar.example";
  Drop("clients.csv", kMills);
  const auto ended = Watch();
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().message.key, "problem.import.may_not");
  EXPECT_TRUE(Has("clients.csv"));
}

TEST_P(ImportWatchTest, AFolderThatIsNoneIsRefused) {
  ASSERT_TRUE(demo::CreateDemo(db()));
  options_.watch = (root_ / "nowhere").string();
  fs::create_directories(folder_);
  const auto ended = Watch();
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().message.key, "problem.import.watch_folder");
  EXPECT_FALSE(fs::exists(root_ / "nowhere"));
}

INSTANTIATE_TEST_SUITE_P(Engines, ImportWatchTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::app
