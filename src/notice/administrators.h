// Telling those who keep an organization's Baton running, where something stopped that nobody of them did.
//
//   notice::EmitToAdministrators(action, {"notice.webhook.gone", {{"name", webhook.name}}}, "/settings?section=webhooks");
#pragma once

#include <string>

#include "notice/notice.h"

namespace baton::notice {

// Not the placeholders: nobody signs in as one.
void EmitToAdministrators(action::Action& action, const Message& message, const std::string& link);

}  // namespace baton::notice
