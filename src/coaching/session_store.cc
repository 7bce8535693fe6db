#include "coaching/session_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/zone.h"
#include "book/deals.h"
#include "coaching/between.h"
#include "coaching/directory.h"
#include "coaching/session_appointment.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::coaching {
namespace {

constexpr std::string_view kSessionColumns =
    "org_id, id, version, manager_id, kind, purpose, state, starts_at, minutes, held_minutes, recorded_at, "
    "account_id, opportunity_id, tagged_at, tagged_status, created_at, deleted_at";

// Sessions that a person takes part in. $1 is the organization, $2 the person who asks.
constexpr std::string_view kTakesPart =
    "SELECT id FROM coaching_session WHERE org_id = $1 AND manager_id = $2 UNION SELECT session_id FROM "
    "coaching_session_rep WHERE org_id = $1 AND rep_id = $2 AND deleted_at IS NULL";
// And those in which something stands between the manager and a rep who was taken out.
constexpr std::string_view kReads =
    " UNION SELECT session_id FROM coaching_note WHERE org_id = $1 AND rep_id = $2 AND deleted_at IS NULL "
    "AND "
    "(author_id = $2 OR visibility <> 'author_only') UNION SELECT session_id FROM coaching_step WHERE org_id "
    "= "
    "$1 AND rep_id = $2 AND deleted_at IS NULL";

std::string SelectOf(std::string_view more, std::string_view also = "") {
  return fmt::format(
      "SELECT {} FROM coaching_session WHERE org_id = $1 AND deleted_at IS NULL AND id IN ({}{}) {}",
      kSessionColumns, kTakesPart, also, more);
}

// Of a manager ($2) with a rep ($3).
std::string SelectPair(std::string_view more) {
  return fmt::format(
      "SELECT {} FROM coaching_session WHERE org_id = $1 AND deleted_at IS NULL AND manager_id = $2 AND id "
      "IN (SELECT session_id FROM coaching_session_rep WHERE org_id = $1 AND rep_id = $3 AND deleted_at IS "
      "NULL) {}",
      kSessionColumns, more);
}

struct DatedAnswer {
  Id rep_id;
  Happened answer = Happened::yes;
  Instant answered_at;
};
BOOST_DESCRIBE_STRUCT(DatedAnswer, (), (rep_id, answer, answered_at))

std::string NameOfPerson(db::Connection& connection, Id org_id, Id id) {
  const auto refs = people::FindRefs(connection, org_id, std::vector{id});
  const auto found = refs.find(id);
  return found == refs.end() ? std::string() : found->second.name;
}

}  // namespace

std::string LinkOf(Id session_id) { return "/coaching/" + ToString(session_id); }

std::string ZoneOfOrganization(db::Connection& connection, Id org_id) {
  const auto organization = people::FindOrganization(connection, org_id);
  return organization ? organization->time_zone : std::string("UTC");
}

std::optional<Session> FindSession(db::Connection& connection, Id org_id, Id person_id, Id id) {
  return connection.QueryOne<Session>(SelectOf("AND id = $3"), org_id, person_id, id);
}

std::optional<Session> FindSessionToRead(db::Connection& connection, Id org_id, Id person_id, Id id) {
  return connection.QueryOne<Session>(SelectOf("AND id = $3", kReads), org_id, person_id, id);
}

std::optional<Session> FindSessionOfAnybody(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Session>(
      fmt::format("SELECT {} FROM coaching_session WHERE org_id = $1 AND id = $2 AND deleted_at IS NULL",
                  kSessionColumns),
      org_id, id);
}

std::vector<Session> FindPlannedBetween(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                        Instant to) {
  return connection.Query<Session>(
      SelectOf("AND state = 'planned' AND starts_at + minutes * 60000 > $3 AND starts_at < $4 ORDER BY "
               "starts_at, id"),
      org_id, person_id, from, to);
}

std::vector<Session> ListSessions(db::Connection& connection, Id org_id, const SessionListing& listing) {
  const bool is_ascending = listing.state == SessionState::planned;
  const std::string state =
      listing.state ? fmt::format("AND state = '{}' ", json::NameOf(*listing.state)) : std::string();
  const std::string_view order = is_ascending ? "" : " DESC";
  return connection.Query<Session>(
      SelectOf(
          fmt::format(
              "{}AND ($3 = $2 OR manager_id = $3 OR id IN (SELECT session_id FROM coaching_session_rep WHERE "
              "org_id = $1 AND rep_id = $3 AND deleted_at IS NULL)) AND ($4 = 0 OR (starts_at, id) {} "
              "(SELECT starts_at, id FROM "
              "coaching_session WHERE org_id = $1 AND id = $4)) ORDER BY starts_at{}, id{} LIMIT $5",
              state, is_ascending ? ">" : "<", order, order),
          is_ascending ? "" : kReads),
      org_id, listing.person_id, listing.with_id.value_or(listing.person_id), listing.after.value_or(Id{}),
      listing.limit);
}

