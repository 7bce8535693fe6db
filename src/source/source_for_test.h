// For the tests of sources: a team, addresses of which a test says what is there, and the two runners.
//
//   served_["accounts.csv"] = {.body = kRows};
//   Add(jim_);           // entered and fetched
//   RefreshLater();      // a day later
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "audit/audit_routes.h"
#include "audit/job_routes.h"
#include "book/book_routes.h"
#include "handoff/team_for_test.h"
#include "intake/intake_routes.h"
#include "people/people_routes.h"
#include "source/source_routes.h"

namespace baton::source {

inline constexpr const char* kSources = "/api/v1/import-sources";
inline constexpr const char* kOne =
    R"({"name":"CRM","urls":["https://crm.example/SECRET-PATH/accounts.csv"],"entry":"password","user_name":"jim",)"
    R"("password":"SECRET-WORD"})";
inline constexpr const char* kRows = "Client,City,Revenue\nZeta Mills,Chicago,100\nYota Motors,Gary,200\n";

// What is at an address.
struct Served {
  std::string body;
  outward::Trouble trouble = outward::Trouble::none;
  std::string etag = {};
};

// Now is Tuesday, 2026-11-24 09:41 UTC, also on the wall.
class SourceTest : public handoff::TeamTest {
 protected:
  void SetUp() override {
    root_ = std::filesystem::temp_directory_path() / ("baton-source-" + std::to_string(::getpid()));
    TeamTest::SetUp();
  }
  void TearDown() override {
    std::filesystem::remove_all(root_);
    TeamTest::TearDown();
  }
  void AddRoutes(http::Router& router) override {
    people::AddTables(tables_);
    book::AddTables(tables_);
    intake::AddTables(tables_);
    AddTables(tables_);
    intake_.data_folder = root_.string();
    intake_.tables = &tables_;
    intake_.clock = &wall_;
    options_.intake = &intake_;
    options_.key = &key_;
    options_.max_bytes = 1'000'000;
    options_.fetch = [this](const outward::Asking& asking, const outward::Bounds&, outward::Hosts,
                            const std::function<bool(std::string_view)>& take,
                            const std::function<bool()>&) { return Answer(asking, take); };
    options_.while_running = [this] { RunImports(); };
    AddSourceRoutes(router, options_);
    intake::AddIntakeRoutes(router, intake_);
    audit::AddAuditRoutes(router, tables_);
    audit::AddJobRoutes(router,
                        {{std::string(kRefreshKind), [this](db::Tx& tx, const job::Job& job, Instant) {
                            SkipCancelled(tx, job, wall_.Now());
                          }}});
  }

  outward::Answer Answer(const outward::Asking& asking, const std::function<bool(std::string_view)>& take) {
    asked_.push_back(asking);
    const std::string name = outward::FileNameOf(asking.url);
    const auto found = served_.find(name);
    if (found == served_.end()) return {.trouble = outward::Trouble::not_found, .status = 404};
    if (found->second.trouble != outward::Trouble::none) return {.trouble = found->second.trouble};
    if (!asking.etag.empty() && asking.etag == found->second.etag) {
      return {.status = 304, .is_same = true, .etag = asking.etag};
    }
    take(found->second.body);
    return {.status = 200, .etag = found->second.etag};
  }

  void RunImports() {
    job::Runner runner(db(), wall_);
    intake::AddIntakeJobs(runner, intake_);
    runner.RunDue();
  }
  void Refresh() {
    job::Runner runner(db(), wall_, {.queue = std::string(kRefreshQueue)});
    AddRefreshJobs(runner, options_);
    runner.RunDue();
  }
  void PassTime(std::int64_t milliseconds) {
    now_ = now_ + milliseconds;
    wall_.Set(now_);
  }
  // The next time by the schedule, or a day later where it is tried less often.
  void RefreshLater() {
    PassTime(kMillisecondsPerDay);
    Refresh();
  }

  std::string Add(Id person, const std::string& body = kOne) {
    const auto made = Post(person, kSources, body);
    EXPECT_EQ(made.status, 201) << made.text;
    Refresh();
    return made.Said("/id");
  }
  handoff::TestReply One(Id person) {
    auto list = Get(person, kSources);
    return {list.status, list.at("/items/0"), list.text};
  }
  std::int64_t Count(const std::string& what) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + what);
  }
  std::int64_t Mills() { return Count("account WHERE name LIKE 'Zeta%' AND deleted_at IS NULL"); }
  std::int64_t Files() {
    std::int64_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root_))
      files += entry.is_regular_file() ? 1 : 0;
    return files;
  }
  void MakeRep(Id person) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE person SET role = 'rep' WHERE org_id = $1 AND id = $2", kOrg, person);
    });
  }

  FixedClock wall_{now_};
  const seal::Key key_{std::array<unsigned char, seal::Key::kBytes>{1, 2, 3}};
  std::filesystem::path root_;
  action::Tables tables_;
  intake::IntakeOptions intake_;
  SourceOptions options_;
  std::map<std::string, Served> served_{{"accounts.csv", {.body = kRows, .etag = "\"1\""}}};
  std::vector<outward::Asking> asked_;
};

}  // namespace baton::source
