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

INSTANTIATE_TEST_SUITE_P(Engines, CallersTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::book