SessionCounts CountSessions(db::Connection& connection, Id org_id, Id person_id) {
  const std::string taken =
      fmt::format("held.org_id = $1 AND held.deleted_at IS NULL AND held.id IN ({})", kTakesPart);
  const std::string with = fmt::format(
      "SELECT other_id, CAST(COUNT(*) AS BIGINT) AS count FROM (SELECT held.manager_id AS other_id, held.id "
      "AS "
      "session_id FROM coaching_session AS held WHERE {0} UNION SELECT part.rep_id, part.session_id FROM "
      "coaching_session_rep AS part JOIN coaching_session AS held ON held.org_id = part.org_id AND held.id = "
      "part.session_id WHERE part.org_id = $1 AND part.deleted_at IS NULL AND {0}) AS met WHERE other_id <> "
      "$2 "
      "GROUP BY other_id",
      taken);
  return {
      .all = *connection.QueryValue<std::int64_t>(
          fmt::format("SELECT COUNT(*) FROM coaching_session AS held WHERE {}", taken), org_id, person_id),
      .with = people::ByOther(connection.Query<people::WithOther>(with, org_id, person_id))};
}

std::vector<Session> FindHeldSince(db::Connection& connection, Id org_id, Id person_id, Instant since) {
  return connection.Query<Session>(
      SelectOf("AND state = 'held' AND starts_at >= $3 ORDER BY starts_at DESC, id DESC"), org_id, person_id,
      since);
}

std::vector<Session> FindSessionsOfManager(db::Connection& connection, Id org_id, Id manager_id, Instant from,
                                           Instant to) {
  return connection.Query<Session>(
      fmt::format("SELECT {} FROM coaching_session WHERE org_id = $1 AND manager_id = $2 AND starts_at >= $3 "
                  "AND starts_at < $4 AND deleted_at IS NULL ORDER BY starts_at, id",
                  kSessionColumns),
      org_id, manager_id, from, to);
}

std::vector<Session> FindHeldOfPair(db::Connection& connection, Id org_id, Id manager_id, Id rep_id,
                                    Instant since) {
  return connection.Query<Session>(
      SelectPair("AND state = 'held' AND starts_at >= $4 ORDER BY starts_at DESC, id DESC"), org_id,
      manager_id, rep_id, since);
}

std::optional<Session> FindLastHeld(db::Connection& connection, Id org_id, Id manager_id, Id rep_id,
                                    Instant before) {
  return connection.QueryOne<Session>(
      SelectPair("AND state = 'held' AND starts_at < $4 ORDER BY starts_at DESC, id DESC LIMIT 1"), org_id,
      manager_id, rep_id, before);
}

std::optional<Session> FindNextPlanned(db::Connection& connection, Id org_id, Id manager_id, Id rep_id) {
  return connection.QueryOne<Session>(SelectPair("AND state = 'planned' ORDER BY starts_at, id LIMIT 1"),
                                      org_id, manager_id, rep_id);
}

std::vector<SessionPair> FindPairs(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<SessionPair>(
      "SELECT DISTINCT coaching_session.manager_id, coaching_session_rep.rep_id FROM coaching_session_rep "
      "JOIN coaching_session ON coaching_session.org_id = coaching_session_rep.org_id AND "
      "coaching_session.id = coaching_session_rep.session_id WHERE coaching_session_rep.org_id = $1 AND "
      "coaching_session.deleted_at IS NULL AND coaching_session_rep.deleted_at IS NULL AND "
      "(coaching_session.manager_id = $2 OR "
      "coaching_session_rep.rep_id = $2) ORDER BY coaching_session.manager_id, coaching_session_rep.rep_id",
      org_id, person_id);
}

std::vector<Session> FindAsking(db::Connection& connection, Id org_id, Id rep_id) {
  return connection.Query<Session>(
      SelectOf("AND state = 'held' AND manager_id <> $2 AND NOT EXISTS (SELECT 1 FROM coaching_answer WHERE "
               "coaching_answer.org_id = $1 AND coaching_answer.session_id = coaching_session.id AND "
               "coaching_answer.rep_id = $2 AND coaching_answer.minutes = coaching_session.held_minutes) "
               "ORDER BY starts_at DESC, id DESC LIMIT 50"),
      org_id, rep_id);
}

std::vector<SessionRep> FindRepsOf(db::Connection& connection, Id org_id, std::span<const Id> session_ids) {
  return connection.Query<SessionRep>(
      "SELECT org_id, id, version, session_id, rep_id, deleted_at FROM coaching_session_rep WHERE org_id = "
      "$1 AND "
      "session_id IN baton_list($2) AND deleted_at IS NULL ORDER BY session_id, id",
      org_id, db::IdList(session_ids));
}

