// Somebody opens a client's page: what the token leads to, with everything that the page says. Reads only.
//
//   if (const auto visit = FindVisit(connection, token, clock)) FactsOf(connection, *visit, {}) ...
//
// Nothing here looks at anything but the one handoff, its account, and the people named on the page.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "book/account.h"
#include "client/client.h"
#include "client/page.h"
#include "db/connection.h"
#include "handoff/handoff.h"
#include "people/organization.h"
#include "people/person.h"

namespace baton::client {

struct Visit {
  Link link;
  handoff::Handoff handoff;
  people::Organization organization;
  book::Account account;
  book::Contact contact;
  people::Person successor;
  std::optional<people::Person> former;  // none: has left
  Instant now;                           // of the organization
};

// None where the token leads nowhere, whatever the reason: it never did, its time is over, it was revoked, the handoff was
// declined or given back, or somebody or something that the page is about is not there any more.
std::optional<Visit> FindVisit(db::Connection& connection, std::string_view token, const Clock& clock);

// The two of the plan that the client may ask for in place of the successor; fewer or none where no plan says.
std::vector<people::Person> FindCandidates(db::Connection& connection, const Visit& visit);

// `answers` by the link, the newest first.
PageFacts FactsOf(db::Connection& connection, const Visit& visit, std::span<const SaidAnswer> answers);

// The contact's language, else the organization's, as far as the page is written in it.
std::string LanguageFor(const book::Contact& contact, const people::Organization& organization);

}  // namespace baton::client
