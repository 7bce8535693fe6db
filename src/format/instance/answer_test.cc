#include "format/instance/answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baton::format {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class AnswerTest : public testing::Test {
 protected:
  AnswerTest() {
    instance_.problem.reps = {{.capacity = 10, .fair_target = 5, .fair_penalty = 2}, {.capacity = 10}};
    for (int j = 0; j < 4; ++j)
      assign::AddAccount(instance_.problem, {.unplaced_cost = 100, .revenue = 3},
                         {{0, 4 + j, 6}, {1, 9 - j, 6}});
    instance_.accounts = {"Larmar", "Osk", "=Vell", "Tarn"};
    instance_.reps = {"Ana", "Ben"};
    solution_ = assign::Solve(instance_.problem);
    why_ = assign::Explain(instance_.problem, solution_);
    text_ = AnswerJson(instance_, solution_, why_, {.seconds = 0.5, .seed = 18446744073709551615u});
  }

  std::string Changed(const std::string& from, const std::string& to) const {
    std::string text = text_;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from << " in " << text;
    return text.replace(at, from.size(), to);
  }
  // The keys of what is wrong with it.
  std::string FaultsIn(const std::string& text) const {
    const auto answer = ParseAnswer(text, "answer.json");
    if (!answer) return answer.error().message.key;
    std::string keys;
    for (const FieldFault& fault :
         FaultsOf(instance_, assign::Verify(instance_.problem, answer->solution), *answer))
      keys += fault.path + " " + fault.message.key + "\n";
    return keys;
  }

  Instance instance_;
  assign::Solution solution_;
  assign::Explanation why_;
  std::string text_;
};

TEST_F(AnswerTest, IsProvenAgainFromItsText) {
  EXPECT_EQ(FaultsIn(text_), "");
  const auto answer = ParseAnswer(text_, "answer.json");
  ASSERT_TRUE(answer);
  const assign::Solution& again = answer->solution;
  EXPECT_EQ(again.assignment, solution_.assignment);
  EXPECT_EQ(again.certificate.account_prices, solution_.certificate.account_prices);
  EXPECT_EQ(AnswerJson(instance_, again, why_, {.seconds = 0.5, .seed = 18446744073709551615u}), text_);
  EXPECT_THAT(text_, HasSubstr(R"("unplaced":2)"));
  EXPECT_THAT(text_, HasSubstr(R"("status":"optimal")"));
}

TEST_F(AnswerTest, SaysWhatElseThereWas) {
  // Each rep has room for one account: two stay, and the room they lack is named.
  EXPECT_THAT(text_, HasSubstr(R"("reason":"no_room","placed_with":{"rep":)"));
  EXPECT_THAT(text_, HasSubstr(R"("more_capacity":2}})"));
  EXPECT_THAT(text_, HasSubstr(R"("name":"Ben","used":6,"capacity":10,"one_more_is_worth":)"));
  for (std::size_t j = 0; j < solution_.assignment.size(); ++j) {
    const assign::AccountReason& reason = why_.accounts[j];
    ASSERT_EQ(reason.rep, solution_.assignment[j]);
    EXPECT_TRUE(reason.rep == assign::kUnplaced || reason.basis == assign::Basis::exact);
  }
  EXPECT_THAT(text_, HasSubstr(R"("next_best":{"rep":[)"));
  EXPECT_THAT(text_, HasSubstr(R"("exact":[)"));
}

TEST_F(AnswerTest, WhatWasChangedDoesNotHold) {
  const std::string objective = R"("objective":)" + std::to_string(solution_.objective);
  EXPECT_THAT(FaultsIn(Changed(objective, R"("objective":1)")), HasSubstr("flaw.wrong_objective"));
  const std::string bound = R"("bound":)" + std::to_string(solution_.bound);
  EXPECT_THAT(FaultsIn(Changed(bound, R"("bound":100000)")), HasSubstr("flaw.bound_too_high"));
  EXPECT_THAT(FaultsIn(Changed(R"("assignment":[)", R"("assignment":[0,)")), HasSubstr("flaw.wrong_size"));
  EXPECT_THAT(FaultsIn(Changed(R"("capacity_prices":[)", R"("capacity_prices":[-1,)")), Not(IsEmpty()));
  const std::size_t at = text_.find(R"("assignment":[)");
  std::string other = text_;
  other.replace(at, other.find(']', at) - at, R"("assignment":[1,1,1,7)");
  EXPECT_THAT(FaultsIn(other), HasSubstr("Tarn problem.instance.flaw.not_a_candidate"));
}

TEST_F(AnswerTest, WhatItSaysBesidesIsHeldAgainstTheAssignment) {
  const std::string says = " problem.instance.flaw.says_otherwise\n";
  EXPECT_EQ(FaultsIn(Changed(R"("accounts":4)", R"("accounts":3)")), "accounts" + says);
  EXPECT_EQ(FaultsIn(Changed(R"("reps":2)", R"("reps":3)")), "reps" + says);
  EXPECT_EQ(FaultsIn(Changed(R"("unplaced":2)", R"("unplaced":0)")), "unplaced" + says);
  EXPECT_EQ(FaultsIn(Changed(R"("gap_percent":0)", R"("gap_percent":1)")), "gap_percent" + says);
  // A gap that is no round number is the same once it was text.
  for (const std::int64_t bound : {2999L, -123'456'789'123'456'789L}) {
    solution_.objective = 3000;
    solution_.bound = bound;
    EXPECT_THAT(FaultsIn(AnswerJson(instance_, solution_, why_, {})), Not(HasSubstr("gap_percent")));
  }
}

TEST_F(AnswerTest, WhatIsNoAnswerIsRefused) {
  EXPECT_EQ(FaultsIn("{}"), "problem.instance.no_answer");
  EXPECT_EQ(FaultsIn("[]"), "problem.instance.no_answer");
  EXPECT_EQ(FaultsIn(Changed(R"("form":1)", R"("form":2)")), "problem.instance.no_answer");
  EXPECT_EQ(FaultsIn(Changed(R"("status":"optimal")", R"("status":"best")")), "problem.instance.no_answer");
  // Cut to 32 bits it would be rep 0.
  EXPECT_EQ(FaultsIn(Changed(R"("assignment":[)", R"("assignment":[4294967296,)")),
            "problem.instance.no_answer");
  EXPECT_EQ(FaultsIn("not json"), "problem.instance.no_answer");
}

TEST_F(AnswerTest, TheCsvNamesAccountsAndReps) {
  solution_.assignment = {0, assign::kUnplaced, 1, 1};
  EXPECT_EQ(AssignmentCsv(instance_, solution_),
            "account,rep\r\nLarmar,Ana\r\nOsk,\r\n'=Vell,Ben\r\nTarn,Ben\r\n");
}

}  // namespace
}  // namespace baton::format
