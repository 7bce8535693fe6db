#include "job/queue.h"
#include "source/source_for_test.h"

namespace baton::source {
namespace {

using testing::HasSubstr;
using testing::Not;

class SourceRoutesTest : public SourceTest {};

TEST_P(SourceRoutesTest, WhatOpensItIsSaidNowhere) {
  const std::string id = Add(jim_);
  Ask(jim_, http::Method::patch, std::string(kSources) + "/" + id, R"({"name":"Our CRM"})", 1);
  served_.clear();
  RefreshLater();
  const auto actions = Get(ann_, "/api/v1/actions");
  EXPECT_THAT(actions.text, HasSubstr("import_source.create"));
  for (const std::string& text : {One(jim_).text, Get(ann_, kSources).text, actions.text,
                                  Get(jim_, std::string(kSources) + "/" + id + "/runs").text}) {
    EXPECT_THAT(text, Not(HasSubstr("SECRET")));
  }
  EXPECT_EQ(Count("change WHERE old_values LIKE '%SECRET%' OR new_values LIKE '%SECRET%'"), 0);
  EXPECT_EQ(Count("import_source_secret WHERE sealed LIKE '%SECRET%'"), 0);
  EXPECT_EQ(Count("import_source_file WHERE name LIKE '%SECRET%' OR host LIKE '%SECRET%'"), 0);
}

TEST_P(SourceRoutesTest, StopsWhenThePersonMayNotImportAnyMore) {
  const std::string id = Add(jim_);
  MakeRep(jim_);
  RefreshLater();
  EXPECT_EQ(asked_.size(), 1u);
  const auto one = One(ann_);
  EXPECT_FALSE(one.at("/is_on").as_bool());
  EXPECT_THAT(one.Said("/problem"), HasSubstr("has left or may not import any more"));
  EXPECT_TRUE(one.at("/next_at").is_null());
  EXPECT_EQ(NoticesOf(ann_), 1);
  RefreshLater();
  EXPECT_EQ(NoticesOf(ann_), 1);
  const auto on = Ask(ann_, http::Method::patch, std::string(kSources) + "/" + id, R"({"is_on":true})",
                      one.Number("/version"));
  EXPECT_EQ(on.Said("/person/name"), "Ann Admin") << on.text;
  Refresh();
  EXPECT_TRUE(One(ann_).at("/problem").is_null());
  EXPECT_EQ(asked_.size(), 2u);
}

TEST_P(SourceRoutesTest, StopsWhenThePersonLeft) {
  Add(jim_);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET deleted_at = $3 WHERE org_id = $1 AND id = $2", kOrg, jim_, now_);
  });
  RefreshLater();
  EXPECT_FALSE(One(ann_).at("/is_on").as_bool());
  EXPECT_EQ(NoticesOf(ann_), 1);
}

TEST_P(SourceRoutesTest, EachSeesTheOwnAndAnAdministratorAll) {
  const std::string path = std::string(kSources) + "/" + Add(jim_);
  EXPECT_EQ(Get(jada_, kSources).status, 403);
  EXPECT_EQ(Post(jada_, kSources, kOne).status, 403);
  EXPECT_EQ(Get(dana_, kSources).status, 403);
  EXPECT_EQ(Get(max_, kSources).at("/items").as_array().size(), 0u);
  EXPECT_EQ(Get(max_, path + "/runs").status, 404);
  EXPECT_EQ(Post(max_, path + "/fetch", "").status, 404);
  EXPECT_EQ(Ask(max_, http::Method::patch, path, R"({"name":"X"})", 1).status, 404);
  EXPECT_EQ(Ask(max_, http::Method::remove, path, "", 1).status, 404);
  EXPECT_EQ(Get(ann_, kSources).at("/items").as_array().size(), 1u);
}

