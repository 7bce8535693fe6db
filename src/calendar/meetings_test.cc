#include "calendar/meetings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "book/directory.h"
#include "book/own_meetings.h"
#include "handoff/team_for_test.h"

namespace baton::calendar {
namespace {

using format::icalendar::MeetingTime;
using testing::ElementsAre;
using testing::IsEmpty;

// Now is Tuesday, 2026-11-24 09:41 UTC. Bill of Larmar and Mia of Bexley have addresses of their own; both are Jim's.
class MeetingsTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router&) override {}
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    SetEmail(larmar_, "bill@larmar.example");
    SetEmail(bexley_, "mia@bexley.example");
  }

  void SetEmail(Id account, const std::string& email) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE contact SET email = $3, email_fold = $3 WHERE org_id = $1 AND account_id = $2", kOrg,
                 account, email);
    });
  }
  static MeetingTime At(const std::string& from, std::vector<std::string> others = {"bill@larmar.example"}) {
    const Instant starts_at = *ParseInstant(from);
    return {.uid = "1@x.example",
            .occurs_on = {},
            .starts_at = starts_at,
            .ends_at = starts_at + 30 * kMillisecondsPerMinute,
            .created_at = {},
            .others = std::move(others)};
  }
  std::optional<Instant> Take(Id person, const std::vector<MeetingTime>& meetings) {
    return db().Write([&](db::Tx& tx) {
      PersonCalendar calendar;
      calendar.org_id = kOrg;
      calendar.person_id = person;
      return TakeMeetings(tx, calendar, meetings, now_);
    });
  }
  std::vector<std::string> Lines(const char* sql) { return db().Read()->Query<std::string>(sql, kOrg); }
  std::vector<std::string> Starts() {
    std::vector<std::string> starts;
    for (const Instant at : db().Read()->Query<Instant>(
             "SELECT starts_at FROM activity WHERE org_id = $1 AND deleted_at IS NULL ORDER BY starts_at",
             kOrg)) {
      starts.push_back(ToString(at));
    }
    return starts;
  }
  std::vector<std::string> People() {
    return Lines(
        "SELECT person.name FROM attendance JOIN activity ON activity.org_id = attendance.org_id AND "
        "activity.id "
        "= attendance.activity_id JOIN person ON person.org_id = attendance.org_id AND person.id = "
        "attendance.person_id WHERE attendance.org_id = $1 AND activity.deleted_at IS NULL ORDER BY "
        "person.name");
  }
  std::vector<std::string> Contacts() {
    return Lines(
        "SELECT contact.name FROM attendance JOIN contact ON contact.org_id = attendance.org_id AND "
        "contact.id = "
        "attendance.contact_id WHERE attendance.org_id = $1 ORDER BY contact.name");
  }
  std::int64_t Actions() {
    return *db().Read()->QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM action WHERE org_id = $1 AND kind = 'calendar.meetings'", kOrg);
  }
  Id Only() { return *db().Read()->QueryValue<Id>("SELECT id FROM activity WHERE org_id = $1", kOrg); }
};

TEST_P(MeetingsTest, CountsOnceItIsOverAndOnlyOnce) {
  const std::vector meetings{At("2026-11-24T09:30:00Z")};
  EXPECT_EQ(Take(jim_, meetings), ParseInstant("2026-11-24T10:00:00Z")) << "when it is looked at again";
  EXPECT_THAT(Starts(), IsEmpty()) << "it goes on";
  now_ = *ParseInstant("2026-11-24T10:00:00Z");
  EXPECT_FALSE(Take(jim_, meetings));
  EXPECT_THAT(Starts(), ElementsAre("2026-11-24T09:30:00Z"));
  EXPECT_THAT(People(), ElementsAre("Jim Calder"));
  EXPECT_THAT(Contacts(), ElementsAre("Bill of Larmar Freight"));
  EXPECT_THAT(Lines("SELECT subject FROM activity WHERE org_id = $1"), ElementsAre(""));
  Take(jim_, meetings);
  EXPECT_THAT(Starts(), ElementsAre("2026-11-24T09:30:00Z"));
  EXPECT_EQ(Actions(), 1) << "a reading with nothing new does nothing";
  EXPECT_THAT(book::FindOwnMeetings(*db().Read(), kOrg, jim_, std::vector{Only()}), ElementsAre(Only()));
  EXPECT_THAT(book::FindOwnMeetings(*db().Read(), kOrg, jada_, std::vector{Only()}), IsEmpty());
}

