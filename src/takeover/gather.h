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

namespace baton::takeover {

struct Candidates {
  std::vector<Id> activities;
  std::vector<Id> deals;
};

// How far the last look came; none: there was none.
struct LookMark {
  Instant looked_at;
  Id change_id;
};
BOOST_DESCRIBE_STRUCT(LookMark, (), (looked_at, change_id))
std::optional<LookMark> FindMark(db::Connection& connection, Id org_id);
void SaveMark(db::Tx& tx, Id org_id, const LookMark& mark);

// The last change there is; none: nothing was ever written.
std::optional<Id> LastChange(db::Connection& connection, Id org_id);

// Activities and deals among the next `limit` changes after `after`; `after` becomes the last of them. False: there were
// none.
bool NextChanged(db::Connection& connection, Id org_id, Id& after, int limit, Candidates& candidates);

// Activities of those who handed something over that began in (since, now], and for a first look the deals they won.
Candidates CameToPass(db::Connection& connection, Id org_id, std::optional<Instant> since, Instant now,
                      const Calendar& calendar);

// Candidates that are there, as the rule takes them, with the handoffs of their accounts.
struct Gathered {
  std::vector<Seen> seen;
  std::unordered_map<Id, std::vector<Watched>> watched;  // by account
  Limits limits;
};
Gathered Gather(db::Connection& connection, Id org_id, const Candidates& candidates, Instant now,
                const Calendar& calendar);

}  // namespace baton::takeover
