// What the contacts of clients answered, for the slices that show it.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "client/client.h"
#include "db/connection.h"

namespace baton::client {

// The latest answer of each of these handoffs, by handoff; those without an answer are left out. The caller has made sure
// that the handoffs may be seen.
std::unordered_map<Id, AnswerView> FindLatestAnswers(db::Connection& connection, Id org_id,
                                                     std::span<const Id> handoff_ids);

// Takes out the tokens of links that have expired for good.
void SweepTokens(db::Tx& tx, Instant now);

}  // namespace baton::client