TEST_P(MeetingsTest, WithNobodyWhoIsKnownItIsNoMeetingWithAClient) {
  EXPECT_FALSE(Take(jim_, {At("2026-11-24T08:00:00Z", {"tom@northwind.example", "sam@elsewhere.example"})}));
  EXPECT_THAT(Starts(), IsEmpty());
  EXPECT_EQ(Actions(), 0);
}

TEST_P(MeetingsTest, ChangesWithTheCalendar) {
  Take(jim_, {At("2026-11-24T08:00:00Z")});
  Take(jim_, {At("2026-11-24T08:15:00Z", {"bill@larmar.example", "jada@northwind.example"})});
  EXPECT_THAT(Starts(), ElementsAre("2026-11-24T08:15:00Z"));
  EXPECT_THAT(People(), ElementsAre("Jada Ellis", "Jim Calder"));
  EXPECT_EQ(Take(jim_, {At("2026-11-26T08:00:00Z")}), ParseInstant("2026-11-26T08:30:00Z"));
  EXPECT_THAT(Starts(), IsEmpty()) << "it was put off";
  now_ = *ParseInstant("2026-11-26T09:00:00Z");
  Take(jim_, {At("2026-11-26T08:00:00Z")});
  EXPECT_THAT(Starts(), ElementsAre("2026-11-26T08:00:00Z"));
  Take(jim_, {});
  EXPECT_THAT(Starts(), ElementsAre("2026-11-26T08:00:00Z")) << "what is not in the calendar any more was";
}

TEST_P(MeetingsTest, InTwoCalendarsItIsOne) {
  Take(jim_, {At("2026-11-24T08:00:00Z")});
  Take(jada_, {At("2026-11-24T08:05:00Z")});
  EXPECT_THAT(Starts(), ElementsAre("2026-11-24T08:00:00Z")) << "the first that brought it says when";
  EXPECT_THAT(People(), ElementsAre("Jada Ellis", "Jim Calder"));
  Take(jim_, {At("2026-11-24T08:00:00Z")});
  Take(jada_, {At("2026-11-24T08:05:00Z")});
  EXPECT_THAT(People(), ElementsAre("Jada Ellis", "Jim Calder")) << "she stays in it";
  EXPECT_EQ(Actions(), 2);
}

TEST_P(MeetingsTest, EachOfARepeatedEventIsOne) {
  std::vector meetings{At("2026-11-23T08:00:00Z"), At("2026-11-24T08:00:00Z")};
  for (MeetingTime& one : meetings)
    one.occurs_on = Day{static_cast<std::int32_t>(one.starts_at.milliseconds / kMillisecondsPerDay)};
  Take(jim_, meetings);
  EXPECT_THAT(Starts(), ElementsAre("2026-11-23T08:00:00Z", "2026-11-24T08:00:00Z"));
  meetings[1].starts_at = *ParseInstant("2026-11-24T07:00:00Z");  // the later one, moved
  Take(jim_, meetings);
  EXPECT_THAT(Starts(), ElementsAre("2026-11-23T08:00:00Z", "2026-11-24T07:00:00Z"));
}

TEST_P(MeetingsTest, WhatIsKnownOtherwiseIsJoined) {
  const Id known = Meet(larmar_, {jim_}, *ParseInstant("2026-11-24T08:10:00Z"));
  Take(jim_, {At("2026-11-24T08:00:00Z")});
  EXPECT_THAT(Starts(), ElementsAre("2026-11-24T08:10:00Z"));
  EXPECT_THAT(book::FindOwnMeetings(*db().Read(), kOrg, jim_, std::vector{known}), IsEmpty())
      << "it was not made of it";
  Take(jim_, {At("2026-11-24T08:20:00Z")});
  EXPECT_THAT(Starts(), ElementsAre("2026-11-24T08:10:00Z")) << "it is not ours to change";
}

TEST_P(MeetingsTest, WhatAnImportTookOverIsLeftToIt) {
  Take(jim_, {At("2026-11-24T08:00:00Z")});
  db().Write([&](db::Tx& tx) {
    tx.Execute(
        "INSERT INTO external_reference (org_id, id, version, source, table_name, external_id, row_id) "
        "VALUES ($1, $2, 1, 'salesforce', 'activity', 'e1', $3)",
        kOrg, tx.NewId(), Only());
  });
  Take(jim_, {At("2026-11-24T08:20:00Z")});
  Take(jim_, {At("2026-11-26T08:20:00Z")});
  EXPECT_THAT(Starts(), ElementsAre("2026-11-24T08:00:00Z"));
}

