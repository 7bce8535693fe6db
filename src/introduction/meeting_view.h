// Meetings, and what is needed to plan one, as the API shows them to one person.
#pragma once

#include <boost/describe/class.hpp>
#include <string>
#include <vector>

#include "access/principal.h"
#include "db/connection.h"
#include "handoff/handoff.h"
#include "introduction/meeting.h"

namespace baton::introduction {

struct GuestChoice {
  static constexpr const char* kSchemaName = "MeetingGuestChoice";

  Id id;  // of the contact
  std::string name;
  std::optional<std::string> email;
  bool is_proposed = false;  // to whom the letter goes
  std::optional<std::string> time_zone;
};
BOOST_DESCRIBE_STRUCT(GuestChoice, (), (id, name, email, is_proposed, time_zone))

struct TalkRather {
  static constexpr const char* kSchemaName = "IntroductionRather";

  std::string question;
  std::string answer;
};
BOOST_DESCRIBE_STRUCT(TalkRather, (), (question, answer))

struct TalkView {
  static constexpr const char* kSchemaName = "IntroductionTalk";

  std::vector<std::string> meeting;
  std::vector<std::string> telephone;
  TalkRather rather;
};
BOOST_DESCRIBE_STRUCT(TalkView, (), (meeting, telephone, rather))

struct IntroductionView {
  static constexpr const char* kSchemaName = "HandoffIntroduction";

  std::string time_zone;  // in which contacts are met who have none of their own
  ZoneSource time_zone_source = ZoneSource::organization;
  std::vector<GuestChoice> contacts;
  bool may_plan = false;
  bool has_relay = false;    // invitations go out; else they wait, and can be saved as files
  bool has_mailbox = false;  // answers of calendars are read
  TalkView talk;
};
BOOST_DESCRIBE_STRUCT(IntroductionView, (),
                      (time_zone, time_zone_source, contacts, may_plan, has_relay, has_mailbox, talk))

// May the person plan, move and cancel meetings of this handoff? They go out in the former owner's name, so only that side.
bool MayPlan(db::Connection& connection, const handoff::Handoff& handoff, const access::Principal& person);

// REQUIRES: the meeting is of the handoff.
MeetingView ViewMeeting(db::Connection& connection, const handoff::Handoff& handoff, const Meeting& meeting,
                        const access::Principal& viewer, Instant now);
IntroductionView ViewIntroduction(db::Connection& connection, const handoff::Handoff& handoff,
                                  const access::Principal& viewer, Instant now);

}  // namespace baton::introduction
