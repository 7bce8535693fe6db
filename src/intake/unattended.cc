#include "intake/unattended.h"

#include "people/directory.h"
#include "people/organization.h"
#include "words/catalogue.h"

namespace baton::intake {

bool MayImport(Id org_id, const people::Person& person) {
  const access::Principal principal{.org_id = org_id, .person_id = person.id, .role = person.role};
  return static_cast<bool>(ScopeOf(principal, access::Deed::create, access::Word::import));
}

Result<ImportContext> ContextFor(db::Database& database, const IntakeOptions& options, Id org_id,
                                 Id person_id, Brings brings) {
  auto reader = database.Read();
  const auto organization = people::FindOrganization(*reader, org_id);
  const auto person = people::FindPerson(*reader, org_id, person_id);
  if (!organization || !person) return NotFound("person");
  if (brings == Brings::book && !MayImport(org_id, *person)) {
    return Fail(Kind::forbidden, "problem.import.may_not", {{"name", person->name}});
  }
  const auto say = [zone = organization->time_zone](const Message& message) {
    return words::Catalogue::Compiled().Say(message, "en", zone);
  };
  return ImportContext{
      database, options, org_id, person_id, organization->clock_at.value_or(options.clock->Now()), say};
}

TargetCounts SumOf(const Import& import) {
  TargetCounts sum;
  for (const TargetCounts& one : CountsOf(import)) {
    sum.created += one.created;
    sum.changed += one.changed;
    sum.unchanged += one.unchanged;
    sum.rejected += one.rejected;
    sum.kept += one.kept;
  }
  return sum;
}

ImportOutcome OutcomeOf(db::Connection& connection, const Import& import) {
  switch (StateOf(connection, import)) {
    case ImportState::uploaded:
    case ImportState::mapped:
      return ImportOutcome::waits;
    case ImportState::running:
      return ImportOutcome::running;
    case ImportState::failed:
    case ImportState::cancelled:
      return ImportOutcome::failed;
    case ImportState::undone:
      return ImportOutcome::undone;
    case ImportState::done:
      break;
  }
  const TargetCounts sum = SumOf(import);
  const bool is_refused = sum.rejected > 0 && sum.created + sum.changed + sum.unchanged == 0;
  return is_refused ? ImportOutcome::refused : ImportOutcome::came_in;
}

void Confirm(db::Tx& tx, const Import& import, Instant now) {
  tx.Execute(
      "UPDATE import SET confirmed_at = $1 WHERE org_id = $2 AND id = $3 AND state = 'done' AND finished_at "
      "<= "
      "$1",
      now, import.org_id, import.id);
}

std::vector<Id> FindConfirmed(db::Connection& connection, Id org_id, Instant since) {
  return connection.Query<Id>("SELECT id FROM import WHERE org_id = $1 AND confirmed_at > $2", org_id, since);
}

}  // namespace baton::intake
