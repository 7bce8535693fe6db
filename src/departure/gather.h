// Reads what hangs on a person: the accounts owned now, and those on their way to somebody or handed over without being confirmed
// yet, with their revenue, ties, years and handoff.
#pragma once

#include <map>
#include <vector>

#include "book/views.h"
#include "departure/assess.h"
#include "departure/picture.h"
#include "handoff/handoff.h"
#include "http/call.h"

namespace baton::departure {

struct Gathered {
  std::vector<AccountFacts> facts;
  std::vector<book::AccountRow> rows;                // as the facts
  std::map<Id, handoff::HandoffView> handoffs;       // by account: under way
  std::map<Id, people::PersonRef> draft_successors;  // by account, where no handoff is under way
  std::vector<ClientTies> ties;                      // as the facts
  std::optional<Instant> ties_as_of;
};

// REQUIRES: the caller may see the person's accounts.
Gathered Gather(const http::Call& call, db::Connection& connection, Id person_id, const std::string& currency,
                Day today);

}  // namespace baton::departure