std::vector<SessionSkill> FindSkillsOf(db::Connection& connection, Id org_id,
                                       std::span<const Id> session_ids) {
  return connection.Query<SessionSkill>(
      "SELECT org_id, id, version, session_id, skill_id FROM coaching_session_skill WHERE org_id = $1 AND "
      "session_id IN baton_list($2) ORDER BY session_id, id",
      org_id, db::IdList(session_ids));
}

std::vector<SessionAnswer> FindAnswersOf(db::Connection& connection, Id org_id, Id rep_id,
                                         std::span<const Id> session_ids) {
  return connection.Query<SessionAnswer>(
      "SELECT org_id, id, version, session_id, manager_id, rep_id, answer, minutes, answered_at FROM "
      "coaching_answer WHERE org_id = $1 AND session_id IN baton_list($2) AND rep_id = $3 ORDER BY "
      "answered_at, id",
      org_id, db::IdList(session_ids), rep_id);
}

std::vector<GivenAnswer> FindGivenAnswers(db::Connection& connection, Id org_id, Id manager_id,
                                          const std::string& zone) {
  std::vector<GivenAnswer> given;
  for (const DatedAnswer& row : connection.Query<DatedAnswer>(
           "SELECT rep_id, answer, answered_at FROM coaching_answer WHERE org_id = $1 AND manager_id = $2 "
           "ORDER BY answered_at, id",
           org_id, manager_id)) {
    given.push_back({row.rep_id, row.answer, MondayOf(DayIn(row.answered_at, zone))});
  }
  return given;
}

std::optional<book::OpportunityStatus> StatusOf(db::Connection& connection, const Session& session) {
  if (!session.opportunity_id) return std::nullopt;
  const auto deals = book::FindDeals(connection, session.org_id, std::vector{*session.opportunity_id});
  return deals.empty() ? std::nullopt : std::optional(deals.front().status);
}

void EmitToPeople(action::Action& action, const Session& session, std::string_view key,
                  std::span<const Id> people, std::optional<std::string> link) {
  const Id actor = action.actor().person_id.value_or(session.manager_id);
  const std::string name = NameOfPerson(action.tx(), action.org_id(), actor);
  for (const Id person : people) {
    if (person == actor) continue;
    notice::Emit(action, person,
                 {std::string(key),
                  {{"person", name},
                   {"kind", std::string(json::NameOf(session.kind))},
                   {"when", TimeText(action.tx(), action.org_id(), person, session.starts_at)}}},
                 link.value_or(LinkOf(session.id)));
  }
}

void TellSession(action::Action& action, const Session& session, std::string_view key) {
  std::vector<Id> people{session.manager_id};
  for (const SessionRep& rep : FindRepsOf(action.tx(), action.org_id(), std::vector{session.id}))
    people.push_back(rep.rep_id);
  EmitToPeople(action, session, key, people);
  TellSessionAppointment(action, session.id);
}

void PutSkills(action::Action& action, Id session_id, std::span<const Id> skill_ids) {
  const auto there = FindSkillsOf(action.tx(), action.org_id(), std::vector{session_id});
  for (const SessionSkill& row : there) {
    if (std::ranges::find(skill_ids, row.skill_id) == skill_ids.end()) action.Delete(row);
  }
  for (const Id skill_id : skill_ids) {
    const bool is_there =
        std::ranges::any_of(there, [skill_id](const SessionSkill& row) { return row.skill_id == skill_id; });
    if (!is_there) action.Insert(SessionSkill{.session_id = session_id, .skill_id = skill_id});
  }
}

Session InsertSession(action::Action& action, Session session, std::span<const Id> rep_ids,
                      std::span<const Id> skill_ids) {
  session.created_at = action.now();
  session.tagged_at = action.now();
  session.org_id = action.org_id();
  session.tagged_status = StatusOf(action.tx(), session);
  session = action.Insert(std::move(session));
  for (const Id rep_id : rep_ids) action.Insert(SessionRep{.session_id = session.id, .rep_id = rep_id});
  PutSkills(action, session.id, skill_ids);
  const bool is_held = session.state == SessionState::held;
  TellSession(action, session, is_held ? "notice.coaching.held" : "notice.coaching.planned");
  return session;
}

Result<Session> HoldSession(action::Action& action, const Session& before, std::int32_t minutes,
                            Instant starts_at) {
  Session after = before;
  after.state = SessionState::held;
  after.held_minutes = minutes;
  after.starts_at = starts_at;
  after.recorded_at = action.now();
  if (minutes != before.minutes || starts_at != before.starts_at) {
    after.tagged_at = action.now();
    after.tagged_status = StatusOf(action.tx(), before);
  }
  auto saved = action.Update(before, after);
  if (saved) TellSession(action, *saved, "notice.coaching.held");
  return saved;
}

}  // namespace baton::coaching
