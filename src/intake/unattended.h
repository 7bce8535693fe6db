// Imports that nobody looks at before they run: of a folder that is watched (app/import_watch.h), of addresses that are fetched
// (source/refresh.h). Who imports, with the rights of this moment; what became of one; and that its content was met again.
//
//   auto context = ContextFor(database, options, org_id, jim);
//   if (!context) ...                                  // gone, or may not import any more
//   ... SurveyNew, InsertImport, StartImport: intake/import_service.h; the mapping used last for the headers is taken ...
//   if (OutcomeOf(connection, import) == ImportOutcome::came_in) database.Write([&](db::Tx& tx) { Confirm(tx, import, now); });
//
// Stateless, hence thread-safe.
#pragma once

#include <string>
#include <vector>

#include "intake/import_service.h"
#include "people/person.h"

namespace baton::intake {

bool MayImport(Id org_id, const people::Person& person);

// What comes in: rows of the book, which not everybody may bring, or somebody's own mail or calendar.
enum class Brings { book, own };
// The organization and the person as they are at this moment. Kind::forbidden "problem.import.may_not" or not found.
Result<ImportContext> ContextFor(db::Database& database, const IntakeOptions& options, Id org_id,
                                 Id person_id, Brings brings = Brings::book);

// All kinds of rows together.
TargetCounts SumOf(const Import& import);

enum class ImportOutcome {
  waits,    // somebody has to look at it: nothing is known yet of its columns
  running,  // or about to
  came_in,  // refused rows may be among them
  refused,  // every single row
  failed,   // or cancelled: what is in stays
  undone,
};
ImportOutcome OutcomeOf(db::Connection& connection, const Import& import);

// The very content of a finished import was met again: the book is as of now. Not of one that was taken back.
void Confirm(db::Tx& tx, const Import& import, Instant now);
// The imports of which that was so after `since`.
std::vector<Id> FindConfirmed(db::Connection& connection, Id org_id, Instant since);

}  // namespace baton::intake
