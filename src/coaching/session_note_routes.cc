// Notes: by one of those in a session, read as each says beside its text. No answer of a write holds the words.
#include <algorithm>

#include "action/action.h"
#include "action/version.h"
#include "base/text.h"
#include "coaching/session_routes.h"
#include "coaching/session_store.h"
#include "http/router.h"

namespace baton::coaching {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kMaxNotePage = 100;

struct NoteInput {
  static constexpr const char* kSchemaName = "CoachingNoteInput";

  std::string text;
  Visibility visibility = Visibility::author_only;
  std::optional<Id> rep_id;  // of a group: with whom
};
BOOST_DESCRIBE_STRUCT(NoteInput, (), (text, visibility, rep_id))

struct NoteChange {
  static constexpr const char* kSchemaName = "CoachingNoteChange";

  std::string text;
  Visibility visibility = Visibility::author_only;
};
BOOST_DESCRIBE_STRUCT(NoteChange, (), (text, visibility))

struct SharedQuery {
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(SharedQuery, (), (after, limit))

std::optional<FieldFault> FaultOfText(const std::string& text) {
  if (Trim(text).empty()) return FieldFault{"text", {"problem.field.required"}};
  if (CountCharacters(text) > kMaxNoteCharacters) {
    return FieldFault{"text",
                      {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxNoteCharacters)}}}};
  }
  return std::nullopt;
}

// With whom a note is: a rep with the manager; the manager with the only rep, or with the one that is named.
Result<std::optional<Id>> WithWhom(const Call& call, db::Connection& connection, const Session& session,
                                   const std::optional<Id>& named) {
  if (session.manager_id != call.person_id()) return std::optional(call.person_id());
  const auto reps = FindRepsOf(connection, call.org_id(), std::vector{session.id});
  if (reps.size() == 1) return std::optional(reps.front().rep_id);
  if (!named) return std::optional<Id>();
  const bool is_in = std::ranges::any_of(reps, [&](const SessionRep& rep) { return rep.rep_id == *named; });
  if (!is_in) return Fail(FieldFault{"rep_id", {"problem.coaching_note.with_whom"}});
  return named;
}

Result<CoachingSaved> AddNote(const Call& call, Id id, const NoteInput& input,
                              const SessionOptions& options) {
  if (auto fault = FaultOfText(input.text)) return Fail(std::move(*fault));
  return call.Write([&](db::Tx& tx) -> Result<CoachingSaved> {
    const auto session = FindSession(tx, call.org_id(), call.person_id(), id);
    if (!session) return NotFound("coaching_session");
    if (std::ssize(FindNotes(tx, *session, call.person_id())) >= kMaxWritings) {
      return Fail(Kind::conflict, "problem.coaching_session.too_many");
    }
    const auto rep_id = WithWhom(call, tx, *session, input.rep_id);
    if (!rep_id) return Fail(rep_id.error());
    Note note{.id = tx.NewId(),
              .session_id = id,
              .manager_id = session->manager_id,
              .rep_id = *rep_id,
              .author_id = call.person_id(),
              .visibility = input.visibility};
    if (input.visibility == Visibility::shared_upward) note.shared_by = call.person_id();
    if (auto fault = FaultOfVisibility(Note{}, input.visibility, note.rep_id.has_value())) {
      return Fail(std::move(*fault));
    }
    action::Action action(tx, call, "coaching_note.add", note.id);
    note = InsertNote(action, *options.key, note, Trim(input.text));
    return CoachingSaved{note.id, note.version};
  });
}

template <class F>
Result<CoachingSaved> DoNote(const Call& call, Id id, NoteDeed deed, F&& change) {
  return call.Write([&](db::Tx& tx) -> Result<CoachingSaved> {
    const auto before = FindNote(tx, call.org_id(), call.person_id(), id);
    if (!before) return NotFound("coaching_note");
    if (auto current = action::CheckVersion(call, before->version, "coaching_note"); !current)
      return Fail(current.error());
    const auto may = DeedsOf(*before, call.person_id());
    if (std::ranges::find(may, deed) == may.end()) {
      const bool is_authors = deed == NoteDeed::change || deed == NoteDeed::remove;
      return Fail(Kind::forbidden,
                  is_authors ? "problem.coaching_note.authors" : "problem.coaching_note.choice");
    }
    action::Action action(tx, call, "coaching_note." + std::string(json::NameOf(deed)), id);
    const Result<Note> saved = change(action, *before);
    if (!saved) return Fail(saved.error());
    return CoachingSaved{saved->id, saved->version};
  });
}

