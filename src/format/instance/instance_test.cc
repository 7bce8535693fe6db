#include "format/instance/instance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace baton::format {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string Fault(const Result<Instance>& instance) {
  if (instance) return "none";
  std::string text = instance.error().errors.empty() ? instance.error().message.key + ": " : "";
  for (const FieldFault& fault : instance.error().errors)
    text += fault.path + ": " + fault.message.key + "\n";
  return text;
}

std::string OrFault(std::string_view text) { return Fault(ReadOrLibrary(text, "gap")); }

// Two agents, three jobs.
constexpr std::string_view kSmall = "2 3\n 10 20 30\n 15 -5 35\n 1 2 3\n 3 2 1\n 4 5\n";

TEST(OrLibrary, ReadsCostsLoadsAndCapacities) {
  const auto instance = ReadOrLibrary(kSmall, "gap");
  ASSERT_TRUE(instance) << Fault(instance);
  const assign::Problem& problem = instance->problem;
  EXPECT_THAT(instance->accounts, ElementsAre("1", "2", "3"));
  EXPECT_THAT(instance->reps, ElementsAre("1", "2"));
  EXPECT_EQ(problem.reps[1].capacity, 5);
  const auto second = problem.CandidatesOf(1);
  ASSERT_EQ(second.size(), 2u);
  EXPECT_EQ(second[0].cost, 20);
  EXPECT_EQ(second[1].cost, -5);
  EXPECT_EQ(second[1].load, 2);
  EXPECT_EQ(second[1].rep, 1);
}

TEST(OrLibrary, AnyPlanThatPlacesEverybodyIsCheaperThanOneThatDoesNot) {
  const auto instance = ReadOrLibrary(kSmall, "gap");
  ASSERT_TRUE(instance);
  const std::int64_t dearest = assign::ObjectiveOf(instance->problem, std::vector<std::int32_t>{1, 0, 1});
  for (const auto& left : std::vector<std::vector<std::int32_t>>{{-1, 1, 0}, {0, -1, 0}, {0, 1, -1}})
    EXPECT_GT(assign::ObjectiveOf(instance->problem, left), dearest);
}

TEST(OrLibrary, SaysWhichNumberIsMissingOrBad) {
  EXPECT_THAT(OrFault(""), HasSubstr("gap, line 1, number 1: problem.instance.ends_early"));
  EXPECT_THAT(OrFault("2 3\n1 2 3 4 5 6\n1 2 3 4 5 6\n4"), HasSubstr("gap: problem.instance.too_short"));
  EXPECT_THAT(OrFault("2 3\n1 2 3 4 5 6\n1 2 3 4 5 6\n4      "),
              HasSubstr("gap, line 4, number 16, agent 2: problem.instance.ends_early"));
  EXPECT_THAT(OrFault("2 3\n1 2 3 4 x 6\n1 2 3 4 5 6\n4 5"),
              HasSubstr("gap, line 2, number 7, job 2, agent 2: problem.instance.not_a_number"));
  EXPECT_THAT(OrFault("2 3\n1 2 3 4 NaN 6\n1 2 3 4 5 6\n4 5"), HasSubstr("not_a_number"));
  EXPECT_THAT(OrFault("2 3\n1 2 3 4 5.5 6\n1 2 3 4 5 6\n4 5"), HasSubstr("not_a_number"));
  EXPECT_THAT(OrFault("2 3\n1 2 3 4 5 6\n1 -2 3 4 5 6\n4 5"),
              HasSubstr("gap, line 3, number 10, job 2, agent 1: problem.instance.below_zero"));
  EXPECT_THAT(OrFault("2 3\n1 2 3 4 5 6\n1 2 3 4 5 6\n4 -5"),
              HasSubstr("gap, line 4, number 16, agent 2: problem.instance.below_zero"));
  EXPECT_THAT(OrFault("2 3\n1 2 3 4 5 6\n1 2 3 4 5 6\n4 5\n2 3"),
              HasSubstr("gap, line 5: problem.instance.more_numbers"));
}

TEST(OrLibrary, MakesNoRoomForWhatAFileOnlyClaims) {
  EXPECT_THAT(OrFault("1000 100000"), HasSubstr("problem.instance.too_short"));
  EXPECT_THAT(OrFault("1000000 10000000 1"), HasSubstr("problem.instance.too_large"));
  EXPECT_THAT(OrFault("99999999999999999999 1"), HasSubstr("problem.instance.too_large_number"));
  EXPECT_THAT(OrFault("9223372036854775807 9223372036854775807"), HasSubstr("problem.instance.too_large"));
  EXPECT_THAT(OrFault("0 10000000"), HasSubstr("problem.instance.no_reps"));
}

TEST(OrLibrary, RefusesNumbersWhoseSumsCouldOverflow) {
  EXPECT_THAT(OrFault("1 2\n9223372036854775807 9223372036854775807\n1 1\n1"),
              HasSubstr("problem.instance.too_large_sum"));
  EXPECT_THAT(OrFault("1 2\n1 1\n9223372036854775807 9223372036854775807\n1"),
              HasSubstr("problem.instance.too_large_sum"));
  EXPECT_THAT(OrFault("1 1\n-9223372036854775808\n1\n1"), HasSubstr("problem.instance.too_large_sum"));
}

