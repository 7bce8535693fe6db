#include "administration/metrics.h"

#include <gmock/gmock.h>

#include <array>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "administration/administration_routes.h"
#include "administration/operations.h"
#include "administration/retention.h"
#include "handoff/team_for_test.h"
#include "people/directory.h"
#include "people/promotion.h"
#include "settings/settings_store.h"

namespace baton::administration {
namespace {

using testing::HasSubstr;
using testing::Not;

// What `promtool check metrics` asks of the text: each family announced once, before its samples, of a known type; names and labels
// that are names; a histogram whose buckets grow, end in +Inf and agree with its count.
void CheckExposition(const std::string& text) {
  static const std::regex kSample(R"(^([a-z_][a-z0-9_]*)(\{(.*)\})? (\S+)$)");
  static const std::regex kLabels(R"re(^([a-z_]+="([^"\\]|\\.)*")(,[a-z_]+="([^"\\]|\\.)*")*$)re");
  std::map<std::string, std::string> types;
  std::map<std::string, double> last;      // of a histogram, by its labels but le
  std::map<std::string, double> infinite;  // its +Inf bucket
  std::set<std::string> seen;
  std::istringstream lines(text);
  ASSERT_TRUE(text.ends_with('\n'));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# HELP ")) continue;
    if (line.starts_with("# TYPE ")) {
      std::istringstream words(line.substr(7));
      std::string name, type;
      words >> name >> type;
      EXPECT_TRUE(types.emplace(name, type).second) << line << ": twice";
      EXPECT_TRUE(type == "counter" || type == "gauge" || type == "histogram") << line;
      EXPECT_EQ(type == "counter", name.ends_with("_total")) << name;
      continue;
    }
    std::smatch match;
    ASSERT_TRUE(std::regex_match(line, match, kSample)) << line;
    EXPECT_TRUE(seen.insert(match[1].str() + match[2].str()).second) << line << ": twice";
    EXPECT_TRUE(!match[2].matched || std::regex_match(match[3].str(), kLabels)) << line;
    const double value = std::stod(match[4].str());
    std::string family = match[1].str();
    for (const std::string suffix : {"_bucket", "_sum", "_count"}) {
      const auto bare = family.ends_with(suffix) ? family.substr(0, family.size() - suffix.size()) : family;
      if (types.contains(bare) && types[bare] == "histogram") {
        std::string labels = match[3].str();
        if (suffix == "_bucket") {
          const auto le = labels.rfind(",le=");
          ASSERT_NE(le, std::string::npos) << line;
          const std::string end = labels.substr(le + 4);
          labels.resize(le);
          EXPECT_GE(value, last[bare + labels]) << line;
          last[bare + labels] = value;
          if (end == "\"+Inf\"") infinite[bare + labels] = value;
        }
        if (suffix == "_count") {
          EXPECT_EQ(value, infinite.at(bare + labels)) << line;
        }
        family = bare;
        break;
      }
    }
    EXPECT_TRUE(types.contains(family)) << line << ": not announced";
  }
}

class MetricsTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddAdministrationRoutes(router, options_of_);
    AddMetricsRoute(router, metrics_);
  }

  const seal::Key key_{std::array<unsigned char, seal::Key::kBytes>{}};
  AdministrationOptions options_of_{.key = &key_};
  Meter meter_;
  MetricsOptions metrics_{.meter = &meter_, .version = "1.0", .token = "a secret of sixteen"};
};

