#include "introduction/answers.h"

#include "action/action.h"
#include "base/text.h"
#include "introduction/meeting_store.h"
#include "introduction/plan_meeting.h"
#include "invite/tell.h"

namespace baton::introduction {
namespace {

constexpr std::size_t kMaxComment = 500;

std::string CommentOf(const std::string& text) {
  const auto clean = CleanText(text);
  if (!clean) return {};
  std::string comment(Trim(*clean));
  while (CountCharacters(comment) > kMaxComment)
    comment = comment.substr(0, comment.rfind(' ', comment.size() - 2));
  return comment;
}

}  // namespace

bool TakeCalendarAnswer(db::Tx& tx, Id org_id, Instant now, const std::string& calendar,
                        const std::string& sender) {
  const auto answer = invite::ReadAnswer(tx, org_id, calendar, sender);
  const auto meeting = answer ? FindMeeting(tx, org_id, answer->appointment_id) : std::nullopt;
  if (!meeting || meeting->state != MeetingState::planned) return false;
  // Where it was moved meanwhile, a yes is to something else.
  if (answer->told.starts_at != meeting->starts_at || answer->told.minutes != meeting->minutes) return false;
  const auto& reply = answer->reply;
  for (const Guest& guest : FindGuests(tx, org_id, meeting->id)) {
    if (guest.email.empty() || Fold(guest.email) != reply.email) continue;
    if (guest.person_id == meeting->organizer_id) return true;
    const std::string comment = CommentOf(reply.comment);
    if (guest.participation == reply.participation && guest.comment == comment) return true;
    action::Action action(tx, {org_id, std::nullopt}, "meeting.answer", now, meeting->id);
    return NoteAnswer(action, *meeting, guest, reply.participation, comment).has_value();
  }
  return false;
}

}  // namespace baton::introduction
