#include "book/calendar.h"

#include <gtest/gtest.h>

#include "action/action.h"
#include "base/text.h"
#include "book/directory.h"
#include "book/opportunity.h"
#include "db/test_database.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::book {
namespace {

constexpr Id kOrg{7};

class CalendarTest : public db::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "organization.create", now_);
      people::Organization organization;
      organization.org_id = kOrg;
      organization.name = "Northwind";
      organization.currency = "USD";
      organization.time_zone = "UTC";
      people::InsertOrganization(action, organization);
      jim_ = AddPerson(action, "Jim Calder");
      jada_ = AddPerson(action, "Jada Ellis");
      Account account;
      account.name = "Larmar Freight";
      account.currency = "USD";
      account.revenue_minor = 500;
      larmar_ = InsertAccount(action, account, jim_).id;
      Contact contact;
      contact.account_id = larmar_;
      contact.name = "Bill Larmar";
      bill_ = InsertContact(action, contact).id;
    });
  }

  Id AddPerson(action::Action& action, const std::string& name) {
    people::Person person;
    person.name = name;
    person.name_fold = Fold(name);
    return people::InsertPerson(action, person)->id;
  }

  Id Add(ActivityKind kind, std::string_view at, int minutes, Id owner, std::vector<Id> people,
         bool with_bill) {
    return db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "import.run", now_);
      Activity activity;
      activity.kind = kind;
      activity.subject = "Talk";
      activity.owner_id = owner;
      activity.starts_at = *ParseInstant(at);
      activity.minutes = minutes;
      if (with_bill) activity.account_id = larmar_;
      activity = action.Insert(activity);
      for (const Id person : people) {
        action.Insert(
            Attendance{.activity_id = activity.id, .starts_at = activity.starts_at, .person_id = person});
      }
      if (with_bill) {
        action.Insert(
            Attendance{.activity_id = activity.id, .starts_at = activity.starts_at, .contact_id = bill_});
      }
      return activity.id;
    });
  }

  std::vector<CalendarEntry> Day(std::vector<Id> people) {
    return FindCalendar(*db().Read(), kOrg, people, *ParseInstant("2026-11-24T00:00:00Z"),
                        *ParseInstant("2026-11-25T00:00:00Z"));
  }

  Instant now_ = *ParseInstant("2026-11-24T09:41:00Z");
  Id jim_, jada_, larmar_, bill_;
};

TEST_P(CalendarTest, HoldsWhatTakesTime) {
  Add(ActivityKind::meeting, "2026-11-24T10:00:00Z", 30, jim_, {jim_, jada_}, false);
  Add(ActivityKind::call, "2026-11-24T09:00:00Z", 10, jada_, {}, true);
  Add(ActivityKind::email, "2026-11-24T11:00:00Z", 0, jim_, {jim_}, true);
  Add(ActivityKind::visit, "2026-11-23T23:30:00Z", 60, jim_, {jim_}, true);  // goes on past midnight
  Add(ActivityKind::visit, "2026-11-23T22:30:00Z", 60, jim_, {jim_}, true);  // does not
  Add(ActivityKind::meeting, "2026-11-25T00:00:00Z", 60, jim_, {jim_}, false);
  const auto jims = Day({jim_});
  ASSERT_EQ(jims.size(), 2u);
  EXPECT_EQ(jims[0].kind, ActivityKind::visit);
  EXPECT_EQ(jims[1].EndsAt(), *ParseInstant("2026-11-24T10:30:00Z"));
  EXPECT_EQ(Day({jada_}).size(), 2u);
  EXPECT_EQ(Day({jim_, jada_}).size(), 4u);
  EXPECT_TRUE(Day({}).empty());
}

TEST_P(CalendarTest, KnowsWhoIsThere) {
  const Id id = Add(ActivityKind::meeting, "2026-11-24T10:00:00Z", 30, jim_, {jada_}, true);
  const auto people = FindPeopleIn(*db().Read(), kOrg, std::vector{id});
  EXPECT_EQ(people.at(id), (std::vector{jim_, jada_}));
}

TEST_P(CalendarTest, MeetingsAreWithTheClient) {
  Add(ActivityKind::meeting, "2026-11-03T10:00:00Z", 30, jim_, {jim_, jada_}, true);
  Add(ActivityKind::call, "2026-11-10T10:00:00Z", 30, jada_, {jada_}, true);
  Add(ActivityKind::meeting, "2026-11-30T10:00:00Z", 30, jim_, {jada_}, true);   // is to come
  Add(ActivityKind::meeting, "2026-11-11T10:00:00Z", 30, jim_, {jada_}, false);  // without the client
  const auto met = FindMeetings(*db().Read(), kOrg, larmar_, jada_, {}, now_, 5);
  ASSERT_EQ(met.size(), 2u);
  EXPECT_EQ(FindContactsMet(*db().Read(), kOrg, larmar_, jada_, now_, 5),
            (std::vector<std::string>{"Bill Larmar"}));
  EXPECT_TRUE(
      FindContactsMet(*db().Read(), kOrg, larmar_, jada_, *ParseInstant("2026-11-01T00:00:00Z"), 5).empty());
  EXPECT_EQ(FindMeetings(*db().Read(), kOrg, larmar_, jada_, bill_, now_, 5).size(), 2u);
  EXPECT_TRUE(FindMeetings(*db().Read(), kOrg, larmar_, jada_, Id{99}, now_, 5).empty());
  EXPECT_EQ(met[0].kind, ActivityKind::call);
  EXPECT_EQ(met[1].starts_at, *ParseInstant("2026-11-03T10:00:00Z"));
}

TEST_P(CalendarTest, CountsClosedDeals) {
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "import.run", now_);
    const auto add = [&](OpportunityStatus status, std::string_view day) {
      Opportunity deal;
      deal.owner_id = jada_;
      deal.name = "Deal";
      deal.status = status;
      deal.currency = "USD";
      deal.closes_on = *ParseDay(day);
      action.Insert(deal);
    };
    add(OpportunityStatus::won, "2026-10-01");
    add(OpportunityStatus::won, "2026-11-01");
    add(OpportunityStatus::lost, "2026-11-02");
    add(OpportunityStatus::won, "2020-11-02");
    add(OpportunityStatus::open, "2026-11-20");
  });
  const auto closed = FindClosedDeals(*db().Read(), kOrg, std::vector{jim_, jada_}, *ParseDay("2025-01-01"),
                                      *ParseDay("2026-11-24"));
  ASSERT_EQ(closed.size(), 1u);
  EXPECT_EQ(closed[0].won, 2);
  EXPECT_EQ(closed[0].lost, 1);
}

TEST_P(CalendarTest, SumsABook) {
  const BookSummary summary = SummaryOf(*db().Read(), kOrg, std::vector{jim_}, now_);
  EXPECT_EQ(summary.accounts, 1);
  EXPECT_EQ(summary.revenue_minor, 500);
  EXPECT_EQ(summary.only_me, 1);
  EXPECT_EQ(SummaryOf(*db().Read(), kOrg, std::vector{jada_}, now_).accounts, 0);
  EXPECT_EQ(SummaryOf(*db().Read(), kOrg, std::vector{jada_, jim_}, now_).accounts, 1);
  EXPECT_EQ(SummaryOf(*db().Read(), kOrg, {}, now_).accounts, 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, CalendarTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::book
