// /api/v1/me/mailbox: the own mailbox, connected, changed, stopped, deleted. What was looked at and what is kept of it is its
// source's, at /api/v1/mail-sources.
#pragma once

#include "own_mail/read.h"

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::own_mail {

// `options` outlives the router.
void AddOwnMailRoutes(http::Router& router, const OwnMailOptions& options);
void AddTables(action::Tables& tables);

}  // namespace baton::own_mail