TEST_P(MeetingsTest, WhatWasTakenOutByHandStaysOut) {
  Take(jim_, {At("2026-11-24T08:00:00Z")});
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "activity.remove", now_);
    EXPECT_TRUE(book::RemovePlanned(action, Only()));
  });
  Take(jim_, {At("2026-11-24T08:05:00Z")});
  Take(jada_, {At("2026-11-24T08:05:00Z")});
  EXPECT_THAT(Starts(), IsEmpty());
}

TEST_P(MeetingsTest, WhoseItIsIsNeverGuessed) {
  SetEmail(bexley_, "bill@larmar.example");
  Take(jim_, {At("2026-11-24T08:00:00Z")});
  EXPECT_THAT(Starts(), IsEmpty()) << "two of Jim's clients have this address";
  SetEmail(bexley_, "mia@bexley.example");
  const Id freight =
      *db().Read()->QueryValue<Id>("SELECT id FROM account WHERE org_id = $1 AND name = 'Freight 0'", kOrg);
  SetEmail(freight, "bill@larmar.example");  // Jada's
  Take(jim_, {At("2026-11-24T08:00:00Z")});
  EXPECT_EQ(*db().Read()->QueryValue<Id>("SELECT account_id FROM activity WHERE org_id = $1", kOrg), larmar_)
      << "one of them is his own";
}

// One person with two addresses is one, and two people with one address are no more than one mail says.
TEST_P(MeetingsTest, APersonWithTwoAddressesIsOneAndTwoWithOneAreOne) {
  const auto contact_of = [&](Id account) {
    return *db().Read()->QueryValue<Id>("SELECT id FROM contact WHERE org_id = $1 AND account_id = $2", kOrg,
                                        account);
  };
  db().Write([&](db::Tx& tx) {
    tx.Execute("INSERT INTO contact_address (org_id, contact_id, email) VALUES ($1, $2, $3)", kOrg,
               contact_of(larmar_), "b@home.example");
  });
  const std::vector<std::string> bills = {"bill@larmar.example", "b@home.example"};
  Take(jim_, {At("2026-11-24T08:00:00Z", {"bill@larmar.example", "b@home.example", "mia@bexley.example"})});
  EXPECT_THAT(Starts(), IsEmpty()) << "Bill is one, as Mia is: whose it is would be a guess";
  Take(jim_, {At("2026-11-24T08:00:00Z", {"b@home.example"})});
  EXPECT_THAT(Contacts(), ElementsAre("Bill of Larmar Freight")) << "known by the further one";
  Take(jim_, {At("2026-11-24T08:00:00Z", bills)});
  EXPECT_THAT(Contacts(), ElementsAre("Bill of Larmar Freight"));
  db().Write([&](db::Tx& tx) {
    book::Contact twin;
    twin.account_id = bexley_;
    twin.name = "Mia's desk";
    twin.email = "mia@bexley.example";
    action::Action action(tx, {kOrg, jim_}, "contact.create", now_);
    book::InsertContact(action, twin);
  });
  MeetingTime other = At("2026-11-23T08:00:00Z", {"bill@larmar.example", "mia@bexley.example"});
  other.uid = "2@x.example";
  Take(jim_, {other});
  EXPECT_EQ(Starts().size(), 1U) << "two with one address do not outvote Bill";
}

TEST_P(MeetingsTest, KnowsSinceWhenItStandsThere) {
  MeetingTime meeting = At("2026-11-24T08:00:00Z");
  meeting.created_at = ParseInstant("2026-10-01T08:00:00Z");
  Take(jim_, {meeting});
  EXPECT_EQ(db().Read()->QueryValue<Instant>("SELECT created_at FROM activity WHERE org_id = $1", kOrg),
            ParseInstant("2026-10-01T08:00:00Z"));
}

TEST_P(MeetingsTest, ReadByTwoAtTheSameTimeEachIsOne) {
  std::vector<MeetingTime> meetings;
  for (int i = 0; i < 20; ++i) {
    meetings.push_back(At("2026-11-2" + std::to_string(i % 4) + "T0" + std::to_string(i / 4) + ":00:00Z"));
    meetings.back().uid = std::to_string(i);
  }
  {
    std::vector<std::jthread> threads;
    for (const Id person : {jim_, jada_}) threads.emplace_back([&, person] { Take(person, meetings); });
  }
  EXPECT_EQ(Starts().size(), 20u);
  EXPECT_EQ(People().size(), 40u);
}

INSTANTIATE_TEST_SUITE_P(Engines, MeetingsTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::calendar
