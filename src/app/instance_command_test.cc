#include "app/instance_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "words/catalogue.h"

namespace baton::app {
namespace {

using testing::HasSubstr;
using testing::Not;

class InstanceCommandTest : public testing::Test {
 protected:
  InstanceCommandTest() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    Write("reps.csv", "rep,capacity\nAna,60\nBen,20\n");
    Write("accounts.csv",
          "account,unplaced_cost\nLarmar,1000\nOsk,1000\nVell,1000\nTarn,1\nBig,1000\nLone,1000\n");
    Write("candidates.csv",
          "account,rep,cost,load\nLarmar,Ana,3,30\nLarmar,Ben,9,20\nOsk,Ana,5,40\nVell,Ana,4,30\nTarn,Ben,7,"
          "1\nBig,Ana,1,61\n"
          "Lone,Ben,1,1\n");
    Write("forbidden.csv", "account,rep\nLone,Ben\n");
    options_.path = folder_;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  std::string Read(const std::string& name) {
    std::ifstream file(folder_ / name);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }
  // What it prints, or the problem's key and places.
  std::string Run(const InstanceOptions& options) {
    std::ostringstream out;
    const auto done = RunInstance(options, out, nullptr);
    if (done) return out.str();
    std::string text = done.error().message.key;
    for (const FieldFault& fault : done.error().errors)
      text += "\n" + fault.path + ": " + words::Plain(fault.message);
    return text;
  }

