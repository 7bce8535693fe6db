// What the log of changes says since the scores were kept (scores.h): which deals may count otherwise now. Part of scores.h.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "db/connection.h"
#include "scoreboard/facts.h"

namespace baton::scoreboard {

// A client of whom meetings changed. A new meeting says something of deals that closed on its day or later alone.
struct MetAccount {
  Id account_id;
  std::optional<Instant> since;  // when the new one is; none: one was moved, changed or taken back
};

struct ScoreNews {
  std::vector<Id> deals;
  std::vector<MetAccount> met;
};

// None: nothing is kept, a stage means something else, or there is so much that everything had better be read.
std::optional<ScoreNews> ScoreNewsSince(db::Connection& connection, Id org_id);

// Of these activities alone, for the look that keeps what they changed.
std::vector<MetAccount> AccountsOfActivities(db::Connection& connection, Id org_id,
                                             std::span<const Id> activity_ids);

// Deals that closed in the time with these clients and may count otherwise.
std::vector<Id> DealsMet(db::Connection& connection, Id org_id, const std::string& zone,
                         std::span<const MetAccount> met, Span span);

// Whether all that is kept was counted by this rule, and once at least.
bool IsKeptBy(db::Connection& connection, Id org_id, const std::string& rule);

}  // namespace baton::scoreboard
