#include "audit/log.h"

#include <gmock/gmock.h>

#include "audit/audit_routes.h"
#include "audit/log_csv.h"
#include "book/book_routes.h"
#include "handoff/team_for_test.h"
#include "people/people_routes.h"

namespace baton::audit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class LogTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    people::AddTables(tables_);
    book::AddTables(tables_);
    tables_.Add({.name = "coaching_note", .is_private = true});
    tables_.Add({.name = "win", .private_columns = {"words"}});
    AddAuditRoutes(router, tables_);
  }

  // One deed with one changed row, `minutes` after now.
  Id LogOne(db::Tx& tx, Id actor, const std::string& kind, const std::string& table, Id row,
            const std::string& before, const std::string& after, int minutes) {
    const action::Action action(tx, {kOrg, actor}, kind, Instant{now_.milliseconds + minutes * 60'000}, row);
    tx.Execute(
        "INSERT INTO change (org_id, id, action_id, table_name, row_id, version_before, version_after, "
        "old_values, new_values) VALUES ($1, $2, $3, $4, $5, 1, 2, $6, $7)",
        kOrg, tx.NewId(), action.id(), table, row, before, after);
    return action.id();
  }
  Id Act(Id actor, const std::string& kind, const std::string& table, Id row, const std::string& before,
         const std::string& after, int minutes = 1) {
    return db().Write(
        [&](db::Tx& tx) { return LogOne(tx, actor, kind, table, row, before, after, minutes); });
  }
  std::vector<std::string> Found(Id asker, const std::string& query) {
    const auto reply = Get(asker, "/api/v1/actions" + query);
    EXPECT_EQ(reply.status, 200) << reply.text;
    std::vector<std::string> kinds;
    for (const json::Value& item : reply.at("/items").as_array())
      kinds.emplace_back(item.at("kind").as_string());
    return kinds;
  }
  LogFor Administrator() const {
    return {.scope = {access::Reach::organization, kOrg, ann_},
            .language = "en",
            .catalogue = &words::Catalogue::Compiled()};
  }
  std::string Csv(const LogFilter& filter) {
    const http::Source source = LogCsv(db(), tables_, Administrator(), filter);
    std::string all;
    for (std::string piece = source(); !piece.empty(); piece = source()) all += piece;
    return all;
  }

  action::Tables tables_;
};

TEST_P(LogTest, IsSearchedByPersonKindRecordTimeAndText) {
  Act(jim_, "account.change", "account", larmar_, R"({"city":"Chicago"})", R"({"city":"Köln"})", 1);
  Act(jada_, "person.change", "person", tom_, R"({"title":"Rep"})", R"({"title":"Lead"})", 2);
  Act(jim_, "account.remove", "account", wren_, R"({"city":"Basel"})", R"({"deleted_at":1})", 3);
  const std::string after = "from=2026-11-24T09:41:01Z";

  EXPECT_THAT(Found(ann_, "?" + after), ElementsAre("account.remove", "person.change", "account.change"));
  EXPECT_THAT(Found(ann_, "?" + after + "&actor=" + ToString(jim_)),
              ElementsAre("account.remove", "account.change"));
  EXPECT_THAT(Found(ann_, "?kind=person.change"), ElementsAre("person.change"));
  EXPECT_THAT(Found(ann_, "?" + after + "&row=" + ToString(tom_)), ElementsAre("person.change"));
  EXPECT_THAT(Found(ann_, "?" + after + "&table=account&row=" + ToString(wren_)),
              ElementsAre("account.remove"));
  EXPECT_THAT(Found(ann_, "?" + after + "&table=account"), ElementsAre("account.remove", "account.change"));
  EXPECT_THAT(Found(ann_, "?" + after + "&until=2026-11-24T09:43:00Z"), ElementsAre("account.change"));
  EXPECT_THAT(Found(ann_, "?text=koln"), ElementsAre("account.change"));  // folded
  EXPECT_THAT(Found(ann_, "?" + after + "&text=Jada%20Ell"), ElementsAre("person.change"));
  EXPECT_THAT(Found(ann_, "?text=nowhere"), ElementsAre());
  EXPECT_EQ(Get(ann_, "/api/v1/actions?from=yesterday").status, 422);
}

TEST_P(LogTest, ShowsAPersonTheOwnDeedsOnly) {
  Act(jim_, "account.change", "account", larmar_, R"({"city":"Chicago"})", R"({"city":"Cologne"})");
  for (const Id who : {jada_, max_, dana_}) {
    EXPECT_THAT(Found(who, ""), ElementsAre());
    EXPECT_THAT(Found(who, "?actor=" + ToString(jim_)), ElementsAre());
    EXPECT_THAT(Found(who, "?text=cologne"), ElementsAre());
  }
  EXPECT_THAT(Found(jim_, "?text=cologne"), ElementsAre("account.change"));
}

TEST_P(LogTest, FindsNothingInWhatItDoesNotShow) {
  Act(jim_, "session.note", "coaching_note", tom_, R"({"text":"shy"})", R"({"text":"braver"})", 1);
  const Id thanks = Act(jim_, "win.thank", "win", wren_, R"({"words":"","manager_id":1})",
                        R"({"words":"splendid","manager_id":2})", 2);
  for (const char* text : {"shy", "braver", "splendid"})
    EXPECT_THAT(Found(ann_, std::string("?text=") + text), ElementsAre()) << text;
  const auto detail = Get(ann_, "/api/v1/actions/" + ToString(thanks));
  EXPECT_EQ(detail.Said("/changes/0/hidden/0"), "words");
  EXPECT_THAT(detail.text, Not(HasSubstr("splendid")));
  EXPECT_THAT(detail.text, HasSubstr("\"manager_id\":2"));

  const std::string csv = Csv({.from = now_ + 1});
  EXPECT_THAT(csv, HasSubstr("session.note"));
  for (const char* text : {"shy", "braver", "splendid"}) EXPECT_THAT(csv, Not(HasSubstr(text)));
}

// Held against reading the whole log and counting by hand.
TEST_P(LogTest, GoesThroughItsPagesWithoutALineTwiceOrLeftOut) {
  std::vector<Id> wanted;
  db().Write([&](db::Tx& tx) {
    wanted.clear();
    for (int i = 0; i < 457; ++i) {
      const bool is_found = i % 3 == 0;
      // Several at the same instant, as an import has them.
      const Id id = LogOne(tx, jim_, "account.change", "account", larmar_, "{}",
                           is_found ? R"({"city":"Chicago"})" : R"({"city":"Basel"})", 1 + i / 10);
      if (is_found) wanted.push_back(id);
    }
  });
  db::Reader reader = db().Read();
  const LogReader log(*reader, tables_, Administrator());
  for (const int limit : {7, 50, 200}) {
    LogFilter filter{.text = "chicago"};
    std::vector<Id> found;
    do {
      const LogPage page = log.Page(filter, limit);
      EXPECT_LE(std::ssize(page.actions), limit);
      for (const ActionView& action : page.actions) found.push_back(action.id);
      filter.after = page.next;
    } while (filter.after);
    std::ranges::sort(found);
    EXPECT_EQ(found, wanted) << limit;
  }
}

TEST_P(LogTest, IsExportedAsItIsFiltered) {
  const Id deed =
      Act(jim_, "account.change", "account", larmar_, R"({"city":"=1+1"})", R"({"city":"Cologne"})");
  Act(jada_, "person.change", "person", tom_, "{}", R"({"title":"Lead"})");
  const std::string csv = Csv({.kind = "account.change"});
  EXPECT_THAT(csv, testing::StartsWith("at,actor_id,actor,kind,text,action_id,"));
  EXPECT_THAT(csv, HasSubstr("2026-11-24T09:42:00Z," + ToString(jim_) + ",Jim Calder,account.change,"));
  EXPECT_THAT(csv, HasSubstr(ToString(deed)));
  EXPECT_THAT(csv, HasSubstr(R"("{""city"":""Cologne""}")"));
  EXPECT_THAT(csv, Not(HasSubstr("Lead")));
  EXPECT_EQ(std::ranges::count(Csv({.kind = "no.such"}), '\n'), 1);  // the header alone
}

TEST_P(LogTest, NamesTheKindsOfDeeds) {
  const auto reply = Get(jada_, "/api/v1/deed-kinds");
  EXPECT_THAT(reply.text, HasSubstr(R"({"kind":"account.change","text":"changed an account"})"));
}

INSTANTIATE_TEST_SUITE_P(Engines, LogTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::audit
