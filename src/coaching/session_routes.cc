#include "coaching/session_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/version.h"
#include "base/zone.h"
#include "book/deals.h"
#include "book/directory.h"
#include "coaching/session_people.h"
#include "coaching/session_store.h"
#include "http/router.h"
#include "people/directory.h"
#include "skill/directory.h"

namespace baton::coaching {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kMaxSessionPage = 200;
constexpr int kMaxSkillsOfSession = 5;

struct SessionQuery {
  std::optional<Id> with;
  std::optional<SessionState> state;
  std::optional<bool>
      asking;  // those of which the caller has not said yet whether they happened; all of them
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(SessionQuery, (), (with, state, asking, after, limit))

struct SessionInput {
  static constexpr const char* kSchemaName = "CoachingSessionInput";

  SessionKind kind = SessionKind::one_to_one;
  Purpose purpose = Purpose::skill;
  std::vector<Id> rep_ids;
  Instant starts_at;
  std::int32_t minutes = 30;
  std::optional<Id> account_id;
  std::optional<Id> opportunity_id;
  std::vector<Id> skill_ids;
  std::optional<bool> is_held;  // it took place already, and took `minutes`
};
BOOST_DESCRIBE_STRUCT(SessionInput, (),
                      (kind, purpose, rep_ids, starts_at, minutes, account_id, opportunity_id, skill_ids,
                       is_held))

struct SessionChange {
  static constexpr const char* kSchemaName = "CoachingSessionChange";

  SessionKind kind = SessionKind::one_to_one;
  Purpose purpose = Purpose::skill;
  Instant starts_at;
  std::int32_t minutes = 0;  // of one that was held: how long it took
  std::optional<Id> account_id;
  std::optional<Id> opportunity_id;
  std::vector<Id> skill_ids;
  std::vector<Id> rep_ids;  // of one that is planned
};
BOOST_DESCRIBE_STRUCT(SessionChange, (),
                      (kind, purpose, starts_at, minutes, account_id, opportunity_id, skill_ids, rep_ids))

struct HoldInput {
  static constexpr const char* kSchemaName = "CoachingSessionHeld";

  std::int32_t minutes = 0;
  std::optional<Instant> starts_at;  // none: as planned, or now if that lies ahead
};
BOOST_DESCRIBE_STRUCT(HoldInput, (), (minutes, starts_at))

struct ConfirmInput {
  static constexpr const char* kSchemaName = "CoachingSessionConfirmed";

