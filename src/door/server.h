// Who serves the client that came in, and what is known of the two. For door/*.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "book/calendar.h"
#include "db/connection.h"
#include "handoff/handoff.h"
#include "http/call.h"
#include "people/person.h"

namespace baton::door {

enum class ServesBy { handoff, draft, owner };

struct Serving {
  people::PersonRef person;
  ServesBy by = ServesBy::owner;
  std::optional<handoff::Handoff> handoff;
  std::optional<Day> introduction_on;
  std::vector<book::Meeting> met;  // the latest first
};

inline constexpr int kMeetingsShown = 3;

// None: the caller owns the account and nobody is planned.
std::optional<Serving> FindServing(const http::Call& call, db::Connection& connection, Id account_id,
                                   std::optional<Id> owner_id);

}  // namespace baton::door
