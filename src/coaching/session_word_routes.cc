// What is written in a session: the agenda and next steps. No answer holds the words (session.h, CoachingSaved).
#include <algorithm>

#include "action/action.h"
#include "action/version.h"
#include "base/text.h"
#include "coaching/directory.h"
#include "coaching/session_routes.h"
#include "coaching/session_store.h"
#include "http/router.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::coaching {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct ItemInput {
  static constexpr const char* kSchemaName = "AgendaItemInput";

  std::string text;
};
BOOST_DESCRIBE_STRUCT(ItemInput, (), (text))

struct ItemChange {
  static constexpr const char* kSchemaName = "AgendaItemChange";

  std::optional<std::string> text;  // of a typed one, by who typed it
  bool is_done = false;
  bool is_carried = false;
};
BOOST_DESCRIBE_STRUCT(ItemChange, (), (text, is_done, is_carried))

struct FactInput {
  static constexpr const char* kSchemaName = "AgendaFactInput";

  ItemSource source = ItemSource::promise;
  Id ref_id;
  Id rep_id;
  std::optional<bool> is_done;
  std::optional<bool> is_carried;
};
BOOST_DESCRIBE_STRUCT(FactInput, (), (source, ref_id, rep_id, is_done, is_carried))

struct StepInput {
  static constexpr const char* kSchemaName = "CoachingStepInput";

  std::string text;
  Day due_on;
  std::optional<bool> is_managers;
  std::optional<Id> rep_id;  // of a group: with whom; a rep: oneself
};
BOOST_DESCRIBE_STRUCT(StepInput, (), (text, due_on, is_managers, rep_id))

struct StepChange {
  static constexpr const char* kSchemaName = "CoachingStepChange";

  std::string text;
  Day due_on;
  bool is_done = false;
};
BOOST_DESCRIBE_STRUCT(StepChange, (), (text, due_on, is_done))

struct StepPromise {
  static constexpr const char* kSchemaName = "CoachingStepPromise";

  Instant due_at;
  std::int32_t minutes = 30;
  PromiseKind kind = PromiseKind::other;
};
BOOST_DESCRIBE_STRUCT(StepPromise, (), (due_at, minutes, kind))

std::optional<FieldFault> FaultOfLine(const std::string& text) {
  if (Trim(text).empty()) return FieldFault{"text", {"problem.field.required"}};
  if (CountCharacters(text) > kMaxLineCharacters) {
    return FieldFault{"text",
                      {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxLineCharacters)}}}};
  }
  return std::nullopt;
}

template <class Row>
CoachingSaved SavedRow(const Row& row) {
  return {row.id, row.version};
}

// The session, if the caller takes part and it was not cancelled.
Result<Session> SessionToWriteIn(const Call& call, db::Connection& connection, Id id) {
  const auto session = FindSession(connection, call.org_id(), call.person_id(), id);
  if (!session) return NotFound("coaching_session");
  if (session->state == SessionState::cancelled)
    return Fail(Kind::conflict, "problem.coaching_session.past_that");
  return *session;
}

Result<CoachingSaved> AddItem(const Call& call, Id id, const ItemInput& input,
                              const SessionOptions& options) {
  if (auto fault = FaultOfLine(input.text)) return Fail(std::move(*fault));
  return call.Write([&](db::Tx& tx) -> Result<CoachingSaved> {
    const auto session = SessionToWriteIn(call, tx, id);
    if (!session) return Fail(session.error());
    if (std::ssize(FindItems(tx, *session, call.person_id())) >= kMaxWritings) {
      return Fail(Kind::conflict, "problem.coaching_session.too_many");
    }
    Item item{.id = tx.NewId(), .session_id = id, .author_id = call.person_id()};
    action::Action action(tx, call, "coaching_item.add", item.id);
    item.text_id = PutText(tx, call.org_id(), *options.key, Trim(input.text), call.now());
    item = action.Insert(std::move(item));
    if (session->state == SessionState::planned) TellSession(action, *session, "notice.coaching.item");
    return SavedRow(item);
  });
}

