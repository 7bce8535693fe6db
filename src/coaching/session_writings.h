// The agenda, notes and next steps of sessions in the database, and as those in a session see them. Each read names who
// asks.
//
// Stateless, hence thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "action/action.h"
#include "coaching/session_rules.h"
#include "coaching/session_text.h"
#include "db/connection.h"

namespace baton::coaching {

struct FactQuery {
  Id org_id;
  Id manager_id;
  Id rep_id;
  Instant since;  // the last session of the two
  Instant now;
};
// What changed between the two since then, from the slices that coaching does not know.
using FactSource = std::function<std::vector<Fact>(db::Connection& connection, const FactQuery& query)>;

// What the routes of sessions refer to; `key` outlives them.
struct SessionOptions {
  const seal::Key* key = nullptr;
  FactSource facts = {};
};

// Of a session that the person may see: what is between the manager and another rep is left out.
std::vector<Item> FindItems(db::Connection& connection, const Session& session, Id person_id);
std::vector<Note> FindNotes(db::Connection& connection, const Session& session, Id person_id);
std::vector<Step> FindSteps(db::Connection& connection, const Session& session, Id person_id);
// All notes that the person reads in sessions.
std::vector<Note> FindNotesOf(db::Connection& connection, Id org_id, Id person_id);
// By themselves, where the person takes part in the session.
std::optional<Item> FindItem(db::Connection& connection, Id org_id, Id person_id, Id id);
std::optional<Note> FindNote(db::Connection& connection, Id org_id, Id person_id, Id id);
std::optional<Step> FindStep(db::Connection& connection, Id org_id, Id person_id, Id id);
std::optional<Step> FindStepOfPair(db::Connection& connection, Id org_id, Id manager_id, Id rep_id, Id id);

// How a step stood from then on. Read from the log of changes, so that nobody rewrites what was agreed unseen.
struct StepState {
  std::optional<Id> person_id;  // whose deed it was
  Instant at;
  Id text_id;
  Day due_on;
  bool is_done = false;
};
// Of the steps of a session, also those that were taken away: by step, the first one first.
std::unordered_map<Id, std::vector<StepState>> FindStepStates(db::Connection& connection, Id org_id,
                                                              Id session_id);
// The other one of the two is told that a step was changed or taken away: once for what is changed in one sitting.
void TellOfStep(action::Action& action, const Session& session, const Step& step, bool is_removed);

// Notes that others shared with those above, of whom the person is one; the latest first.
std::vector<Note> FindSharedNotes(db::Connection& connection, Id org_id, Id person_id,
                                  std::optional<Id> after, int limit);

// What is found for a planned session and nobody has touched yet.
Result<std::vector<Fact>> FindFacts(db::Connection& connection, const Session& session,
                                    std::span<const Id> rep_ids, const SessionOptions& options, Instant now);
// Keeps what was found as it stands, so that the agenda of a session that was held does not change any more.
Result<Done> KeepFacts(action::Action& action, const Session& session, std::span<const Id> rep_ids,
                       const SessionOptions& options);

// The page of one of those in it.
Result<SessionPage> ViewPage(db::Connection& connection, const Session& session, Id viewer_id,
                             const SessionOptions& options, const std::string& language, Instant now);
Result<std::vector<SharedNoteView>> ViewSharedNotes(db::Connection& connection, Id org_id,
                                                    std::span<const Note> notes, const seal::Key& key);

// A note of two or more readers: the other one is told. REQUIRES: the caller has checked it.
Note InsertNote(action::Action& action, const seal::Key& key, Note note, std::string_view text);
// Upward: the other one and whom it goes to are told.
Result<Note> ShareNote(action::Action& action, const Note& before);
void TellOfNote(action::Action& action, const Note& note);

}  // namespace baton::coaching