  Happened answer = Happened::yes;
};
BOOST_DESCRIBE_STRUCT(ConfirmInput, (), (answer))

Result<http::Page<SessionView>> List(const Call& call, const SessionQuery& query) {
  if (query.asking.value_or(false)) {
    const auto asking = FindAsking(call.db(), call.org_id(), call.person_id());
    return http::Page<SessionView>{
        ViewSessions(call.db(), call.org_id(), asking, call.person_id(), call.language()), std::nullopt};
  }
  const int limit = std::clamp(query.limit.value_or(50), 1, kMaxSessionPage);
  const auto sessions =
      ListSessions(call.db(), call.org_id(), {call.person_id(), query.with, query.state, query.after, limit});
  http::Page<SessionView> page{
      ViewSessions(call.db(), call.org_id(), sessions, call.person_id(), call.language()), std::nullopt};
  if (std::ssize(sessions) == limit) page.next = ToString(sessions.back().id);
  return page;
}

CoachingSaved Saved(const Session& session) { return {session.id, session.version}; }

// `in_it`: who is in it already, and may have left the team since.
Result<Done> CheckReps(const Call& call, db::Connection& connection, const std::vector<Id>& rep_ids,
                       const std::vector<Id>& in_it = {}) {
  std::vector<FieldFault> faults;
  for (std::size_t i = 0; i < rep_ids.size(); ++i) {
    const bool is_twice = std::ranges::count(rep_ids, rep_ids[i]) > 1;
    const bool is_in = std::ranges::find(in_it, rep_ids[i]) != in_it.end();
    if (!is_twice && is_in) continue;
    if (!is_twice && people::IsBelow(connection, call.org_id(), rep_ids[i], call.person_id())) continue;
    faults.push_back({"rep_ids[" + std::to_string(i) + "]", {"problem.promise.not_in_team"}});
  }
  if (!faults.empty()) return Fail(std::move(faults));
  return Done{};
}

FieldFault NoSuch(const std::string& path, const std::string& word) {
  return {path, {"problem.not_found", {{"word", word}}}};
}

// The client, the deal and the skills are there, and the manager may see them.
Result<Done> CheckTags(const Call& call, db::Connection& connection, const std::optional<Id>& account_id,
                       const std::optional<Id>& opportunity_id, const std::vector<Id>& skill_ids) {
  const auto scope = access::ScopeOf(call.principal(), Deed::read, Word::account);
  std::vector<FieldFault> faults;
  if (account_id && !book::FindAccount(connection, scope, *account_id)) {
    faults.push_back(NoSuch("account_id", "account"));
  }
  if (opportunity_id) {
    const auto deals = book::FindDeals(connection, call.org_id(), std::vector{*opportunity_id});
    const bool may_see = !deals.empty() && deals.front().account_id &&
                         book::FindAccount(connection, scope, *deals.front().account_id);
    if (!may_see) faults.push_back(NoSuch("opportunity_id", "opportunity"));
  }
  const auto skills = skill::FindSkillRefs(connection, call.org_id(), call.language());
  for (std::size_t i = 0; i < skill_ids.size(); ++i) {
    if (!skills.contains(skill_ids[i]))
      faults.push_back(NoSuch("skill_ids[" + std::to_string(i) + "]", "skill"));
  }
  if (std::ssize(skill_ids) > kMaxSkillsOfSession) {
    faults.push_back({"skill_ids", {"problem.coaching_session.few_skills"}});
  }
  if (!faults.empty()) return Fail(std::move(faults));
  return Done{};
}

Result<CoachingSaved> Create(const Call& call, const SessionInput& input) {
  const bool is_held = input.is_held.value_or(false);
  auto faults =
      FaultsOf(SessionPlan{input.kind, input.rep_ids.size(), input.starts_at, input.minutes}, call.now());
  if (is_held && input.starts_at > call.now()) {
    faults.push_back({"starts_at", {"problem.coaching_session.not_yet"}});
  }
  if (!faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<CoachingSaved> {
    if (auto reps = CheckReps(call, tx, input.rep_ids); !reps) return Fail(reps.error());
    if (auto tags = CheckTags(call, tx, input.account_id, input.opportunity_id, input.skill_ids); !tags) {
      return Fail(tags.error());
    }
    Session session{.id = tx.NewId(),
                    .manager_id = call.person_id(),
                    .kind = input.kind,
                    .purpose = input.purpose,
                    .starts_at = input.starts_at,
                    .minutes = input.minutes,
                    .account_id = input.account_id,
                    .opportunity_id = input.opportunity_id};
    if (is_held) {
      session.state = SessionState::held;
      session.held_minutes = input.minutes;
      session.recorded_at = call.now();
    }
    action::Action action(tx, call, is_held ? "coaching_session.record" : "coaching_session.plan",
                          session.id);
    return Saved(InsertSession(action, session, input.rep_ids, input.skill_ids));
  });
}

// What every change of a session has in common: found, of this version, and the caller may.
template <class F>
Result<CoachingSaved> Do(const Call& call, Id id, SessionDeed deed, F&& change) {
  return call.Write([&](db::Tx& tx) -> Result<CoachingSaved> {
    const auto found = FindSession(tx, call.org_id(), call.person_id(), id);
    if (!found) return NotFound("coaching_session");
    if (auto current = action::CheckVersion(call, found->version, "coaching_session"); !current) {
      return Fail(current.error());
    }
    const auto views =
        ViewSessions(tx, call.org_id(), std::span(&*found, 1), call.person_id(), call.language());
    if (views.empty() || std::ranges::find(views.front().may, deed) == views.front().may.end()) {
      const bool is_managers = found->manager_id != call.person_id() && deed != SessionDeed::confirm;
      return is_managers ? Fail(Kind::forbidden, "problem.coaching_session.managers")
                         : Fail(Kind::conflict, "problem.coaching_session.past_that");
    }
    action::Action action(tx, call, "coaching_session." + std::string(json::NameOf(deed)), id);
    const Result<Session> saved = change(action, *found);
    if (!saved) return Fail(saved.error());
    return Saved(*saved);
  });
}

std::vector<Id> SkillIdsOf(db::Connection& connection, const Session& session) {
  std::vector<Id> ids;
  for (const SessionSkill& row : FindSkillsOf(connection, session.org_id, std::vector{session.id})) {
    ids.push_back(row.skill_id);
  }
  return ids;
}

Result<Done> CheckChange(const Call& call, db::Connection& connection, const Session& before,
                         const SessionChange& was, const SessionChange& input) {
  const bool is_held = before.state == SessionState::held;
  auto faults =
      FaultsOf(SessionPlan{input.kind, input.rep_ids.size(), input.starts_at, input.minutes}, call.now());
  if (is_held && input.starts_at > call.now())
    faults.push_back({"starts_at", {"problem.coaching_session.not_yet"}});
  if (is_held && !std::ranges::is_permutation(input.rep_ids, was.rep_ids))
    faults.push_back({"rep_ids", {"problem.coaching_session.took_part"}});
  if (!faults.empty()) return Fail(std::move(faults));
  return CheckReps(call, connection, input.rep_ids, was.rep_ids);
}

Result<Session> ChangeIt(const Call& call, action::Action& action, const Session& before,
                         const json::Patch<SessionChange>& patch) {
  const auto skills = SkillIdsOf(action.tx(), before);
  const bool is_held = before.state == SessionState::held;
  const SessionChange was{before.kind,
                          before.purpose,
                          before.starts_at,
                          before.held_minutes.value_or(before.minutes),
                          before.account_id,
                          before.opportunity_id,
                          skills,
                          RepIdsOf(action.tx(), before)};
  const SessionChange input = patch.Apply(was);
  if (auto checked = CheckChange(call, action.tx(), before, was, input); !checked)
    return Fail(checked.error());
  if (auto tags = CheckTags(call, action.tx(), input.account_id, input.opportunity_id, input.skill_ids);
      !tags) {
    return Fail(tags.error());
  }
  Session after = before;
  after.kind = input.kind;
  after.purpose = input.purpose;
  after.starts_at = input.starts_at;
  (is_held ? after.held_minutes.emplace() : after.minutes) = input.minutes;
  after.account_id = input.account_id;
  after.opportunity_id = input.opportunity_id;
  const bool is_moved = input.starts_at != before.starts_at || input.minutes != was.minutes;
  const bool is_tagged = input.kind != before.kind || input.purpose != before.purpose ||
                         input.account_id != before.account_id ||
                         input.opportunity_id != before.opportunity_id || input.skill_ids != skills ||
                         !std::ranges::is_permutation(input.rep_ids, was.rep_ids) || (is_held && is_moved);
  if (is_tagged) {
    after.tagged_at = call.now();
    after.tagged_status = StatusOf(action.tx(), after);
  }
  PutSkills(action, before.id, input.skill_ids);
  auto saved = action.Update(before, after);
  if (!saved) return saved;
  const auto people = PutReps(action, before, input.rep_ids);
  if (!people) return Fail(people.error());
  const std::string_view moved = is_held ? "notice.coaching.corrected" : "notice.coaching.moved";
  TellPeople(action, *saved, *people, is_moved ? moved : std::string_view());
  return saved;
}

Result<CoachingSaved> Change(const Call& call, Id id, const json::Patch<SessionChange>& patch) {
  return Do(call, id, SessionDeed::change, [&](action::Action& action, const Session& before) {
    return ChangeIt(call, action, before, patch);
  });
}

Result<CoachingSaved> CancelIt(const Call& call, Id id) {
  return Do(call, id, SessionDeed::cancel, [&](action::Action& action, const Session& before) {
    Session after = before;
    after.state = SessionState::cancelled;
    auto saved = action.Update(before, after);
    if (saved) TellSession(action, *saved, "notice.coaching.cancelled");
    return saved;
  });
}

// Answers of weeks that are over stand as they are; one of this week is replaced.
Result<Done> PutAnswer(action::Action& action, const Session& session, Id rep_id, Happened answer) {
  const std::string zone = ZoneOfOrganization(action.tx(), session.org_id);
  const auto given = FindAnswersOf(action.tx(), session.org_id, rep_id, std::vector{session.id});
  const auto week = [&](Instant at) { return MondayOf(DayIn(at, zone)); };
  if (!given.empty() && week(given.back().answered_at) == week(action.now())) {
    SessionAnswer after = given.back();
    after.answer = answer;
    after.minutes = session.held_minutes.value_or(0);
    after.answered_at = action.now();
    const auto saved = action.Update(given.back(), after);
    if (!saved) return Fail(saved.error());
    return Done{};
  }
  if (!given.empty() && given.back().minutes == session.held_minutes) {
    return Fail(Kind::conflict, "problem.coaching_session.answered");
  }
  action.Insert(SessionAnswer{.session_id = session.id,
                              .manager_id = session.manager_id,
                              .rep_id = rep_id,
                              .answer = answer,
                              .minutes = session.held_minutes.value_or(0),
                              .answered_at = action.now()});
  return Done{};
}

// No version is asked for: the session does not change, and an answer is the rep's own.
Result<CoachingSaved> ConfirmIt(const Call& call, Id id, const ConfirmInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<CoachingSaved> {
    const auto found = FindSession(tx, call.org_id(), call.person_id(), id);
    if (!found) return NotFound("coaching_session");
    const auto reps = RepIdsOf(tx, *found);
    if (std::ranges::find(reps, call.person_id()) == reps.end()) {
      return Fail(Kind::forbidden, "problem.coaching_session.reps");
    }
    if (found->state != SessionState::held) return Fail(Kind::conflict, "problem.coaching_session.past_that");
    action::Action action(tx, call, "coaching_session.confirm", id);
    if (auto put = PutAnswer(action, *found, call.person_id(), input.answer); !put) return Fail(put.error());
    return Saved(*found);
  });
}

Result<CoachingSaved> HoldIt(const Call& call, Id id, const HoldInput& input, const SessionOptions& options) {
  return Do(call, id, SessionDeed::hold,
            [&](action::Action& action, const Session& before) -> Result<Session> {
              const Instant starts_at = input.starts_at.value_or(std::min(before.starts_at, call.now()));
              if (auto fault = FaultOfHeld(input.minutes, starts_at, call.now()))
                return Fail(std::move(*fault));
              if (auto kept = KeepFacts(action, before, RepIdsOf(action.tx(), before), options); !kept) {
                return Fail(kept.error());
              }
              return HoldSession(action, before, input.minutes, starts_at);
            });
}

http::RouteOptions Deeds(std::string name, std::string summary, bool versioned = true) {
  return {.name = std::move(name),
          .deed = Deed::change,
          .word = Word::coaching_session,
          .status = 200,
          .versioned = versioned,
          .summary = std::move(summary)};
}

}  // namespace

