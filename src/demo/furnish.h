// Fills the demo organization: people, and then everything they have to do with. Each step is an action of its own, at
// the time when it would have happened.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.h"
#include "demo/scene.h"
#include "report/gather.h"
#include "seal/key.h"

namespace baton::demo {

void InsertPeople(db::Tx& tx, Id org_id);
// The book, eighteen months of history, today's meetings, the promises. REQUIRES: the people are there.
void InsertBook(db::Tx& tx, Id org_id);
// The deals of two quarters and of those a year before: in one Jim only sells less, in the next the team wins more. REQUIRES: the
// accounts and stages are there.
void InsertQuarters(db::Tx& tx, Id org_id);
// And what was coached before them. `skills`: by code.
void InsertQuarterCoaching(db::Tx& tx, const Scene& scene,
                           const std::map<std::string, Id, std::less<>>& skills, const seal::Key* key);
// An hour of skill coaching, to which each of the reps brought a point of the agenda.
struct HeldSession {
  Id org_id;
  Id manager_id;
  int day = 0;  // of the scene: 0
  std::string_view brought;
  std::vector<Id> reps;
  std::vector<Id> skills;
};
void InsertHeld(db::Tx& tx, const HeldSession& held, const seal::Key* key);
// The teams beside Jim's: Max Orr's, who has led for years, and Sofia Marsh's, who has for some weeks; and what the sixty days brought.
// REQUIRES: the book is there.
void InsertOtherTeams(db::Tx& tx, Id org_id, const seal::Key* key);
void InsertOtherTeamsSince(db::Tx& tx, Id org_id, const seal::Key* key);
// What stands in the calendars of those who gave one. REQUIRES: the people are there.
void InsertCalendars(db::Tx& tx, Id org_id);
// What became of the ten clients in these days after the scene, the first not included; from day 0 on they are proposed too. REQUIRES:
// the book is there.
void InsertHandoffs(db::Tx& tx, Id org_id, int after_day, int until_day);
// Whence the clients came, and on day sixty who stands there as their owner.
void InsertSources(db::Tx& tx, Id org_id);
void InsertShownOwners(db::Tx& tx, Id org_id);
// What Jim promised to clients. REQUIRES: the book is there.
void InsertClientPromises(db::Tx& tx, Id org_id);
// What he wrote down for the successors. REQUIRES: the handoffs are there.
void InsertSheets(db::Tx& tx, Id org_id);
// Where he went back to clients whom he had handed over, what he keeps, and how much each rep decides. REQUIRES: the
// handoffs are there.
void InsertAgreements(db::Tx& tx, Id org_id);
// Jim's sessions with his reps over six weeks, and where each stands in what they work on. REQUIRES: the book is there.
void InsertCoaching(db::Tx& tx, Id org_id, const seal::Key* key);
// And those of the sixty days.
void InsertCoachingSince(db::Tx& tx, Id org_id, const seal::Key* key);
// Jada's letter in two versions with Jim's comments, and one of Priya's that worked. REQUIRES: the promises are there.
void InsertReviews(db::Tx& tx, Id org_id, const seal::Key* key);
// Two quarters of Jim's that were closed before the scene. REQUIRES: everything that is counted is there.
void InsertClosedQuarters(db::Tx& tx, Id org_id);
// Jim has read Jada's letter: it is ready, and the promise kept.
void JudgeLetter(db::Tx& tx, const Scene& scene, const seal::Key* key, Instant at);
// What became of it in sixty days.
void InsertReviewsSince(db::Tx& tx, Id org_id, const seal::Key* key);
// Jim's answers to the twenty statements on day 1.
void InsertAssessment(db::Tx& tx, Id org_id, const seal::Key* key);
// And on day 60, with what four of his five reps say.
void InsertAssessmentSince(db::Tx& tx, Id org_id, const seal::Key* key);
// Whom the organization names to ask.
void InsertMentors(db::Tx& tx, Id org_id);
// The day on which Jim became a manager.
void InsertNinetyDays(db::Tx& tx, Id org_id);
// Jim asked one of them, and said what came of it. REQUIRES: they are there.
void InsertMentorTalk(db::Tx& tx, Id org_id, const seal::Key* key);
// Jada has won Larmar's terminals, and Jim is to hear of it. REQUIRES: the sixty days are there.
void InsertWins(db::Tx& tx, Id org_id);
// The order by lot in which Jim coaches this week. REQUIRES: the same.
void InsertWeek(db::Tx& tx, Id org_id);
// And of the promises: those of the scene are kept, new ones are open, and the day has its meetings.
void InsertSixtyDays(db::Tx& tx, Id org_id);
// A client whom he keeps wants to see Jim while he rides along with Marcus. REQUIRES: those promises are there.
void InsertConflict(db::Tx& tx, Id org_id);
// Lena is away; Tom and Priya look after her clients, all but one. REQUIRES: the sixty days are there.
void InsertCover(db::Tx& tx, Id org_id);

// What would go with Jim, worked out as of an afternoon of the past, from what stands in the tables now.
std::optional<report::Exposure> ExposureThen(db::Tx& tx, Id org_id, std::string_view closed_on);
// Jim's reports of August to October, closed, with his words and what he committed to. REQUIRES: the book, the coaching and the promises
// are there; leaves ties and departures as of the last of them.
void InsertReports(db::Tx& tx, Id org_id);
// And of November and December. REQUIRES: the sixty days are there; `exposures` are those of the two afternoons.
void InsertReportsSince(db::Tx& tx, Id org_id, std::span<const std::optional<report::Exposure>> exposures);
// Jim's Friday pages and this week's half hour. On day one without `exposures`, what would go with him is as it was worked out.
void InsertFridays(db::Tx& tx, Id org_id, std::span<const std::optional<report::Exposure>> exposures);

}  // namespace baton::demo
