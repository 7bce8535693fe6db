// A contact with several e-mail addresses: found by each, and none of them somebody else's.
#include "book/contact_address.h"

#include <gmock/gmock.h>

#include "action/tables.h"
#include "action/undo.h"
#include "book/account_rules.h"
#include "book/book_fixture.h"
#include "book/book_routes.h"
#include "book/book_search.h"
#include "book/own_meetings.h"

namespace baton::book {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Emails = std::vector<std::string>;

std::vector<std::string> SaidOf(const std::vector<FieldFault>& faults) {
  std::vector<std::string> said;
  for (const FieldFault& fault : faults) said.push_back(fault.path + " " + fault.message.key);
  return said;
}

TEST(ContactEmails, AreEachAnAddressAndThereOnce) {
  EXPECT_THAT(SaidOf(FaultsOf(ContactInput{.name = "Bill",
                                           .email = "bill@larmar.example",
                                           .further_emails = Emails{"b@home.example", "B@Home.example",
                                                                    "Bill", "BILL@larmar.example"}})),
              ElementsAre("further_emails[1] problem.contact.email_twice",
                          "further_emails[2] problem.field.not_an_email",
                          "further_emails[3] problem.contact.email_twice"));
  Emails many;
  for (int i = 0; i <= kMostFurtherEmails; ++i) many.push_back("b" + std::to_string(i) + "@home.example");
  EXPECT_THAT(SaidOf(FaultsOf(ContactInput{.name = "Bill", .further_emails = many})),
              ElementsAre("further_emails problem.contact.too_many_emails"));
}

TEST(ContactEmails, WithoutAFirstTheNextIsTheFirst) {
  ContactInput input{.name = "Bill", .further_emails = Emails{"b@home.example", "c@home.example"}};
  const Contact contact = Apply(input, Contact{});
  EXPECT_EQ(contact.email, "b@home.example");
  EXPECT_THAT(ToView(contact).further_emails, ElementsAre("c@home.example"));
  EXPECT_EQ(db::RowValues(Apply(InputOf(contact), contact)), db::RowValues(contact));
}

class ContactAddressTest : public BookTest {
 protected:
  void SetUp() override {
    BookTest::SetUp();
    if (IsSkipped()) return;
    larmar_ = AddAccount("Larmar", jim_);
    bill_ = AddContact(larmar_, "Bill");
    ines_ = AddContact(larmar_, "Ines");
    Change(bill_, "bill@larmar.example", {"B@home.example"});
    Change(ines_, "ines@larmar.example", {});
  }

  Contact Get(Id id) { return *FindContact(*db().Read(), All(), id); }
  Id Change(Id id, const std::string& email, const Emails& further) {
    return Act([&](action::Action& action) {
      const Contact before = *FindContact(action.tx(), All(), id);
      ContactInput input = InputOf(before);
      input.email = email;
      input.further_emails = further;
      EXPECT_TRUE(UpdateContact(action, before, Apply(input, before)).has_value());
    });
  }
  std::vector<Id> Who(const std::string& email) {
    std::vector<Id> ids;
    for (const Client& one : FindClients(*db().Read(), kOrg, Emails{email})) {
      EXPECT_EQ(one.email_fold, email);
      ids.push_back(one.contact_id);
    }
    return ids;
  }
  std::vector<FieldFault> Taken(const access::Scope& scope, Id id, const Emails& further) {
    ContactInput input = InputOf(Get(id));
    input.further_emails = further;
    return TakenEmails(*db().Read(), scope, Get(id), input);
  }

  Id larmar_;
  Id bill_;
  Id ines_;
};

TEST_P(ContactAddressTest, AContactIsFoundByEachOfThem) {
  EXPECT_THAT(Who("bill@larmar.example"), ElementsAre(bill_));
  EXPECT_THAT(Who("b@home.example"), ElementsAre(bill_));
  const auto found = SearchBook(*db().Read(), All(), "b@home", 10);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].id, bill_);
  Change(bill_, "b@home.example", {"bill@larmar.example"});
  EXPECT_THAT(Who("bill@larmar.example"), ElementsAre(bill_)) << "the first is another, both are his";
  EXPECT_THAT(Who("b@home.example"), ElementsAre(bill_));
  Change(bill_, "b@home.example", {});
  EXPECT_THAT(Who("bill@larmar.example"), IsEmpty());
}

TEST_P(ContactAddressTest, AnUndoBringsThemBack) {
  const Id action = Change(bill_, "bill@larmar.example", {});
  EXPECT_THAT(Who("b@home.example"), IsEmpty());
  action::Tables tables;
  AddTables(tables);
  Act([&](action::Action& undoing) { EXPECT_TRUE(Undo(undoing, action, tables).kept.empty()); });
  EXPECT_THAT(Who("b@home.example"), ElementsAre(bill_));
  EXPECT_THAT(ToView(Get(bill_)).further_emails, ElementsAre("B@home.example"));
}

TEST_P(ContactAddressTest, SomebodyElsesIsRefusedWithWhose) {
  const auto faults = Taken(
      All(), bill_, {"B@home.example", "x@free.example", "Ines@larmar.example", "jada@northwind.example"});
  EXPECT_THAT(SaidOf(faults), ElementsAre("further_emails[2] problem.contact.email_of_contact"));
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(std::get<std::string>(faults[0].message.arguments.at("name")), "Ines");
  EXPECT_EQ(std::get<std::string>(faults[0].message.arguments.at("account")), "Larmar");
  EXPECT_THAT(SaidOf(Taken(Own(rafael_), bill_, {"ines@larmar.example"})),
              ElementsAre("further_emails[0] problem.contact.email_of_others"))
      << "a contact whom one may not see is not named";
  EXPECT_THAT(SaidOf(Taken(All(), ines_, {"b@home.example"})),
              ElementsAre("further_emails[0] problem.contact.email_of_contact"));
}

TEST_P(ContactAddressTest, OursIsRefusedTheFurtherOnesToo) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET email = $3, email_fold = $3 WHERE org_id = $1 AND id = $2", kOrg, jada_,
               std::string("jada@northwind.example"));
    tx.Execute(
        "INSERT INTO mail_address (org_id, id, version, person_id, email, created_at) VALUES ($1, $2, 1, $3, "
        "$4, $5)",
        kOrg, tx.NewId(), jim_, std::string("jim@home.example"), kNow);
  });
  EXPECT_THAT(SaidOf(Taken(All(), bill_, {"jada@northwind.example", "Jim@home.example"})),
              ElementsAre("further_emails[0] problem.contact.email_of_us",
                          "further_emails[1] problem.contact.email_of_us"));
}

// A desk's address may be the first of two; what a contact has is never refused when another becomes its first.
TEST_P(ContactAddressTest, ASharedFirstAddressStaysWithBoth) {
  Change(bill_, "desk@larmar.example", {});
  Change(ines_, "desk@larmar.example", {});
  EXPECT_THAT(Who("desk@larmar.example"), ElementsAre(bill_, ines_));
  ContactInput input = InputOf(Get(bill_));
  input.email = "bill@larmar.example";
  input.further_emails = Emails{"desk@larmar.example"};
  EXPECT_THAT(TakenEmails(*db().Read(), All(), Get(bill_), input), IsEmpty());
}

TEST_P(ContactAddressTest, RemovedContactsHoldNothing) {
  Act([&](action::Action& action) { EXPECT_TRUE(RemoveContact(action, Get(bill_)).has_value()); });
  EXPECT_THAT(Who("b@home.example"), IsEmpty());
  EXPECT_THAT(Taken(All(), ines_, {"b@home.example"}), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Engines, ContactAddressTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::book
