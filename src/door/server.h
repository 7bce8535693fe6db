// Who serves the client that came in, and what is known of the two. For door/*.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/connection.h"
#include "handoff/handoff.h"
#include "http/call.h"
#include "people/person.h"

namespace baton::door {

enum class ServesBy { handoff, cover, draft, owner };

struct Serving {
  people::PersonRef person;
  ServesBy by = ServesBy::owner;
  std::optional<handoff::Handoff> handoff;
  std::optional<Day> introduction_on;
  std::optional<Instant> met_at;         // the last meeting with the contact who is here
  std::optional<Instant> met_client_at;  // with anybody of the client
  std::vector<std::string> met;          // contacts, by name
};

inline constexpr int kContactsShown = 3;

// None: the caller owns the account and nobody is planned.
std::optional<Serving> FindServing(const http::Call& call, db::Connection& connection, Id account_id,
                                   std::optional<Id> owner_id, std::optional<Id> contact_id);

}  // namespace baton::door
