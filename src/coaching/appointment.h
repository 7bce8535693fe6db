// A promise has a time, so it is an appointment: both get an invitation by e-mail, which their calendars move and cancel with the
// promise. One mail to each for a deed, and none for what was not sent yet; whoever wants none says so.
//
//   TellAppointment(action, promise.id);          // in the transaction of the deed
//
// Nobody but the two learns what a promise is about, and mails lie where others read them: the outbox, mail servers, calendars
// that are shared. So the invitation says who, when and how long; what it is about stands in Baton.
//
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "action/action.h"
#include "coaching/promise.h"
#include "db/connection.h"
#include "invite/tell.h"
#include "job/runner.h"
#include "mail/mail.h"
#include "people/person.h"

namespace baton::coaching {

inline constexpr std::string_view kTellKind = "promise.tell";

// All but an answer: for a yes or no nobody has to meet.
bool IsAppointment(PromiseKind kind);

// The row; a person without one wants invitations.
struct PromiseChoice {
  static constexpr std::string_view kTable = "promise_choice";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  bool is_mailed = true;
};
BOOST_DESCRIBE_STRUCT(PromiseChoice, (), (org_id, id, version, person_id, is_mailed))

PromiseChoice FindChoice(db::Connection& connection, Id org_id, Id person_id);
Result<PromiseChoice> Choose(action::Action& action, const PromiseChoice& before, bool is_mailed);

// Both are told how it stands now, as far as they do not know. Nothing while the organization has no mail server.
void TellAppointment(action::Action& action, Id promise_id);
// By a job: after an undo, when all rows are back.
void TellAppointmentSoon(db::Tx& tx, Id org_id, Id promise_id);
// What a calendar answered (mail/look.h): the other one of the two is told; a promise stays as it is, since a calendar's no is no
// deed of the promise. Only the own address answers, as the mail says it is from and as the calendar does, and only for the
// time that holds now. True: it was an answer to a promise.
bool TakePromiseAnswer(db::Tx& tx, Id org_id, Instant now, const std::string& calendar,
                       const std::string& sender);
void AddAppointmentJob(job::Runner& runner);

// Where calendars send their answers; none: nobody could get them.
std::optional<std::string> AnswersTo(db::Connection& connection, Id org_id, const people::Person& manager);
// The mail about an appointment; its own sentences are mail.<topic>.*.
mail::Draft WriteAppointment(db::Connection& connection, Id org_id, const invite::Letter& letter,
                             std::optional<Id> sender_id, const std::string& topic);

}  // namespace baton::coaching