// The four files, each of which a test may replace.
class SparseTest : public testing::Test {
 protected:
  Result<Instance> Read(const std::map<std::string, std::string>& changed = {}) {
    for (const auto& [name, text] : changed) texts_[name] = text;
    const auto opener = [this](const char* name) {
      return [this, name] { return MemorySource(texts_[name], 5); };
    };
    return ReadSparse({opener("accounts"), opener("reps"), opener("candidates"), opener("forbidden")});
  }
  std::string FaultOf(const std::string& file, const std::string& text) {
    const std::map<std::string, std::string> good = texts_;
    const std::string fault = Fault(Read({{file, text}}));
    texts_ = good;
    return fault;
  }

  std::map<std::string, std::string> texts_{
      {"accounts",
       "account,unplaced_cost,revenue,locked_rep\nLarmar,1000,50,\n\"Osk, Ltd\",900,0,Ana\nVell,800,,\n"},
      {"reps", "capacity,rep,fair_target,fair_penalty\n40,Ana,25,1\n30,Bén,,\n"},
      {"candidates",
       "account,rep,cost,load\nVell,Bén,-7,0\nLarmar,Bén,20,9\n\"Osk, Ltd\",Ana,3,4\nLarmar,Ana,10,8\n"},
      {"forbidden", "account,rep\nLarmar,Bén\n"}};
};

TEST_F(SparseTest, ReadsWhatTheFilesSay) {
  const auto instance = Read();
  ASSERT_TRUE(instance) << Fault(instance);
  const assign::Problem& problem = instance->problem;
  EXPECT_THAT(instance->accounts, ElementsAre("Larmar", "Osk, Ltd", "Vell"));
  EXPECT_THAT(instance->reps, ElementsAre("Ana", "Bén"));
  EXPECT_EQ(problem.reps[0].fair_target, 25);
  EXPECT_EQ(problem.reps[1].fair_penalty, 0);
  EXPECT_EQ(problem.reps[1].capacity, 30);
  EXPECT_EQ(problem.accounts[0].revenue, 50);
  EXPECT_EQ(problem.accounts[1].locked_rep, 0);
  EXPECT_EQ(problem.accounts[2].locked_rep, assign::kNoLock);
  EXPECT_EQ(problem.accounts[2].revenue, 0);
  const auto larmar = problem.CandidatesOf(0);
  ASSERT_EQ(larmar.size(), 2u);
  EXPECT_EQ(larmar[0].rep, 0);
  EXPECT_EQ(larmar[0].cost, 10);
  EXPECT_EQ(larmar[1].load, 9);
  EXPECT_EQ(problem.CandidatesOf(2)[0].cost, -7);
  EXPECT_THAT(problem.forbidden, ElementsAre(assign::Pair{0, 1}));
}

TEST_F(SparseTest, OtherDelimitersAndOrdersOfRowsMakeTheSameProblem) {
  const auto first = Read();
  const auto second =
      Read({{"candidates",
             "load;rep;account;cost\n8;Ana;Larmar;10\n9;Bén;Larmar;20\n4;Ana;Osk, Ltd;3\n0;Bén;Vell;-7\n"}});
  ASSERT_TRUE(first && second) << Fault(second);
  ASSERT_EQ(first->problem.candidates.size(), second->problem.candidates.size());
  for (std::size_t k = 0; k < first->problem.candidates.size(); ++k) {
    EXPECT_EQ(first->problem.candidates[k].rep, second->problem.candidates[k].rep);
    EXPECT_EQ(first->problem.candidates[k].cost, second->problem.candidates[k].cost);
    EXPECT_EQ(first->problem.candidates[k].load, second->problem.candidates[k].load);
  }
}

