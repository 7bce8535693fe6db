// What undo may take back of sessions, and who hears that something in them changed.
#include <fmt/format.h>

#include "action/tables.h"
#include "coaching/session_appointment.h"
#include "coaching/session_people.h"
#include "coaching/session_routes.h"
#include "coaching/session_text.h"
#include "seal/unused.h"

namespace baton::coaching {
namespace {

using access::Deed;
using access::Word;

std::vector<Id> All(std::span<const Id> ids) { return {ids.begin(), ids.end()}; }

// $1 the organization, $2 the rows.
std::vector<Id> ThoseIn(db::Connection& connection, Id org_id, std::span<const Id> ids,
                        std::string_view sessions) {
  return connection.Query<Id>(
      fmt::format("SELECT manager_id FROM coaching_session WHERE org_id = $1 AND id IN ({0}) UNION "
                  "SELECT rep_id FROM coaching_session_rep WHERE org_id = $1 AND deleted_at IS NULL AND "
                  "session_id IN ({0})",
                  sessions),
      org_id, db::IdList(ids));
}

std::vector<Id> InSessions(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return ThoseIn(connection, org_id, ids,
                 "SELECT id FROM coaching_session WHERE org_id = $1 AND id IN baton_list($2)");
}
// Who was taken out too.
std::vector<Id> InSessionsOfReps(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  auto people =
      ThoseIn(connection, org_id, ids,
              "SELECT session_id FROM coaching_session_rep WHERE org_id = $1 AND id IN baton_list($2)");
  const auto own = connection.Query<Id>(
      "SELECT rep_id FROM coaching_session_rep WHERE org_id = $1 AND id IN baton_list($2) AND deleted_at IS "
      "NOT NULL "
      "ORDER BY id",
      org_id, db::IdList(ids));
  people.insert(people.end(), own.begin(), own.end());
  return people;
}

// The manager and the rep whom rows of a table concern; all in the session where a row is for all.
std::vector<Id> ConcernedBy(db::Connection& connection, Id org_id, std::span<const Id> ids,
                            std::string_view table, std::string_view where) {
  return connection.Query<Id>(
      fmt::format("SELECT coaching_session.manager_id FROM {0} JOIN coaching_session ON "
                  "coaching_session.org_id = {0}.org_id AND coaching_session.id = {0}.session_id WHERE "
                  "{0}.org_id = $1 AND {0}.id IN baton_list($2) AND {1} UNION "
                  "SELECT {0}.rep_id FROM {0} WHERE {0}.org_id = $1 AND {0}.id IN baton_list($2) AND {1} AND "
                  "{0}.rep_id IS NOT NULL UNION "
                  "SELECT coaching_session_rep.rep_id FROM {0} JOIN coaching_session_rep ON "
                  "coaching_session_rep.org_id = {0}.org_id AND coaching_session_rep.session_id = "
                  "{0}.session_id WHERE {0}.org_id = $1 AND {0}.id IN baton_list($2) AND {1} AND {0}.rep_id "
                  "IS NULL AND coaching_session_rep.deleted_at IS NULL",
                  table, where),
      org_id, db::IdList(ids));
}
std::vector<Id> ConcernedByItems(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return ConcernedBy(connection, org_id, ids, "coaching_item", "1 = 1");
}
std::vector<Id> ConcernedBySteps(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return ConcernedBy(connection, org_id, ids, "coaching_step", "1 = 1");
}
// What is the author's only is nobody else's news.
std::vector<Id> ConcernedByNotes(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return ConcernedBy(connection, org_id, ids, "coaching_note", "coaching_note.visibility <> 'author_only'");
}

// Also what an undo would leave without its reps, or take away with what somebody else wrote in it.
std::vector<Id> OthersSessions(db::Connection& connection, const access::Principal& person,
                               std::span<const Id> ids) {
  if (!ScopeOf(person, Deed::change, Word::coaching_session)) return All(ids);
  return connection.Query<Id>(
      "SELECT id FROM coaching_session WHERE org_id = $1 AND id IN baton_list($2) AND (manager_id <> $3 "
      "OR (deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM coaching_session_rep WHERE "
      "coaching_session_rep.org_id = $1 AND coaching_session_rep.session_id = coaching_session.id AND "
      "coaching_session_rep.deleted_at IS NULL)) "
      "OR (deleted_at IS NOT NULL AND EXISTS (SELECT 1 FROM coaching_note WHERE coaching_note.org_id = $1 "
      "AND coaching_note.session_id = coaching_session.id AND coaching_note.author_id <> $3 "
      "AND coaching_note.deleted_at IS NULL))) ORDER BY id",
      person.org_id, db::IdList(ids), person.person_id);
}

// Rows of a table with a session that the person is not in, unless they are between the manager and the person.
std::vector<Id> OutsideOf(db::Connection& connection, const access::Principal& person,
                          std::span<const Id> ids, std::string_view table, std::string_view more) {
  if (!ScopeOf(person, Deed::change, Word::coaching_session)) return All(ids);
  return connection.Query<Id>(
      fmt::format(
          "SELECT id FROM {0} WHERE org_id = $1 AND id IN baton_list($2) AND ((COALESCE(rep_id, 0) <> $3 AND "
          "session_id NOT IN (SELECT id FROM coaching_session WHERE org_id = $1 AND manager_id = $3 UNION "
          "SELECT session_id FROM coaching_session_rep WHERE org_id = $1 AND rep_id = $3 AND deleted_at IS "
          "NULL)){1}) ORDER BY id",
          table, more),
      person.org_id, db::IdList(ids), person.person_id);
}
std::vector<Id> OthersItems(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> ids) {
  return OutsideOf(connection, person, ids, "coaching_item", "");
}
std::vector<Id> OthersSteps(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> ids) {
  return OutsideOf(connection, person, ids, "coaching_step", "");
}
std::vector<Id> OthersNotes(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> ids) {
  return OutsideOf(connection, person, ids, "coaching_note",
                   " OR (author_id <> $3 AND COALESCE(rep_id, 0) <> $3)");
}

// Of a rep who is in a session again, or not any more.
void TellAfterUndo(db::Tx& tx, Id org_id, Id rep_row_id) {
  const auto session_id = tx.QueryValue<Id>(
      "SELECT session_id FROM coaching_session_rep WHERE org_id = $1 AND id = $2", org_id, rep_row_id);
  if (session_id) TellSessionAppointmentSoon(tx, org_id, *session_id);
}

// Rows that point to sealed words, which go a month after nobody can read them.
action::Table Words(std::string_view name) {
  return {.name = std::string(name),
          .marks_deleted = true,
          .is_private = true,
          .refresh = [name](db::Tx& tx, Id org_id, Id row_id) { KeepTextsOf(name, tx, org_id, row_id); },
          .undo_days = seal::kUndoDays};
}

}  // namespace

void AddSessionTables(action::Tables& tables) {
  tables.Add({.name = std::string(Session::kTable),
              .marks_deleted = true,
              .is_private = true,
              .refresh =
                  [](db::Tx& tx, Id org_id, Id id) {
                    KeepTextsOfSession(tx, org_id, id);
                    TellSessionAppointmentSoon(tx, org_id, id);
                  },
              .out_of_reach = &OthersSessions,
              .undo_days = seal::kUndoDays,
              .listeners = &InSessions});
  tables.Add({.name = std::string(SessionRep::kTable),
              .marks_deleted = true,
              .is_private = true,
              .refresh = &TellAfterUndo,
              .out_of_reach = &RepsThatStay,
              .listeners = &InSessionsOfReps});
  tables.Add({.name = std::string(SessionSkill::kTable),
              .is_private = true,
              .out_of_reach = action::UnlessMayChange(Word::coaching_session)});
  action::Table item = Words(Item::kTable);
  item.out_of_reach = &OthersItems;
  item.listeners = &ConcernedByItems;
  tables.Add(std::move(item));
  action::Table note = Words(Note::kTable);
  note.out_of_reach = &OthersNotes;
  note.listeners = &ConcernedByNotes;
  tables.Add(std::move(note));
  action::Table step = Words(Step::kTable);
  step.out_of_reach = &OthersSteps;
  step.listeners = &ConcernedBySteps;
  tables.Add(std::move(step));
  // An answer is changed by another one within its week, and then stands: a total that shrank by one would tell whose it
  // was.
  tables.Add({.name = std::string(SessionAnswer::kTable),
              .is_private = true,
              .out_of_reach = action::UnlessMayChange(Word::coaching_session)});
  tables.KeepFromUndo(std::string(kSessionTellKind), "problem.mail.sent");
  tables.KeepFromUndo("coaching_session.answer", "problem.mail.sent");
  tables.KeepFromUndo("coaching_session.confirm", "problem.coaching_session.answer_again");
}

}  // namespace baton::coaching
