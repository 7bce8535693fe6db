// Fills the demo organization: people, and then everything they have to do with. Each step is an action of its own, at
// the time when it would have happened.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "db/connection.h"
#include "demo/scene.h"
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
// What stands in the calendars of those who gave one. REQUIRES: the people are there.
void InsertCalendars(db::Tx& tx, Id org_id);
// What became of the ten clients in sixty days. REQUIRES: the book is there.
void InsertHandoffs(db::Tx& tx, Id org_id);
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
// Jim has read Jada's letter: it is ready, and the promise kept.
void JudgeLetter(db::Tx& tx, const Scene& scene, const seal::Key* key, Instant at);
// What became of it in sixty days.
void InsertReviewsSince(db::Tx& tx, Id org_id, const seal::Key* key);
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

}  // namespace baton::demo
