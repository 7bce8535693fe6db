// Requests on their way to the job, and the mail that comes of one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "action/action.h"
#include "people/person.h"

namespace baton::reset {

inline constexpr std::string_view kRequestKind = "reset.request";

// REQUIRES: the address looks like one. The same work for every address.
void InsertRequest(db::Tx& tx, const std::string& email, Instant now);
// The address, which is forgotten with that.
std::optional<std::string> TakeRequest(db::Tx& tx, Id id);

// Puts a mail into the outbox in which the link will stand. `email`: what the person signs in with.
void QueueLink(action::Action& action, const people::Person& person, const std::string& email,
               const std::string& public_url);

}  // namespace baton::reset