// An agreed step that is talked about and ticked is done; unticked, it is not.
Result<Done> FollowStep(action::Action& action, const Session& session, const Item& item) {
  if (item.source != ItemSource::next_step || !item.ref_id || !item.rep_id) return Done{};
  const auto step =
      FindStepOfPair(action.tx(), session.org_id, session.manager_id, *item.rep_id, *item.ref_id);
  if (!step || step->done_at.has_value() == item.is_done) return Done{};
  Step after = *step;
  after.done_at = item.is_done ? std::optional(action.now()) : std::nullopt;
  const auto saved = action.Update(*step, after);
  if (!saved) return Fail(saved.error());
  return Done{};
}

Result<CoachingSaved> ChangeItem(const Call& call, Id id, const json::Patch<ItemChange>& patch,
                                 const SessionOptions& options) {
  return call.Write([&](db::Tx& tx) -> Result<CoachingSaved> {
    const auto before = FindItem(tx, call.org_id(), call.person_id(), id);
    if (!before) return NotFound("coaching_item");
    if (auto current = action::CheckVersion(call, before->version, "coaching_item"); !current)
      return Fail(current.error());
    const auto session = SessionToWriteIn(call, tx, before->session_id);
    if (!session) return Fail(session.error());
    const ItemChange input = patch.Apply({std::nullopt, before->is_done, before->is_carried});
    Item after = *before;
    after.is_done = input.is_done;
    after.is_carried = input.is_carried && !input.is_done;
    action::Action action(tx, call, "coaching_item.change", id);
    if (input.text) {
      if (before->author_id != call.person_id())
        return Fail(Kind::forbidden, "problem.coaching_note.authors");
      if (auto fault = FaultOfLine(*input.text)) return Fail(std::move(*fault));
      after.text_id = PutText(tx, call.org_id(), *options.key, Trim(*input.text), call.now());
    }
    const auto saved = action.Update(*before, after);
    if (!saved) return Fail(saved.error());
    if (auto followed = FollowStep(action, *session, *saved); !followed) return Fail(followed.error());
    return SavedRow(*saved);
  });
}

Result<CoachingSaved> TickFact(const Call& call, Id id, const FactInput& input,
                               const SessionOptions& options) {
  return call.Write([&](db::Tx& tx) -> Result<CoachingSaved> {
    const auto session = SessionToWriteIn(call, tx, id);
    if (!session) return Fail(session.error());
    const bool is_concerned = call.person_id() == session->manager_id || call.person_id() == input.rep_id;
    const auto reps = FindRepsOf(tx, call.org_id(), std::vector{id});
    const bool is_in =
        std::ranges::any_of(reps, [&](const SessionRep& rep) { return rep.rep_id == input.rep_id; });
    if (!is_concerned || !is_in) return NotFound("coaching_item");
    for (const Item& item : FindItems(tx, *session, call.person_id())) {
      const bool is_it = item.source == input.source && item.ref_id == input.ref_id;
      if (is_it) return Fail(Kind::stale, "problem.stale", {{"word", std::string("coaching_item")}});
    }
    const auto facts = FindFacts(tx, *session, std::vector{input.rep_id}, options, call.now());
    if (!facts) return Fail(facts.error());
    const auto fact = std::ranges::find_if(
        *facts, [&](const Fact& one) { return one.source == input.source && one.ref_id == input.ref_id; });
    if (fact == facts->end()) return NotFound("coaching_item");
    Item item{.id = tx.NewId(),
              .session_id = id,
              .rep_id = input.rep_id,
              .source = input.source,
              .ref_id = input.ref_id,
              .is_done = input.is_done.value_or(false),
              .is_carried = input.is_carried.value_or(false) && !input.is_done.value_or(false)};
    action::Action action(tx, call, "coaching_item.tick", item.id);
    item.text_id = PutText(tx, call.org_id(), *options.key, json::ToText(*fact), call.now());
    item = action.Insert(std::move(item));
    if (auto followed = FollowStep(action, *session, item); !followed) return Fail(followed.error());
    return SavedRow(item);
  });
}

Result<Done> RemoveItem(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto before = FindItem(tx, call.org_id(), call.person_id(), id);
    if (!before) return NotFound("coaching_item");
    if (auto current = action::CheckVersion(call, before->version, "coaching_item"); !current)
      return Fail(current.error());
    if (before->author_id != call.person_id()) return Fail(Kind::forbidden, "problem.coaching_note.authors");
    Item after = *before;
    after.deleted_at = call.now();
    action::Action action(tx, call, "coaching_item.remove", id);
    const auto saved = action.Update(*before, after);
    if (!saved) return Fail(saved.error());
    return Done{};
  });
}

