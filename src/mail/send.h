// The job that sends one mail: claims it, gives it to the relay, notes how it went, and comes back later where that
// helps. Killed at any point it runs again: what was being given to the server then goes once more with the same
// Message-ID, and the outbox counts the repeat.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "job/runner.h"
#include "mail/mail.h"
#include "mail/relay.h"
#include "outward/address.h"
#include "seal/key.h"

namespace baton::mail {

inline constexpr std::string_view kSendKind = "mail.send";

// Words that are only made when the mail goes, such as a link that is kept nowhere; made anew with each attempt, which then
// is another mail. None: it is not to be sent any more. `now` is the wall's.
using Finish = std::function<std::optional<Draft>(db::Tx& tx, const Mail& mail, const Relay& relay,
                                                  Draft draft, Instant now)>;

struct MailOptions {
  std::string folder;                                  // of dry runs
  const seal::Key* key = nullptr;                      // outlives the job
  outward::Hosts hosts = outward::Hosts::public_only;  // where relay and mailbox may be
  Finish finish = {};                                  // of MailKind::password_link
};

void AddMailJobs(job::Runner& runner, const MailOptions& options);

}  // namespace baton::mail
