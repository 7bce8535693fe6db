// Inside the solver: a local search that may pass through plans in which reps are overfull.
//
// Room beyond a rep's capacity has a price of its own, which rises while no plan fits and falls while plans do. A step moves one
// account, lets two change places, or is a chain: an account steps out; into the room it leaves comes the account that gains
// most, when the room that it leaves in turn is worth its price; and so on, until the first one takes the room at the end. Where
// no step helps, an account is moved at random. (Yagiura, Ibaraki and Glover 2004: an ejection chain approach for the
// generalized assignment problem.)
#pragma once

#include <cstdint>

#include "assign/dual.h"
#include "assign/model.h"
#include "assign/plan.h"

namespace baton::assign::inner {

// Its tables are as large as accounts times reps.
bool CanChase(const Model& model);

// Improves `best` for about `limit` steps in the unit of SolveOptions::node_limit, or until it is `proven`: an objective that no plan can
// undercut. Returns the steps taken. REQUIRES: CanChase(model).
std::int64_t Chase(const Model& model, const Prices& prices, std::int64_t limit, std::int64_t proven,
                   Random& random, Watch& watch, Plan& best);

}  // namespace baton::assign::inner