// With whom something in the session is: the only rep, the rep who asks, or the one that the manager names.
Result<Id> RepIn(const Call& call, db::Connection& connection, const Session& session,
                 const std::optional<Id>& named) {
  const auto reps = FindRepsOf(connection, call.org_id(), std::vector{session.id});
  if (session.manager_id != call.person_id()) return call.person_id();
  if (reps.size() == 1 && !named) return reps.front().rep_id;
  for (const SessionRep& rep : reps) {
    if (rep.rep_id == named) return rep.rep_id;
  }
  return Fail(FieldFault{"rep_id", {"problem.coaching_note.with_whom"}});
}

Result<CoachingSaved> AddStep(const Call& call, Id id, const StepInput& input,
                              const SessionOptions& options) {
  if (auto fault = FaultOfLine(input.text)) return Fail(std::move(*fault));
  return call.Write([&](db::Tx& tx) -> Result<CoachingSaved> {
    const auto session = SessionToWriteIn(call, tx, id);
    if (!session) return Fail(session.error());
    const auto rep_id = RepIn(call, tx, *session, input.rep_id);
    if (!rep_id) return Fail(rep_id.error());
    if (std::ssize(FindSteps(tx, *session, call.person_id())) >= kMaxWritings) {
      return Fail(Kind::conflict, "problem.coaching_session.too_many");
    }
    Step step{.id = tx.NewId(),
              .session_id = id,
              .rep_id = *rep_id,
              .is_managers = input.is_managers.value_or(false),
              .due_on = input.due_on};
    action::Action action(tx, call, "coaching_step.add", step.id);
    step.text_id = PutText(tx, call.org_id(), *options.key, Trim(input.text), call.now());
    return SavedRow(action.Insert(std::move(step)));
  });
}

template <class F>
Result<CoachingSaved> DoStep(const Call& call, Id id, const char* kind, F&& change) {
  return call.Write([&](db::Tx& tx) -> Result<CoachingSaved> {
    const auto before = FindStep(tx, call.org_id(), call.person_id(), id);
    if (!before) return NotFound("coaching_step");
    if (auto current = action::CheckVersion(call, before->version, "coaching_step"); !current)
      return Fail(current.error());
    action::Action action(tx, call, kind, id);
    const Result<Step> saved = change(action, *before);
    if (!saved) return Fail(saved.error());
    return SavedRow(*saved);
  });
}

// What was agreed is not rewritten unseen.
void TellOther(action::Action& action, const Step& step, bool is_removed) {
  const Id actor = action.actor().person_id.value_or(step.rep_id);
  const auto session = FindSessionToRead(action.tx(), action.org_id(), actor, step.session_id);
  if (session) TellOfStep(action, *session, step, is_removed);
}

Result<CoachingSaved> ChangeStep(const Call& call, Id id, const json::Patch<StepChange>& patch,
                                 const SessionOptions& options) {
  return DoStep(
      call, id, "coaching_step.change", [&](action::Action& action, const Step& before) -> Result<Step> {
        auto texts = OpenTexts(action.tx(), call.org_id(), *options.key, std::vector{before.text_id});
        if (!texts) return Fail(texts.error());
        const std::string& text = texts->at(before.text_id);
        const StepChange input = patch.Apply({text, before.due_on, before.done_at.has_value()});
        if (auto fault = FaultOfLine(input.text)) return Fail(std::move(*fault));
        Step after = before;
        after.due_on = input.due_on;
        if (input.is_done != before.done_at.has_value()) {
          after.done_at = input.is_done ? std::optional(call.now()) : std::nullopt;
        }
        if (Trim(input.text) != text) {
          after.text_id = PutText(action.tx(), call.org_id(), *options.key, Trim(input.text), call.now());
        }
        auto saved = action.Update(before, after);
        const bool is_other = after.text_id != before.text_id || after.due_on != before.due_on;
        if (saved && is_other) TellOther(action, *saved, false);
        return saved;
      });
}

Result<Done> RemoveStep(const Call& call, Id id) {
  const auto removed =
      DoStep(call, id, "coaching_step.remove", [&](action::Action& action, const Step& before) {
        Step after = before;
        after.deleted_at = call.now();
        auto saved = action.Update(before, after);
        if (saved) TellOther(action, *saved, true);
        return saved;
      });
  if (!removed) return Fail(removed.error());
  return Done{};
}

