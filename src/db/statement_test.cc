// What goes in comes out the same on both engines, and what does not fit is refused.
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cmath>
#include <future>
#include <thread>

#include "db/test_database.h"

namespace baton::db {
namespace {

enum class Stage { lead, won };
BOOST_DESCRIBE_ENUM(Stage, lead, won)

struct Keyed {
  Id org_id;
  Id id;
};
BOOST_DESCRIBE_STRUCT(Keyed, (), (org_id, id))

bool operator==(const Keyed& left, const Keyed& right) {
  return left.org_id == right.org_id && left.id == right.id;
}

struct Deal : Keyed {
  std::string name;
  Stage stage = Stage::lead;
  std::optional<Stage> stage_before;
  bool is_big = false;
  std::int64_t amount_minor = 0;
  int count = 0;
  double share = 0;
  Instant made_at;
  std::optional<Day> due_on;
  std::optional<std::string> note;
  bool operator==(const Deal&) const = default;
};
BOOST_DESCRIBE_STRUCT(Deal, (Keyed),
                      (name, stage, stage_before, is_big, amount_minor, count, share, made_at, due_on, note))

struct NameOnly {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(NameOnly, (), (name))

constexpr Migration kDeal[] = {
    {"0001_deal",
     "CREATE TABLE deal (org_id BIGINT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, "
     "stage TEXT NOT NULL, stage_before TEXT, is_big SMALLINT NOT NULL, "
     "amount_minor BIGINT NOT NULL, count INTEGER NOT NULL, share DOUBLE PRECISION NOT NULL,"
     "made_at BIGINT NOT NULL, due_on INTEGER, note TEXT, PRIMARY KEY (org_id, id));\n"
     "CREATE UNIQUE INDEX deal_name ON deal (org_id, name);\n"
     "CREATE TABLE child (org_id BIGINT NOT NULL, id BIGINT NOT NULL, deal_id BIGINT NOT NULL,"
     "PRIMARY KEY (org_id, id), FOREIGN KEY (org_id, deal_id) REFERENCES deal (org_id, id));"
     "CREATE TABLE node (id SMALLINT NOT NULL PRIMARY KEY, holder TEXT NOT NULL, "
     "leased_until_at BIGINT NOT NULL);"}};

constexpr char kAll[] =
    "SELECT org_id, id, name, stage, stage_before, is_big, amount_minor, count, share, made_at, due_on, note "
    "FROM deal "
    "ORDER BY org_id, id";
constexpr Id kOrg{7};

Deal MakeDeal(std::int64_t id) {
  Deal deal;
  deal.org_id = kOrg;
  deal.id = Id{id};
  deal.name = "deal " + std::to_string(id);
  return deal;
}

class StatementTest : public DatabaseTest {
 protected:
  std::span<const Migration> Migrations() const override { return kDeal; }

  void Insert(const std::vector<Deal>& deals) {
    db().Write([&](Tx& tx) { tx.InsertMany("deal", deals); });
  }
  std::vector<Deal> All() { return db().Read()->Query<Deal>(kAll); }

