#include "access/policy.h"

#include <gtest/gtest.h>

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <vector>

namespace baton::access {
namespace {

template <class Enum>
std::vector<Enum> All() {
  std::vector<Enum> all;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
      [&](auto entry) { all.push_back(entry.value); });
  return all;
}

TEST(PolicyTest, EveryWordCanBeReadBySomebody) {
  for (const Word word : All<Word>()) {
    bool somebody = false;
    for (const Role role : All<Role>()) somebody |= ReachOf(role, Deed::read, word) != Reach::none;
    EXPECT_TRUE(somebody) << static_cast<int>(word);
  }
}

TEST(PolicyTest, NobodyChangesFurtherThanHeReads) {
  for (const Word word : All<Word>()) {
    for (const Role role : All<Role>()) {
      for (const Deed deed : {Deed::change, Deed::remove}) {
        EXPECT_LE(ReachOf(role, deed, word), ReachOf(role, Deed::read, word));
      }
    }
  }
}

TEST(PolicyTest, CoachingIsNotTheAdministrators) {
  for (const Word word : {Word::promise, Word::review, Word::coaching_session, Word::door, Word::plan,
                          Word::handoff, Word::board}) {
    for (const Deed deed : All<Deed>()) EXPECT_EQ(ReachOf(Role::administrator, deed, word), Reach::none);
  }
}

TEST(PolicyTest, ADirectorReadsNoPromises) {
  EXPECT_EQ(ReachOf(Role::director, Deed::read, Word::promise), Reach::none);
  EXPECT_EQ(ReachOf(Role::director, Deed::read, Word::review), Reach::none);
}

TEST(PolicyTest, APlanIsChangedByWhoseItIs) {
  for (const Deed deed : {Deed::create, Deed::change, Deed::remove}) {
    EXPECT_EQ(ReachOf(Role::director, deed, Word::plan), Reach::own);
    EXPECT_EQ(ReachOf(Role::manager, deed, Word::plan), Reach::own);
    EXPECT_EQ(ReachOf(Role::rep, deed, Word::plan), Reach::none);
  }
  EXPECT_EQ(ReachOf(Role::director, Deed::read, Word::plan), Reach::team);
}

TEST(PolicyTest, ARepPlansNoSessions) {
  EXPECT_EQ(ReachOf(Role::rep, Deed::create, Word::coaching_session), Reach::none);
  EXPECT_EQ(ReachOf(Role::director, Deed::change, Word::coaching_session), Reach::none);
}

// What would go with somebody is for the person and who stands above; running the machine is no reason to know it.
TEST(PolicyTest, WhoMightLeaveIsNotForAnAdministrator) {
  EXPECT_EQ(ReachOf(Role::administrator, Deed::read, Word::departure), Reach::none);
  EXPECT_EQ(ReachOf(Role::director, Deed::read, Word::departure), Reach::team);
  EXPECT_EQ(ReachOf(Role::rep, Deed::read, Word::departure), Reach::own);
}

// One asks what is seen of oneself, nobody else does; managers side by side are for who stands above them.
TEST(PolicyTest, WhatIsSeenOfOneIsOnesOwn) {
  for (const Role role : {Role::director, Role::manager, Role::rep}) {
    EXPECT_EQ(ReachOf(role, Deed::read, Word::sight), Reach::own);
  }
  EXPECT_EQ(ReachOf(Role::administrator, Deed::read, Word::manager), Reach::none);
  EXPECT_EQ(ReachOf(Role::director, Deed::read, Word::manager), Reach::team);
  EXPECT_EQ(ReachOf(Role::rep, Deed::read, Word::manager), Reach::none);
}

TEST(PolicyTest, AScoreboardIsTheManagersAndThoseAbove) {
  EXPECT_EQ(ReachOf(Role::administrator, Deed::read, Word::scoreboard), Reach::none);
  EXPECT_EQ(ReachOf(Role::director, Deed::read, Word::scoreboard), Reach::team);
  EXPECT_EQ(ReachOf(Role::manager, Deed::read, Word::scoreboard), Reach::team);
  EXPECT_EQ(ReachOf(Role::rep, Deed::read, Word::scoreboard), Reach::none);
  for (const Role role : All<Role>()) {
    for (const Deed deed : {Deed::create, Deed::change, Deed::remove}) {
      EXPECT_EQ(ReachOf(role, deed, Word::scoreboard), Reach::none);
    }
  }
}

// Sums of an hour are for those above; what somebody's single hours were, and to say so, is the person's own.
TEST(PolicyTest, AnHourIsThePersonsAndThoseAbove) {
  for (const Deed deed : All<Deed>()) EXPECT_EQ(ReachOf(Role::administrator, deed, Word::hour), Reach::none);
  EXPECT_EQ(ReachOf(Role::director, Deed::read, Word::hour), Reach::team);
  EXPECT_EQ(ReachOf(Role::rep, Deed::read, Word::hour), Reach::own);
  for (const Role role : {Role::director, Role::manager, Role::rep}) {
    EXPECT_EQ(ReachOf(role, Deed::create, Word::hour), Reach::own);
  }
}

// What a manager thinks of the own leading is that manager's; what reps say of it they say, and do not read.
TEST(PolicyTest, AnAssessmentIsTheManagersAlone) {
  for (const Role role : {Role::administrator, Role::director, Role::rep}) {
    for (const Deed deed : All<Deed>()) EXPECT_EQ(ReachOf(role, deed, Word::assessment), Reach::none);
  }
  EXPECT_EQ(ReachOf(Role::manager, Deed::read, Word::assessment), Reach::own);
  for (const Role role : {Role::administrator, Role::director, Role::manager}) {
    for (const Deed deed : All<Deed>())
      EXPECT_EQ(ReachOf(role, deed, Word::assessment_question), Reach::none);
  }
  for (const Deed deed : All<Deed>())
    EXPECT_EQ(ReachOf(Role::administrator, deed, Word::mentor_talk), Reach::none);
}

TEST(PolicyTest, ARepSeesOwnAccountsOnly) {
  EXPECT_EQ(ReachOf(Role::rep, Deed::read, Word::account), Reach::own);
  EXPECT_EQ(ReachOf(Role::rep, Deed::create, Word::account), Reach::none);
}

TEST(PolicyTest, AReadingTokenOnlyReads) {
  const Principal principal{Id{1}, Id{2}, Role::manager, TokenScope::read, Id{}, "en"};
  EXPECT_TRUE(ScopeOf(principal, Deed::read, Word::account));
  for (const Deed deed : {Deed::create, Deed::change, Deed::remove}) {
    for (const Word word : All<Word>()) EXPECT_FALSE(ScopeOf(principal, deed, word));
  }
}

}  // namespace
}  // namespace baton::access
