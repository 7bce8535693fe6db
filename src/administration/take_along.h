// Everything of one person in a ZIP: a CSV for each table that holds some of it, by the same list as an erasure (personal_rules.h), and
// a README that says what each is.
//
//   WriteTakeAlong(database, key, {.org_id = org, .subject = Subject::person, .row_id = jada, .is_self = true}, path);
//
// Made by the person, it holds what is the person's own: mail, calendars, coaching notes that the person wrote or may read, letters. What
// is between two is not in an export that an administrator makes of somebody else. All of one moment, but for the private texts.
#pragma once

#include <string>

#include "administration/personal_rules.h"
#include "base/id.h"
#include "base/problem.h"
#include "db/database.h"
#include "seal/key.h"

namespace baton::administration {

struct TakeAlong {
  Id org_id;
  Subject subject = Subject::person;
  Id row_id;
  bool is_self = false;
  std::string language = "en";
};

// Writes the file at `path`, which is made or replaced. Throws when it cannot.
Result<Done> WriteTakeAlong(db::Database& database, const seal::Key& key, const TakeAlong& what,
                            const std::string& path);

}  // namespace baton::administration
