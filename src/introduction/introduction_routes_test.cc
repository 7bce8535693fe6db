// A meeting from its plan to its end: who is told what, in which words and zones, and what an undo takes back.
#include "introduction/introduction_for_test.h"
#include "introduction/plan_meeting.h"

namespace baton::introduction {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST_P(IntroductionTest, InvitesTheThreeEachInTheirOwnZone) {
  const auto meeting = Planned();
  EXPECT_EQ(meeting.Said("/starts_at"), "2026-12-02T22:00:00Z");
  EXPECT_EQ(meeting.Said("/ends_at"), "2026-12-02T22:45:00Z");
  EXPECT_EQ(meeting.Said("/zone_text"), "Eastern Standard Time (America/New_York)");
  EXPECT_EQ(meeting.at("/guests").as_array().size(), 3U);
  EXPECT_EQ(meeting.Said("/guests/0/participation"), "needs_action");
  EXPECT_EQ(meeting.Said("/guests/0/mail/state"), "waiting");
  EXPECT_EQ(meeting.Said("/guests/2/participation"), "accepted") << "who invites comes";
  EXPECT_TRUE(meeting.at("/may_change").as_bool());

  const auto mails = Mails();
  ASSERT_EQ(mails.size(), 3U);
  const Waiting& bill = mails.at("bill@client.example");
  EXPECT_EQ(bill.method(), "REQUEST");
  EXPECT_EQ(bill.draft.subject, "Invitation: Larmar Freight meets Jada Ellis, Dec 2, 2026, 5:00 PM");
  EXPECT_THAT(bill.draft.text,
              HasSubstr("Wednesday, December 2, 2026, 5:00 PM to 5:45 PM, Eastern Standard Time "
                        "(America/New_York)"));
  EXPECT_THAT(bill.draft.text, HasSubstr("Where: Pier 4"));
  EXPECT_THAT(bill.draft.text, Not(HasSubstr("mail.meeting")));
  EXPECT_THAT(mails.at("jim@northwind.example").draft.text,
              HasSubstr("11:00 PM to 11:45 PM, Central European Standard Time (Europe/Berlin)"));
  EXPECT_THAT(
      mails.at("jada@northwind.example").draft.text,
      HasSubstr("Thursday, December 3, 2026, 3:30 AM to 4:15 AM, India Standard Time (Asia/Kolkata)"));
  for (const auto& [email, mail] : mails) {
    EXPECT_EQ(mail.invitation.starts_at, *ParseInstant("2026-12-02T22:00:00Z"));
    EXPECT_EQ(mail.invitation.sequence, 0);
    EXPECT_EQ(mail.invitation.attendees.size(), 3U);
    EXPECT_EQ(mail.invitation.organizer.email, "jim@northwind.example");
    EXPECT_EQ(mail.invitation.uid, bill.invitation.uid);
  }
  EXPECT_EQ(EntriesOf(jim_), 1U);
  EXPECT_EQ(EntriesOf(jada_), 1U);
  EXPECT_EQ(NoticesOf(jada_), 2);
}

TEST_P(IntroductionTest, RefusesATimeThatIsNoTime) {
  const auto refused = [&](const std::string& local, const std::string& zone) {
    const auto reply = Post(jim_, Path(), Body(local, zone));
    EXPECT_EQ(reply.status, 422) << local << " " << zone;
    return reply.text;
  };
  EXPECT_THAT(refused("2027-03-28T02:30", "Europe/Berlin"), HasSubstr("The next time is 2027-03-28 03:00."));
  EXPECT_THAT(refused("2027-03-14T02:30", "America/New_York"),
              HasSubstr("The next time is 2027-03-14 03:00."));
  EXPECT_EQ(Post(jim_, Path(), Body("2027-03-28T02:30", "Asia/Kolkata")).status, 201);
  refused("2026-11-24T10:41", "Europe/Berlin");  // now, to the minute
  EXPECT_EQ(Post(jim_, Path(), Body("2026-11-24T10:42", "Europe/Berlin")).status, 201);
  refused("2026-12-02", "Europe/Berlin");
  refused("2026-12-02T17:00", "Mars/Olympus");
  EXPECT_EQ(Post(jim_, Path(),
                 R"({"starts_local":"2026-12-02T17:00","minutes":0,"place":"","note":"","contact_ids":[]})")
                .at("/errors")
                .as_array()
                .size(),
            2U);
  EXPECT_EQ(
      Post(jim_, Path(),
           R"({"starts_local":"2026-12-02T17:00","minutes":30,"place":"","note":"","contact_ids":["5"]})")
          .Said("/errors/0/path"),
      "contact_ids[0]");
}

TEST_P(IntroductionTest, SaysThatATimeComesTwice) {
  const auto meeting = Post(jim_, Path(), Body("2027-10-31T02:30", "Europe/Berlin"));
  ASSERT_EQ(meeting.status, 201) << meeting.text;
  EXPECT_TRUE(meeting.at("/comes_twice").as_bool());
  EXPECT_EQ(meeting.Said("/starts_at"), "2027-10-31T00:30:00Z");
  EXPECT_THAT(Mails().at("bill@client.example").draft.text, HasSubstr("The first of the two is meant."));
}

TEST_P(IntroductionTest, WithoutAZoneItIsThatOfTheLastMeeting) {
  Planned();
  const auto introduction = Get(jim_, "/api/v1/handoffs/" + ToString(handoff_) + "/introduction");
  EXPECT_EQ(introduction.Said("/time_zone"), "America/New_York");
  const auto other =
      Post(jim_, Path(),
           R"({"starts_local":"2026-12-09T09:00","minutes":30,"place":"","note":"","contact_ids":[")" +
               ToString(bill_) + "\"]}");
  EXPECT_EQ(other.Said("/starts_at"), "2026-12-09T14:00:00Z");
}

