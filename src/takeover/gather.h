// What a look needs to know: the candidates, as rule.h takes them. Reads only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "db/connection.h"
#include "takeover/rule.h"
#include "takeover/takeover_store.h"
#include "watch/watch.h"

namespace baton::takeover {

// Activities of those who handed something over that began in (since, now], and for a first look the deals they won. Mails in
// their mailboxes whenever they came in, where somebody's mail changed after the last look.
watch::Candidates CameToPass(db::Connection& connection, Id org_id, std::optional<Instant> since,
                             Instant now);

// When somebody's mail last changed, as an id: the mark of a look that read it.
Id LastTouched(db::Connection& connection, Id org_id);

// Candidates that are there, as the rule takes them, with the handoffs of their accounts.
struct Gathered {
  std::vector<Seen> seen;
  std::unordered_map<Id, std::vector<Watched>> watched;  // by account
  Limits limits;
};
Gathered Gather(db::Connection& connection, Id org_id, const watch::Candidates& candidates, Instant now,
                const Calendar& calendar);

}  // namespace baton::takeover
