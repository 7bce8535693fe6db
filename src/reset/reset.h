// A way back in for who forgot the password: a link by mail, to the address that the person signs in with and to no other.
//
//   POST /api/v1/password-reset {"email": ...}   -> an address to look at, and a job       the same for every address
//   the job: whose is it?                        -> a mail without the link, in the outbox  or nothing
//   the outbox, when it sends (mail/send.h)      -> the link, in that mail and as its hash
//   /join/<token> (session/invitation.h)         -> a new password; everything else that opened the account ends
//
// Who asks learns nothing: the request does the same for every address, and what it finds is found later, by the job. The
// link is made in the transaction that gives the mail to the server and stands in no table, so neither the outbox nor the
// log, an export or an administrator has it. Stateless, hence thread-safe.
#pragma once

#include <functional>
#include <string>

#include "action/action.h"
#include "action/tables.h"
#include "base/clock.h"
#include "job/runner.h"
#include "mail/send.h"
#include "people/person.h"

namespace baton::http {
class Router;
}

namespace baton::reset {

struct ResetOptions {
  const Clock* clock = nullptr;  // the wall's
  std::string public_url;        // links go there
};

// Nobody waits longer for a mail: what could not be sent by then is not sent any more.
inline constexpr std::int64_t kWorthSending = 60 * kMillisecondsPerMinute;

// Does the organization's mail go to people? A dry run into files does not.
bool CanSend(db::Connection& connection, Id org_id);

// For MailOptions::finish: the link, and the words around it.
mail::Finish MakeLink(const ResetOptions& options);
// For SessionOptions::password_changed: tells the person, in case that it was somebody else.
std::function<void(action::Action&, const people::Person&, const std::string& email)> TellOfChange(
    std::string public_url);

void AddTables(action::Tables& tables);
void AddResetRoutes(http::Router& router, const ResetOptions& options);
void AddResetJob(job::Runner& runner, const ResetOptions& options);

}  // namespace baton::reset
