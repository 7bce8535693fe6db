// Sessions in the database, for their routes, Today, the demo and whoever counts them. Who asks is named in each query: a
// session is seen by its manager and its reps only.
//
//   for (const Session& one : coaching::FindAsking(connection, org_id, jada)) ...   // "Did this happen?"
//
// Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "action/action.h"
#include "coaching/session_rules.h"
#include "db/connection.h"

namespace baton::coaching {

std::optional<Session> FindSession(db::Connection& connection, Id org_id, Id person_id, Id id);
// Also for a rep who was taken out of it and has something written there.
std::optional<Session> FindSessionToRead(db::Connection& connection, Id org_id, Id person_id, Id id);
// For what acts for nobody: invitations.
std::optional<Session> FindSessionOfAnybody(db::Connection& connection, Id org_id, Id id);
// Planned ones that a person takes part in, of which some lies in a span; by their time.
std::vector<Session> FindPlannedBetween(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                        Instant to);

struct SessionListing {
  Id person_id;
  std::optional<Id> with_id;          // who takes part too
  std::optional<SessionState> state;  // planned: the next first; else the latest first
  std::optional<Id> after;            // the last one of the page before
  int limit = 50;
};
// Those that are over list also who was taken out and has something written there.
std::vector<Session> ListSessions(db::Connection& connection, Id org_id, const SessionListing& listing);

// Of the manager, begun in [from, to), in whatever state; by their time.
std::vector<Session> FindSessionsOfManager(db::Connection& connection, Id org_id, Id manager_id, Instant from,
                                           Instant to);
// Held since, of a manager or of a rep.
std::vector<Session> FindHeldSince(db::Connection& connection, Id org_id, Id person_id, Instant since);
std::vector<Session> FindHeldOfPair(db::Connection& connection, Id org_id, Id manager_id, Id rep_id,
                                    Instant since);
// The latest that was held by the manager with this rep, others or not, before an instant; and the next one planned.
std::optional<Session> FindLastHeld(db::Connection& connection, Id org_id, Id manager_id, Id rep_id,
                                    Instant before);
std::optional<Session> FindNextPlanned(db::Connection& connection, Id org_id, Id manager_id, Id rep_id);
// With whom a person has or had sessions, as manager or as rep.
struct SessionPair {
  Id manager_id;
  Id rep_id;
};
BOOST_DESCRIBE_STRUCT(SessionPair, (), (manager_id, rep_id))
std::vector<SessionPair> FindPairs(db::Connection& connection, Id org_id, Id person_id);
// Held ones that wait for this rep's "Did this happen?", the latest first.
std::vector<Session> FindAsking(db::Connection& connection, Id org_id, Id rep_id);

// Who is in them now.
std::vector<SessionRep> FindRepsOf(db::Connection& connection, Id org_id, std::span<const Id> session_ids);
std::vector<SessionSkill> FindSkillsOf(db::Connection& connection, Id org_id,
                                       std::span<const Id> session_ids);
// The rep's own, the latest last.
std::vector<SessionAnswer> FindAnswersOf(db::Connection& connection, Id org_id, Id rep_id,
                                         std::span<const Id> session_ids);
// To sessions of a manager, by the week in which they were given; nothing says of which session each is.
std::vector<GivenAnswer> FindGivenAnswers(db::Connection& connection, Id org_id, Id manager_id,
                                          const std::string& zone);

// Sessions as lists show them to one of those in it, in a fixed number of queries.
std::vector<SessionView> ViewSessions(db::Connection& connection, Id org_id,
                                      std::span<const Session> sessions, Id viewer_id,
                                      const std::string& language);

// A new one, and each rep is told. REQUIRES: the caller has checked it.
Session InsertSession(action::Action& action, Session session, std::span<const Id> rep_ids,
                      std::span<const Id> skill_ids);
// It took place. What was planned as it was keeps the time of its tags.
Result<Session> HoldSession(action::Action& action, const Session& before, std::int32_t minutes,
                            Instant starts_at);
void PutSkills(action::Action& action, Id session_id, std::span<const Id> skill_ids);
// How the deal of a session stands.
std::optional<book::OpportunityStatus> StatusOf(db::Connection& connection, const Session& session);
// These people but who acts are told, with a link to the session or, where they cannot read it, to somewhere else.
void EmitToPeople(action::Action& action, const Session& session, std::string_view key,
                  std::span<const Id> people, std::optional<std::string> link = {});
// Everybody in it but who acts is told, and all calendars.
void TellSession(action::Action& action, const Session& session, std::string_view key);
std::string LinkOf(Id session_id);

std::string ZoneOfOrganization(db::Connection& connection, Id org_id);

}  // namespace baton::coaching