TEST_P(MetricsTest, KeepThePrometheusFormat) {
  meter_.Count("listAccounts", 200, 900);
  meter_.Count("listAccounts", 200, 1'000);
  meter_.Count("listAccounts", 422, 20'000);
  meter_.Count("static", 304, 7'000'000);
  const std::string text = MetricsText(*db().Read(), meter_.Read(), "1.0 \"beta\"");
  CheckExposition(text);
  EXPECT_THAT(text, HasSubstr("baton_build_info{version=\"1.0 \\\"beta\\\"\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("baton_http_requests_total{route=\"listAccounts\",status=\"200\"} 2\n"));
  EXPECT_THAT(text,
              HasSubstr("_bucket{route=\"listAccounts\",le=\"0.001\"} 2\n"));  // an end belongs to its bucket
  EXPECT_THAT(text, HasSubstr("_bucket{route=\"listAccounts\",le=\"0.01\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{route=\"listAccounts\",le=\"+Inf\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{route=\"static\",le=\"5\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("baton_backup_last_success_seconds 0\n"));
  EXPECT_THAT(text, testing::ContainsRegex("baton_database_bytes.engine=.* [1-9][0-9]*"));
}

TEST_P(MetricsTest, AreReadOnThisMachineOrWithTheToken) {
  const auto ask = [](const std::string& address, std::vector<http::Header> headers) {
    http::RequestInfo request;
    request.client_address = address;
    request.headers = std::move(headers);
    return request;
  };
  const std::string token = "a secret of sixteen";
  EXPECT_TRUE(MayReadMetrics(ask("127.0.0.1", {}), token));
  EXPECT_TRUE(MayReadMetrics(ask("::1", {}), ""));
  EXPECT_TRUE(MayReadMetrics(ask("203.0.113.7", {{"Authorization", "Bearer " + token}}), token));
  EXPECT_FALSE(MayReadMetrics(ask("203.0.113.7", {{"Authorization", "Bearer another"}}), token));
  EXPECT_FALSE(MayReadMetrics(ask("203.0.113.7", {{"Authorization", "Bearer "}}), ""));
  EXPECT_FALSE(MayReadMetrics(ask("203.0.113.7", {}), token));
  EXPECT_FALSE(MayReadMetrics(ask("127.0.0.1", {{"X-Forwarded-For", "203.0.113.7"}}), token));
  EXPECT_EQ(Get(ann_, "/metrics").status, 404) << "a request whose address is not known";
}

TEST_P(MetricsTest, HealthIsForAdministratorsAndWarns) {
  for (const Id who : {jim_, dana_, jada_}) EXPECT_EQ(Get(who, "/api/v1/health").status, 403);
  auto reply = Get(ann_, "/api/v1/health");
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_TRUE(reply.at("/is_backup_late").as_bool());

  const Instant now = SystemClock().Now();
  db().Write([&](db::Tx& tx) {
    for (int i = 0; i < 120; ++i) {
      NoteRun(tx, {.kind = OperationKind::backup,
                   .began_at = now - i * kMillisecondsPerDay,
                   .ended_at = now,
                   .bytes = 5,
                   .findings = {{"operation.restored",
                                 {{"accounts", std::int64_t{2}}, {"people", std::int64_t{1}}}}}});
    }
    NoteRun(tx, {.kind = OperationKind::restore_test, .is_well = false, .began_at = now, .ended_at = now});
  });
  reply = Get(ann_, "/api/v1/health");
  EXPECT_FALSE(reply.at("/is_backup_late").as_bool());
  EXPECT_TRUE(reply.at("/is_restore_test_late").as_bool()) << "one that failed is none";
  EXPECT_THAT(reply.Said("/backups/0/findings/0"), HasSubstr("2 clients"));
  EXPECT_EQ(ListRuns(*db().Read(), OperationKind::backup, 1000).size(), 100U);
}

TEST_P(MetricsTest, APersonTakesTheOwnDataOnly) {
  EXPECT_EQ(Get(jada_, "/api/v1/people/" + ToString(jada_) + "/data").status, 200);
  EXPECT_EQ(Get(ann_, "/api/v1/people/" + ToString(jada_) + "/data").status, 200);
  for (const Id who : {jim_, dana_, max_}) {
    EXPECT_EQ(Get(who, "/api/v1/people/" + ToString(jada_) + "/data").status, 404);
    EXPECT_EQ(Get(who, "/api/v1/people/" + ToString(jada_) + "/erasure").status, 403);
    EXPECT_EQ(Post(who, "/api/v1/people/" + ToString(jada_) + "/erasure", R"({"name":"Jada Ellis"})").status,
              403);
    EXPECT_EQ(Get(who, "/api/v1/erasures").status, 403);
  }
  EXPECT_EQ(Post(ann_, "/api/v1/people/" + ToString(ann_) + "/erasure", R"({"name":"Ann Admin"})").status,
            409);
  const auto preview = Get(ann_, "/api/v1/people/" + ToString(jada_) + "/erasure");
  EXPECT_EQ(preview.Said("/becomes"), "Former colleague 1");
  EXPECT_TRUE(preview.at("/is_here").as_bool());
}

TEST_P(MetricsTest, WhatIsOlderThanTheOrganizationKeepsGoes) {
  Meet(larmar_, {jim_}, DaysFromNow(-400));
  Meet(larmar_, {jim_}, DaysFromNow(-10));
  const auto count = [&](const std::string& what) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + what + " AND org_id = $1", kOrg);
  };
  const std::int64_t logged = count("change WHERE new_values IS NOT NULL");
  const std::int64_t changes = count("change WHERE 1 = 1");
  EXPECT_EQ(ForgetOldRecords(db(), kOrg, now_).activities, 0) << "for ever, until somebody says otherwise";
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, ann_}, "setting.change", now_);
    settings::PutSetting(action, "activity_keep_months", 12);
    settings::PutSetting(action, "log_keep_months", 1);
  });
  const Swept swept = ForgetOldRecords(db(), kOrg, now_);
  EXPECT_EQ(swept.activities, 1);
  EXPECT_EQ(swept.logged_values, 0) << "the log is of today";
  EXPECT_EQ(count("activity WHERE 1 = 1"), 1);
  EXPECT_EQ(count("attendance WHERE 1 = 1"), 2);
  EXPECT_GT(ForgetOldRecords(db(), kOrg, DaysFromNow(40)).logged_values, logged / 2);
  EXPECT_EQ(count("change WHERE new_values IS NOT NULL"), 0);
  EXPECT_GE(count("change WHERE 1 = 1"), changes) << "who did what when stays";
}

// The ninety days in which a new manager's takeovers are for nobody above are counted from the log.
TEST_P(MetricsTest, AChangeOfTheRoleIsNotForgotten) {
  const Instant then = DaysFromNow(-60);
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, ann_}, "person.change", then);
    const auto change = [&](Id id, const auto& set) {
      const auto before = *people::FindPerson(tx, kOrg, id);
      auto after = before;
      set(after);
      EXPECT_TRUE(action.Update(before, after));
    };
    change(tom_, [](people::Person& person) { person.role = access::Role::manager; });
    for (int i = 0; i < 510; ++i) {  // more than go at once
      change(jada_, [&](people::Person& person) {
        person.role = i % 2 == 0 ? access::Role::manager : access::Role::rep;
      });
    }
    change(jada_, [](people::Person& person) { person.territory = "North"; });
    change(tom_, [](people::Person& person) { person.title = "Team lead"; });
  });
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, ann_}, "setting.change", now_);
    settings::PutSetting(action, "log_keep_months", 1);
  });
  EXPECT_EQ(ForgetOldRecords(db(), kOrg, now_).logged_values, 2) << "territory and title";
  EXPECT_EQ(ForgetOldRecords(db(), kOrg, now_).logged_values, 0);
  EXPECT_EQ(people::FindPromotions(*db().Read(), kOrg, std::array{tom_}).at(tom_), then);
}

INSTANTIATE_TEST_SUITE_P(Engines, MetricsTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::administration