Result<CoachingSaved> ChangeNote(const Call& call, Id id, const json::Patch<NoteChange>& patch,
                                 const SessionOptions& options) {
  return DoNote(call, id, NoteDeed::change, [&](action::Action& action, const Note& before) -> Result<Note> {
    auto texts = OpenTexts(action.tx(), call.org_id(), *options.key, std::vector{before.text_id});
    if (!texts) return Fail(texts.error());
    const std::string& text = texts->at(before.text_id);
    const NoteChange input = patch.Apply({text, before.visibility});
    if (auto fault = FaultOfText(input.text)) return Fail(std::move(*fault));
    if (auto fault = FaultOfVisibility(before, input.visibility, before.rep_id.has_value())) {
      return Fail(std::move(*fault));
    }
    Note after = before;
    after.visibility = input.visibility;
    if (input.visibility == Visibility::shared_upward && !before.shared_by)
      after.shared_by = call.person_id();
    if (Trim(input.text) != text) {
      after.text_id = PutText(action.tx(), call.org_id(), *options.key, Trim(input.text), call.now());
      after.written_at = call.now();
      // Somebody else agreed to the words as they were.
      if (before.shared_by && *before.shared_by != call.person_id()) {
        after.visibility = Visibility::the_two;
        after.shared_by.reset();
      }
    }
    auto saved = action.Update(before, after);
    if (saved && saved->visibility != before.visibility) TellOfNote(action, *saved);
    return saved;
  });
}

Result<Done> RemoveNote(const Call& call, Id id) {
  const auto removed = DoNote(call, id, NoteDeed::remove, [&](action::Action& action, const Note& before) {
    Note after = before;
    after.deleted_at = call.now();
    return action.Update(before, after);
  });
  if (!removed) return Fail(removed.error());
  return Done{};
}

// The other one of the two has read it by now, so it goes back to the two.
Result<CoachingSaved> UnshareIt(const Call& call, Id id) {
  return DoNote(call, id, NoteDeed::unshare, [&](action::Action& action, const Note& before) {
    Note after = before;
    after.visibility = Visibility::the_two;
    after.shared_by.reset();
    return action.Update(before, after);
  });
}

http::RouteOptions NoteDeeds(std::string name, std::string summary) {
  return {.name = std::move(name),
          .deed = Deed::change,
          .word = Word::coaching_session,
          .status = 200,
          .versioned = true,
          .summary = std::move(summary)};
}

}  // namespace

void AddNoteRoutes(http::Router& router, const SessionOptions& options) {
  router.Post("/api/v1/coaching-sessions/{id}/notes",
              {.name = "addCoachingNote",
               .deed = Deed::change,
               .word = Word::coaching_session,
               .status = 201,
               .summary = "For the author only, for the two, or for those above too"},
              [&options](const Call& call, Id id, const NoteInput& input) {
                return AddNote(call, id, input, options);
              });
  router.Patch("/api/v1/coaching-notes/{id}",
               {.name = "changeCoachingNote", .deed = Deed::change, .word = Word::coaching_session},
               [&options](const Call& call, Id id, const json::Patch<NoteChange>& patch) {
                 return ChangeNote(call, id, patch, options);
               });
  router.Delete(
      "/api/v1/coaching-notes/{id}",
      {.name = "removeCoachingNote", .deed = Deed::remove, .word = Word::coaching_session, .versioned = true},
      RemoveNote);
  router.Post("/api/v1/coaching-notes/{id}/share",
              NoteDeeds("shareCoachingNote",
                        "Upward: the author's own note by the author, one of the two's by the rep"),
              [](const Call& call, Id id) { return DoNote(call, id, NoteDeed::share, ShareNote); });
  router.Post("/api/v1/coaching-notes/{id}/unshare",
              NoteDeeds("unshareCoachingNote", "By whoever shared it: back to the two"), UnshareIt);
  router.Get("/api/v1/coaching-notes",
             {.name = "listSharedCoachingNotes",
              .deed = Deed::read,
              .word = Word::coaching_session,
              .summary = "What people below shared upward with the caller, the latest first"},
             [&options](const Call& call, const SharedQuery& query) -> Result<http::Page<SharedNoteView>> {
               const int limit = std::clamp(query.limit.value_or(50), 1, kMaxNotePage);
               const auto notes =
                   FindSharedNotes(call.db(), call.org_id(), call.person_id(), query.after, limit);
               auto views = ViewSharedNotes(call.db(), call.org_id(), notes, *options.key);
               if (!views) return Fail(views.error());
               http::Page<SharedNoteView> page{std::move(*views), std::nullopt};
               if (std::ssize(notes) == limit) page.next = ToString(notes.back().id);
               return page;
             });
}

}  // namespace baton::coaching
