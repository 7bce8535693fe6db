// Reads what the first ninety days of a manager are judged by, in a fixed number of questions.
//
//   const Facts facts = GatherFacts(connection, {.person = jim, ...});
#pragma once

#include <string>

#include "access/principal.h"
#include "db/connection.h"
#include "ninety_days/path.h"
#include "people/person.h"

namespace baton::ninety_days {

struct NinetyAsked {
  people::Person person;  // a manager
  Day starts_on;
  bool has_stop = false;
  access::Principal reader;
  Instant now;
  std::string zone;      // of the organization
  std::string currency;  // of the organization
};

// REQUIRES: the first day is not in the future; the reader may see how far the person is.
Facts GatherFacts(db::Connection& connection, const NinetyAsked& asked);

}  // namespace baton::ninety_days
