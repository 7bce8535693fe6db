// What a draft keeps of the one before, where nothing that it hangs on has changed.
#include <gtest/gtest.h>

#include <map>

#include "plan/draft_for_test.h"

namespace baton::plan {
namespace {

const std::function<bool()> kAtOnce = [] {
  return true;
};  // what the search finds first, explained by the prices

// Accounts and reps of which no two are alike.
Facts ManyFacts(int accounts, int reps) {
  Facts facts = SomeFacts(accounts, reps);
  for (std::size_t j = 0; j < facts.accounts.size(); ++j) {
    facts.accounts[j].load_minutes = 30 + static_cast<std::int64_t>(j * 37 % 50);
    facts.accounts[j].deal_minor = static_cast<std::int64_t>(1000 + j * 7919 % 9000);
  }
  for (std::size_t r = 0; r < facts.reps.size(); ++r) {
    facts.reps[r].deal_minor = static_cast<std::int64_t>(1000 + r * 613 % 9000);
  }
  return facts;
}

std::vector<Choice> ChosenBy(const Draft& draft) {
  std::vector<Choice> choices;
  for (const DraftLine& line : draft.lines) choices.push_back({.before = line.successor});
  return choices;
}

// Everything that the next draft of the same facts and rules can go on from.
Again From(Draft& draft) {
  Again again{.account_ids = draft.account_ids,
              .rep_ids = draft.rep_ids,
              .prices = draft.solution.certificate,
              .gap = draft.solution.objective - draft.solution.bound,
              .draft = &draft};
  again.lines.resize(draft.lines.size());
  for (std::size_t j = 0; j < draft.lines.size(); ++j) {
    if (const auto& next = draft.lines[j].next_best; next) {
      again.lines[j].next_best = next->person_id;
      again.lines[j].next_best_cost = next->cost_permille;
    }
    again.lines[j].week_on = draft.lines[j].week_on;
  }
  return again;
}

std::vector<LineBefore> LinesOf(const Draft& draft) {
  std::vector<LineBefore> lines;
  for (const DraftLine& line : draft.lines) {
    LineBefore before{.basis = line.basis, .stability_permille = line.stability_permille};
    if (line.next_best) {
      before.next_best = line.next_best->person_id;
      before.next_best_cost = line.next_best->cost_permille;
    }
    lines.push_back(before);
  }
  return lines;
}

TEST(DraftAgain, TakesAStabilityFromBeforeWhereItHangsOnTheSame) {
  const Facts facts = ManyFacts(3, 4);
  const Draft first = Planned(facts);
  Again again{.lines = LinesOf(first)};
  again.lines[0].stability_permille = 123;  // to be seen again
  again.lines[1].stability_permille = 123;
  again.lines[1].basis += 1;  // of other parts or weights
  const Draft next = MakeDraft(facts, {}, kToday, ChosenBy(first), {}, again);
  EXPECT_EQ(next.lines[0].stability_permille, 123);
  EXPECT_EQ(next.lines[1].stability_permille, first.lines[1].stability_permille);
  const Draft other = MakeDraft(facts, {.weights = {.tie = 0.3}}, kToday, ChosenBy(first), {}, again);
  EXPECT_NE(other.lines[0].stability_permille, 123);
}

TEST(DraftAgain, NamesTheRepsWhoFitBest) {
  const Facts facts = ManyFacts(2, 33);
  const Draft draft = Planned(facts);
  const FitTable table = TableOf(facts, {});
  ASSERT_EQ(draft.lines[0].fits.size(), kLineFits);
  for (std::size_t i = 1; i < kLineFits; ++i)
    EXPECT_LE(draft.lines[0].fits[i].fit_permille, draft.lines[0].fits[i - 1].fit_permille);
  int better = 0;
  for (std::size_t r = 0; r < facts.reps.size(); ++r)
    better += table.Permille(0, r) > draft.lines[0].fits.back().fit_permille ? 1 : 0;
  EXPECT_LT(better, static_cast<int>(kLineFits));
}

TEST(DraftAgain, SaysTheNextBestOfBeforeWhileThePricesAreNearIt) {
  const Facts facts = ManyFacts(60, 8);
  const Draft first = MakeDraft(facts, {}, kToday, NoChoices(facts), kAtOnce);
  const Draft plain = MakeDraft(facts, {}, kToday, ChosenBy(first), kAtOnce);
  std::size_t j = 0;
  while (j < plain.lines.size() && !(plain.lines[j].next_best && !plain.lines[j].next_best->is_exact &&
                                     plain.lines[j].successor == first.lines[j].successor))
    ++j;
  ASSERT_LT(j, plain.lines.size());
  const std::int32_t cost = plain.lines[j].next_best->cost_permille;
  const auto said = [&](std::int64_t before) {
    Again again{.lines = LinesOf(plain)};
    again.lines[j].next_best_cost = before;
    return MakeDraft(facts, {}, kToday, ChosenBy(first), kAtOnce, again).lines[j].next_best->cost_permille;
  };
  EXPECT_EQ(said(cost + 7), cost + 7);
  EXPECT_EQ(said(cost + 70), cost);
}

// Who changes one account waits for that, not for what the draft before left open.
TEST(DraftAgain, StopsWhereItIsAsCloseAsTheDraftBefore) {
  const Facts facts = ManyFacts(60, 8);
  int asked = 0;
  const Draft first = MakeDraft(facts, {}, kToday, NoChoices(facts), [&] { return ++asked > 3000; });
  const auto nodes = [&](std::int64_t gap) {
    int calls = 0;
    const Again again{.gap = gap, .waited = [] { return kExplainTime; }};
    return MakeDraft(
               facts, {}, kToday, ChosenBy(first), [&] { return ++calls > 3000; }, again)
        .solution.nodes;
  };
  EXPECT_LE(nodes(1'000'000'000), nodes(-kFitCost));
}

// One after the other, accounts of a large plan are dragged to their next best: few lines are made, and rules and proof hold for all
// candidates, not only for those that are kept.
TEST(DraftAgain, GoesOnFromALargeDraft) {
  const Facts facts = ManyFacts(1300, 200);
  const FitTable table = TableOf(facts, {});
  int asked = 0;
  Draft draft = MakeDraft(facts, {}, kToday, NoChoices(facts), [&] { return ++asked > 300; });
  std::vector<Choice> choices = ChosenBy(draft);
  for (int drag = 0; drag < 4; ++drag) {
    std::size_t dragged = static_cast<std::size_t>(drag) * 311;
    while (!draft.lines[dragged].next_best) ++dragged;
    for (std::size_t j = 0; j < choices.size(); ++j) choices[j].before = draft.lines[j].successor;
    choices[dragged].is_locked = true;
    choices[dragged].locked_to = draft.lines[dragged].next_best->person_id;
    Draft before = std::move(draft);
    const std::vector<PersonFit> fits = before.lines[dragged].fits;
    draft = MakeDraft(facts, {}, kToday, choices, {}, From(before));
    EXPECT_LT(draft.fresh.size(), 200u) << "only what the change touches";
    EXPECT_LE(draft.workings.model.index_of.size(), 1300u);
    ExpectKeepsTheRules(facts, {}, choices, draft);
    EXPECT_EQ(draft.lines[dragged].fits[0].person_id, fits[0].person_id);
    const Model whole = BuildModel(facts, table, {}, choices);
    const auto verified = assign::Verify(whole.problem, draft.solution);
    EXPECT_TRUE(verified.Holds());
    EXPECT_GE(verified.proven_bound, draft.solution.bound);
    std::map<Id, std::size_t> rep_of;
    for (std::size_t r = 0; r < facts.reps.size(); ++r) rep_of[facts.reps[r].id] = r;
    for (std::size_t j = 0; j < draft.lines.size(); ++j) {
      const DraftLine& line = draft.lines[j];
      const std::int32_t rep = draft.solution.assignment[j];
      ASSERT_EQ(line.successor.has_value(), rep != assign::kUnplaced);
      if (!line.successor) continue;
      ASSERT_EQ(rep_of[*line.successor], static_cast<std::size_t>(rep));
      EXPECT_EQ(line.fit_permille, table.Permille(j, rep_of[*line.successor]));
      EXPECT_FALSE(line.reasons.empty());
    }
  }
  // Nothing at all was changed: nothing is made but what has no place.
  for (std::size_t j = 0; j < choices.size(); ++j) choices[j].before = draft.lines[j].successor;
  Draft before = std::move(draft);
  draft = MakeDraft(facts, {}, kToday, choices, {}, From(before));
  for (const std::size_t j : draft.fresh)
    EXPECT_TRUE(!draft.lines[j].successor || draft.change.moved.size() > 0);
}

}  // namespace
}  // namespace baton::plan