  template <class F>
  ErrorKind KindOf(F&& f) {
    try {
      f();
    } catch (const Error& error) {
      return error.kind();
    }
    ADD_FAILURE() << "no error";
    return ErrorKind::other;
  }
};

TEST_P(StatementTest, KeepsEveryTypeExactly) {
  Deal full = MakeDeal(9'007'199'254'740'993);  // 2^53 + 1
  full.name = "Éva \t\n\r\\ 'quoted' \"x\" \\N \x01";
  full.stage = Stage::won;
  full.stage_before = Stage::lead;
  full.is_big = true;
  full.amount_minor = std::numeric_limits<std::int64_t>::max();
  full.count = -5;
  full.share = 0.1 + 0.2;
  full.made_at = Instant{1'700'000'000'123};
  full.due_on = Day{20'000};
  full.note = "";
  Deal low = MakeDeal(std::numeric_limits<std::int64_t>::min());
  low.share = 5e-324;
  const std::vector<Deal> by_rows = {low, full};
  Insert(by_rows);
  EXPECT_EQ(All(), by_rows);

  db().Write([&](Tx& tx) {
    tx.Execute("DELETE FROM deal WHERE org_id = $1", kOrg);
    for (const Deal& deal : by_rows) EXPECT_EQ(tx.ExecuteValues(InsertSql<Deal>("deal"), RowValues(deal)), 1);
  });
  EXPECT_EQ(All(), by_rows);
  EXPECT_EQ(RowFromValues<Deal>(RowNames<Deal>(), RowValues(full)), full);
}

TEST_P(StatementTest, AnswersOneRowOneValueOrNone) {
  Insert({MakeDeal(1), MakeDeal(2)});
  Reader reader = db().Read();
  EXPECT_EQ(reader->QueryValue<std::string>("SELECT name FROM deal WHERE org_id = $1 AND id = $2", kOrg, 2),
            "deal 2");
  EXPECT_FALSE(
      reader->QueryValue<std::string>("SELECT name FROM deal WHERE org_id = $1 AND id = $2", kOrg, 3));
  EXPECT_EQ(reader->QueryOne<NameOnly>("SELECT name FROM deal WHERE id = $1", Id{1})->name, "deal 1");
  EXPECT_THROW(reader->QueryOne<NameOnly>("SELECT name FROM deal"), Error);
  const auto note =
      reader->QueryValue<std::optional<std::string>>("SELECT note FROM deal WHERE id = $1", Id{1});
  ASSERT_TRUE(note);
  EXPECT_FALSE(*note);
  EXPECT_EQ(reader->QueryValue<std::int64_t>("SELECT CAST(SUM(id) AS BIGINT) FROM deal"), 3);
  EXPECT_EQ(reader->QueryValue<bool>("SELECT EXISTS (SELECT 1 FROM deal)"), true);
}

TEST_P(StatementTest, TakesOneParameterTwiceInAnyOrderAndAsNull) {
  Insert({MakeDeal(1), MakeDeal(2)});
  Reader reader = db().Read();
  constexpr char kSql[] = "SELECT id FROM deal WHERE ($2 IS NULL OR name = $2) AND org_id = $1 ORDER BY id";
  EXPECT_EQ(reader->Query<Id>(kSql, kOrg, std::optional<std::string>("deal 2")), std::vector{Id{2}});
  EXPECT_EQ(reader->Query<Id>(kSql, kOrg, std::optional<std::string>()), (std::vector{Id{1}, Id{2}}));
  EXPECT_EQ(reader->QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM deal WHERE name = '$3 baton_list($9)' /* $4 */ -- $5"),
            0);
}

TEST_P(StatementTest, ExpandsLists) {
  Insert({MakeDeal(1), MakeDeal(2), MakeDeal(3)});
  Reader reader = db().Read();
  constexpr char kById[] = "SELECT id FROM deal WHERE org_id = $1 AND id IN baton_list($2) ORDER BY id";
  constexpr char kByName[] = "SELECT id FROM deal WHERE name IN baton_list($1) ORDER BY id";
  EXPECT_EQ(reader->Query<Id>(kById, kOrg, IdList(std::vector{Id{1}, Id{3}, Id{9'007'199'254'740'993}})),
            (std::vector{Id{1}, Id{3}}));
  EXPECT_TRUE(reader->Query<Id>(kById, kOrg, IdList({})).empty());
  EXPECT_EQ(reader->Query<Id>(kByName, TextList(std::vector<std::string>{"deal 2", "x\"\\\n', é"})),
            std::vector{Id{2}});
  EXPECT_THROW(reader->Query<Id>(kByName, Id{1}), Error);
  EXPECT_EQ(db().Write([&](Tx& tx) {
                  return tx.Query<Id>(
                      "UPDATE deal SET count = 1 WHERE org_id = $1 AND id IN "
                      "(SELECT id FROM deal WHERE org_id = $1 ORDER BY id LIMIT 2 baton_skip_locked()) "
                      "RETURNING id",
                      kOrg);
                })
                .size(),
            2U);
}

TEST_P(StatementTest, RefusesWhatDoesNotFit) {
  Insert({MakeDeal(1)});
  Reader reader = db().Read();
  EXPECT_THROW(reader->Query<NameOnly>("SELECT id FROM deal WHERE id = $1", Id{2}), Error)
      << "also without a row";
  EXPECT_THROW(reader->Query<NameOnly>("SELECT name, id FROM deal"), Error);
  EXPECT_THROW(reader->Query<Id>("SELECT id, name FROM deal"), Error);
  EXPECT_THROW(reader->Query<Id>("SELECT name FROM deal"), Error);
  EXPECT_THROW(reader->Query<std::string>("SELECT id FROM deal"), Error);
  EXPECT_THROW(reader->Query<std::string>("SELECT note FROM deal"), Error) << "NULL";
  EXPECT_THROW(reader->Query<Stage>("SELECT name FROM deal"), Error);
  EXPECT_THROW(reader->Query<std::int8_t>("SELECT CAST(300 AS BIGINT) AS n FROM deal"), Error);
  EXPECT_THROW(reader->Query<bool>("SELECT CAST(2 AS BIGINT) AS n FROM deal"), Error);
  EXPECT_THROW(reader->Query<Id>("SELECT id FROM deal WHERE id = $2", 1, 2), Error) << "$1 is not named";
  EXPECT_THROW(reader->Query<Id>("SELECT id FROM deal WHERE id = $2", 1), Error) << "$2 is not given";
  EXPECT_THROW(reader->Query<Id>("SELECT id FROM deal WHERE name = $1", std::string("a\0b", 3)), Error);
  EXPECT_THROW(reader->Query<Id>(std::string("SELECT id FROM deal\0", 20)), Error);
  EXPECT_THROW(reader->Query<Id>("SELECT id FROM deal; DELETE FROM deal"), Error);
  EXPECT_THROW(reader->Query<Id>("-- nothing"), Error);
  EXPECT_THROW(reader->Query<Id>("SELECT id FROM deal WHERE share = $1", std::nan("")), Error);
  EXPECT_THROW(reader->Query<Id>("DELETE FROM deal RETURNING id"), Error) << "a reader cannot write";
  EXPECT_EQ(reader->Query<Id>("SELECT id FROM deal;").size(), 1U) << "and the connection is still good";
  db().Write([](Tx& tx) -> Result<Done> {
    EXPECT_THROW(tx.Execute("SELECT id FROM deal"), Error);
    return Fail(Kind::invalid, "problem.test");
  });
  EXPECT_THROW(Insert({[] {
                 Deal deal = MakeDeal(5);
                 deal.name = std::string("a\0b", 3);
                 return deal;
               }()}),
               Error);
  EXPECT_EQ(All().size(), 1U);
}

TEST_P(StatementTest, NamesTheKindOfError) {
  Insert({MakeDeal(1)});
  const auto write = [&](const char* sql) { db().Write([&](Tx& tx) { tx.Execute(sql); }); };
  EXPECT_EQ(KindOf([&] { Insert({MakeDeal(1)}); }), ErrorKind::unique);
  EXPECT_EQ(KindOf([&] { Insert({MakeDeal(2), MakeDeal(3), MakeDeal(2)}); }), ErrorKind::unique);
  EXPECT_EQ(KindOf([&] { write("UPDATE deal SET id = 8, name = NULL"); }), ErrorKind::other);
  EXPECT_EQ(KindOf([&] { write("INSERT INTO child (org_id, id, deal_id) VALUES (7, 1, 99)"); }),
            ErrorKind::foreign_key);
  write("INSERT INTO child (org_id, id, deal_id) VALUES (7, 1, 1)");
  EXPECT_EQ(KindOf([&] { write("DELETE FROM deal"); }), ErrorKind::foreign_key);
  EXPECT_EQ(KindOf([&] { write("no sql at all"); }), ErrorKind::other);
  EXPECT_EQ(All().size(), 1U);
}

TEST_P(StatementTest, CountsChangedRows) {
  Insert({MakeDeal(1), MakeDeal(2)});
  db().Write([](Tx& tx) {
    EXPECT_EQ(tx.Execute("UPDATE deal SET count = 4 WHERE org_id = $1", kOrg), 2);
    EXPECT_EQ(tx.Execute("UPDATE deal SET count = 4 WHERE org_id = $1", Id{8}), 0);
    EXPECT_EQ(tx.Execute("CREATE TABLE other (id BIGINT)"), 0);
    EXPECT_EQ(tx.Execute("DELETE FROM deal WHERE org_id = $1", kOrg), 2);
  });
}

TEST_P(StatementTest, StreamsRowsAndStopsWhenTheTakerThrows) {
  db().Write(
      [](Tx& tx) {
        std::vector<Deal> deals;
        for (int i = 1; i <= 20'000; ++i) deals.push_back(MakeDeal(i));
        tx.InsertMany("deal", std::span<const Deal>(deals).first(9'000));
        tx.InsertMany("deal", std::span<const Deal>(deals).subspan(9'000));
      },
      {.bulk = true});
  Reader reader = db().Read();
  std::int64_t sum = 0;
  reader->ForEach<Deal>(kAll, [&](const Deal& deal) { sum += deal.id.value; });
  EXPECT_EQ(sum, 20'000LL * 20'001 / 2);
  int taken = 0;
  const auto stop = [&](Deal&&) {
    if (++taken == 3) throw std::runtime_error("enough");
  };
  EXPECT_THROW(reader->ForEach<Deal>(kAll, stop), std::runtime_error);
  EXPECT_EQ(taken, 3);
  EXPECT_EQ(reader->QueryValue<std::int64_t>("SELECT COUNT(*) FROM deal"), 20'000);
  const auto nested = [&](Deal&&) { reader->Query<Deal>(kAll); };
  EXPECT_THROW(reader->ForEach<Deal>(kAll, nested), std::logic_error);
  EXPECT_EQ(reader->QueryValue<std::int64_t>("SELECT COUNT(*) FROM deal"), 20'000);
}

TEST_P(StatementTest, KeepsABoundedNumberOfStatements) {
  const auto small = Database::Open({.where = where(), .readers = 1, .cached_statements = 3});
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 10; ++i) {
      EXPECT_EQ(
          small->Read()->QueryValue<std::int64_t>("SELECT CAST(" + std::to_string(i) + " AS BIGINT) + $1", 1),
          i + 1);
    }
  }
}

TEST_P(StatementTest, EndsAStatementThatTakesTooLong) {
  const auto hasty = Database::Open({.where = where(), .statement_timeout = std::chrono::milliseconds(100)});
  constexpr char kEndless[] =
      "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 300000000) "
      "SELECT MAX(i) FROM n";
  EXPECT_EQ(KindOf([&] { hasty->Read()->QueryValue<std::int64_t>(kEndless); }), ErrorKind::cancelled);
  Reader reader = db().Read();
  std::promise<void> ended;
  // What interrupts before the statement has begun interrupts nothing, and comes again.
  std::thread other([&, end = ended.get_future()] {
    auto wait = std::chrono::milliseconds(100);
    while (end.wait_for(wait) == std::future_status::timeout) {
      reader->Interrupt();
      wait = std::chrono::milliseconds(5'000);
    }
  });
  EXPECT_EQ(KindOf([&] { reader->QueryValue<std::int64_t>(kEndless); }), ErrorKind::cancelled);
  ended.set_value();
  other.join();
  EXPECT_EQ(reader->QueryValue<std::int64_t>("SELECT COUNT(*) FROM deal"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, StatementTest, kEngines, EngineName);

}  // namespace
}  // namespace baton::db
