// What changed between a manager and a rep since their last session, from the slices that coaching does not know.
#pragma once

#include "coaching/session_writings.h"

namespace baton::app {

// Deals won, lost and moved, handoffs' steps, accounts coming, takeovers; all of them the rep's.
std::vector<coaching::Fact> AgendaFacts(db::Connection& connection, const coaching::FactQuery& query);

}  // namespace baton::app
