#include "coaching/session_writings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "coaching/session_store.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::coaching {
namespace {

constexpr std::string_view kItemColumns =
    "org_id, id, version, session_id, rep_id, author_id, source, ref_id, text_id, is_done, is_carried, "
    "deleted_at";
constexpr std::string_view kNoteColumns =
    "org_id, id, version, session_id, manager_id, rep_id, author_id, visibility, shared_by, text_id, "
    "written_at, deleted_at";
constexpr std::string_view kStepColumns =
    "org_id, id, version, session_id, rep_id, is_managers, text_id, due_on, done_at, promise_id, deleted_at";

// Rows of sessions of $2 as the manager, those between the manager and $2, who may have been taken out since, and those for all
// while $2 takes part.
std::string SelectFor(std::string_view columns, std::string_view table, std::string_view where) {
  return fmt::format(
      "SELECT {0} FROM {1} WHERE org_id = $1 AND deleted_at IS NULL AND EXISTS (SELECT 1 FROM "
      "coaching_session WHERE coaching_session.org_id = $1 AND coaching_session.id = {1}.session_id AND "
      "coaching_session.deleted_at IS NULL AND (coaching_session.manager_id = $2 OR {1}.rep_id = $2 OR "
      "({1}.rep_id IS NULL AND EXISTS (SELECT 1 FROM coaching_session_rep WHERE coaching_session_rep.org_id "
      "= "
      "$1 AND coaching_session_rep.session_id = {1}.session_id AND coaching_session_rep.rep_id = $2 AND "
      "coaching_session_rep.deleted_at IS NULL)))) AND {2}",
      columns, table, where);
}

constexpr std::string_view kNoteIsForTheTwo = "(author_id = $2 OR visibility <> 'author_only')";

std::string NameOfTeller(action::Action& action) {
  const auto actor = action.actor().person_id;
  const auto person =
      actor ? people::FindPerson(action.tx(), action.org_id(), *actor) : std::optional<people::Person>();
  return person ? person->name : std::string();
}

std::optional<Id> ManagerOf(db::Connection& connection, Id org_id, Id person_id) {
  const auto person = people::FindPerson(connection, org_id, person_id);
  return person ? person->manager_id : std::nullopt;
}

}  // namespace

std::vector<Item> FindItems(db::Connection& connection, const Session& session, Id person_id) {
  return connection.Query<Item>(SelectFor(kItemColumns, "coaching_item", "session_id = $3 ORDER BY id"),
                                session.org_id, person_id, session.id);
}

std::vector<Note> FindNotes(db::Connection& connection, const Session& session, Id person_id) {
  return connection.Query<Note>(
      SelectFor(kNoteColumns, "coaching_note",
                fmt::format("session_id = $3 AND {} ORDER BY id", kNoteIsForTheTwo)),
      session.org_id, person_id, session.id);
}

std::vector<Note> FindNotesOf(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<Note>(
      SelectFor(kNoteColumns, "coaching_note", fmt::format("{} ORDER BY id", kNoteIsForTheTwo)), org_id,
      person_id);
}

std::vector<Step> FindSteps(db::Connection& connection, const Session& session, Id person_id) {
  return connection.Query<Step>(SelectFor(kStepColumns, "coaching_step", "session_id = $3 ORDER BY id"),
                                session.org_id, person_id, session.id);
}

std::optional<Item> FindItem(db::Connection& connection, Id org_id, Id person_id, Id id) {
  return connection.QueryOne<Item>(SelectFor(kItemColumns, "coaching_item", "id = $3"), org_id, person_id,
                                   id);
}

std::optional<Note> FindNote(db::Connection& connection, Id org_id, Id person_id, Id id) {
  return connection.QueryOne<Note>(
      SelectFor(kNoteColumns, "coaching_note", fmt::format("id = $3 AND {}", kNoteIsForTheTwo)), org_id,
      person_id, id);
}

std::optional<Step> FindStep(db::Connection& connection, Id org_id, Id person_id, Id id) {
  return connection.QueryOne<Step>(SelectFor(kStepColumns, "coaching_step", "id = $3"), org_id, person_id,
                                   id);
}

std::vector<Note> FindSharedNotes(db::Connection& connection, Id org_id, Id person_id,
                                  std::optional<Id> after, int limit) {
  std::vector<Id> below;
  for (const people::Person& person : people::FindTeam(connection, org_id, person_id))
    below.push_back(person.id);
  // As MayReadNote: by the rep's choice it follows the rep, by the manager's the manager; whoever chose is below.
  return connection.Query<Note>(
      fmt::format(
          "SELECT {} FROM coaching_note WHERE org_id = $1 AND shared_by IN baton_list($3) AND visibility = "
          "'shared_upward' AND deleted_at IS NULL AND manager_id <> $2 AND rep_id <> $2 AND ($4 = 0 OR id < "
          "$4) "
          "AND EXISTS (SELECT 1 FROM coaching_session WHERE coaching_session.org_id = $1 AND "
          "coaching_session.id = coaching_note.session_id AND coaching_session.deleted_at IS NULL) ORDER BY "
          "id DESC LIMIT $5",
          kNoteColumns),
      org_id, person_id, db::IdList(below), after.value_or(Id{}), limit);
}

Note InsertNote(action::Action& action, const seal::Key& key, Note note, std::string_view text) {
  note.text_id = PutText(action.tx(), action.org_id(), key, text, action.now());
  note.written_at = action.now();
  note = action.Insert(std::move(note));
  TellOfNote(action, note);
  return note;
}

void TellOfNote(action::Action& action, const Note& note) {
  if (note.visibility == Visibility::author_only || !note.rep_id) return;
  const auto actor = action.actor().person_id;
  const bool is_shared = note.visibility == Visibility::shared_upward;
  const std::string name = NameOfTeller(action);
  const Id other = actor == note.manager_id ? *note.rep_id : note.manager_id;
  notice::Emit(action, other,
               {is_shared ? "notice.coaching.note_went_up" : "notice.coaching.note", {{"person", name}}},
               LinkOf(note.session_id));
  if (!is_shared) return;
  // The manager's word goes to whom the manager reports to; the rep's to the manager of now, when that is another one.
  auto upper =
      ManagerOf(action.tx(), action.org_id(), note.shared_by == note.rep_id ? *note.rep_id : note.manager_id);
  if (upper == note.manager_id) upper = ManagerOf(action.tx(), action.org_id(), note.manager_id);
  if (upper) {
    notice::Emit(action, *upper, {"notice.coaching.note_shared", {{"person", name}}}, "/coaching#shared");
  }
}

Result<Note> ShareNote(action::Action& action, const Note& before) {
  Note after = before;
  after.visibility = Visibility::shared_upward;
  after.shared_by = action.actor().person_id;
  auto saved = action.Update(before, after);
  if (saved) TellOfNote(action, *saved);
  return saved;
}

}  // namespace baton::coaching
