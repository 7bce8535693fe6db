#include "audit/live.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "action/action.h"
#include "db/test_database.h"
#include "job/job.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::audit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr Id kOrg{1};
constexpr Id kStranger{99};

class LiveTest : public db::DatabaseTest {
 protected:
  std::vector<Id> Act(int count) {
    return db().Write([&](db::Tx& tx) {
      std::vector<Id> ids;
      for (int i = 0; i < count; ++i) {
        ids.push_back(action::Action(tx, {kOrg, std::nullopt}, "test.deed", Instant{1'000}).id());
      }
      return ids;
    });
  }
  std::vector<http::Event> Since(Id id) { return EventsSince(*db().Read(), tables_, kOrg, kStranger, id); }
  // The tables that each event names.
  std::vector<std::string> TablesFor(Id person_id, Id since) {
    std::vector<std::string> names;
    for (const auto& event : EventsSince(*db().Read(), tables_, kOrg, person_id, since)) {
      names.push_back(
          event.data.substr(event.data.find('['), event.data.find(']') - event.data.find('[') + 1));
    }
    return names;
  }
  Id AddPerson(const std::string& name) {
    return db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "test.deed", Instant{1'000});
      if (!people::FindOrganization(tx, kOrg)) {
        people::InsertOrganization(action, {.name = "Northwind", .currency = "USD", .time_zone = "UTC"});
      }
      people::Person person;
      person.name = name;
      person.name_fold = name;
      return people::InsertPerson(action, person)->id;
    });
  }
  // One action with changes of these tables; `told` gets a notice of it.
  Id ActOn(std::optional<Id> actor, const std::vector<std::string>& names, std::optional<Id> told = {}) {
    return db().Write([&](db::Tx& tx) {
      const Id action_id = action::Action(tx, {kOrg, actor}, "test.deed", Instant{1'000}).id();
      const auto change = [&](const std::string& name, Id row_id) {
        tx.Execute(
            "INSERT INTO change (org_id, id, action_id, table_name, row_id) VALUES ($1, $2, $3, $4, $5)",
            kOrg, tx.NewId(), action_id, name, row_id);
      };
      for (const std::string& name : names) change(name, tx.NewId());
      if (told) {
        const Id notice_id = tx.NewId();
        tx.Execute(
            "INSERT INTO notice (org_id, id, version, person_id, action_id, message_key, message_arguments, "
            "link, "
            "created_at) VALUES ($1, $2, 1, $3, $4, 'notice.promise.left', '{}', '/', 1)",
            kOrg, notice_id, *told, action_id);
        change("notice", notice_id);
      }
      return action_id;
    });
  }

  action::Tables tables_;
};

TEST_P(LiveTest, AShortBreakIsToldDeedByDeed) {
  const auto ids = Act(20);
  const auto events = Since(ids[4]);
  ASSERT_EQ(events.size(), 15u);
  EXPECT_EQ(events.front().id, ToString(ids[5]));
  EXPECT_EQ(events.back().id, ToString(ids[19]));
  EXPECT_TRUE(Since(ids[19]).empty());
}

TEST_P(LiveTest, WhatWasCommittedLateIsToldAgainUnderTheLastId) {
  tables_.Add({.name = "account"});
  ActOn(std::nullopt, {"account"});
  const Id heard = Act(1).front();
  const auto events = Since(heard);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events.front().id, ToString(heard));
  EXPECT_THAT(events.front().data, HasSubstr("account"));
  EXPECT_TRUE(Since(Id{heard.value + (6'000LL << 20)}).empty());
}

TEST_P(LiveTest, AfterALongBreakEverythingIsReadAgain) {
  const auto ids = Act(450);
  const auto events = Since(ids[0]);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events.front().event, "action");
  EXPECT_THAT(events.front().data, HasSubstr(R"("tables":["*"])"));
  EXPECT_EQ(events.front().id, ToString(ids[449]));
  EXPECT_TRUE(Since(Id{ids[449].value + (6'000LL << 20)}).empty());
}

TEST_P(LiveTest, OfPrivateTablesHearsWhoseDeedItWasAndWhomItTold) {
  tables_.Add({.name = "account"});
  tables_.Add(
      {.name = "notice", .listeners = [](db::Connection& connection, Id org_id, std::span<const Id> row_ids) {
         return connection.Query<Id>(
             "SELECT person_id FROM notice WHERE org_id = $1 AND id IN baton_list($2)", org_id,
             db::IdList(row_ids));
       }});
  tables_.Add({.name = "promise", .is_private = true});
  const Id manager = AddPerson("jim");
  const Id rep = AddPerson("jada");
  const Id other = AddPerson("tom");
  const Id before = Act(1).front();
  ActOn(manager, {"promise"}, rep);
  ActOn(manager, {"account", "promise"});
  EXPECT_THAT(TablesFor(manager, before), ElementsAre(R"(["notice","promise"])", R"(["account","promise"])"));
  EXPECT_THAT(TablesFor(rep, before), ElementsAre(R"(["notice","promise"])", R"(["account"])"));
  EXPECT_THAT(TablesFor(other, before), ElementsAre(R"(["account"])"));
}

TEST_P(LiveTest, OfOnesOwnMailOneHearsThoughAJobSendsIt) {
  const Id sender = AddPerson("jada");
  const Id other = AddPerson("tom");
  tables_.Add({.name = "mail", .listeners = [=](db::Connection&, Id, std::span<const Id> row_ids) {
                 EXPECT_EQ(row_ids.size(), 1U);
                 return std::vector<Id>{sender};
               }});
  const Id before = Act(1).front();
  ActOn(std::nullopt, {"mail"});
  EXPECT_THAT(TablesFor(sender, before), ElementsAre(R"(["mail"])"));
  EXPECT_THAT(TablesFor(other, before), ElementsAre());
}

TEST_P(LiveTest, TellsTheInsidersAtOnceAndNobodyElse) {
  const SystemClock clock;
  http::EventHub hub;
  tables_.Add({.name = "promise", .is_private = true});
  tables_.Add({.name = "account"});
  std::atomic<int> insider = 0;
  std::atomic<int> outsider = 0;
  hub.Subscribe(kOrg, Id{7}, [&](const http::Event& event) {
    insider += event.data.find("promise") != std::string::npos;
  });
  hub.Subscribe(kOrg, Id{8}, [&](const http::Event& event) {
    EXPECT_THAT(event.data, testing::Not(HasSubstr("promise")));
    ++outsider;
  });
  const LiveLog live(db(), hub, clock, tables_);
  for (int i = 0; i < 100 && (outsider == 0 || insider == 0); ++i) {
    ActOn(Id{7}, {"promise"});
    ActOn(std::nullopt, {"account"});
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_GT(outsider, 0);
  EXPECT_GT(insider, 0);
}

// An import in which nothing is new changes no row, and still the book is as of now.
TEST_P(LiveTest, AJobThatEndsSaysWhatToReadAgain) {
  const SystemClock clock;
  http::EventHub hub;
  std::atomic<int> heard = 0;
  std::atomic<int> others = 0;
  hub.Subscribe(kOrg, kStranger, [&](const http::Event& event) {
    EXPECT_EQ(event.id, "");
    ++(event.data.find(R"("tables":["import"])") != std::string::npos ? heard : others);
  });
  const auto end = [&](const std::string& kind) {
    db().Write([&](db::Tx& tx) {
      const Id id = job::Enqueue(tx, {.org_id = kOrg, .kind = kind, .ref = kOrg}, clock.Now());
      tx.Execute("UPDATE job SET state = 'done', finished_at = $2 WHERE id = $1", id, clock.Now());
    });
  };
  const LiveLog live(db(), hub, clock, tables_, {{"import", {"import"}}});
  end("digest");
  end("import");
  for (int i = 0; i < 100 && heard == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  EXPECT_EQ(heard, 1) << "once";
  EXPECT_EQ(others, 0);
}

// Such as a watched folder's file that came in already: no deed, no job, and of another process.
TEST_P(LiveTest, AQuietChangeSaysWhatToReadAgain) {
  const SystemClock clock;
  http::EventHub hub;
  std::atomic<int> heard = 0;
  hub.Subscribe(kOrg, kStranger, [&](const http::Event& event) {
    EXPECT_EQ(event.id, "");
    heard += event.data.find(R"("tables":["import"])") != std::string::npos ? 1 : 0;
  });
  std::atomic<bool> is_changed = false;
  const auto find = [&](db::Connection&, Id org_id, Instant) {
    return is_changed && org_id == kOrg ? std::vector{Id{7}} : std::vector<Id>();
  };
  const LiveLog live(db(), hub, clock, tables_, {}, {{find, {"import"}}});
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  EXPECT_EQ(heard, 0);
  is_changed = true;
  for (int i = 0; i < 100 && heard == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  EXPECT_EQ(heard, 1) << "once";
}

INSTANTIATE_TEST_SUITE_P(Engines, LiveTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::audit
