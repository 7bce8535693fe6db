// A session's page: the session with its agenda, notes and next steps, as one of those in it sees them.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "coaching/session_store.h"
#include "coaching/session_writings.h"
#include "json/json.h"
#include "people/directory.h"

namespace baton::coaching {
namespace {

using Refs = std::unordered_map<Id, people::PersonRef>;

std::optional<people::PersonRef> RefOf(const Refs& refs, const std::optional<Id>& id) {
  const auto found = id ? refs.find(*id) : refs.end();
  return found == refs.end() ? std::nullopt : std::optional(found->second);
}

ItemView ViewOfFact(const Fact& fact, const Refs& refs) {
  return {.source = fact.source,
          .ref_id = fact.ref_id,
          .rep = RefOf(refs, fact.rep_id),
          .text = fact.name,
          .account = fact.account,
          .detail = fact.detail,
          .at = fact.at,
          .on = fact.on};
}

Result<ItemView> ViewOfItem(const Item& item, const Texts& texts, const Refs& refs, Id viewer_id) {
  const std::string& text = texts.at(item.text_id);
  ItemView view;
  if (item.source == ItemSource::typed) {
    view = {.source = item.source, .text = text};
  } else {
    auto fact = json::FromText<Fact>(text);
    if (!fact) return Fail(fact.error());
    view = ViewOfFact(*fact, refs);
    view.source = item.source;
  }
  view.id = item.id;
  view.version = item.version;
  view.ref_id = item.ref_id;
  view.rep = RefOf(refs, item.rep_id);
  view.author = RefOf(refs, item.author_id);
  view.is_done = item.is_done;
  view.is_carried = item.is_carried;
  view.is_mine = item.author_id == viewer_id;
  return view;
}

struct PageRows {
  std::vector<Id> rep_ids;
  std::vector<Item> items;
  std::vector<Note> notes;
  std::vector<Step> steps;
  std::unordered_map<Id, std::vector<StepState>> states;
  Texts texts;
  Refs people;
};

Result<PageRows> ReadPage(db::Connection& connection, const Session& session, Id viewer_id,
                          const seal::Key& key) {
  PageRows rows;
  std::vector<Id> people_ids{session.manager_id};
  for (const SessionRep& rep : FindRepsOf(connection, session.org_id, std::vector{session.id})) {
    rows.rep_ids.push_back(rep.rep_id);
    people_ids.push_back(rep.rep_id);
  }
  rows.items = FindItems(connection, session, viewer_id);
  rows.notes = FindNotes(connection, session, viewer_id);
  rows.steps = FindSteps(connection, session, viewer_id);
  std::vector<Id> text_ids;
  // Who was taken out may have left something here.
  const auto read = [&](Id text_id, const std::optional<Id>& person_id) {
    text_ids.push_back(text_id);
    if (person_id) people_ids.push_back(*person_id);
  };
  for (const Item& item : rows.items) read(item.text_id, item.rep_id ? item.rep_id : item.author_id);
  for (const Note& note : rows.notes) read(note.text_id, note.rep_id);
  if (!rows.steps.empty()) rows.states = FindStepStates(connection, session.org_id, session.id);
  for (const Step& step : rows.steps) {
    read(step.text_id, step.rep_id);
    for (const StepState& state : rows.states[step.id]) {
      text_ids.push_back(state.text_id);
      if (state.person_id) people_ids.push_back(*state.person_id);
    }
  }
  auto texts = OpenTexts(connection, session.org_id, key, text_ids);
  if (!texts) return Fail(texts.error());
  rows.texts = std::move(*texts);
  rows.people = people::FindRefs(connection, session.org_id, people_ids);
  return rows;
}

// What was typed first, then what is left over, then what Baton found.
void SortAgenda(std::vector<ItemView>& agenda) {
  std::ranges::stable_sort(agenda, {}, [](const ItemView& item) { return static_cast<int>(item.source); });
}

Result<std::vector<ItemView>> AgendaOf(db::Connection& connection, const Session& session,
                                       const PageRows& rows, Id viewer_id, const SessionOptions& options,
                                       Instant now) {
  std::vector<ItemView> agenda;
  std::set<std::pair<ItemSource, Id>> there;
  for (const Item& item : rows.items) {
    auto view = ViewOfItem(item, rows.texts, rows.people, viewer_id);
    if (!view) return Fail(view.error());
    if (item.ref_id) there.emplace(item.source, *item.ref_id);
    agenda.push_back(std::move(*view));
  }
  std::vector<Id> reps;
  for (const Id rep_id : rows.rep_ids) {
    if (viewer_id == session.manager_id || rep_id == viewer_id) reps.push_back(rep_id);
  }
  const auto facts = FindFacts(connection, session, reps, options, now);
  if (!facts) return Fail(facts.error());
  for (const Fact& fact : *facts) {
    if (there.emplace(fact.source, fact.ref_id).second) agenda.push_back(ViewOfFact(fact, rows.people));
  }
  SortAgenda(agenda);
  return agenda;
}

// Nothing to tell of a step that stands as it was agreed.
std::vector<StepStateView> HistoryOf(const PageRows& rows, Id step_id) {
  std::vector<StepStateView> history;
  const auto states = rows.states.find(step_id);
  if (states == rows.states.end() || states->second.size() < 2) return history;
  for (const StepState& state : states->second) {
    const auto text = rows.texts.find(state.text_id);
    history.push_back({.person = RefOf(rows.people, state.person_id),
                       .at = state.at,
                       .text = text == rows.texts.end() ? std::nullopt : std::optional(text->second),
                       .due_on = state.due_on,
                       .is_done = state.is_done});
  }
  return history;
}

}  // namespace

Result<SessionPage> ViewPage(db::Connection& connection, const Session& session, Id viewer_id,
                             const SessionOptions& options, const std::string& language, Instant now) {
  auto views = ViewSessions(connection, session.org_id, std::span(&session, 1), viewer_id, language);
  if (views.empty()) return NotFound("coaching_session");
  auto rows = ReadPage(connection, session, viewer_id, *options.key);
  if (!rows) return Fail(rows.error());
  auto agenda = AgendaOf(connection, session, *rows, viewer_id, options, now);
  if (!agenda) return Fail(agenda.error());
  SessionPage page{.session = std::move(views.front()), .agenda = std::move(*agenda)};
  for (const Note& note : rows->notes) {
    const auto author = RefOf(rows->people, note.author_id);
    if (!author) continue;
    page.notes.push_back({.id = note.id,
                          .version = note.version,
                          .session_id = note.session_id,
                          .author = *author,
                          .rep = RefOf(rows->people, note.rep_id),
                          .visibility = note.visibility,
                          .shared_by = RefOf(rows->people, note.shared_by),
                          .text = rows->texts.at(note.text_id),
                          .written_at = note.written_at,
                          .may = DeedsOf(note, viewer_id)});
  }
  for (const Step& step : rows->steps) {
    const auto rep = RefOf(rows->people, step.rep_id);
    if (!rep) continue;
    page.steps.push_back({.id = step.id,
                          .version = step.version,
                          .rep = *rep,
                          .is_managers = step.is_managers,
                          .text = rows->texts.at(step.text_id),
                          .due_on = step.due_on,
                          .done_at = step.done_at,
                          .promise_id = step.promise_id,
                          .is_mine = viewer_id == (step.is_managers ? session.manager_id : step.rep_id),
                          .history = HistoryOf(*rows, step.id)});
  }
  if (page.session.takes_part && rows->rep_ids.size() == 1) {
    const auto last = FindLastHeld(connection, session.org_id, session.manager_id, rows->rep_ids.front(),
                                   session.starts_at);
    if (last) page.previous_id = last->id;
  }
  return page;
}

Result<std::vector<SharedNoteView>> ViewSharedNotes(db::Connection& connection, Id org_id,
                                                    std::span<const Note> notes, const seal::Key& key) {
  std::vector<Id> text_ids;
  std::vector<Id> people_ids;
  for (const Note& note : notes) {
    text_ids.push_back(note.text_id);
    people_ids.insert(people_ids.end(), {note.manager_id, note.author_id, note.shared_by.value_or(Id{})});
    if (note.rep_id) people_ids.push_back(*note.rep_id);
  }
  const auto texts = OpenTexts(connection, org_id, key, text_ids);
  if (!texts) return Fail(texts.error());
  const auto people = people::FindRefs(connection, org_id, people_ids);
  std::vector<SharedNoteView> views;
  for (const Note& note : notes) {
    const auto manager = RefOf(people, note.manager_id);
    const auto author = RefOf(people, note.author_id);
    const auto sharer = RefOf(people, note.shared_by);
    const auto session = FindSession(connection, org_id, note.manager_id, note.session_id);
    if (!manager || !author || !sharer || !session) continue;
    views.push_back({.id = note.id,
                     .kind = session->kind,
                     .starts_at = session->starts_at,
                     .manager = *manager,
                     .rep = RefOf(people, note.rep_id),
                     .author = *author,
                     .shared_by = *sharer,
                     .text = texts->at(note.text_id),
                     .written_at = note.written_at});
  }
  return views;
}

}  // namespace baton::coaching