void AddSessionRoutes(http::Router& router, const SessionOptions& options) {
  router.Get(
      "/api/v1/coaching-sessions",
      {.name = "listCoachingSessions",
       .deed = Deed::read,
       .word = Word::coaching_session,
       .summary =
           "Those that the caller takes part in; planned ones the next first, others the latest first"},
      List);
  router.Get("/api/v1/coaching-sessions/{id}",
             {.name = "getCoachingSession",
              .deed = Deed::read,
              .word = Word::coaching_session,
              .summary = "With its agenda, notes and next steps, as the caller may read them"},
             [&options](const Call& call, Id id) -> Result<SessionPage> {
               const auto found = FindSessionToRead(call.db(), call.org_id(), call.person_id(), id);
               if (!found) return NotFound("coaching_session");
               return ViewPage(call.db(), *found, call.person_id(), options, call.language(), call.now());
             });
  router.Post("/api/v1/coaching-sessions",
              {.name = "createCoachingSession",
               .deed = Deed::create,
               .word = Word::coaching_session,
               .summary = "A manager plans one with somebody of the team, or writes down one that was held"},
              Create);
  router.Patch("/api/v1/coaching-sessions/{id}",
               {.name = "changeCoachingSession", .deed = Deed::change, .word = Word::coaching_session},
               Change);
  router.Post(
      "/api/v1/coaching-sessions/{id}/hold",
      Deeds("holdCoachingSession", "It took place, and took so long; each rep is asked whether it did"),
      [&options](const Call& call, Id id, const HoldInput& input) {
        return HoldIt(call, id, input, options);
      });
  router.Post("/api/v1/coaching-sessions/{id}/cancel",
              Deeds("cancelCoachingSession", "It will not take place"), CancelIt);
  router.Post(
      "/api/v1/coaching-sessions/{id}/confirm",
      Deeds("confirmCoachingSession",
            "Did this happen? A rep's own answer; shown to others in totals of at least three reps only",
            false),
      ConfirmIt);
  AddSessionWordRoutes(router, options);
  AddNoteRoutes(router, options);
  AddOverviewRoutes(router, options);
}

}  // namespace baton::coaching
