#include "introduction/introduction_routes.h"

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/local_time.h"
#include "handoff/directory.h"
#include "http/router.h"
#include "introduction/meeting_store.h"
#include "introduction/meeting_view.h"
#include "introduction/plan_meeting.h"
#include "introduction/tell.h"
#include "invite/tell.h"
#include "people/directory.h"

namespace baton::introduction {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct AnswerInput {
  static constexpr const char* kSchemaName = "MeetingAnswerInput";

  Participation participation = Participation::accepted;
};
BOOST_DESCRIBE_STRUCT(AnswerInput, (), (participation))

struct Found {
  handoff::Handoff handoff;
  Meeting meeting;
};

// Whoever may see the handoff may see its meetings.
std::optional<Found> Find(const Call& call, db::Connection& connection, Id id) {
  const auto meeting = FindMeeting(connection, call.org_id(), id);
  const auto handoff =
      meeting ? handoff::FindHandoff(connection, call.scope(), meeting->handoff_id) : std::nullopt;
  return handoff ? std::optional(Found{*handoff, *meeting}) : std::nullopt;
}

tl::unexpected<Problem> NotYours() {
  return Fail(Kind::forbidden, "problem.handoff.not_your_step", {{"whose", std::string("former")}});
}

Result<http::Page<MeetingView>> List(const Call& call, Id handoff_id) {
  const auto handoff = handoff::FindHandoff(call.db(), call.scope(), handoff_id);
  if (!handoff) return NotFound("handoff");
  http::Page<MeetingView> page;
  for (const Meeting& meeting : FindMeetingsOf(call.db(), call.org_id(), handoff_id, call.now())) {
    page.items.push_back(ViewMeeting(call.db(), *handoff, meeting, call.principal(), call.now()));
  }
  return page;
}

Result<IntroductionView> Introduction(const Call& call, Id handoff_id) {
  const auto handoff = handoff::FindHandoff(call.db(), call.scope(), handoff_id);
  if (!handoff) return NotFound("handoff");
  return ViewIntroduction(call.db(), *handoff, call.principal(), call.now());
}

Result<MeetingView> Get(const Call& call, Id id) {
  const auto found = Find(call, call.db(), id);
  if (!found) return NotFound("meeting");
  return ViewMeeting(call.db(), found->handoff, found->meeting, call.principal(), call.now());
}

Result<MeetingView> Plan(const Call& call, Id handoff_id, const MeetingInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<MeetingView> {
    const auto handoff = handoff::FindHandoff(tx, call.scope(), handoff_id);
    if (!handoff) return NotFound("handoff");
    if (IsEnd(handoff->stage)) return Fail(Kind::conflict, "problem.handoff.ended");
    if (!MayPlan(tx, *handoff, call.principal())) return NotYours();
    const auto wanted = CheckMeeting(tx, *handoff, input, call.now());
    if (!wanted) return Fail(wanted.error());
    action::Action action(tx, call, "meeting.plan", handoff_id);
    const auto meeting = PlanMeeting(action, *handoff, *wanted);
    if (!meeting) return Fail(meeting.error());
    return ViewMeeting(tx, *handoff, *meeting, call.principal(), call.now());
  });
}

MeetingInput InputOf(db::Connection& connection, const Meeting& meeting) {
  MeetingInput input{ToText(meeting.local()), meeting.time_zone, meeting.minutes,
                     meeting.place,           meeting.note,      {}};
  for (const Guest& guest : FindGuests(connection, meeting.org_id, meeting.id)) {
    if (guest.contact_id) input.contact_ids.push_back(*guest.contact_id);
  }
  return input;
}

// A planned meeting that has not begun, of the former owner's side, in the version that the caller saw.
Result<Found> FindToChange(const Call& call, db::Connection& connection, Id id) {
  auto found = Find(call, connection, id);
  if (!found) return NotFound("meeting");
  if (!MayPlan(connection, found->handoff, call.principal())) return NotYours();
  if (auto current = action::CheckVersion(call, found->meeting.version, "meeting"); !current) {
    return Fail(current.error());
  }
  if (found->meeting.state != MeetingState::planned || found->meeting.starts_at <= call.now()) {
    return Fail(Kind::conflict, "problem.meeting.over");
  }
  return std::move(*found);
}

Result<MeetingView> Change(const Call& call, Id id, const json::Patch<MeetingInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<MeetingView> {
    const auto found = FindToChange(call, tx, id);
    if (!found) return Fail(found.error());
    const auto wanted =
        CheckMeeting(tx, found->handoff, patch.Apply(InputOf(tx, found->meeting)), call.now());
    if (!wanted) return Fail(wanted.error());
    action::Action action(tx, call, "meeting.change", id);
    const auto meeting = ChangeMeeting(action, found->handoff, found->meeting, *wanted);
    if (!meeting) return Fail(meeting.error());
    return ViewMeeting(tx, found->handoff, *meeting, call.principal(), call.now());
  });
}

Result<MeetingView> Cancel(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<MeetingView> {
    const auto found = FindToChange(call, tx, id);
    if (!found) return Fail(found.error());
    action::Action action(tx, call, "meeting.cancel", id);
    const auto meeting = CancelMeeting(action, found->handoff, found->meeting);
    if (!meeting) return Fail(meeting.error());
    return ViewMeeting(tx, found->handoff, *meeting, call.principal(), call.now());
  });
}

