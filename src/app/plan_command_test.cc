#include "app/plan_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "db/test_database.h"
#include "demo/demo.h"
#include "json/json.h"
#include "people/person.h"
#include "words/catalogue.h"

namespace baton::app {
namespace {

using testing::HasSubstr;
using testing::Not;

people::Person Named(std::int64_t id, const std::string& name, const std::string& email,
                     std::optional<std::int64_t> manager = std::nullopt) {
  people::Person person;
  person.id = Id{id};
  person.name = person.name_fold = name;
  for (char& c : person.name_fold) c = static_cast<char>(std::tolower(c));
  person.email = person.email_fold = email;
  if (manager) person.manager_id = Id{*manager};
  return person;
}

TEST(FindManager, TakesAnAddressANameOrAPartThatIsUnique) {
  const std::vector<people::Person> people{
      Named(1, "Jim Calder", "jim@larmar.example"), Named(2, "Jada Ellis", "jada@larmar.example", 1),
      Named(3, "Jim Stone", "stone@larmar.example"), Named(4, "Tom Reyes", "tom@larmar.example", 3)};
  EXPECT_EQ(FindManager(people, "JIM@larmar.example")->id, Id{1});
  EXPECT_EQ(FindManager(people, " jim  calder ")->id, Id{1});
  EXPECT_EQ(FindManager(people, "Stone")->id, Id{3});
  EXPECT_EQ(FindManager(people, "calder")->id, Id{1});
  EXPECT_EQ(FindManager(people, "jada@larmar.example")->id, Id{2});  // her plan will say that she has no team

  const auto both = FindManager(people, "jim");
  ASSERT_FALSE(both);
  EXPECT_EQ(words::Plain(both.error().message),
            "jim may be Jim Calder <jim@larmar.example>, Jim Stone <stone@larmar.example>. Give the e-mail "
            "address.");
  const auto nobody = FindManager(people, "jada");
  ASSERT_FALSE(nobody);
  EXPECT_THAT(words::Plain(nobody.error().message), HasSubstr("Jim Calder <jim@larmar.example>"));
  EXPECT_EQ(FindManager(people, "").error().message.key, "problem.plan.manager_missing");
  EXPECT_EQ(FindManager(people, "\xff").error().message.key, "problem.plan.manager_missing");
}

class PlanCommandTest : public db::DatabaseTest {
 protected:
  Result<Done> Plan(const PlanOptions& options) {
    out_.str("");
    return MakePlan(db(), options, "http://127.0.0.1:8080", out_);
  }
  Result<Done> Verify(const PlanOptions& options = {}) {
    out_.str("");
    return VerifyPlans(db(), options, out_);
  }
  std::int64_t CountPlans() { return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM plan"); }

  std::ostringstream out_;
};

TEST_P(PlanCommandTest, MakesSavesAndProvesAPlan) {
  ASSERT_TRUE(demo::CreateDemo(db()));
  EXPECT_TRUE(Verify());
  EXPECT_THAT(out_.str(), HasSubstr("no plan to verify"));

  const auto path =
      std::filesystem::temp_directory_path() / ("plan_command_" + ToString(db().NewId()) + ".csv");
  const auto made = Plan({.manager = "jim", .out = path.string()});
  ASSERT_TRUE(made) << words::Plain(made.error().message);
  EXPECT_THAT(out_.str(), HasSubstr("Plan of Nov 24, 2026, Jim Calder: 10 accounts"));
  EXPECT_THAT(out_.str(), HasSubstr("Optimal: no plan by these rules is better"));
  EXPECT_THAT(out_.str(), HasSubstr("Saved as draft"));
  std::stringstream csv;
  csv << std::ifstream(path).rdbuf();
  std::filesystem::remove(path);
  EXPECT_FALSE(std::filesystem::exists(path.string() + ".part"));
  EXPECT_THAT(csv.str(), HasSubstr("Account,From,Revenue a year,Currency,Successor"));
  EXPECT_THAT(csv.str(), HasSubstr("Larmar"));
  const std::string state = *db().Read()->QueryValue<std::string>("SELECT state FROM plan");
  EXPECT_EQ(state, "draft");

  EXPECT_TRUE(Verify());
  EXPECT_THAT(out_.str(), HasSubstr("ok    Plan of Nov 24, 2026"));
  EXPECT_THAT(
      out_.str(),
      HasSubstr("Objective 5,062; the prices prove that nothing is below 4,795. That nothing is below "
                "5,062 was searched, and a search leaves no proof"));
  const Id id = *db().Read()->QueryValue<Id>("SELECT id FROM plan");
  EXPECT_TRUE(Verify({.plan_id = ToString(id)}));
  EXPECT_EQ(Verify({.plan_id = "17"}).error().message.key, "problem.plan.unknown");

  // A database that claims more than it can prove is found out.
  db().Write([](db::Tx& tx) { tx.Execute("UPDATE plan SET objective = objective - 1"); });
  EXPECT_EQ(Verify().error().message.key, "problem.plan.proofs_broken");
  EXPECT_THAT(out_.str(), HasSubstr("FAULT"));
}

TEST_P(PlanCommandTest, ATeamsPlanIsOfAllManagersBelow) {
  ASSERT_TRUE(demo::CreateDemo(db()));
  ASSERT_TRUE(Plan({.team = "dana"}));
  EXPECT_THAT(out_.str(), HasSubstr("Dana Whitfield: 15 accounts"));
  EXPECT_THAT(out_.str(), HasSubstr("/board?manager=team"));
  EXPECT_THAT(out_.str(), HasSubstr("Larmar Freight (Jim Calder):"));
  EXPECT_THAT(out_.str(), HasSubstr("Quayside Marine (Max Orr):"));
  EXPECT_THAT(out_.str(), HasSubstr("Osprey Clinics (Sofia Marsh):"));
  EXPECT_EQ(Plan({.team = "nobody"}).error().message.key, "problem.plan.manager_unknown");

  // With the others elsewhere Jim alone is below Dana.
  db().Write([](db::Tx& tx) {
    tx.Execute("UPDATE person SET manager_id = NULL WHERE name IN ('Max Orr', 'Sofia Marsh')");
  });
  ASSERT_TRUE(Plan({.team = "dana"}));
  EXPECT_THAT(out_.str(), HasSubstr("Dana Whitfield: 10 accounts"));
  EXPECT_THAT(out_.str(), Not(HasSubstr("(Jim Calder)"))) << "only one hands over";
}

TEST_P(PlanCommandTest, JsonIsWhatTheApiAnswers) {
  ASSERT_TRUE(demo::CreateDemo(db()));
  ASSERT_TRUE(Plan({.manager = "Jim Calder", .starts_on = "2026-12-07", .json = true}));
  const auto value = json::Parse(out_.str());
  ASSERT_TRUE(value);
  EXPECT_EQ(value->at("state").as_string(), "draft");
  EXPECT_EQ(value->at("starts_on").as_string(), "2026-12-07");
  EXPECT_EQ(value->at("lines").as_array().size(), 10u);
}

TEST_P(PlanCommandTest, FaultsNameTheMendAndSaveNothing) {
  EXPECT_EQ(Plan({.manager = "jim"}).error().message.key, "problem.organization.none");
  ASSERT_TRUE(demo::CreateDemo(db()));
  EXPECT_EQ(Plan({.manager = "jim", .organization = "Acme"}).error().message.key,
            "problem.organization.unknown");
  EXPECT_EQ(Plan({.manager = "bill"}).error().message.key, "problem.plan.manager_unknown");
  EXPECT_EQ(Plan({.manager = "jim", .starts_on = "next week"}).error().message.key, "problem.plan.starts_on");
  EXPECT_EQ(Plan({.manager = "jim", .out = "/no/such/folder/plan.csv"}).error().message.key,
            "problem.file.cannot_write");
  EXPECT_EQ(CountPlans(), 0);
  EXPECT_TRUE(Plan({.manager = "jim", .organization = "larmar demo"}));
}

INSTANTIATE_TEST_SUITE_P(Engines, PlanCommandTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::app
