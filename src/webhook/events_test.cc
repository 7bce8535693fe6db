// What is told: every change of an owner with its cause, every stage of a handoff, and nothing else.
#include "webhook/events.h"

#include "handoff/directory.h"
#include "webhook/webhook_fixture.h"

namespace baton::webhook {
namespace {

class EventsTest : public WebhookTest {
 protected:
  void SetUp() override {
    WebhookTest::SetUp();
    if (!IsSkipped()) hook_ = AddWebhook();
  }
  // The bodies of what was made since the last time.
  std::vector<json::Value> News() {
    Look();
    std::vector<json::Value> bodies;
    const auto made = Made(hook_);
    for (; told_ < made.size(); ++told_) {
      EXPECT_EQ(BodyOf(made[told_]).at("type").as_string(), made[told_].event_type);
      bodies.push_back(BodyOf(made[told_]));
    }
    return bodies;
  }
  static std::string At(const json::Value& body, const char* pointer) {
    const auto& value = body.at_pointer(pointer);
    return value.is_string() ? std::string(value.as_string()) : boost::json::serialize(value);
  }
  Id Propose() {
    Id id;
    Act("plan.approve", [&](action::Action& action) {
      const handoff::Proposal proposal{.account_id = larmar_, .from_id = jim_, .to_id = jada_};
      id = handoff::Propose(action, std::span(&proposal, 1)).front().id;
    });
    return id;
  }
  Id Step(Id handoff_id, handoff::Stage stage, const std::string& reason = "") {
    return Act("handoff.step", [&](action::Action& action) {
      const auto before = handoff::FindHandoffById(action.tx(), kOrg, handoff_id);
      ASSERT_TRUE(handoff::TakeStep(action, *before, stage, handoff::Part::former, reason));
    });
  }

