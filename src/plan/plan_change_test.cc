// What a change of a draft writes and answers, what is kept of its proof, and how large a plan may be.
#include <gtest/gtest.h>

#include <map>

#include "action/undo.h"
#include "book/ownership.h"
#include "handoff/handoff_routes.h"
#include "plan/directory.h"
#include "plan/plan_for_test.h"
#include "plan/plan_gather.h"
#include "plan/plan_store.h"

namespace baton::plan {
namespace {

class PlanChangeTest : public PlanTest {};

// A change writes and answers the lines that it touched: put into the plan as it was they give the plan as it is.
TEST_P(PlanChangeTest, AChangeIsAnsweredWithWhatItChanged) {
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  const auto versions = [&] {
    std::map<Id, std::int64_t> found;
    for (const PlanLine& line : FindLines(*db().Read(), kOrg, Id{std::stoll(plan.Said("/id"))}))
      found[line.account_id] = line.version;
    return found;
  };
  // The first draft after a plan knows who had whom: leaving a rep costs a little from then on.
  ASSERT_EQ(Post(jim_, PathOf(plan) + "/changes", "{}", 1).status, 200);
  const auto before = versions();
  const auto settled = Get(jim_, PathOf(plan));
  const auto nothing = Post(jim_, PathOf(plan) + "/changes", "{}", settled.Number("/version"));
  ASSERT_EQ(nothing.status, 200) << nothing.text;
  EXPECT_TRUE(nothing.at("/lines").as_array().empty());
  EXPECT_EQ(nothing.at("/loads"), settled.at("/loads"));
  EXPECT_EQ(nothing.at("/managers"), plan.at("/managers"));
  EXPECT_EQ(versions(), before);

  const auto locked = Post(jim_, PathOf(plan) + "/changes", "{\"lock\":[\"" + ToString(wren_) + "\"]}",
                           nothing.Number("/version"));
  ASSERT_EQ(locked.status, 200) << locked.text;
  ASSERT_EQ(locked.at("/lines").as_array().size(), 1u);
  EXPECT_TRUE(LineOf(locked, wren_).at("is_locked").as_bool());
  for (const auto& [account, version] : versions())
    EXPECT_EQ(version, before.at(account) + (account == wren_ ? 1 : 0));

  const auto read = Get(jim_, PathOf(plan));
  EXPECT_EQ(LineOf(read, wren_), LineOf(locked, wren_));
  EXPECT_EQ(LineOf(read, larmar_), LineOf(settled, larmar_));
  EXPECT_EQ(read.at("/objective"), locked.at("/objective"));
  EXPECT_EQ(read.at("/version"), locked.at("/version"));

  // An account that leaves the book of the manager leaves the plan, by name.
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE account SET deleted_at = 1 WHERE org_id = $1 AND id = $2", kOrg, bexley_);
  });
  const auto left = Post(jim_, PathOf(plan) + "/changes", "{}", locked.Number("/version"));
  ASSERT_EQ(left.at("/gone").as_array().size(), 1u) << left.text;
  EXPECT_EQ(left.Said("/gone/0"), ToString(bexley_));
  EXPECT_EQ(Get(jim_, PathOf(plan)).at("/lines").as_array().size(), 2u);
}

// Undone, a plan has its lines and the proof of before again; undone too, those after it.
TEST_P(PlanChangeTest, AChangeIsTakenBackWithItsProof) {
  action::Tables tables;
  AddTables(tables);
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  const std::string lena = "{\"assign\":[{\"account_id\":\"" + ToString(larmar_) + "\",\"person_id\":\"" +
                           ToString(lena_) + "\"}]}";
  ASSERT_EQ(Post(jim_, PathOf(plan) + "/changes", "{}", 1).status, 200);
  const auto before = Get(jim_, PathOf(plan));
  ASSERT_EQ(Post(jim_, PathOf(plan) + "/changes", lena, 2).status, 200);
  const auto after = Get(jim_, PathOf(plan));
  EXPECT_NE(after.at("/objective"), before.at("/objective"));
  const auto undo = [&](Id action) {
    return db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
      EXPECT_TRUE(action::Undo(undoing, action, tables).kept.empty());
      return undoing.id();
    });
  };
  const Id undone = undo(*action_id_);
  const auto back = Get(jim_, PathOf(plan));
  EXPECT_EQ(back.at("/lines"), before.at("/lines"));
  EXPECT_EQ(back.at("/loads"), before.at("/loads"));
  EXPECT_EQ(back.Said("/status"), "optimal");
  EXPECT_TRUE(VerifyPlans(*db().Read(), kOrg).at(0).holds);
  undo(undone);
  const auto again = Get(jim_, PathOf(plan));
  EXPECT_EQ(again.at("/lines"), after.at("/lines"));
  EXPECT_EQ(again.Said("/status"), "optimal");
  EXPECT_TRUE(VerifyPlans(*db().Read(), kOrg).at(0).holds);
  // Those of every step are there: of the plan, its first change, and the one that was taken back.
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM plan_proof WHERE org_id = $1 AND plan_id = $2", kOrg,
                Id{std::stoll(plan.Said("/id"))}),
            3);
}

