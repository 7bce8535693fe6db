// /api/v1/mailbox: where answers come back, set by an administrator, with what came of the last look.
#pragma once

#include "mail/send.h"

namespace baton::http {
class Router;
}

namespace baton::mail {

// `options` outlives the router.
void AddMailboxRoutes(http::Router& router, const MailOptions& options);

}  // namespace baton::mail