// "Bill said yes on the telephone": either side of us notes it; own answers too.
Result<MeetingView> Answer(const Call& call, Id id, Id guest_id, const AnswerInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<MeetingView> {
    const auto found = Find(call, tx, id);
    if (!found) return NotFound("meeting");
    if (handoff::PartOf(tx, found->handoff, call.person_id()) == handoff::Part::nobody) return NotYours();
    if (found->meeting.state != MeetingState::planned) return Fail(Kind::conflict, "problem.meeting.over");
    for (const Guest& guest : FindGuests(tx, call.org_id(), id)) {
      if (guest.id != guest_id) continue;
      action::Action action(tx, call, "meeting.answer", id);
      const auto noted = NoteAnswer(action, found->meeting, guest, input.participation, "");
      if (!noted) return Fail(noted.error());
      return ViewMeeting(tx, found->handoff, found->meeting, call.principal(), call.now());
    }
    return NotFound("meeting_guest");
  });
}

// For calendars that get no mail from us.
Result<http::File> File(const Call& call, Id id) {
  const auto found = Find(call, call.db(), id);
  if (!found) return NotFound("meeting");
  auto invitation =
      InvitationOf(call.db(), found->meeting, FindGuests(call.db(), call.org_id(), id), call.now());
  invitation.uid = invite::UidOf(call.db(), call.org_id(), id, invitation.organizer.email);
  invitation.sequence = invite::SequenceOf(call.db(), call.org_id(), id);
  return http::File{
      .content_type = std::string("text/calendar; charset=utf-8; method=") +
                      (invitation.is_cancelled ? "CANCEL" : "REQUEST"),
      .name = "invitation.ics",
      .bytes = WriteInvitation(invitation),
  };
}

constexpr std::string_view kReach =
    "EXISTS (SELECT 1 FROM handoff WHERE handoff.org_id = $1 AND handoff.id = meeting.handoff_id AND "
    "(handoff.from_id IN baton_list($3) OR handoff.to_id IN baton_list($3)))";

// Those of handoffs that are neither from nor to the person or, for a manager, the team.
std::vector<Id> OthersMeetings(db::Connection& connection, const access::Principal& person,
                               std::span<const Id> row_ids) {
  const auto scope = ScopeOf(person, Deed::change, Word::handoff);
  if (!scope) return {row_ids.begin(), row_ids.end()};
  return connection.Query<Id>(
      "SELECT id FROM meeting WHERE org_id = $1 AND id IN baton_list($2) AND NOT " + std::string(kReach),
      scope.org_id, db::IdList(row_ids), db::IdList(people::FindPeopleIn(connection, scope)));
}

std::vector<Id> OthersGuests(db::Connection& connection, const access::Principal& person,
                             std::span<const Id> row_ids) {
  const auto scope = ScopeOf(person, Deed::change, Word::handoff);
  if (!scope) return {row_ids.begin(), row_ids.end()};
  return connection.Query<Id>(
      "SELECT meeting_guest.id FROM meeting_guest JOIN meeting ON meeting.org_id = meeting_guest.org_id AND "
      "meeting.id = meeting_guest.meeting_id WHERE meeting_guest.org_id = $1 AND meeting_guest.id IN "
      "baton_list($2) AND meeting.org_id = $1 AND NOT " +
          std::string(kReach),
      scope.org_id, db::IdList(row_ids), db::IdList(people::FindPeopleIn(connection, scope)));
}

}  // namespace

void AddIntroductionRoutes(http::Router& router) {
  router.Get("/api/v1/handoffs/{id}/introduction",
             {.name = "getHandoffIntroduction", .deed = Deed::read, .word = Word::handoff}, Introduction);
  router.Get("/api/v1/handoffs/{id}/meetings",
             {.name = "listHandoffMeetings", .deed = Deed::read, .word = Word::handoff}, List);
  router.Post("/api/v1/handoffs/{id}/meetings",
              {.name = "planMeeting", .deed = Deed::change, .word = Word::handoff}, Plan);
  router.Get("/api/v1/meetings/{id}", {.name = "getMeeting", .deed = Deed::read, .word = Word::handoff}, Get);
  router.Patch("/api/v1/meetings/{id}",
               {.name = "changeMeeting", .deed = Deed::change, .word = Word::handoff}, Change);
  router.Delete("/api/v1/meetings/{id}",
                {.name = "cancelMeeting",
                 .deed = Deed::change,
                 .word = Word::handoff,
                 .status = 200,
                 .versioned = true},
                Cancel);
  router.Post("/api/v1/meetings/{id}/guests/{guest}/answer",
              {.name = "noteMeetingAnswer", .deed = Deed::change, .word = Word::handoff, .status = 200},
              Answer);
  router.Get("/api/v1/meetings/{id}/invitation.ics",
             {.name = "getMeetingInvitation", .deed = Deed::read, .word = Word::handoff}, File);
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Meeting::kTable),
              .private_columns = {"note"},
              .refresh = &TellSoon,
              .out_of_reach = &OthersMeetings});
  tables.Add(
      {.name = std::string(Guest::kTable), .private_columns = {"comment"}, .out_of_reach = &OthersGuests});
  tables.KeepFromUndo(std::string(kTellKind), "problem.mail.sent");
  tables.KeepFromUndo("meeting.zone", "problem.mail.sent");
}

}  // namespace baton::introduction
