// The job that sends one mail: claims it, gives it to the relay, notes how it went, and comes back later where that
// helps. Killed at any point it runs again: what was being given to the server then goes once more with the same
// Message-ID, and the outbox counts the repeat.
#pragma once

#include <string>
#include <string_view>

#include "job/runner.h"
#include "outward/address.h"
#include "seal/key.h"

namespace baton::mail {

inline constexpr std::string_view kSendKind = "mail.send";

struct MailOptions {
  std::string folder;                                  // of dry runs
  const seal::Key* key = nullptr;                      // outlives the job
  outward::Hosts hosts = outward::Hosts::public_only;  // where relay and mailbox may be
};

void AddMailJobs(job::Runner& runner, const MailOptions& options);

}  // namespace baton::mail