// A step of the manager's becomes a promise to the rep, with a time. Its words become the promise's title.
Result<CoachingSaved> PromiseStep(const Call& call, Id id, const StepPromise& input,
                                  const SessionOptions& options) {
  if (auto fault = FaultOfDue(input.due_at, call.now(), "due_at")) return Fail(std::move(*fault));
  return DoStep(
      call, id, "coaching_step.promise", [&](action::Action& action, const Step& before) -> Result<Step> {
        const auto session = FindSession(action.tx(), call.org_id(), call.person_id(), before.session_id);
        if (!session || session->manager_id != call.person_id() || !before.is_managers) {
          return Fail(Kind::forbidden, "problem.coaching_step.managers");
        }
        if (before.promise_id) return Fail(Kind::conflict, "problem.coaching_step.promised");
        auto texts = OpenTexts(action.tx(), call.org_id(), *options.key, std::vector{before.text_id});
        if (!texts) return Fail(texts.error());
        const std::string& title = texts->at(before.text_id);
        if (!people::IsBelow(action.tx(), call.org_id(), before.rep_id, call.person_id()))
          return Fail(FieldFault{"rep_id", {"problem.promise.not_in_team"}});
        if (auto faults = FaultsOf(title, input.minutes); !faults.empty()) return Fail(std::move(faults));
        const Promise promise = Insert(action, Promise{.manager_id = session->manager_id,
                                                       .rep_id = before.rep_id,
                                                       .kind = input.kind,
                                                       .title = title,
                                                       .account_id = session->account_id,
                                                       .minutes = input.minutes,
                                                       .promised_at = call.now(),
                                                       .first_due_at = input.due_at,
                                                       .due_at = input.due_at});
        Step after = before;
        after.promise_id = promise.id;
        return action.Update(before, after);
      });
}

http::RouteOptions Deeds(std::string name, std::string summary, int status, bool versioned) {
  return {.name = std::move(name),
          .deed = Deed::change,
          .word = Word::coaching_session,
          .status = status,
          .versioned = versioned,
          .summary = std::move(summary)};
}

}  // namespace

void AddSessionWordRoutes(http::Router& router, const SessionOptions& options) {
  const std::string sessions = "/api/v1/coaching-sessions/{id}";
  router.Post(sessions + "/items",
              Deeds("addAgendaItem", "Puts something on the agenda; the others are told", 201, false),
              [&options](const Call& call, Id id, const ItemInput& input) {
                return AddItem(call, id, input, options);
              });
  router.Post(sessions + "/facts",
              Deeds("tickAgendaFact", "Ticks or carries over what Baton found", 201, false),
              [&options](const Call& call, Id id, const FactInput& input) {
                return TickFact(call, id, input, options);
              });
  router.Patch("/api/v1/agenda-items/{id}", Deeds("changeAgendaItem", "", 200, true),
               [&options](const Call& call, Id id, const json::Patch<ItemChange>& patch) {
                 return ChangeItem(call, id, patch, options);
               });
  router.Delete(
      "/api/v1/agenda-items/{id}",
      {.name = "removeAgendaItem", .deed = Deed::remove, .word = Word::coaching_session, .versioned = true},
      RemoveItem);
  router.Post(sessions + "/steps",
              Deeds("addCoachingStep", "What one of the two does next, and by when", 201, false),
              [&options](const Call& call, Id id, const StepInput& input) {
                return AddStep(call, id, input, options);
              });
  router.Patch("/api/v1/coaching-steps/{id}", Deeds("changeCoachingStep", "", 200, true),
               [&options](const Call& call, Id id, const json::Patch<StepChange>& patch) {
                 return ChangeStep(call, id, patch, options);
               });
  router.Delete(
      "/api/v1/coaching-steps/{id}",
      {.name = "removeCoachingStep", .deed = Deed::remove, .word = Word::coaching_session, .versioned = true},
      RemoveStep);
  router.Post(
      "/api/v1/coaching-steps/{id}/promise",
      Deeds("promiseCoachingStep", "The manager's step becomes a promise to the rep, with a time", 200, true),
      [&options](const Call& call, Id id, const StepPromise& input) {
        return PromiseStep(call, id, input, options);
      });
}

}  // namespace baton::coaching