  Id hook_;
  std::size_t told_ = 0;
};

TEST_P(EventsTest, AnOwnerChangedByHandAndTakenBack) {
  db().Write([&](db::Tx& tx) {
    tx.Execute(
        "INSERT INTO external_reference (org_id, id, version, source, table_name, external_id, row_id) "
        "VALUES "
        "($1, $2, 1, 'salesforce', 'account', '001A', $3)",
        kOrg, tx.NewId(), larmar_);
    tx.Execute(
        "INSERT INTO external_reference (org_id, id, version, source, table_name, external_id, row_id) "
        "VALUES "
        "($1, $2, 1, 'salesforce', 'person', '005J', $3)",
        kOrg, tx.NewId(), jada_);
  });
  const Id deed = Give(larmar_, jada_);
  auto news = News();
  ASSERT_EQ(news.size(), 1u);
  EXPECT_EQ(At(news[0], "/type"), "account.owner_changed");
  EXPECT_EQ(At(news[0], "/data/account/id"), ToString(larmar_));
  EXPECT_EQ(At(news[0], "/data/account/name"), "Larmar Freight");
  EXPECT_EQ(At(news[0], "/data/account/sources"), R"([{"source":"salesforce","external_id":"001A"}])");
  EXPECT_EQ(At(news[0], "/data/from/name"), "Jim Calder");
  EXPECT_EQ(At(news[0], "/data/from/sources"), "[]");
  EXPECT_EQ(At(news[0], "/data/to/sources/0/external_id"), "005J");
  EXPECT_EQ(At(news[0], "/data/at"), At(news[0], "/timestamp"));
  EXPECT_EQ(At(news[0], "/data/cause"), R"({"kind":"hand","handoff_id":null})");

  const Id undone = Undo(deed);
  news = News();
  ASSERT_EQ(news.size(), 1u);
  EXPECT_EQ(At(news[0], "/data/from/id"), ToString(jada_));
  EXPECT_EQ(At(news[0], "/data/to/id"), ToString(jim_));
  EXPECT_EQ(At(news[0], "/data/cause/kind"), "undo");
  Undo(undone);
  news = News();
  ASSERT_EQ(news.size(), 1u);
  EXPECT_EQ(At(news[0], "/data/to/id"), ToString(jada_));
  EXPECT_TRUE(News().empty());
}

TEST_P(EventsTest, AHandoffFromItsBeginningToItsReturn) {
  const Id id = Propose();
  auto news = News();
  ASSERT_EQ(news.size(), 1u);
  EXPECT_EQ(At(news[0], "/type"), "handoff.stage_changed");
  EXPECT_EQ(At(news[0], "/data/handoff_id"), ToString(id));
  EXPECT_EQ(At(news[0], "/data/stage_before"), "null");
  EXPECT_EQ(At(news[0], "/data/stage"), "proposed");
  EXPECT_EQ(At(news[0], "/data/from/name"), "Jim Calder");
  EXPECT_EQ(At(news[0], "/data/to/name"), "Jada Ellis");
  Step(id, handoff::Stage::introduced);
  Step(id, handoff::Stage::expectations);
  EXPECT_EQ(News().size(), 2u);

  const Id owned = Step(id, handoff::Stage::owned);
  news = News();
  ASSERT_EQ(news.size(), 2u);
  EXPECT_EQ(At(news[0], "/data/stage"), "owned");
  EXPECT_EQ(At(news[1], "/type"), "account.owner_changed");
  EXPECT_EQ(At(news[1], "/data/cause/kind"), "handoff");
  EXPECT_EQ(At(news[1], "/data/cause/handoff_id"), ToString(id));

  Undo(owned);
  news = News();
  ASSERT_EQ(news.size(), 2u);
  std::ranges::sort(news, {}, [](const json::Value& body) { return At(body, "/type"); });
  EXPECT_EQ(At(news[0], "/data/cause/kind"), "undo");
  EXPECT_EQ(At(news[0], "/data/to/id"), ToString(jim_));
  EXPECT_EQ(At(news[1], "/data/stage_before"), "owned");
  EXPECT_EQ(At(news[1], "/data/stage"), "expectations");

  Step(id, handoff::Stage::returned, "The client's dog bit her");
  news = News();
  ASSERT_EQ(news.size(), 1u);
  EXPECT_EQ(At(news[0], "/data/stage"), "returned");
  for (const Delivery& one : Made(hook_)) EXPECT_THAT(one.body, testing::Not(testing::HasSubstr("dog")));
}

TEST_P(EventsTest, AnOwnerGivenByAnImportAndTheFirstOfAnAccountThatWasThere) {
  const Id account = [&] {
    Id id;
    Act("account.create", [&](action::Action& action) {
      id = book::InsertAccount(action, {.name = "Nobody's", .name_fold = "nobody's", .currency = "USD"}, {})
               .id;
    });
    return id;
  }();
  EXPECT_TRUE(News().empty());
  Give(account, tom_, "import.run");
  const auto news = News();
  ASSERT_EQ(news.size(), 1u);
  EXPECT_EQ(At(news[0], "/data/from"), "null");
  EXPECT_EQ(At(news[0], "/data/to/name"), "Tom Reyes");
  EXPECT_EQ(At(news[0], "/data/cause/kind"), "import");
}

TEST_P(EventsTest, NothingOfAccountsThatAreMadeRemovedOrBroughtBack) {
  const Id made = Act("import.run", [&](action::Action& action) {
    AddAccount(action, "New Freight", "Freight", 1, jim_);
    AddAccount(action, "New Cars", "Cars", 1, tom_);
  });
  Undo(made);
  const Id removed = Act("account.remove", [&](action::Action& action) {
    ASSERT_TRUE(book::EndOwnership(action, wren_));
    const auto wren = book::FindAccount(action.tx(), {access::Reach::organization, kOrg, jim_}, wren_);
    book::Account gone = *wren;
    gone.deleted_at = now_;
    ASSERT_TRUE(book::UpdateAccount(action, *wren, gone));
  });
  Undo(removed);
  EXPECT_TRUE(News().empty());
}

TEST_P(EventsTest, OneForEachOfManyInOneDeed) {
  std::vector<Id> accounts;
  Act("account.create", [&](action::Action& action) {
    for (int i = 0; i < 700; ++i)
      accounts.push_back(AddAccount(action, "Client " + std::to_string(i), "Cars", 1, jim_));
  });
  EXPECT_TRUE(News().empty());
  Act("handoff.step", [&](action::Action& action) {
    for (const Id account : accounts) ASSERT_TRUE(book::MoveOwnership(action, account, jada_));
  });
  const auto news = News();
  ASSERT_EQ(news.size(), accounts.size());
  for (std::size_t i = 0; i < news.size(); ++i) {
    EXPECT_EQ(At(news[i], "/data/account/id"), ToString(accounts[i]));
    EXPECT_EQ(At(news[i], "/data/from/id"), ToString(jim_));
    EXPECT_EQ(At(news[i], "/data/to/id"), ToString(jada_));
  }
}

TEST_P(EventsTest, NothingOfWorkThatIsNotCommitted) {
  const auto failed = db().Write([&](db::Tx& tx) -> Result<Done> {
    action::Action action(tx, {kOrg, jim_}, "account.change", now_);
    EXPECT_TRUE(book::MoveOwnership(action, larmar_, jada_));
    return Fail(Kind::conflict, "problem.stale");
  });
  EXPECT_FALSE(failed);
  EXPECT_TRUE(News().empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, EventsTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::webhook
