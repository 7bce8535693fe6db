#include "action/undo.h"

#include <gtest/gtest.h>

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
    tables_.Add(
        {.name = "product", .marks_deleted = true, .refresh = [this](db::Tx&, Id, Id) { ++refreshed_; }});
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

  Tables tables_;
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
  EXPECT_EQ(WhyNotUndo(*db().Read(), kOrg, renaming, std::nullopt), std::nullopt);
  EXPECT_EQ(WhyNotUndo(*db().Read(), kOrg, renaming, kJada)->kind, Kind::not_found);
  EXPECT_EQ(WhyNotUndo(*db().Read(), Id{99}, renaming, std::nullopt)->kind, Kind::not_found);
  TakeBack(renaming);
  EXPECT_EQ(WhyNotUndo(*db().Read(), kOrg, renaming, std::nullopt)->kind, Kind::conflict);
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
    while ((before = UndoSome(undoing, inserting, tables_, before, 10, undone))) {
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
