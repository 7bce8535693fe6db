// What the contacts of clients answered, and what they are given of a person of ours, for other slices.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "action/action.h"
#include "client/client.h"
#include "db/connection.h"

namespace baton::client {

// The latest answer of each of these handoffs, by handoff; those without an answer are left out. The caller has made sure
// that the handoffs may be seen.
std::unordered_map<Id, AnswerView> FindLatestAnswers(db::Connection& connection, Id org_id,
                                                     std::span<const Id> handoff_ids);

// An empty one of version 0 where the person has none.
Card FindCard(db::Connection& connection, Id org_id, Id person_id);
Result<Card> PutCard(action::Action& action, const Card& before, Card after);

// Takes out the tokens of links that have expired for good.
void SweepTokens(db::Tx& tx, Instant now);

}  // namespace baton::client
