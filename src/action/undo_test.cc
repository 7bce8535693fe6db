#include "action/undo.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

#include "action/action.h"
#include "db/test_database.h"

namespace baton::action {
namespace {

// Two tables of the schema, as small rows: one that marks deletions and one that does not.
struct Product {
  static constexpr std::string_view kTable = "product";
  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string name;
  std::string name_fold;
  std::string series;
  std::optional<std::int64_t> price_minor;
  std::string currency = "USD";
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Product, (),
                      (org_id, id, version, name, name_fold, series, price_minor, currency, deleted_at))

struct Setting {
  static constexpr std::string_view kTable = "setting";
  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string name;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(Setting, (), (org_id, id, version, name, value))

constexpr Id kOrg{1};
constexpr Id kJim{2};
constexpr Id kJada{3};

class UndoTest : public db::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    tables_.Add({.name = "product",
                 .marks_deleted = true,
                 .refresh = [this](db::Tx&, Id, Id) { ++refreshed_; },
                 .out_of_reach = [this](db::Connection&, const access::Principal&,
                                        std::span<const Id>) { return out_of_reach_; },
                 .still_used = [this](db::Connection&, Id, Id row, Instant) { return row == used_; }});
    tables_.Add({.name = "setting"});
  }

  // Does `deed` as one action of somebody, and gives the action's id.
  template <class F>
  Id Act(F&& deed, Id actor = kJim) {
    const auto id = db().Write([&](db::Tx& tx) -> Result<Id> {
      Action action(tx, {kOrg, actor}, "test.deed", Instant{1'000});
      deed(action);
      return action.id();
    });
    return *id;
  }

  Undone TakeBack(Id action_id) {
    return *db().Write([&](db::Tx& tx) -> Result<Undone> {
      Action undoing(tx, {kOrg, kJim}, "action.undo", Instant{2'000});
      return Undo(undoing, action_id, tables_);
    });
  }

  std::optional<Product> Find(Id id) {
    return db().Read()->QueryOne<Product>(
        "SELECT org_id, id, version, name, name_fold, series, price_minor, currency, deleted_at FROM product "
        "WHERE org_id = $1 AND id = $2",
        kOrg, id);
  }

  Product Insert(const std::string& name) {
    Product product;
    Act([&](Action& action) { product = action.Insert(Product{.name = name, .name_fold = name}); });
    return product;
  }

  Product Rename(const Product& before, const std::string& name, Id actor = kJim) {
    Product after = before;
    Act(
        [&](Action& action) {
          after.name = name;
          after = *action.Update(before, after);
        },
        actor);
    return after;
  }

  std::optional<Problem> WhyNot(Id action_id, Id person = kJim,
                                access::Reach reach = access::Reach::organization, Id org = kOrg) {
    return db().Write([&](db::Tx& tx) {
      return WhyNotUndo(tx, {.org_id = org, .person_id = person}, {reach, org, person}, action_id, tables_,
                        now_);
    });
  }

  Tables tables_;
  Instant now_{2'000};
  std::vector<Id> out_of_reach_;
  Id used_;
  int refreshed_ = 0;
};

TEST_P(UndoTest, ARowAndItsChangeAreOne) {
  const Product product = Insert("terminal");
  EXPECT_EQ(product.version, 1);
  EXPECT_EQ(Find(product.id)->name, "terminal");
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM change WHERE org_id = $1 AND row_id = $2", kOrg, product.id),
            1);
}

TEST_P(UndoTest, AnUpdateWritesOnlyWhatDiffers) {
  const Product product = Insert("terminal");
  Rename(product, "reader");
  const auto values = db().Read()->QueryValue<std::string>(
      "SELECT old_values FROM change WHERE org_id = $1 AND row_id = $2 AND version_before = 1", kOrg,
      product.id);
  EXPECT_EQ(values, R"({"name":"terminal"})");
  EXPECT_EQ(Find(product.id)->version, 2);
}

TEST_P(UndoTest, AnUpdateOfNothingIsNoChange) {
  const Product product = Insert("terminal");
  EXPECT_EQ(Rename(product, "terminal").version, 1);
}

TEST_P(UndoTest, AnUpdateOnAnOldVersionIsStale) {
  const Product product = Insert("terminal");
  Rename(product, "reader");
  Act([&](Action& action) {
    Product after = product;
    after.name = "scanner";
    const auto updated = action.Update(product, after);
    ASSERT_FALSE(updated.has_value());
    EXPECT_EQ(updated.error().kind, Kind::stale);
  });
  EXPECT_EQ(Find(product.id)->name, "reader");
}

TEST_P(UndoTest, TakesBackAnUpdateAndCanItselfBeTakenBack) {
  const Product product = Insert("terminal");
  const Id renaming = Act([&](Action& action) {
    Product after = product;
    after.name = "reader";
    after.price_minor = 9'900;
    ASSERT_TRUE(action.Update(product, after).has_value());
  });
  const Undone undone = TakeBack(renaming);
  EXPECT_EQ(undone.undone, 1);
  EXPECT_TRUE(undone.kept.empty());
  EXPECT_EQ(Find(product.id)->name, "terminal");
  EXPECT_EQ(Find(product.id)->price_minor, std::nullopt);
  TakeBack(undone.action_id);
  EXPECT_EQ(Find(product.id)->name, "reader");
  EXPECT_EQ(Find(product.id)->price_minor, 9'900);
  EXPECT_EQ(refreshed_, 2);
}

TEST_P(UndoTest, AnInsertedRowIsMarkedDeletedAndComesBack) {
  Product product;
  const Id inserting =
      Act([&](Action& action) { product = action.Insert(Product{.name = "a", .name_fold = "a"}); });
  const Undone undone = TakeBack(inserting);
  EXPECT_TRUE(Find(product.id)->deleted_at.has_value());
  TakeBack(undone.action_id);
  EXPECT_FALSE(Find(product.id)->deleted_at.has_value());
}

TEST_P(UndoTest, AMarkedRowStaysWhileSomethingHangsOnIt) {
  Product pump;
  const Id inserted =
      Act([&](Action& action) { pump = action.Insert(Product{.name = "Pump", .name_fold = "pump"}); });
  used_ = pump.id;
  const Undone undone = TakeBack(inserted);
  ASSERT_EQ(undone.kept.size(), 1u);
  EXPECT_EQ(undone.kept[0].why, "still_used");
  EXPECT_FALSE(Find(pump.id)->deleted_at);
  // The same of one that comes back and goes again.
  used_ = {};
  const Undone gone = TakeBack(
      Act([&](Action& action) { pump = action.Insert(Product{.name = "Mill", .name_fold = "mill"}); }));
  const Undone back = TakeBack(gone.action_id);
  EXPECT_FALSE(Find(pump.id)->deleted_at);
  used_ = pump.id;
  EXPECT_EQ(TakeBack(back.action_id).kept.size(), 1u);
  EXPECT_FALSE(Find(pump.id)->deleted_at);
}

TEST_P(UndoTest, ARowWithoutAMarkIsGoneAndComesBack) {
  Setting setting;
  const Id inserting = Act([&](Action& action) {
    setting = action.Insert(Setting{{}, {}, 0, "weight", "0.5"});
  });
  const Undone undone = TakeBack(inserting);
  const auto count = [&] {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM setting WHERE org_id = $1", kOrg);
  };
  EXPECT_EQ(count(), 0);
  TakeBack(undone.action_id);
  EXPECT_EQ(count(), 1);
}

TEST_P(UndoTest, KeepsWhatSomebodyChangedSince) {
  const Product product = Insert("terminal");
  Product renamed;
  const Id renaming = Act([&](Action& action) {
    Product after = product;
    after.name = "reader";
    renamed = *action.Update(product, after);
  });
  Rename(renamed, "scanner", kJada);
  const Undone undone = TakeBack(renaming);
  EXPECT_EQ(undone.undone, 0);
  ASSERT_EQ(undone.kept.size(), 1u);
  EXPECT_EQ(undone.kept.front().row_id, product.id);
  EXPECT_EQ(undone.kept.front().why, "changed_since");
  EXPECT_EQ(Find(product.id)->name, "scanner");
}

TEST_P(UndoTest, SeveralChangesOfOneRowHangTogether) {
  Product product;
  const Id action_id = Act([&](Action& action) {
    product = action.Insert(Product{.name = "a", .name_fold = "a"});
    for (const char* name : {"b", "c", "d"}) {
      Product after = product;
      after.name = name;
      product = *action.Update(product, after);
    }
  });
  EXPECT_EQ(TakeBack(action_id).undone, 4);
  EXPECT_EQ(Find(product.id)->name, "a");
  EXPECT_TRUE(Find(product.id)->deleted_at.has_value());
}

TEST_P(UndoTest, IsDoneOnce) {
  const Product product = Insert("terminal");
  const Id renaming = Act([&](Action& action) {
    Product after = product;
    after.name = "reader";
    ASSERT_TRUE(action.Update(product, after).has_value());
  });
  EXPECT_EQ(WhyNot(renaming), std::nullopt);
  EXPECT_EQ(WhyNot(renaming, kJim, access::Reach::own), std::nullopt);
  EXPECT_EQ(WhyNot(renaming, kJada, access::Reach::own)->kind, Kind::not_found);
  EXPECT_EQ(WhyNot(renaming, kJim, access::Reach::none)->kind, Kind::not_found);
  EXPECT_EQ(WhyNot(renaming, kJim, access::Reach::organization, Id{99})->kind, Kind::not_found);
  TakeBack(renaming);
  EXPECT_EQ(WhyNot(renaming)->kind, Kind::conflict);
}

TEST_P(UndoTest, OnlyRowsThatAreWithinReachNow) {
  const Product mine = Insert("mine");
  Product product;
  const Id deed =
      Act([&](Action& action) { product = action.Insert(Product{.name = "a", .name_fold = "a"}); });
  EXPECT_EQ(WhyNot(deed, kJim, access::Reach::own), std::nullopt);
  out_of_reach_ = {product.id};
  EXPECT_EQ(WhyNot(deed, kJim, access::Reach::own)->message.key, "problem.action.out_of_reach");
  EXPECT_EQ(WhyNot(deed, kJim, access::Reach::own)->kind, Kind::forbidden);
  EXPECT_EQ(WhyNot(deed), std::nullopt);  // an administrator undoes every deed
  // In pieces it stays and is told.
  const Undone undone = *db().Write([&](db::Tx& tx) -> Result<Undone> {
    Action undoing(tx, {kOrg, kJim}, "action.undo", Instant{2'000});
    const access::Principal jim{.org_id = kOrg, .person_id = kJim};
    Undone found;
    UndoSome(undoing, deed, tables_, std::nullopt, 10, &jim, found);
    return found;
  });
  ASSERT_EQ(undone.kept.size(), 1u);
  EXPECT_EQ(undone.kept.front().why, "not_yours");
  EXPECT_FALSE(Find(product.id)->deleted_at.has_value());
}

// Nobody is sent to an administrator who would be refused too.
TEST_P(UndoTest, OfWhatIsBetweenTwoNoAdministratorIsNamed) {
  tables_ = Tables();
  tables_.Add({.name = "product",
               .marks_deleted = true,
               .out_of_reach = [](db::Connection&, const access::Principal&, std::span<const Id> ids) {
                 return std::vector<Id>(ids.begin(), ids.end());
               }});
  tables_.Add({.name = "setting", .is_private = true});
  const Id open = Act([](Action& action) { action.Insert(Product{.name = "a", .name_fold = "a"}); });
  const Id between_two = Act([](Action& action) {
    action.Insert(Product{.name = "b", .name_fold = "b"});
    action.Insert(Setting{.name = "a"});
  });
  EXPECT_EQ(WhyNot(open, kJim, access::Reach::own)->message.key, "problem.action.out_of_reach");
  EXPECT_EQ(WhyNot(between_two, kJim, access::Reach::own)->message.key,
            "problem.action.out_of_reach_between_two");
}

TEST_P(UndoTest, AKindWithItsOwnUndoIsRefused) {
  tables_.KeepFromUndo("test.deed", "problem.import.undo_there");
  const Id deed = Act([](Action& action) { action.Insert(Product{.name = "a", .name_fold = "a"}); });
  EXPECT_EQ(WhyNot(deed)->message.key, "problem.import.undo_there");
  EXPECT_EQ(WhyNot(deed)->kind, Kind::conflict);
}

TEST_P(UndoTest, SomeDeedsAreTakenBackForSomeDaysOnly) {
  tables_ = Tables();
  tables_.Add({.name = "product", .marks_deleted = true, .undo_days = 30});
  tables_.Add({.name = "setting"});
  const Id deed = Act([](Action& action) { action.Insert(Product{.name = "a", .name_fold = "a"}); });
  const Id other = Act([](Action& action) { action.Insert(Setting{.name = "a"}); });
  now_ = Instant{1'000} + 30 * kMillisecondsPerDay - 1;
  EXPECT_FALSE(WhyNot(deed));
  now_ = now_ + 1;
  EXPECT_EQ(WhyNot(deed)->message.key, "problem.action.too_late");
  EXPECT_EQ(WhyNot(deed)->kind, Kind::conflict);
  EXPECT_FALSE(WhyNot(other));
}

// Both have asked before either has written.
TEST_P(UndoTest, OfTwoAtOnceOneIsTold) {
  const Id deed = Act([](Action& action) { action.Insert(Setting{{}, {}, 0, "weight", "0.5"}); });
  const auto undo = [&] {
    return db().Write([&](db::Tx& tx) -> Result<Undone> {
      const access::Principal jim{.org_id = kOrg, .person_id = kJim};
      const access::Scope all{access::Reach::organization, kOrg, kJim};
      if (auto why = WhyNotUndo(tx, jim, all, deed, tables_, now_)) return Fail(*why);
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      Action undoing(tx, {kOrg, kJim}, "action.undo", Instant{2'000});
      return Undo(undoing, deed, tables_);
    });
  };
  auto first = std::async(std::launch::async, undo);
  auto second = std::async(std::launch::async, undo);
  const Result<Undone> answers[] = {first.get(), second.get()};
  EXPECT_NE(answers[0].has_value(), answers[1].has_value());
  for (const auto& answer : answers) {
    EXPECT_EQ(answer ? "" : answer.error().message.key, answer ? "" : "problem.action.already_undone");
  }
}

// Two deeds made the row, and both are taken back at once: who comes second leaves it as it is.
TEST_P(UndoTest, ARowThatIsGoneMeanwhileIsKept) {
  Setting setting;
  Act([&](Action& action) { setting = action.Insert(Setting{{}, {}, 0, "weight", "0.5"}); });
  const auto is_deleted = [&] {
    return db().Write([&](db::Tx& tx) {
      Action action(tx, {kOrg, kJim}, "test.deed", Instant{2'000});
      return action.DeleteImage("setting", setting.id, setting.version, ImageOf(setting));
    });
  };
  EXPECT_TRUE(is_deleted());
  EXPECT_FALSE(is_deleted());
}

TEST_P(UndoTest, ManyRowsAreTakenBackInPieces) {
  std::vector<Product> products;
  for (int i = 0; i < 25; ++i)
    products.push_back({.name = std::to_string(i), .name_fold = std::to_string(i)});
  const Id inserting = Act([&](Action& action) { action.InsertMany(std::span<Product>(products)); });
  Undone undone;
  db().Write([&](db::Tx& tx) -> Result<Done> {
    Action undoing(tx, {kOrg, kJim}, "action.undo", Instant{2'000});
    std::optional<Id> before;
    while ((before = UndoSome(undoing, inserting, tables_, before, 10, nullptr, undone))) {
    }
    FinishUndo(undoing, inserting);
    return Done{};
  });
  EXPECT_EQ(undone.undone, 25);
  for (const Product& product : products) EXPECT_TRUE(Find(product.id)->deleted_at.has_value());
}

INSTANTIATE_TEST_SUITE_P(Engines, UndoTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::action
