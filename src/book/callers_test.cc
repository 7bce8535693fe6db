#include "book/callers.h"

#include "book/book_fixture.h"

namespace baton::book {
namespace {

class CallersTest : public BookTest {
 protected:
  std::vector<Caller> Find(Id person, access::Reach reach, std::string_view text) {
    return FindCallers(*db().Read(), {reach, kOrg, person}, text, 8);
  }
};

TEST_P(CallersTest, FindsTheContactFirst) {
  Act([&](action::Action& action) {
    Account account;
    account.name = "Larmar Freight";
    account.city = "Joliet";
    account.currency = "USD";
    const Id larmar = InsertAccount(action, account, jim_).id;
    Contact contact;
    contact.account_id = larmar;
    contact.name = "Bill Larmar";
    contact.title = "Owner";
    InsertContact(action, contact);
  });
  const auto bills = Find(jim_, access::Reach::team, "Bil");
  ASSERT_EQ(bills.size(), 1u);
  EXPECT_EQ(bills[0].contact_name, "Bill Larmar");
  EXPECT_EQ(bills[0].contact_title, "Owner");
  EXPECT_EQ(bills[0].account_name, "Larmar Freight");
  EXPECT_EQ(bills[0].city, "Joliet");
  const auto larmars = Find(jim_, access::Reach::team, "larmr");
  ASSERT_EQ(larmars.size(), 2u);
  EXPECT_TRUE(larmars[0].contact_id);
  EXPECT_FALSE(larmars[1].contact_id);
  EXPECT_EQ(larmars[0].mistakes, 1);
  EXPECT_TRUE(Find(ann_, access::Reach::team, "bill").empty());
  EXPECT_TRUE(Find(jada_, access::Reach::own, "bill").empty());
  EXPECT_TRUE(Find(jim_, access::Reach::team, "").empty());
}

TEST_P(CallersTest, FindsByNumberAddressAndTown) {
  Account account;
  Act([&](action::Action& action) {
    account.name = "Larmar Freight";
    account.city = "Joliet";
    account.website = "https://www.larmarfreight.example";
    account.currency = "USD";
    account = InsertAccount(action, account, jim_);
    Contact contact;
    contact.account_id = account.id;
    contact.name = "Bill Larmar";
    contact.email = "bill@larmar.example";
    contact.phone = "+1 (312) 555-0142";
    InsertContact(action, contact);
  });
  for (const char* typed : {"0142", "50142", "555 0142", "bill 0142", "+1 312 555 0142", "(312) 555-0142",
                            "bill@larmar", "bill joliet", "joliet bil", "larmar.example"}) {
    const auto found = Find(jim_, access::Reach::team, typed);
    ASSERT_FALSE(found.empty()) << typed;
    EXPECT_EQ(found[0].contact_name, "Bill Larmar") << typed;
  }
  EXPECT_TRUE(Find(jim_, access::Reach::team, "0143").empty());
  EXPECT_EQ(Find(jim_, access::Reach::team, "larmarfreight").at(0).account_id, account.id);
  Act([&](action::Action& action) {
    Account moved = account;
    moved.city = "Peoria";
    ASSERT_TRUE(UpdateAccount(action, account, moved));
  });
  EXPECT_TRUE(Find(jim_, access::Reach::team, "bill joliet").empty());
  EXPECT_EQ(Find(jim_, access::Reach::team, "bill peoria").size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Engines, CallersTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::book
