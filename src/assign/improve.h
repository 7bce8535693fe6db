// Inside the solver: from prices to a good feasible plan, and from a plan to a better one.
#pragma once

#include <cstdint>
#include <vector>

#include "assign/dual.h"
#include "assign/model.h"
#include "assign/plan.h"

namespace baton::assign::inner {

// Places what is unplaced: accounts that lose most by not getting their cheapest priced arc come first, each
// takes the cheapest arc that has room. The watch leaves unplaced who is left.
void Fill(const Model& model, const Prices& prices, Watch& watch, Plan& plan);

// Gives each account that is still unplaced the arc that has room and is cheapest in the plan as it stands, those that gain most first,
// where that costs less than leaving it. Whatever ended the search: after it no account is left that a rep has room for, unless its
// place would cost as much. Takes no time to speak of, so nothing stops it.
void PlaceRest(const Model& model, Plan& plan);

// Moves one account, swaps two, or moves one and ejects another to a third rep, as long as the objective
// falls. `breadth` is how many of an account's arcs are tried, cheapest by price first; at most `rounds` over
// all accounts.
void Descend(const Model& model, const Prices& prices, int breadth, int rounds, Random& random, Watch& watch,
             Plan& plan);

// The same, trying steps of these accounts only.
void DescendFrom(const Model& model, const Prices& prices, int breadth, int rounds,
                 std::vector<std::int32_t> accounts, Random& random, Watch& watch, Plan& plan);

}  // namespace baton::assign::inner
