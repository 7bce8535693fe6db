// Who writes SQLite's log back during a load of many rows, and that nobody has to wait for it.
#include <boost/describe/class.hpp>
#include <filesystem>

#include "db/test_database.h"

namespace baton::db {
namespace {

struct Page {
  Id id;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Page, (), (id, text))

constexpr Migration kPage[] = {{"0001_page",
                                "CREATE TABLE page (id BIGINT NOT NULL PRIMARY KEY, text TEXT NOT NULL);"
                                "CREATE TABLE node (id SMALLINT NOT NULL PRIMARY KEY, holder TEXT NOT NULL, "
                                "leased_until_at BIGINT NOT NULL);"}};

class SqliteWriterTest : public DatabaseTest {
 protected:
  std::span<const Migration> Migrations() const override { return kPage; }

  // Some megabytes, each in a transaction.
  void Load(int megabytes) {
    for (int i = 0; i < megabytes; ++i) {
      db().Write(
          [](Tx& tx) {
            std::vector<Page> pages;
            for (int n = 0; n < 300; ++n) pages.push_back({tx.NewId(), std::string(3'500, 'x')});
            tx.InsertMany("page", pages);
          },
          {.bulk = true});
    }
  }
  std::int64_t Count() { return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM page"); }
  std::uintmax_t SizeOf(const char* end) { return std::filesystem::file_size(where() + end); }
};

constexpr std::uintmax_t kMegabyte = 1 << 20;

TEST_P(SqliteWriterTest, TheLogIsWrittenBackAndBeginsAnewDuringALoad) {
  Load(120);
  EXPECT_GT(SizeOf(""), 60 * kMegabyte);
  EXPECT_LT(SizeOf("-wal"), 90 * kMegabyte);
  EXPECT_EQ(Count(), 120 * 300);
}

TEST_P(SqliteWriterTest, ALoadDoesNotWaitForAReaderThatStaysOpen) {
  Load(1);
  Reader reader = db().ReadSnapshot();
  EXPECT_EQ(reader->QueryValue<std::int64_t>("SELECT COUNT(*) FROM page"), 300);
  Load(80);
  EXPECT_EQ(reader->QueryValue<std::int64_t>("SELECT COUNT(*) FROM page"), 300);
  EXPECT_LT(SizeOf(""), 10 * kMegabyte) << "the reader holds the log back";
  EXPECT_EQ(Count(), 81 * 300);
}

INSTANTIATE_TEST_SUITE_P(Engines, SqliteWriterTest, testing::Values(Engine::sqlite), EngineName);

}  // namespace
}  // namespace baton::db