  std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) / "baton_instance_command";
  InstanceOptions options_;
};

TEST_F(InstanceCommandTest, SaysHowGoodItIsWhoIsLeftAndWhy) {
  options_.out = folder_ / "plan.csv";
  const std::string said = Run(options_);
  EXPECT_THAT(said, HasSubstr("6 accounts, 2 reps, 7 candidates\nOptimal"));
  EXPECT_THAT(said, HasSubstr("4 accounts have no rep:\n"));
  EXPECT_THAT(
      said,
      HasSubstr("Osk: no room where it would be worth it\n    40 more of Ana's capacity would place it\n"));
  EXPECT_THAT(said, HasSubstr("Tarn: placing it would not pay\n"));
  EXPECT_THAT(
      said,
      HasSubstr(
          "Big: more than any candidate's whole capacity\n    61 more of Ana's capacity would place it\n"));
  EXPECT_THAT(said, HasSubstr("Lone: no candidate\n"));
  // Larmar costs 9 with Ben and not 3. Without Vell (4) the best is Osk with Ana (5) and Larmar with Ben.
  EXPECT_THAT(said, HasSubstr("Larmar: with Ana; next best Ben, 6 more for the whole plan\n"));
  EXPECT_THAT(said, HasSubstr("the same options give the same answer"));
  EXPECT_EQ(Read("plan.csv"), "account,rep\r\nLarmar,Ana\r\nOsk,\r\nVell,Ana\r\nTarn,\r\nBig,\r\nLone,\r\n");
}

TEST_F(InstanceCommandTest, AnAnswerIsProvenAgainAndABrokenOneRefused) {
  options_.json = true;
  const std::string answer = Run(options_);
  ASSERT_THAT(answer, HasSubstr(R"("status":"optimal")"));
  Write("answer.json", answer);
  InstanceOptions again{.path = options_.path, .verify = true, .answer = folder_ / "answer.json"};
  EXPECT_THAT(Run(again), HasSubstr("The answer holds"));

  // Vell goes with Larmar and Osk: the file says less than it costs, and Ana has not got that many hours.
  std::string changed = answer;
  const std::string before = R"("assignment":[0,-1,0)";
  ASSERT_NE(changed.find(before), std::string::npos) << answer;
  Write("answer.json", changed.replace(changed.find(before), before.size(), R"("assignment":[0,0,0)"));
  EXPECT_THAT(Run(again), HasSubstr("problem.instance.broken\nAna: This rep has more load than capacity."));

  again.answer = folder_ / "reps.csv";
  EXPECT_EQ(Run(again), "problem.instance.no_answer");
  Write("empty.json", "");
  again.answer = folder_ / "empty.json";
  EXPECT_EQ(Run(again), "problem.instance.no_answer");
  again.answer = folder_;
  EXPECT_EQ(Run(again), "problem.instance.answer_is_folder");
  again.answer = folder_ / "none.json";
  EXPECT_EQ(Run(again), "problem.file.not_readable");
  again.answer.clear();
  EXPECT_EQ(Run(again), "problem.instance.which_answer");
}

// The best is both with Ana, 55. The forged answer leaves one out and says that nothing is below that: the prices say otherwise.
TEST_F(InstanceCommandTest, CallsNothingProvenButWhatThePricesProve) {
  Write("reps.csv", "rep,capacity\nAna,60\nBen,20\n");
  Write("accounts.csv", "account,unplaced_cost\nLarmar,1000000\nOsk,1000000\n");
  Write("candidates.csv", "account,rep,cost,load\nLarmar,Ana,25,30\nOsk,Ana,30,30\n");
  Write("forbidden.csv", "account,rep\n");
  options_.json = true;
  std::string answer = Run(options_);
  ASSERT_THAT(answer, HasSubstr(R"("objective":55,"bound":55)"));
  const InstanceOptions again{.path = options_.path, .verify = true, .answer = folder_ / "answer.json"};
  Write("answer.json", answer);
  EXPECT_THAT(
      Run(again),
      HasSubstr("Optimal: no plan by these rules is better (objective 55, proven).\nThe answer holds"));
  EXPECT_THAT(Run(again), Not(HasSubstr("own claim")));

  const auto change = [&answer](const std::string& from, const std::string& to) {
    ASSERT_NE(answer.find(from), std::string::npos) << from << " in " << answer;
    answer.replace(answer.find(from), from.size(), to);
  };
  change(R"("objective":55,"bound":55)", R"("objective":1000030,"bound":1000030)");
  change(R"("assignment":[0,0])", R"("assignment":[-1,0])");
  change(R"("unplaced":0)", R"("unplaced":1)");
  Write("answer.json", answer);
  const std::string said = Run(again);
  EXPECT_THAT(said, Not(HasSubstr("Optimal")));
  EXPECT_THAT(said,
              HasSubstr("Objective 1,000,030; nothing can be below 55 (proven): at most 99.9945% better."));
  EXPECT_THAT(said, HasSubstr("up to 1,000,030, is the answer's own claim: a search leaves no proof"));
}

// Ana has 10 hours and the account takes 14: none of her hours has a price, and 4 more would place it.
TEST_F(InstanceCommandTest, SaysThatNothingBindsOnlyWhereMoreWouldPlaceNobody) {
  Write("reps.csv", "rep,capacity\nAna,10\n");
  Write("accounts.csv", "account,unplaced_cost\nLarmar,1000\n");
  Write("candidates.csv", "account,rep,cost,load\nLarmar,Ana,5,14\n");
  Write("forbidden.csv", "account,rep\n");
  const std::string said = Run(options_);
  EXPECT_THAT(said, HasSubstr("4 more of Ana's capacity would place it\n"));
  EXPECT_THAT(said, Not(HasSubstr("No rep's capacity")));
  Write("reps.csv", "rep,capacity\nAna,100\n");
  EXPECT_THAT(Run(options_), HasSubstr("No rep's capacity has a price"));
}

TEST_F(InstanceCommandTest, RefusesWhatItCannotUse) {
  for (const char* seconds : {"0", "-1", "nan", "inf", "1e9", "ten", " 1"}) {
    InstanceOptions options = options_;
    options.seconds = seconds;
    EXPECT_EQ(Run(options), "problem.instance.seconds") << seconds;
  }
  InstanceOptions options = options_;
  options.seed = "-1";
  EXPECT_EQ(Run(options), "problem.instance.seed");
  for (const char* threads : {"0", "-1", "257", "two", "1.5"}) {
    options = options_;
    options.threads = threads;
    EXPECT_EQ(Run(options), "problem.instance.threads") << threads;
  }
  options = options_;
  options.out = folder_ / "none" / "plan.csv";
  EXPECT_EQ(Run(options), "problem.file.cannot_write");
  options = options_;
  options.path = "";
  EXPECT_EQ(Run(options), "problem.file.not_readable");
  Write("candidates.csv", "account,rep,cost,load\nLarmar,Cem,3,30\n");
  EXPECT_EQ(Run(options_),
            "problem.instance.refused\ncandidates.csv, line 2, column 2: No rep in reps.csv is called Cem.");
}

TEST_F(InstanceCommandTest, NeitherClockNorThreadsMakeAnotherAnswer) {
  options_.json = true;
  const auto without_time = [&] {
    std::string text = Run(options_);
    const std::size_t at = text.find("\"seconds\"");
    return text.erase(at, text.find(',', at) - at);
  };
  const std::string first = without_time();
  options_.threads = "2";
  EXPECT_EQ(without_time(), first);
}

}  // namespace
}  // namespace baton::app