TEST_F(SparseTest, RefusesWithFileLineAndColumn) {
  const std::string head = "account,rep,cost,load\n";
  EXPECT_EQ(FaultOf("candidates", head + "Larmar,Cem,1,1\n"),
            "candidates.csv, line 2, column 2: problem.instance.unknown_rep\n");
  EXPECT_EQ(FaultOf("candidates", head + "Nobody,Ana,1,1\n"),
            "candidates.csv, line 2, column 1: problem.instance.unknown_account\n");
  EXPECT_EQ(FaultOf("candidates", head + "Larmar,Ana,1,1\n\nOsk,Ana,1,1\n"),
            "candidates.csv, line 4, column 1: problem.instance.unknown_account\n");
  EXPECT_EQ(FaultOf("candidates", head + "Larmar,Ana,1,1\nVell,Bén,1,1\nLarmar,Ana,2,2\n"),
            "candidates.csv, line 4, column 2: problem.instance.duplicate_pair\n");
  EXPECT_EQ(FaultOf("candidates", head + "Larmar,Ana,1,-1\n"),
            "candidates.csv, line 2, column 4: problem.instance.below_zero\n");
  EXPECT_EQ(FaultOf("candidates", head + "Larmar,Ana,nan,1\n"),
            "candidates.csv, line 2, column 3: problem.instance.not_a_number\n");
  EXPECT_EQ(FaultOf("candidates", head + "Larmar,Ana,,1\n"),
            "candidates.csv, line 2, column 3: problem.instance.missing\n");
  EXPECT_EQ(FaultOf("candidates", head + "Larmar,Ana,1e5,1\n"),
            "candidates.csv, line 2, column 3: problem.instance.not_a_number\n");
  EXPECT_EQ(FaultOf("candidates", head + "Larmar,Ana,99999999999999999999,1\n"),
            "candidates.csv, line 2, column 3: problem.instance.too_large_number\n");
  EXPECT_EQ(FaultOf("candidates", head + "Larmar,Ana,1\n"),
            "candidates.csv, line 2: problem.csv.too_few_fields\n");
  EXPECT_EQ(FaultOf("candidates", "account,rep,cost\nLarmar,Ana,1\n"),
            "candidates.csv, line 1: problem.instance.missing_column\n");
  EXPECT_EQ(FaultOf("accounts", "account,unplaced_cost,revenu\nLarmar,1,1\n"),
            "accounts.csv, line 1, column 3: problem.instance.unknown_column\n");
  EXPECT_EQ(FaultOf("accounts", "account,account,unplaced_cost\nLarmar,1,1\n"),
            "accounts.csv, line 1, column 2: problem.instance.column_twice\n");
  EXPECT_EQ(FaultOf("accounts", "account,unplaced_cost\nLarmar,1\nLarmar,2\n"),
            "accounts.csv, line 3, column 1: problem.instance.name_twice\n");
  EXPECT_EQ(FaultOf("accounts", "account,unplaced_cost,locked_rep\nLarmar,1,Cem\n"),
            "accounts.csv, line 2, column 3: problem.instance.unknown_rep\n");
  EXPECT_EQ(FaultOf("reps", "rep,capacity\nAna,-1\nBén,1\n"),
            "reps.csv, line 2, column 2: problem.instance.below_zero\n");
  EXPECT_EQ(FaultOf("reps", "rep,capacity,fair_penalty\nAna,1,-1\n"),
            "reps.csv, line 2, column 3: problem.instance.below_zero\n");
  EXPECT_EQ(FaultOf("reps", ""), "reps.csv: problem.instance.empty\n");
  EXPECT_EQ(FaultOf("reps", "rep,capacity\n ,1\n"), "reps.csv, line 2, column 1: problem.instance.missing\n");
  EXPECT_EQ(FaultOf("reps", "rep,capacity\n" + std::string(1'500, 'x') + ",1\n"),
            "reps.csv, line 2, column 1: problem.instance.long_name\n");
  EXPECT_EQ(FaultOf("forbidden", "account,rep\nLarmar,Cem\n"),
            "forbidden.csv, line 2, column 2: problem.instance.unknown_rep\n");
}

TEST_F(SparseTest, ALockNeedsItsCandidate) {
  EXPECT_EQ(FaultOf("accounts",
                    "account,unplaced_cost,locked_rep\nLarmar,1,\nOsk,1,\n\"Osk, Ltd\",1,\nVell,1,Ana\n"),
            "accounts.csv, line 5, locked_rep: problem.instance.lock_not_a_candidate\n");
}

TEST_F(SparseTest, RefusesNumbersWhoseSumsCouldOverflow) {
  EXPECT_THAT(
      FaultOf("accounts", "account,unplaced_cost\nLarmar,9223372036854775807\n\"Osk, Ltd\",1\nVell,1\n"),
      HasSubstr("accounts.cost: problem.instance.too_large_sum"));
}

TEST(OpenInstance, TakesAFolderOrAFileAndSaysWhatIsMissing) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "baton_instance";
  std::filesystem::remove_all(folder);
  EXPECT_THAT(Fault(OpenInstance(folder)), HasSubstr("problem.file.not_readable"));
  std::filesystem::create_directories(folder);
  const auto write = [&](const char* name, std::string_view text) { std::ofstream(folder / name) << text; };
  write("reps.csv", "rep,capacity\nAna,1\n");
  EXPECT_EQ(Fault(OpenInstance(folder)), "accounts.csv: problem.file.not_readable\n");
  write("accounts.csv", "account,unplaced_cost\nLarmar,9\n");
  write("candidates.csv", "account,rep,cost,load\nLarmar,Ana,1,1\n");
  EXPECT_EQ(Fault(OpenInstance(folder)), "none");
  write("forbidden.csv", "account,rep\nLarmar,Ana\n");
  EXPECT_EQ(OpenInstance(folder)->problem.forbidden.size(), 1u);
  write("gap", kSmall);
  EXPECT_EQ(Fault(OpenInstance(folder / "gap")), "none");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace baton::format
