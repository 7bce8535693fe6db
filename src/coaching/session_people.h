// Who is in a session: reps are taken out of a planned one and put into it. Whoever is taken out keeps what was written between
// the manager and them, and sees nothing else of it any more.
//
//   const PeopleChange change = PutReps(action, session, rep_ids);
//   TellPeople(action, session, change, {});
//
// Stateless, hence thread-safe.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "action/action.h"
#include "coaching/session.h"

namespace baton::coaching {

struct PeopleChange {
  std::vector<Id> added;
  std::vector<Id> taken_out;
};

// In the order in which they came.
std::vector<Id> RepIdsOf(db::Connection& connection, const Session& session);
// From those who are in it to these. REQUIRES: the caller has checked them.
Result<PeopleChange> PutReps(action::Action& action, const Session& session, std::span<const Id> rep_ids);
// Those who came, those who went and, with `key` or, when it is empty, with who is in it now, the others; and all calendars.
void TellPeople(action::Action& action, const Session& session, const PeopleChange& change,
                std::string_view key);

// Of these rows, those that an undo may not touch: it would take back only a part of what belongs together (two reps in a
// one-to-one, a session without anybody), since who is in it or its kind was changed again.
std::vector<Id> RepsThatStay(db::Connection& connection, const access::Principal& person,
                             std::span<const Id> ids);

}  // namespace baton::coaching
