// What people write in a session: the agenda, notes, next steps. The words themselves are sealed texts (session_text.h),
// the rows here only point to them.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "coaching/session.h"

namespace baton::coaching {

inline constexpr std::size_t kMaxNoteCharacters = 10'000;
inline constexpr std::size_t kMaxLineCharacters = 300;
inline constexpr int kMaxWritings = 60;  // of a sort in one session

// typed: by somebody. carried: not done last time. next_step: agreed in an earlier session. The others are found by Baton.
enum class ItemSource {
  typed,
  carried,
  next_step,
  promise,
  deal_won,
  deal_lost,
  deal_moved,
  handoff_step,
  account_coming,
  takeover
};
BOOST_DESCRIBE_ENUM(ItemSource, typed, carried, next_step, promise, deal_won, deal_lost, deal_moved,
                    handoff_step, account_coming, takeover)

// author_only; the_two: the manager and one rep; shared_upward: those two and who is above them.
enum class Visibility { author_only, the_two, shared_upward };
BOOST_DESCRIBE_ENUM(Visibility, author_only, the_two, shared_upward)

// The row.
struct Item {
  static constexpr std::string_view kTable = "coaching_item";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id session_id;
  std::optional<Id> rep_id;     // between the manager and this rep; none: of all who take part
  std::optional<Id> author_id;  // none: found
  ItemSource source = ItemSource::typed;
  std::optional<Id> ref_id;  // what was found
  Id text_id;                // typed: the text; else a Fact as JSON
  bool is_done = false;
  bool is_carried = false;  // it comes up again the next time
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Item, (),
                      (org_id, id, version, session_id, rep_id, author_id, source, ref_id, text_id, is_done,
                       is_carried, deleted_at))

// The row.
struct Note {
  static constexpr std::string_view kTable = "coaching_note";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id session_id;
  Id manager_id;             // of the session
  std::optional<Id> rep_id;  // with whom; none: author_only, about all
  Id author_id;
  Visibility visibility = Visibility::author_only;
  std::optional<Id> shared_by;  // whose choice it was to share it upward
  Id text_id;
  Instant written_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Note, (),
                      (org_id, id, version, session_id, manager_id, rep_id, author_id, visibility, shared_by,
                       text_id, written_at, deleted_at))

// The row: what one of the two does next.
struct Step {
  static constexpr std::string_view kTable = "coaching_step";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id session_id;
  Id rep_id;
  bool is_managers = false;  // the manager does it; else the rep
  Id text_id;
  Day due_on;
  std::optional<Instant> done_at;
  std::optional<Id> promise_id;  // what it became
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Step, (),
                      (org_id, id, version, session_id, rep_id, is_managers, text_id, due_on, done_at,
                       promise_id, deleted_at))

// Something to talk about, as Baton finds it.
struct Fact {
  ItemSource source = ItemSource::promise;
  Id ref_id;
  Id rep_id;  // whom it concerns
  std::string name;
  std::optional<std::string> account;
  std::optional<std::string> detail;  // the stage of a deal or of a handoff
  std::optional<Instant> at;
  std::optional<Day> on;
};
BOOST_DESCRIBE_STRUCT(Fact, (), (source, ref_id, rep_id, name, account, detail, at, on))

struct ItemView {
  static constexpr const char* kSchemaName = "AgendaItem";

  std::optional<Id> id;  // none: found, and nobody has touched it yet
  std::int64_t version = 0;
  ItemSource source = ItemSource::typed;
  std::optional<Id> ref_id;
  std::optional<people::PersonRef> rep;
  std::optional<people::PersonRef> author;
  std::string text;
  std::optional<std::string> account;
  std::optional<std::string> detail;
  std::optional<Instant> at;
  std::optional<Day> on;
  bool is_done = false;
  bool is_carried = false;
  bool is_mine = false;  // the caller may change the text
};
BOOST_DESCRIBE_STRUCT(ItemView, (),
                      (id, version, source, ref_id, rep, author, text, account, detail, at, on, is_done,
                       is_carried, is_mine))

// share: a note of the two goes upward. unshare: whoever shared it takes that back.
enum class NoteDeed { change, remove, share, unshare };
BOOST_DESCRIBE_ENUM(NoteDeed, change, remove, share, unshare)

struct NoteView {
  static constexpr const char* kSchemaName = "CoachingNote";

  Id id;
  std::int64_t version = 0;
  Id session_id;
  people::PersonRef author;
  std::optional<people::PersonRef> rep;
  Visibility visibility = Visibility::author_only;
  std::optional<people::PersonRef> shared_by;
  std::string text;
  Instant written_at;
  std::vector<NoteDeed> may;
};
BOOST_DESCRIBE_STRUCT(NoteView, (),
                      (id, version, session_id, author, rep, visibility, shared_by, text, written_at, may))

// A next step as it stood from then on.
struct StepStateView {
  static constexpr const char* kSchemaName = "CoachingStepState";

  std::optional<people::PersonRef> person;  // who agreed it or changed it
  Instant at;
  std::optional<std::string> text;  // none: the words are gone, a month after they were rewritten
  Day due_on;
  bool is_done = false;
};
BOOST_DESCRIBE_STRUCT(StepStateView, (), (person, at, text, due_on, is_done))

struct StepView {
  static constexpr const char* kSchemaName = "CoachingStep";

  Id id;
  std::int64_t version = 0;
  people::PersonRef rep;
  bool is_managers = false;
  std::string text;
  Day due_on;
  std::optional<Instant> done_at;
  std::optional<Id> promise_id;
  bool is_mine = false;                // the caller does it
  std::vector<StepStateView> history;  // of one that was changed: from how it was agreed to how it stands
};
BOOST_DESCRIBE_STRUCT(StepView, (),
                      (id, version, rep, is_managers, text, due_on, done_at, promise_id, is_mine, history))

// A session's page.
struct SessionPage {
  static constexpr const char* kSchemaName = "CoachingSessionDetail";

  SessionView session;
  std::vector<ItemView> agenda;
  std::vector<NoteView> notes;
  std::vector<StepView> steps;
  std::optional<Id> previous_id;  // the one before, with the same people
};
BOOST_DESCRIBE_STRUCT(SessionPage, (), (session, agenda, notes, steps, previous_id))

// A note that was shared with those above.
struct SharedNoteView {
  static constexpr const char* kSchemaName = "SharedCoachingNote";

  Id id;
  SessionKind kind = SessionKind::one_to_one;
  Instant starts_at;
  people::PersonRef manager;
  std::optional<people::PersonRef> rep;
  people::PersonRef author;
  people::PersonRef shared_by;
  std::string text;
  Instant written_at;
};
BOOST_DESCRIBE_STRUCT(SharedNoteView, (),
                      (id, kind, starts_at, manager, rep, author, shared_by, text, written_at))

}  // namespace baton::coaching
