// /api/v1/mails: the outbox, with retry and cancel; /api/v1/mail-relay: the organization's server.
#pragma once

#include "mail/send.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::mail {

void AddTables(action::Tables& tables);
// `options` outlives the router.
void AddMailRoutes(http::Router& router, const MailOptions& options);

}  // namespace baton::mail
