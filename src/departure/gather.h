// Reads what hangs on a person: the accounts owned now, and those on their way to somebody or handed over without being confirmed
// yet, with their revenue, ties, years and handoff.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "access/principal.h"
#include "book/views.h"
#include "departure/assess.h"
#include "departure/picture.h"
#include "handoff/handoff.h"
#include "people/person.h"
#include "ties/directory.h"

namespace baton::departure {

struct Gathered {
  std::vector<AccountFacts> facts;
  std::vector<book::AccountRow> rows;                // as the facts
  std::map<Id, handoff::HandoffView> handoffs;       // by account: under way
  std::map<Id, people::PersonRef> draft_successors;  // by account, where no handoff is under way
  std::vector<ClientTies> ties;                      // as the facts
  std::vector<ties::AccountTie> known;               // who of ours knows whom there, by account
  std::optional<Instant> ties_as_of;
};

// Whoever asks decides which drafts count: those that he may see.
struct GatherAsked {
  access::Principal reader;
  Instant now;
  Day today;
  std::string currency;
};

// REQUIRES: the reader may see the person's accounts.
Gathered Gather(db::Connection& connection, Id person_id, const GatherAsked& asked);

}  // namespace baton::departure
