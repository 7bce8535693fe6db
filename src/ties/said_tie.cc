#include "ties/said_tie.h"

#include <string>

namespace baton::ties {
namespace {

const std::string kSelect =
    "SELECT org_id, id, version, person_id, contact_id, said, said_by, said_at, asked_said, asked_at, "
    "asked_strength FROM said_tie WHERE org_id = $1 AND person_id = $2 ";

}  // namespace

std::optional<SaidTie> FindSaid(db::Connection& connection, Id org_id, Id person_id, Id contact_id) {
  return connection.QueryOne<SaidTie>(kSelect + "AND contact_id = $3", org_id, person_id, contact_id);
}

std::vector<SaidTie> FindSaidOf(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<SaidTie>(kSelect + "ORDER BY contact_id", org_id, person_id);
}

std::vector<Answer> FindAnswers(db::Connection& connection, Id org_id, Instant since) {
  return connection.Query<Answer>(
      "SELECT person_id, asked_said AS said, asked_strength AS strength FROM said_tie WHERE org_id = $1 AND "
      "asked_said IS NOT NULL AND asked_strength IS NOT NULL AND asked_at >= $2 ORDER BY id",
      org_id, since);
}

}  // namespace baton::ties
