#include "intake/batch.h"

#include <variant>

#include "base/check.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::intake {
namespace {

access::Scope ScopeOf(const Import& import, access::Role role) {
  const access::Principal principal{
      .org_id = import.org_id, .person_id = import.person_id, .role = role, .session_id = {}, .language = ""};
  return access::ScopeOf(principal, access::Deed::change, access::Word::account);
}

}  // namespace

LoadContext ContextOf(db::Connection& connection, const Import& import, Instant now) {
  const auto organization = people::FindOrganization(connection, import.org_id);
  Check(organization.has_value(), "an import belongs to an organization");
  LoadContext context;
  context.org_id = import.org_id;
  context.importer_id = import.person_id;
  if (const auto importer = people::FindPerson(connection, import.org_id, import.person_id)) {
    context.importer_role = importer->role;
  }
  context.scope = ScopeOf(import, context.importer_role);
  if (context.scope.reach != access::Reach::organization) context.team.insert(import.person_id);
  if (context.scope.reach == access::Reach::team) {
    for (const people::Person& person : people::FindTeam(connection, import.org_id, import.person_id)) {
      context.team.insert(person.id);
    }
  }
  context.currency = organization->currency;
  context.zone = organization->time_zone;
  context.now = organization->clock_at.value_or(now);
  context.action_id = import.action_id.value_or(Id{});
  return context;
}

Result<Batch> ReadBatch(TableReader& reader, const RowForm& form, std::int64_t first, int limit) {
  Batch batch;
  batch.records.reserve(static_cast<std::size_t>(limit));
  while (batch.rows < limit) {
    const auto row = reader.Next();
    if (!row) return Fail(row.error());
    if (!*row) {
      batch.is_last = true;
      break;
    }
    auto read = form.Read(**row, first + batch.rows);
    ++batch.rows;
    if (auto* record = std::get_if<Record>(&read)) {
      batch.records.push_back(std::move(*record));
    } else {
      batch.rejects.push_back(std::move(std::get<Reject>(read)));
    }
  }
  return batch;
}

}  // namespace baton::intake