TEST_P(IntroductionTest, AContactsOwnZoneComesFirst) {
  const auto introduction = [&] {
    return Get(jim_, "/api/v1/handoffs/" + ToString(handoff_) + "/introduction");
  };
  EXPECT_EQ(introduction().Said("/time_zone_source"), "organization");
  Planned();
  EXPECT_EQ(introduction().Said("/time_zone_source"), "meeting");
  EXPECT_TRUE(introduction().at("/contacts/0/time_zone").is_null());
  SendAll();
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE contact SET time_zone = 'Asia/Tokyo' WHERE org_id = $1 AND id = $2", kOrg, bill_);
  });
  EXPECT_EQ(introduction().Said("/contacts/0/time_zone"), "Asia/Tokyo");
  const auto other =
      Post(jim_, Path(),
           R"({"starts_local":"2026-12-09T09:00","minutes":30,"place":"","note":"","contact_ids":[")" +
               ToString(bill_) + "\"]}");
  EXPECT_EQ(other.Said("/starts_at"), "2026-12-09T00:00:00Z");
  // He reads his own time in one that is set on another clock too.
  SendAll();
  Post(jim_, Path(), Body());
  EXPECT_THAT(Mails().at("bill@client.example").draft.text,
              HasSubstr("7:00 AM to 7:45 AM, Japan Standard Time"));
}

TEST_P(IntroductionTest, WhatIsNotOutYetIsReplaced) {
  const auto meeting = Planned();
  const auto changed = Changed(meeting.Said("/id"), 1, R"({"starts_local":"2026-12-03T17:00"})");
  EXPECT_EQ(changed.Said("/starts_at"), "2026-12-03T22:00:00Z");
  const auto mails = Mails();
  ASSERT_EQ(mails.size(), 3U);
  EXPECT_THAT(mails.at("bill@client.example").draft.subject, HasSubstr("Invitation: "));
  EXPECT_EQ(mails.at("bill@client.example").invitation.sequence, 1);
  UndoAction(*action_id_);
  EXPECT_EQ(Mails().at("bill@client.example").invitation.starts_at, *ParseInstant("2026-12-02T22:00:00Z"));
}

TEST_P(IntroductionTest, AChangeGoesToAllAndAsksAgain) {
  const auto meeting = Planned();
  SendAll();
  const std::string id = meeting.Said("/id");
  const std::string guest = meeting.Said("/guests/0/id");
  EXPECT_EQ(Post(jada_, Path(id) + "/guests/" + guest + "/answer", R"({"participation":"accepted"})").status,
            200);
  auto place = Changed(id, 1, R"({"place":"Pier 5"})");
  EXPECT_EQ(place.Said("/guests/0/participation"), "accepted") << "the same time: nobody is asked again";
  SendAll();
  const auto changed = Changed(id, 2, R"({"starts_local":"2026-12-03T17:00"})");
  EXPECT_EQ(changed.Said("/guests/0/participation"), "needs_action");
  const auto mails = Mails();
  ASSERT_EQ(mails.size(), 3U);
  EXPECT_THAT(mails.at("bill@client.example").draft.subject, HasSubstr("Changed: "));
  EXPECT_EQ(mails.at("bill@client.example").invitation.sequence, 2);
  EXPECT_EQ(mails.at("bill@client.example").method(), "REQUEST");
  EXPECT_EQ(EntriesOf(jada_), 1U) << "moved, not doubled";
  EXPECT_EQ(Ask(jim_, http::Method::patch, Path(id), R"({"place":"x"})", 1).status, 412);
}

