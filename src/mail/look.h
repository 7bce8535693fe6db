// The job that looks into the mailbox: reads what is new, and notes which mails of ours came back or were answered. What a
// calendar answered goes to whoever planned the meeting. Nothing that is read is answered, so two machines never write to
// each other for ever; nothing is kept of what people say.
//
// Killed at any point it goes on behind the last mail it noted. One look is one job's, as in mail/outbox.h.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "db/database.h"
#include "format/mime/read_mail.h"
#include "job/runner.h"
#include "mail/mailbox.h"
#include "mail/send.h"

namespace baton::mail {

inline constexpr std::string_view kLookKind = "mailbox.look";

// What a calendar answered: the VCALENDAR, and the address the mail says it is from. True: it was an answer to something.
using OnCalendar = std::function<bool(db::Tx& tx, Id org_id, Instant now, const std::string& calendar,
                                      const std::string& sender)>;

struct MailboxOptions {
  const seal::Key* key = nullptr;  // outlives the job
  outward::Hosts hosts = outward::Hosts::public_only;
  OnCalendar on_calendar = {};
};

void AddMailboxJob(job::Runner& runner, const MailboxOptions& options);

// Looks at once, and from then on at its interval. Nothing where there is no mailbox, or it is off.
void LookSoon(db::Tx& tx, Id org_id);

// Notes one mail that was read; true: it was an answer to something of ours.
bool TakeMail(db::Tx& tx, const Mailbox& mailbox, Instant now, const format::mime::ReadMail& mail,
              const OnCalendar& on_calendar);

}  // namespace baton::mail
