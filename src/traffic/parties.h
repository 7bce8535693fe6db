// Who has which address, and what is left out, for one owner's mail: read from the database, some notes at a time, so that it
// does not grow with the book.
//
//   PartiesReader reader(connection, org_id, jim, now);
//   const Parties& parties = reader.For(connection, notes);      // with the contacts in these notes
//
// Not thread-safe.
#pragma once

#include <span>
#include <string_view>

#include "db/connection.h"
#include "traffic/judge.h"

namespace baton::traffic {

// Mail before this is not kept: the organization's setting mail_keep_months.
Instant KeptSince(db::Connection& connection, Id org_id, Instant now);
// Of providers where anybody has an address: says nothing about whom somebody works for.
bool IsFreeMail(std::string_view domain);

class PartiesReader {
 public:
  PartiesReader(db::Connection& connection, Id org_id, Id person_id, Instant now);

  const Parties& For(db::Connection& connection, std::span<const Note> notes);

 private:
  const Id org_id_;
  Parties parties_;
};

}  // namespace baton::traffic