TEST_P(IntroductionTest, NothingIsSentWhereNothingChanged) {
  const auto meeting = Planned();
  SendAll();
  Changed(meeting.Said("/id"), 1, R"({"place":" Pier 4 "})");
  EXPECT_TRUE(Mails().empty());
}

TEST_P(IntroductionTest, WhoIsTakenOffIsTold) {
  const Id ann = *db().Write([&](db::Tx& tx) -> Result<Id> {
    action::Action action(tx, {kOrg, jim_}, "contact.create", now_);
    book::Contact contact;
    contact.account_id = larmar_;
    contact.name = "Ann Larmar";
    contact.email = "ann@client.example";
    return book::InsertContact(action, contact).id;
  });
  const auto meeting =
      Post(jim_, Path(),
           R"({"starts_local":"2026-12-02T17:00","minutes":30,"place":"","note":"","contact_ids":[")" +
               ToString(bill_) + "\",\"" + ToString(ann) + "\"]}");
  ASSERT_EQ(meeting.status, 201) << meeting.text;
  SendAll();
  Changed(meeting.Said("/id"), 1, R"({"contact_ids":[")" + ToString(bill_) + "\"]}");
  const auto mails = Mails();
  ASSERT_EQ(mails.size(), 4U);
  const Waiting& off = mails.at("ann@client.example");
  EXPECT_EQ(off.method(), "CANCEL");
  EXPECT_EQ(off.invitation.sequence, 1);
  ASSERT_EQ(off.invitation.attendees.size(), 1U);
  EXPECT_EQ(off.invitation.attendees.front().email, "ann@client.example");
  EXPECT_THAT(off.draft.text, HasSubstr("You need not come"));
  EXPECT_EQ(mails.at("bill@client.example").invitation.attendees.size(), 3U);
}

TEST_P(IntroductionTest, ACancelledOneIsCancelledInEveryCalendarAndMayComeBack) {
  const auto meeting = Planned();
  SendAll();
  const auto cancelled = Ask(jim_, http::Method::remove, Path(meeting.Said("/id")), "", 1);
  ASSERT_EQ(cancelled.status, 200) << cancelled.text;
  EXPECT_EQ(cancelled.Said("/state"), "cancelled");
  auto mails = Mails();
  ASSERT_EQ(mails.size(), 3U);
  EXPECT_EQ(mails.at("bill@client.example").method(), "CANCEL");
  EXPECT_EQ(mails.at("bill@client.example").invitation.sequence, 1);
  EXPECT_EQ(mails.at("bill@client.example").invitation.uid, cancelled.Said("/id") + ".7@northwind.example");
  EXPECT_EQ(EntriesOf(jada_), 0U);
  EXPECT_EQ(Ask(jim_, http::Method::patch, Path(meeting.Said("/id")), R"({"place":"x"})", 2).status, 409);

  const Id deed = *action_id_;
  SendAll();
  UndoAction(deed);
  mails = Mails();
  ASSERT_EQ(mails.size(), 3U);
  EXPECT_EQ(mails.at("bill@client.example").method(), "REQUEST");
  EXPECT_EQ(mails.at("bill@client.example").invitation.sequence, 2);
  EXPECT_THAT(mails.at("bill@client.example").draft.subject, HasSubstr("Invitation: "));
  EXPECT_EQ(EntriesOf(jada_), 1U);
}

TEST_P(IntroductionTest, AnUndoTakesBackWhatWaitsAndCancelsWhatIsOut) {
  Planned();
  Id deed = *action_id_;
  UndoAction(deed);
  EXPECT_TRUE(Mails().empty());
  EXPECT_EQ(EntriesOf(jim_), 0U);

  Planned();
  deed = *action_id_;
  SendAll();
  UndoAction(deed);
  auto mails = Mails();
  ASSERT_EQ(mails.size(), 3U);
  EXPECT_EQ(mails.at("bill@client.example").method(), "CANCEL");
  EXPECT_THAT(mails.at("bill@client.example").draft.text, HasSubstr("Jada Ellis will not take place"));
  EXPECT_THAT(mails.at("bill@client.example").draft.text, HasSubstr("5:00 PM"));
  EXPECT_EQ(Get(jim_, Path()).at("/items").as_array().size(), 0U);

  // And back again: all are invited anew, each once.
  SendAll();
  UndoAction(*action_id_);
  mails = Mails();
  ASSERT_EQ(mails.size(), 3U);
  EXPECT_EQ(mails.at("bill@client.example").method(), "REQUEST");
  EXPECT_EQ(mails.at("bill@client.example").invitation.sequence, 2);
  EXPECT_EQ(mails.at("bill@client.example").invitation.attendees.size(), 3U);
}

