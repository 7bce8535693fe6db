#include "source/source_for_test.h"

#include <stdexcept>

namespace baton::source {
namespace {

using outward::Trouble;
using testing::HasSubstr;

class RefreshTest : public SourceTest {};

TEST_P(RefreshTest, WhatIsThereComesInByItself) {
  const auto made = Post(jim_, kSources, kOne);
  EXPECT_EQ(made.status, 201) << made.text;
  EXPECT_TRUE(made.at("/is_fetching").as_bool());
  Refresh();
  EXPECT_EQ(Mills(), 1);
  const auto one = One(jim_);
  EXPECT_FALSE(one.at("/is_fetching").as_bool());
  EXPECT_EQ(one.Said("/as_of"), "2026-11-24T09:41:00Z");
  EXPECT_EQ(one.Said("/next_at"), "2026-11-24T10:41:00Z");
  EXPECT_EQ(one.Said("/files/0/host"), "crm.example");
  EXPECT_EQ(one.Said("/files/0/name"), "accounts.csv");
  EXPECT_EQ(one.Said("/person/name"), "Jim Calder");
  EXPECT_TRUE(one.at("/problem").is_null());
  const auto runs = Get(jim_, std::string(kSources) + "/" + one.Said("/id") + "/runs");
  EXPECT_EQ(runs.Said("/items/0/outcome"), "imported");
  EXPECT_EQ(runs.Said("/items/0/import_id"), one.Said("/files/0/import_id"));
  const auto import = Get(jim_, "/api/v1/imports/" + one.Said("/files/0/import_id"));
  EXPECT_EQ(import.Said("/state"), "done") << import.text;
  EXPECT_EQ(asked_.front().user, "jim");
  EXPECT_EQ(asked_.front().password, "SECRET-WORD");
}

TEST_P(RefreshTest, WhatIsTheSameMakesNoImportAndTheBookIsAsOfNow) {
  Add(jim_);
  RefreshLater();
  EXPECT_EQ(asked_.back().etag, "\"1\"");
  served_["accounts.csv"].etag = "\"2\"";  // the very same content, said to be new
  RefreshLater();
  EXPECT_EQ(Count("import"), 1);
  EXPECT_EQ(Files(), 1) << "what was fetched in vain is not kept";
  EXPECT_EQ(One(jim_).Said("/as_of"), "2026-11-26T09:41:00Z");
  EXPECT_EQ(Get(jim_, "/api/v1/imports/as-of").Said("/as_of"), "2026-11-26T09:41:00Z");
  RefreshLater();
  EXPECT_EQ(asked_.back().etag, "\"2\"");
}

TEST_P(RefreshTest, OnlyWhatIsNewComesIn) {
  served_["contacts.csv"] = {.body = "Contact,Client,Email\nBill Zeta,Zeta Mills,bill@zeta.example\n"};
  Add(jim_,
      R"({"name":"CRM","urls":["https://crm.example/accounts.csv","https://crm.example/contacts.csv"]})");
  EXPECT_EQ(Count("import"), 1);
  served_["accounts.csv"] = {.body = std::string(kRows) + "Xi Foods,Gary,300\n", .etag = "\"9\""};
  RefreshLater();
  EXPECT_EQ(Count("import"), 2);
  const auto one = One(jim_);
  EXPECT_NE(one.Said("/files/0/import_id"), one.Said("/files/1/import_id"));
  const auto import = Get(jim_, "/api/v1/imports/" + one.Said("/files/0/import_id"));
  EXPECT_EQ(import.at("/files").as_array().size(), 1u);
  EXPECT_EQ(import.Number("/counts/0/created"), 1) << import.text;
}

TEST_P(RefreshTest, TheFilesOfTheLastFewImportsStay) {
  Add(jim_);
  for (int i = 0; i < 6; ++i) {
    served_["accounts.csv"] = {.body = kRows + ("Xi Foods,Gary," + std::to_string(100 + i) + '\n')};
    RefreshLater();
  }
  EXPECT_EQ(Count("import"), 7);
  EXPECT_EQ(Files(), 5);
}

TEST_P(RefreshTest, AFailureIsToldOnceAndWhatIsInStays) {
  Add(jim_);
  served_.clear();
  RefreshLater();
  const auto failing = One(jim_);
  EXPECT_EQ(failing.Said("/problem"),
            "accounts.csv is not at crm.example any more (404). Correct the address.");
  EXPECT_TRUE(failing.at("/import_id").is_null());
  EXPECT_EQ(failing.Said("/failing_since"), "2026-11-25T09:41:00Z");
  EXPECT_EQ(failing.Said("/as_of"), "2026-11-24T09:41:00Z");
  EXPECT_EQ(failing.Said("/next_at"), "2026-11-25T10:41:00Z");
  EXPECT_EQ(NoticesOf(jim_), 1);
  RefreshLater();
  EXPECT_EQ(NoticesOf(jim_), 1);
  EXPECT_EQ(One(jim_).Said("/next_at"), "2026-11-26T11:41:00Z");
  served_["accounts.csv"] = {.body = kRows};
  RefreshLater();
  EXPECT_TRUE(One(jim_).at("/failing_since").is_null());
  EXPECT_TRUE(One(jim_).at("/problem").is_null());
  EXPECT_EQ(Count("import"), 1);
  served_.clear();
  RefreshLater();
  EXPECT_EQ(NoticesOf(jim_), 2) << "a new failure";
}

TEST_P(RefreshTest, WhatMayPassIsTriedSoonAndToldWhenItDoesNotPass) {
  Add(jim_);
  served_["accounts.csv"].trouble = Trouble::no_answer;
  RefreshLater();
  EXPECT_EQ(One(jim_).Said("/next_at"), "2026-11-25T09:46:00Z");
  RefreshLater();
  EXPECT_EQ(NoticesOf(jim_), 0);
  RefreshLater();
  EXPECT_EQ(NoticesOf(jim_), 1);
}

TEST_P(RefreshTest, OneThatIsMissingKeepsTheOthersOut) {
  Add(jim_, R"({"name":"CRM","urls":["https://crm.example/accounts.csv","https://crm.example/deals.csv"]})");
  EXPECT_EQ(Mills(), 0);
  EXPECT_EQ(Count("import"), 0);
  served_["deals.csv"] = {.body = "Client,Deal,Amount\nZeta Mills,Ten,100\n"};
  RefreshLater();
  EXPECT_EQ(Mills(), 1);
  EXPECT_TRUE(One(jim_).at("/problem").is_null()) << One(jim_).text;
}

TEST_P(RefreshTest, APageThatAsksToSignInIsRefusedAsInAWatchedFolder) {
  served_["accounts.csv"].body = "<!doctype html>\n<html><body>Sign in</body></html>";
  Add(jim_);
  EXPECT_THAT(One(jim_).Said("/problem"), HasSubstr("accounts.csv is a web page, not a table"));
  EXPECT_EQ(Count("import"), 0);
  EXPECT_EQ(Files(), 0);
}

TEST_P(RefreshTest, CutWhileItImportsItGoesOnWithThatImport) {
  options_.while_running = [] { throw std::runtime_error("killed"); };
  Add(jim_);
  EXPECT_EQ(Count("import"), 1);
  EXPECT_EQ(Mills(), 0);
  EXPECT_TRUE(One(jim_).at("/is_fetching").as_bool());
  const std::size_t asked = asked_.size();
  options_.while_running = [this] { RunImports(); };
  PassTime(kMillisecondsPerMinute);
  Refresh();
  EXPECT_EQ(asked_.size(), asked) << "it is not fetched again";
  EXPECT_EQ(Count("import"), 1);
  EXPECT_EQ(Mills(), 1);
  EXPECT_EQ(Count("import_source_run"), 1);
  EXPECT_EQ(One(jim_).Said("/as_of"), "2026-11-24T09:42:00Z");
}

TEST_P(RefreshTest, CutWhileItFetchesItFetchesAgainAndLeavesNothing) {
  const auto good = options_.fetch;
  options_.fetch = [&](const outward::Asking&, const outward::Bounds&, outward::Hosts,
                       const std::function<bool(std::string_view)>& take,
                       const std::function<bool()>&) -> outward::Answer {
    take("half");
    throw std::runtime_error("killed");
  };
  Add(jim_);
  EXPECT_EQ(Count("import"), 0);
  EXPECT_EQ(Files(), 0);
  options_.fetch = good;
  PassTime(kMillisecondsPerMinute);
  Refresh();
  EXPECT_EQ(Count("import"), 1);
  EXPECT_EQ(Count("import_source_run"), 1);
  EXPECT_EQ(Mills(), 1);
}

TEST_P(RefreshTest, ChangedWhileItImportsItEndsThatImportAndFetchesAnew) {
  options_.while_running = [this] {
    if (Count("import") == 1 && One(jim_).Number("/version") == 1) {
      const std::string path = std::string(kSources) + "/" + One(jim_).Said("/id");
      EXPECT_EQ(Ask(jim_, http::Method::patch, path, R"({"name":"Ours"})", 1).status, 200);
      EXPECT_TRUE(One(jim_).at("/is_fetching").as_bool());
      EXPECT_EQ(
          Ask(jim_, http::Method::patch, path, R"({"urls":["https://crm.example/others.csv"]})", 2).status,
          200);
    }
    RunImports();
  };
  served_["others.csv"] = {.body = "Client,City,Revenue\nXi Foods,Gary,300\n"};
  Add(jim_);
  EXPECT_EQ(Mills(), 1);
  EXPECT_EQ(Count("import"), 2);
  EXPECT_EQ(Count("account WHERE name = 'Xi Foods'"), 1);
  const auto one = One(jim_);
  EXPECT_FALSE(one.at("/is_fetching").as_bool());
  EXPECT_EQ(one.Said("/name"), "Ours");
  EXPECT_EQ(one.Said("/next_at"), "2026-11-24T10:41:00Z") << one.text;
}

TEST_P(RefreshTest, AfterEachAttemptFailedItIsSaidAndTriedLater) {
  options_.while_running = [] { throw std::runtime_error("no room"); };
  Add(jim_);
  for (int i = 0; i < 5; ++i) {
    PassTime(kMillisecondsPerMinute);
    Refresh();
  }
  EXPECT_THAT(One(jim_).Said("/problem"), HasSubstr("Something went wrong on this server"));
  EXPECT_FALSE(One(jim_).at("/is_fetching").as_bool());
  options_.while_running = [this] { RunImports(); };
  RefreshLater();
  EXPECT_TRUE(One(jim_).at("/problem").is_null()) << One(jim_).text;
}

TEST_P(RefreshTest, UnknownColumnsWaitForSomebodyWhoIsTold) {
  served_["accounts.csv"].body = "foo,bar\n1,2\n3,4\n";
  Add(jim_);
  EXPECT_THAT(One(jim_).Said("/problem"), HasSubstr("Nothing is known yet of the columns of accounts.csv"));
  EXPECT_EQ(NoticesOf(jim_), 1);
  RefreshLater();
  EXPECT_EQ(Count("import"), 1) << "the one that waits";
  EXPECT_EQ(One(jim_).Said("/import_id"), One(jim_).Said("/files/0/import_id"));
  EXPECT_EQ(Get(jim_, "/api/v1/imports/" + One(jim_).Said("/files/0/import_id")).Said("/state"), "uploaded");
}

TEST_P(RefreshTest, WhatWasRefusedComesInAgainOnlyWhenSomebodyAsks) {
  served_["accounts.csv"].body = "Client,City,Revenue\nZeta Mills,Chicago,100\nYota Motors,Gary,a lot\n";
  const std::string id = Add(jim_);
  RefreshLater();
  EXPECT_EQ(Count("import"), 1);
  const auto asked = Post(jim_, std::string(kSources) + "/" + id + "/fetch", "");
  EXPECT_EQ(asked.status, 200) << asked.text;
  EXPECT_TRUE(asked.at("/is_fetching").as_bool());
  Refresh();
  EXPECT_EQ(Count("import"), 2);
  EXPECT_FALSE(One(jim_).at("/is_fetching").as_bool());
}

TEST_P(RefreshTest, WhatWasTakenBackStaysOut) {
  const std::string id = Add(jim_);
  const std::string import = One(jim_).Said("/files/0/import_id");
  EXPECT_EQ(Post(jim_, "/api/v1/imports/" + import + "/undo", "").status, 200);
  RunImports();
  RefreshLater();
  EXPECT_EQ(Mills(), 0);
  EXPECT_EQ(One(jim_).Said("/as_of"), "2026-11-24T09:41:00Z");
  Post(jim_, std::string(kSources) + "/" + id + "/fetch", "");
  Refresh();
  EXPECT_EQ(Mills(), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, RefreshTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::source
