// Learns the ties of an organization from its activities, and keeps what changed.
//
//   const Learnt learnt = *Learn(database, org_id, now);     // learnt.people, learnt.pairs, learnt.changed
//
// Only of whom something changed since the last time (stirred.h) ties are learnt from all of their touches; what is stored of everybody
// else fades by itself (strength.h), and what is typical is reckoned of all that is stored: the same as learning everybody, which is done
// the first time, where another number rests on judgement now (judgement.h), where the clock was set back and where very much changed.
//
// One person of ours after the other: memory and transactions do not grow with the organization. It may be cut at any point and
// begun again; so may two processes at once. A tie is whole at any time; what is typical of all is written at the end.
//
// When: the job is put into the queue when the log of changes was looked at (watch/watch.h) and somebody who took part, an
// activity, a contact or a person changed since; and once a day. Where it takes long it waits before it begins again, so that
// it works for a twentieth of the time at most.
#pragma once

#include <cstdint>
#include <optional>

#include "base/date.h"
#include "base/id.h"
#include "db/database.h"
#include "job/runner.h"
#include "watch/anew.h"

namespace baton::ties {

struct Learnt {
  std::int64_t people = 0;  // whose ties were learnt
  std::int64_t pairs = 0;   // everybody's
  std::int64_t touches = 0;
  std::int64_t changed = 0;  // rows
  std::optional<double> typical_raw = {};
};

// `tell` is called with how many people are done, of how many; where it says false, nothing more is done.
// None: it was cut.
std::optional<Learnt> Learn(db::Database& database, Id org_id, Instant now, const watch::Tell& tell = {});
// The same in a transaction that is open, for the demo.
Learnt LearnIn(db::Tx& tx, Id org_id, Instant now);

inline constexpr const char* kLearnKind = "ties";
void AddLearnJob(job::Runner& runner);
// Whether something changed that is not in yet, a number is judged otherwise, or the last time is a day ago. `now` is the organization's.
bool IsDue(db::Connection& connection, Id org_id, Instant now);
// A watch::Glance: puts the job into the queue where it is due and does not wait there yet.
void Look(db::Database& database, Id org_id, Instant now);

}  // namespace baton::ties