TEST_P(IntroductionTest, WhoMayDoWhat) {
  EXPECT_EQ(Post(jada_, Path(), Body()).status, 403);  // it goes out in Jim's name
  EXPECT_EQ(Post(tom_, Path(), Body()).status, 404);
  EXPECT_EQ(Post(max_, Path(), Body()).status, 404);
  EXPECT_EQ(Post(dana_, Path(), Body()).status, 403);
  const auto meeting = Planned();
  const std::string id = meeting.Said("/id");
  EXPECT_EQ(Get(jada_, Path(id)).status, 200);
  EXPECT_FALSE(Get(jada_, Path(id)).at("/may_change").as_bool());
  EXPECT_EQ(Get(dana_, Path(id)).status, 200);
  EXPECT_EQ(Get(tom_, Path(id)).status, 404);
  EXPECT_EQ(Get(tom_, Path(id) + "/invitation.ics").status, 404);
  EXPECT_EQ(Ask(jada_, http::Method::remove, Path(id), "", 1).status, 403);
  EXPECT_EQ(Ask(jim_, http::Method::remove, Path(id)).status, 428);
  EXPECT_EQ(Post(tom_, Path(id) + "/guests/" + meeting.Said("/guests/0/id") + "/answer",
                 R"({"participation":"accepted"})")
                .status,
            404);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE handoff SET stage = 'declined', ended_at = 1 WHERE org_id = $1 AND id = $2", kOrg,
               handoff_);
  });
  EXPECT_EQ(Post(jim_, Path(), Body()).status, 409);
  const std::string introduction = "/api/v1/handoffs/" + ToString(handoff_) + "/introduction";
  EXPECT_FALSE(Get(jim_, introduction).at("/contacts").as_array().empty());
  EXPECT_TRUE(Get(jada_, introduction).at("/contacts").as_array().empty()) << "who said no";
}

TEST_P(IntroductionTest, AContactWithoutAnAddressIsToldByWordOfMouth) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE contact SET email = NULL WHERE org_id = $1 AND id = $2", kOrg, bill_);
    tx.Execute("UPDATE person SET email = NULL, email_fold = NULL WHERE org_id = $1 AND id = $2", kOrg,
               jada_);
  });
  Planned();
  const auto mails = Mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails.begin()->second.invitation.attendees.size(), 1U);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET email = NULL, email_fold = NULL WHERE org_id = $1 AND id = $2", kOrg, jim_);
  });
  EXPECT_EQ(Post(jim_, Path(), Body()).status, 409) << "nobody could answer it";
}

TEST_P(IntroductionTest, IsAFileForCalendarsToo) {
  const auto meeting = Planned();
  SendAll();
  Changed(meeting.Said("/id"), 1, R"({"minutes":60})");
  const auto file = Get(jada_, Path(meeting.Said("/id")) + "/invitation.ics");
  ASSERT_EQ(file.status, 200);
  const auto invitation = format::icalendar::ReadInvitation(file.text);
  ASSERT_TRUE(invitation.has_value());
  EXPECT_EQ(invitation->sequence, 1);
  EXPECT_EQ(invitation->minutes, 60);
}

TEST_P(IntroductionTest, FollowsTheRulesOfItsZone) {
  const auto meeting = Planned();
  SendAll();
  // As if New York had been an hour further east when it was planned.
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE meeting SET starts_at = starts_at - 3600000 WHERE org_id = $1", kOrg);
  });
  FollowZones(db(), kOrg, now_);
  EXPECT_EQ(Get(jim_, Path(meeting.Said("/id"))).Said("/starts_at"), "2026-12-02T22:00:00Z");
  FollowZones(db(), kOrg, now_);
  EXPECT_EQ(Get(jim_, Path(meeting.Said("/id"))).Number("/version"), 2);
}

TEST_P(IntroductionTest, HasTheWordsToSay) {
  const auto introduction = Get(jim_, "/api/v1/handoffs/" + ToString(handoff_) + "/introduction");
  ASSERT_EQ(introduction.status, 200) << introduction.text;
  EXPECT_EQ(introduction.Said("/talk/meeting/0"), "Bill, this is Jada.");
  EXPECT_EQ(introduction.Said("/talk/rather/question"), "I’d rather deal with you, Jim.");
  EXPECT_TRUE(introduction.at("/contacts/0/is_proposed").as_bool());
  EXPECT_TRUE(introduction.at("/may_plan").as_bool());
  EXPECT_FALSE(introduction.at("/has_relay").as_bool());
  EXPECT_EQ(introduction.text.find("introduction.talk."), std::string::npos);
  EXPECT_FALSE(
      Get(jada_, "/api/v1/handoffs/" + ToString(handoff_) + "/introduction").at("/may_plan").as_bool());
}

INSTANTIATE_TEST_SUITE_P(Engines, IntroductionTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::introduction
