#include "scoreboard/gather_displaced.h"

#include <algorithm>

#include "base/zone.h"
#include "coaching/directory.h"

namespace baton::scoreboard {
namespace {

Instant BeginOfBoth(const GatherAsked& asked, const MoreFacts& facts) {
  return ToInstant({std::min(facts.span.from, facts.before.from), 0}, asked.zone);
}
Instant EndOf(const GatherAsked& asked, const MoreFacts& facts) {
  return ToInstant({facts.span.to + 1, 0}, asked.zone);
}

// What was said by a move stands among the moves.
bool IsLetGo(const coaching::CountedPromise& one, Instant now) {
  return one.promise.moves == 0 &&
         coaching::JudgeFirst(one.promise, now, one.rep_left_at) == coaching::Verdict::not_kept;
}

}  // namespace

void GatherMoves(db::Connection& connection, const GatherAsked& asked, std::optional<Id> rep_id,
                 MoreFacts& facts) {
  for (coaching::PromiseMove& move : coaching::FindMoves(connection, asked.reader.org_id,
                                                         {.person_id = asked.manager_id,
                                                         .with_id = rep_id,
                                                         .made_by = true,
                                                         .since = BeginOfBoth(asked, facts),
                                                         .until = EndOf(asked, facts)})) {
    const Day on = DayIn(move.moved_at, asked.zone);
    facts.moves.push_back({on, std::move(move)});
  }
}

void GatherDisplaced(db::Connection& connection, const GatherAsked& asked, MoreFacts& facts) {
  const Id org_id = asked.reader.org_id;
  GatherMoves(connection, asked, {}, facts);
  for (const coaching::Event& one :
       coaching::FindEventsOf(connection, org_id, asked.manager_id, BeginOfBoth(asked, facts))) {
    facts.interruptions.push_back({.id = one.interruption.id,
                                   .on = DayIn(one.interruption.at, asked.zone),
                                   .outcome = one.interruption.outcome,
                                   .minutes = one.interruption.minutes});
  }
  const Instant end = EndOf(asked, facts);
  for (const coaching::CountedPromise& one : coaching::FindMadeBy(
           connection, org_id, asked.manager_id, {}, ToInstant({facts.span.from, 0}, asked.zone))) {
    facts.let_go += one.promise.first_due_at < end && IsLetGo(one, asked.now) ? 1 : 0;
  }
}

}  // namespace baton::scoreboard