TEST_P(PlanChangeTest, SeveralChangesAreTakenBackWithTheirProofs) {
  action::Tables tables;
  AddTables(tables);
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  std::vector<handoff::TestReply> stood{Get(jim_, PathOf(plan))};
  std::vector<Id> actions;
  for (const char* weight : {"0.5", "0.1", "0.9", "0.3"}) {
    const auto changed =
        Post(jim_, PathOf(plan) + "/changes", std::string(R"({"rules":{"weights":{"tie":)") + weight + "}}}",
             stood.back().Number("/version"));
    ASSERT_EQ(changed.status, 200) << changed.text;
    actions.push_back(*action_id_);
    stood.push_back(Get(jim_, PathOf(plan)));
  }
  for (std::size_t i = actions.size(); i-- > 0;) {
    db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
      EXPECT_TRUE(action::Undo(undoing, actions[i], tables).kept.empty());
    });
    const auto back = Get(jim_, PathOf(plan));
    EXPECT_EQ(back.at("/lines"), stood[i].at("/lines"));
    EXPECT_EQ(back.Said("/status"), "optimal");
    EXPECT_TRUE(VerifyPlans(*db().Read(), kOrg).at(0).holds);
  }
}

// The facts of a draft are kept from one change to the next, until somebody's deed touches what it was made from.
TEST_P(PlanChangeTest, GoesOnFromWhatIsKeptUntilTheLogSaysOtherwise) {
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  const auto minutes = [](const handoff::TestReply& reply) {
    std::int64_t sum = 0;
    for (const json::Value& load : reply.at("/loads").as_array()) sum += load.at("minutes_then").as_int64();
    return sum;
  };
  std::int64_t version = plan.Number("/version");
  const auto changed = [&](const char* what, Id account) {
    const auto reply = Post(jim_, PathOf(plan) + "/changes",
                            std::string("{\"") + what + "\":[\"" + ToString(account) + "\"]}", version);
    EXPECT_EQ(reply.status, 200) << reply.text;
    version = reply.Number("/version");
    return minutes(reply);
  };
  const std::int64_t before = changed("lock", wren_);
  // Behind the back of the log, to see whether the book is read.
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE account SET load_minutes = load_minutes + 13 WHERE org_id = $1 AND id = $2", kOrg,
               wren_);
  });
  EXPECT_EQ(changed("unlock", wren_), before);
  EXPECT_EQ(changed("lock", wren_), before);
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jada_}, "account.change", now_);
    const auto row =
        tx.QueryValue<std::int64_t>("SELECT version FROM account WHERE org_id = $1 AND id = $2", kOrg, wren_);
    const action::RowImage is{{"load_minutes"}, {std::int64_t{40}}};
    EXPECT_TRUE(action.UpdateImage("account", wren_, row.value_or(0), is, is));
  });
  const std::int64_t after = changed("unlock", wren_);
  EXPECT_NE(after, before);
  // Nothing to change: read again in any case.
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE account SET load_minutes = 41 WHERE org_id = $1 AND id = $2", kOrg, wren_);
  });
  const auto again = Post(jim_, PathOf(plan) + "/changes", "{}", version);
  EXPECT_EQ(minutes(again), after + 1) << again.text;
}

TEST_P(PlanChangeTest, EveryRepsFitIsAskedForByTheAccount) {
  const auto plan = Made(R"({"rules":{"keep_below_fit":0.2}})");
  const std::string path = PathOf(plan) + "/fits?account=";
  const auto fits = Get(jim_, path + ToString(larmar_));
  ASSERT_EQ(fits.status, 200) << fits.text;
  EXPECT_EQ(fits.at("/items"), LineOf(plan, larmar_).at("fits"));
  EXPECT_EQ(Get(jim_, path + "99").status, 404);
  EXPECT_EQ(Get(max_, path + ToString(larmar_)).status, 404);
  EXPECT_EQ(Get(jada_, path + ToString(larmar_)).status, 403);
}

TEST_P(PlanChangeTest, MoreThanTheMostAccountsAreRefused) {
  db().Write([&](db::Tx& tx) {
    std::vector<book::Account> accounts;
    std::vector<book::Ownership> owned;
    for (std::int64_t i = 0; i < kMaxAccounts - 2; ++i) {
      book::Account account;
      account.org_id = kOrg;
      account.id = tx.NewId();
      account.version = 1;
      account.name = account.name_fold = "client " + std::to_string(i);
      account.currency = "USD";
      account.load_minutes = 1;
      account.created_at = now_;
      accounts.push_back(account);
      book::Ownership ownership;
      ownership.org_id = kOrg;
      ownership.id = tx.NewId();
      ownership.version = 1;
      ownership.account_id = account.id;
      ownership.person_id = jim_;
      ownership.from_at = now_;
      owned.push_back(ownership);
    }
    tx.InsertMany(book::Account::kTable, accounts);
    tx.InsertMany(book::Ownership::kTable, owned);
  });
  const auto refused = Made();
  EXPECT_EQ(refused.status, 422) << refused.text.substr(0, 400);
  EXPECT_NE(refused.text.find("10,000"), std::string::npos) << refused.text.substr(0, 400);
}

INSTANTIATE_TEST_SUITE_P(Engines, PlanChangeTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::plan
