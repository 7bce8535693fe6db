// `baton import MAILBOX`: somebody's own mail from the command line, by the same use cases as the screen My mail: an mbox, a Maildir or
// any folder of mails, a zip of these, single mails. They are read where they lie, header by header. Prints what would be kept and
// what is left out and why, asks, and keeps it as a job.
//
//   if (AreMail(paths)) return ImportMail(context, public_url, options, watching);
#pragma once

#include <string>
#include <vector>

#include "app/import_command.h"
#include "intake/import_service.h"

namespace baton::app {

// All of them, by their content.
bool AreMail(const std::vector<std::string>& paths);
// REQUIRES: the context's person is whose mail it is.
Result<int> ImportMail(const intake::ImportContext& context, const ImportOptions& options,
                       const std::string& public_url, const Watching& watching);

}  // namespace baton::app