TEST_P(SourceRoutesTest, ChangesNameTheirVersionAndKeepTheAddresses) {
  const std::string path = std::string(kSources) + "/" + Add(jim_);
  EXPECT_EQ(Ask(jim_, http::Method::patch, path, R"({"name":"X"})").status, 428);
  EXPECT_EQ(Ask(jim_, http::Method::patch, path, R"({"name":"X"})", 7).status, 412);
  const auto changed = Ask(jim_, http::Method::patch, path, R"({"schedule":"daily","at_minute":360})", 1);
  EXPECT_EQ(changed.status, 200) << changed.text;
  EXPECT_EQ(changed.Said("/next_at"), "2026-11-25T06:00:00Z");
  EXPECT_EQ(changed.Said("/files/0/name"), "accounts.csv");
  const auto moved =
      Ask(jim_, http::Method::patch, path, R"({"urls":["https://evil.example/accounts.csv"]})", 2);
  EXPECT_EQ(moved.status, 422);
  EXPECT_EQ(moved.Said("/errors/0/path"), "password");
  const auto again = Ask(jim_, http::Method::patch, path,
                         R"({"urls":["https://other.example/accounts.csv"],"password":"SECRET-TWO"})", 2);
  EXPECT_EQ(again.status, 200) << again.text;
  Refresh();
  EXPECT_EQ(asked_.back().url, "https://other.example/accounts.csv");
  EXPECT_EQ(asked_.back().password, "SECRET-TWO");
  const auto off = Ask(jim_, http::Method::patch, path, R"({"is_on":false})", 3);
  EXPECT_TRUE(off.at("/next_at").is_null()) << off.text;
  const std::size_t asked = asked_.size();
  RefreshLater();
  EXPECT_EQ(asked_.size(), asked);
}

TEST_P(SourceRoutesTest, RemovedItIsNotFetchedAndAnUndoBringsItBack) {
  const std::string path = std::string(kSources) + "/" + Add(jim_);
  EXPECT_EQ(Ask(jim_, http::Method::remove, path).status, 428);
  EXPECT_EQ(Ask(jim_, http::Method::remove, path, "", 1).status, 204);
  RefreshLater();
  EXPECT_EQ(asked_.size(), 1u);
  EXPECT_EQ(Post(jim_, "/api/v1/actions/" + ToString(*action_id_) + "/undo", "").status, 200);
  EXPECT_EQ(Get(jim_, kSources).at("/items").as_array().size(), 1u);
  Post(jim_, path + "/fetch", "");
  Refresh();
  EXPECT_EQ(asked_.size(), 2u);
  EXPECT_EQ(asked_.back().password, "SECRET-WORD");
}

TEST_P(SourceRoutesTest, AMonthAfterItWasRemovedItsAddressesAreGone) {
  const std::string path = std::string(kSources) + "/" + Add(jim_);
  Sweep(db(), kOrg, now_);
  EXPECT_EQ(Count("import_source_secret"), 1);
  Ask(jim_, http::Method::remove, path, "", 1);
  Sweep(db(), kOrg, now_);
  EXPECT_EQ(Count("import_source_secret"), 1);
  Sweep(db(), kOrg, now_ + 32 * kMillisecondsPerDay);
  EXPECT_EQ(Count("import_source_secret"), 0);
  EXPECT_EQ(Count("import_source_file"), 0);
  EXPECT_EQ(Count("import_source"), 0);
}

TEST_P(SourceRoutesTest, OneThatLostItsJobGetsAnother) {
  Add(jim_);
  db().Write([&](db::Tx& tx) { tx.Execute("UPDATE job SET state = 'cancelled' WHERE state = 'waiting'"); });
  RefreshLater();
  EXPECT_EQ(asked_.size(), 1u);
  Sweep(db(), kOrg, now_);
  Refresh();
  EXPECT_EQ(asked_.size(), 2u);
}

// At once, not with the daily look after sources that lost their job.
TEST_P(SourceRoutesTest, ACancelledTimeIsLeftOutAndTheNextOneComes) {
  const std::string id = Add(jim_);
  const auto at = [&] { return *ParseInstant(One(jim_).Said("/next_at")); };
  const auto job = [&] {
    return ToString(
        *db().Read()->QueryValue<Id>("SELECT job_id FROM import_source WHERE id = $1", *ParseId(id)));
  };
  const Instant first = at();
  const std::string waiting = job();
  EXPECT_EQ(Post(jim_, "/api/v1/jobs/" + waiting + "/cancel", "").Said("/state"), "cancelled");
  EXPECT_GT(at(), first);
  EXPECT_NE(job(), waiting);
  PassTime(first.milliseconds - now_.milliseconds);
  Refresh();
  EXPECT_EQ(asked_.size(), 1u);
  PassTime(at().milliseconds - now_.milliseconds);
  Refresh();
  EXPECT_EQ(asked_.size(), 2u);
  // Once more: of a job that is over nothing follows.
  const std::string next = job();
  Post(jim_, "/api/v1/jobs/" + waiting + "/cancel", "");
  EXPECT_EQ(job(), next);
}

TEST_P(SourceRoutesTest, ACancelledTimeWhoseProcessDiedIsLeftOutAsWell) {
  const std::string id = Add(jim_);
  const auto job = [&] {
    return ToString(
        *db().Read()->QueryValue<Id>("SELECT job_id FROM import_source WHERE id = $1", *ParseId(id)));
  };
  PassTime(kMillisecondsPerDay);
  ASSERT_EQ(job::ClaimJobs(db(), {.name = "dead",
                                  .queue = std::string(kRefreshQueue),
                                  .kinds = {std::string(kRefreshKind)},
                                  .now = now_,
                                  .locked_until = now_ + 1})
                .size(),
            1u);
  const std::string dead = job();
  EXPECT_EQ(Post(jim_, "/api/v1/jobs/" + dead + "/cancel", "").Said("/state"), "running");
  PassTime(1);
  Refresh();
  EXPECT_NE(job(), dead);
  EXPECT_EQ(asked_.size(), 1u);
  RefreshLater();
  EXPECT_EQ(asked_.size(), 2u);
}

TEST_P(SourceRoutesTest, SaysWhatIsWrongWhereItIs) {
  const auto bad = Post(jim_, kSources, R"({"name":"","urls":["http://crm.example/a.csv"]})");
  EXPECT_EQ(bad.status, 422);
  EXPECT_EQ(bad.Said("/errors/0/path"), "name") << bad.text;
  EXPECT_EQ(bad.Said("/errors/1/path"), "urls[0]");
}

INSTANTIATE_TEST_SUITE_P(Engines, SourceRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::source
