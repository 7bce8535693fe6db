#include <gmock/gmock.h>

#include "action/tables.h"
#include "action/undo.h"
#include "book/book_fixture.h"
#include "book/book_routes.h"
#include "book/book_search.h"
#include "book/summaries.h"
#include "json/json.h"
#include "ties/learn.h"

namespace baton::book {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class StoreTest : public BookTest {
 protected:
  std::vector<std::string> Names(const access::Scope& scope, AccountFilter filter = {}) {
    std::vector<std::string> names;
    const auto page = ListAccounts(*db().Read(), scope, filter, Context());
    EXPECT_TRUE(page);
    for (const AccountRow& row : page->items) names.push_back(row.name);
    return names;
  }
};

TEST_P(StoreTest, ShowsOwnTeamOrEverything) {
  AddAccount("Bill's", jim_);
  const Id coming = AddAccount("Coming", jim_);
  AddAccount("Jada's", jada_);
  AddAccount("Ann's", ann_);
  AddAccount("Nobody's", std::nullopt);
  StartHandoff(coming, jim_, rafael_);

  EXPECT_THAT(Names(Own(jada_)), ElementsAre("Jada's"));
  EXPECT_THAT(Names(Own(rafael_)), ElementsAre("Coming"));
  EXPECT_THAT(Names(Team(jim_)), ElementsAre("Bill's", "Coming", "Jada's"));
  EXPECT_THAT(Names(Team(ann_)), ElementsAre("Ann's"));
  EXPECT_THAT(Names(All()), ElementsAre("Ann's", "Bill's", "Coming", "Jada's", "Nobody's"));
  EXPECT_THAT(Names({access::Reach::none, kOrg, jim_}), IsEmpty());
  EXPECT_THAT(Names({access::Reach::organization, Id{2}, jim_}), IsEmpty());

  EXPECT_FALSE(FindAccount(*db().Read(), Own(jada_), coming));
  EXPECT_TRUE(FindAccount(*db().Read(), Own(rafael_), coming));
  EXPECT_THAT(Names(Team(jim_), {.owner_id = jim_, .state = AccountState::mine}), ElementsAre("Bill's"));
  EXPECT_THAT(Names(Team(jim_), {.owner_id = jim_, .state = AccountState::planned}), ElementsAre("Coming"));
  EXPECT_THAT(Names(Team(jim_), {.owner_id = jim_, .state = AccountState::handed}), IsEmpty());
}

TEST_P(StoreTest, PagesInEveryOrder) {
  const Id none = AddAccount("C never met", jim_);
  const Id small = AddAccount("B small", jim_, 100);
  const Id large = AddAccount("A large", jim_, 900);
  const Id bill = AddContact(large, "Bill");
  Meet(large, bill, {jim_}, kNow - kDays);
  Meet(small, AddContact(small, "Sue"), {jim_}, kNow - 100 * kDays);
  AddDeal({.account_id = none,
           .name = "Won",
           .status = OpportunityStatus::won,
           .amount_minor = 500,
           .currency = "USD",
           .closes_on = Context().today - 30});

  const auto walk = [&](AccountSort sort) {
    std::vector<std::string> names;
    AccountFilter filter{.owner_id = jim_, .sort = sort, .limit = 1};
    for (int i = 0; i < 5; ++i) {
      const auto page = ListAccounts(*db().Read(), Team(jim_), filter, Context());
      for (const AccountRow& row : page->items) names.push_back(row.name);
      filter.after = page->next;
      if (!filter.after) break;
    }
    return names;
  };
  EXPECT_THAT(walk(AccountSort::name), ElementsAre("A large", "B small", "C never met"));
  EXPECT_THAT(walk(AccountSort::revenue), ElementsAre("A large", "C never met", "B small"));
  EXPECT_THAT(walk(AccountSort::last_contact), ElementsAre("C never met", "B small", "A large"));
  EXPECT_EQ(walk(AccountSort::urgent).back(), "A large");
  EXPECT_FALSE(ListAccounts(*db().Read(), Team(jim_), {.after = "x"}, Context()));
  EXPECT_THAT(Names(Team(jim_), {.text = "bil"}), ElementsAre("A large"));
}

TEST_P(StoreTest, PutsARowTogether) {
  const Id larmar = AddAccount("Larmar", jim_, 41'200'000);
  const Id bill = AddContact(larmar, "Bill Larmar");
  Meet(larmar, bill, {jim_, jada_}, kNow - 10 * kDays);
  Meet(larmar, bill, {jim_}, kNow - 2 * kDays, ActivityKind::call);
  Meet(larmar, bill, {rafael_}, kNow - 1 * kDays, ActivityKind::task);
  Meet(larmar, bill, {rafael_}, kNow + 5 * kDays);
  const Id signature = AddStage("Contract", StageCategory::signature);
  const Day today = Context().today;
  AddDeal({.account_id = larmar,
           .stage_id = signature,
           .name = "15 terminals",
           .amount_minor = 1'500'000,
           .currency = "USD",
           .closes_on = today + 20});
  AddDeal({.account_id = larmar,
           .name = "Service",
           .amount_minor = 700,
           .currency = "EUR",
           .closes_on = today - 3});
  StartHandoff(larmar, jim_, jada_);
  ties::Learn(db(), kOrg, kNow);

  const auto row = ViewAccountRows(*db().Read(), kOrg, std::vector{larmar}, kNow, today).at(0);
  EXPECT_EQ(row.owner->name, "Jim");
  EXPECT_EQ(row.successor->name, "Jada");
  EXPECT_EQ(row.handoff_stage, "proposed");
  EXPECT_EQ(row.last_contact_at, kNow - 2 * kDays);
  EXPECT_EQ(row.last_contact_kind, ActivityKind::call);
  EXPECT_EQ(row.known_by, 2) << "a task and a plan are no meeting";
  ASSERT_EQ(row.others_who_know.size(), 1U);
  EXPECT_EQ(row.others_who_know[0].name, "Jada");
  EXPECT_EQ(row.open_deals, 2);
  EXPECT_EQ(row.open_minor, 1'500'000);
  ASSERT_EQ(row.open_others.size(), 1U);
  EXPECT_EQ(row.open_others[0].currency, "EUR");
  EXPECT_EQ(row.next_close_on, today + 20);
  EXPECT_THAT(row.urgent_keys, ElementsAre("account.urgent.signature"));

  const auto view = ViewAccount(*db().Read(), Team(jim_), larmar, Context());
  ASSERT_TRUE(view);
  EXPECT_EQ(view->load_minutes, 15 + 2 * 20 + 5);
  EXPECT_TRUE(view->load_is_estimated);
  EXPECT_EQ(view->handoff->to.name, "Jada");
  EXPECT_FALSE(ViewAccount(*db().Read(), Team(ann_), larmar, Context()));

  const auto deals = ListOpportunities(*db().Read(), kOrg, larmar, std::nullopt, 1);
  ASSERT_EQ(deals.items.size(), 1U);
  EXPECT_EQ(deals.items[0].stage->category, StageCategory::signature);
  EXPECT_EQ(ListOpportunities(*db().Read(), kOrg, larmar, ParseId(*deals.next), 5).items.at(0).name,
            "Service");
  const auto activities = ListActivities(*db().Read(), kOrg, larmar, jim_, std::nullopt, 2);
  EXPECT_EQ(activities.items.size(), 2U);
  EXPECT_EQ(activities.items[0].contacts.at(0).name, "Bill Larmar");
  EXPECT_EQ(ListActivities(*db().Read(), kOrg, larmar, jim_, ParseId(*activities.next), 5).items.size(), 2U);
}

TEST_P(StoreTest, SumsABookPerCurrency) {
  const Id mine = AddAccount("Mine", jim_, 1'000);
  const Id shared = AddAccount("Shared", jim_, 2'000);
  AddAccount("Abroad", jim_, 5'000, "EUR");
  AddAccount("Unknown", jim_);
  AddAccount("Jada's", jada_, 9'000);
  Meet(mine, AddContact(mine, "Bill"), {jim_}, kNow - kDays);
  Meet(shared, AddContact(shared, "Sue"), {jim_, jada_}, kNow - kDays);
  ties::Learn(db(), kOrg, kNow);

  const BookSummary summary = *Summarize(*db().Read(), Team(jim_), jim_, Context());
  EXPECT_EQ(summary.accounts, 4);
  EXPECT_EQ(summary.revenue_minor, 3'000);
  EXPECT_EQ(summary.only_me, 3);
  EXPECT_EQ(summary.only_me_minor, 1'000);
  EXPECT_EQ(summary.unknown, 2);
  EXPECT_EQ(summary.without_rate, 1);
  ASSERT_EQ(summary.other_revenue.size(), 1U);
  EXPECT_EQ(summary.other_revenue[0].amount_minor, 5'000);
  EXPECT_EQ(Summarize(*db().Read(), Own(jada_), jim_, Context())->accounts, 0) << "not hers to see";

  const BookSummary all = *Summarize(*db().Read(), Team(jim_), std::nullopt, Context());
  EXPECT_EQ(all.accounts, 5);
  EXPECT_EQ(all.revenue_minor, 12'000);
  EXPECT_EQ(all.only_me, 4) << "known to their owner only";

  // The same of several, each apart, in one read.
  const auto apart = SummariesOf(*db().Read(), kOrg, std::vector{jim_, jada_, Id{77}}, kNow);
  ASSERT_EQ(apart.size(), 3U);
  EXPECT_EQ(json::ToText(apart.at(jim_)), json::ToText(summary));
  EXPECT_EQ(apart.at(jada_).only_me_minor, 9'000);
  EXPECT_EQ(apart.at(Id{77}).accounts, 0) << "somebody without a book";
}

TEST_P(StoreTest, MovesOwnershipByIntervals) {
  const Id larmar = AddAccount("Larmar", jim_);
  const Id action = Act([&](action::Action& moving) {
    EXPECT_TRUE(MoveOwnership(moving, larmar, jada_));
    EXPECT_TRUE(MoveOwnership(moving, larmar, jada_)) << "nothing to do";
    EXPECT_FALSE(MoveOwnership(moving, larmar, Id{77}));
  });
  const auto view = ViewAccount(*db().Read(), All(), larmar, Context());
  ASSERT_EQ(view->ownership.size(), 2U);
  EXPECT_EQ(view->owner->name, "Jada");

  action::Tables tables;
  AddTables(tables);
  Act([&](action::Action& undoing) { EXPECT_TRUE(Undo(undoing, action, tables).kept.empty()); });
  EXPECT_EQ(FindOwnership(*db().Read(), kOrg, larmar)->person_id, jim_);
}

TEST_P(StoreTest, RemovesAndTakesBackWithSearch) {
  const Id larmar = AddAccount("Larmar", jim_);
  AddContact(larmar, "Bill");
  const auto find = [&] { return SearchBook(*db().Read(), Team(jim_), "larmr", 10).size(); };
  EXPECT_EQ(find(), 2U) << "a contact is found by the client's name";
  const Id action = Act([&](action::Action& removing) {
    EXPECT_TRUE(RemoveAccount(removing, *FindAccount(removing.tx(), All(), larmar)));
  });
  EXPECT_EQ(find(), 0U);
  EXPECT_FALSE(FindAccount(*db().Read(), All(), larmar));
  EXPECT_FALSE(FindOwnership(*db().Read(), kOrg, larmar));

  action::Tables tables;
  AddTables(tables);
  Act([&](action::Action& undoing) { EXPECT_TRUE(Undo(undoing, action, tables).kept.empty()); });
  EXPECT_EQ(find(), 2U);
  EXPECT_TRUE(FindOwnership(*db().Read(), kOrg, larmar));

  StartHandoff(larmar, jim_, jada_);
  Act([&](action::Action& removing) {
    EXPECT_FALSE(RemoveAccount(removing, *FindAccount(removing.tx(), All(), larmar)));
  });
}

TEST_P(StoreTest, ContactsAreFoundByTheNameOfTheirAccountAsItIs) {
  const Id larmar = AddAccount("Larmar", jim_);
  AddContact(larmar, "Bill");
  const auto find = [&](std::string_view text) {
    return SearchBook(*db().Read(), Team(jim_), text, 10).size();
  };
  const Id action = Act([&](action::Action& renaming) {
    const Account before = *FindAccount(renaming.tx(), All(), larmar);
    Account after = before;
    after.name = "Tessera";
    EXPECT_TRUE(UpdateAccount(renaming, before, after));
  });
  EXPECT_EQ(find("tessera"), 2U);
  EXPECT_EQ(find("larmar"), 0U);
  action::Tables tables;
  AddTables(tables);
  Act([&](action::Action& undoing) { EXPECT_TRUE(Undo(undoing, action, tables).kept.empty()); });
  EXPECT_EQ(find("tessera"), 0U);
  EXPECT_EQ(find("larmar"), 2U);
}

TEST_P(StoreTest, SearchKeepsToTheScope) {
  AddContact(AddAccount("Larmar", jim_), "Bill Larmar");
  EXPECT_THAT(SearchBook(*db().Read(), Own(jada_), "larmar", 10), IsEmpty());
  const auto found = SearchBook(*db().Read(), Team(jim_), "bill", 10);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].title, "Bill Larmar");
  EXPECT_EQ(found[0].subtitle, "Larmar");
  EXPECT_EQ(SearchBook(*db().Read(), Own(jada_), "rafael", 10).size(), 1U) << "people are seen by everybody";
}

INSTANTIATE_TEST_SUITE_P(Engines, StoreTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::book
