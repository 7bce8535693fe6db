// On how many of our people a client hangs, from the ties of each to each contact.
//
//   const auto breadth = BreadthOf(ties, judgement.thread);  // nothing: no tie is known, which is not a weak one
//   breadth->shares[0].person_id, breadth->shares[0].share;  // who is closest, and with how much of it all
//   breadth->colleagues;                                  // as many equally close ones would be as broad
//   breadth->is_single_thread;                            // one leaves, and hardly anybody is left
//
// Pure, thread-safe.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/id.h"

namespace baton::ties {

struct PairTie {
  Id person_id;
  Id contact_id;
  double strength = 0;   // strength.h
  double authority = 1;  // of the contact: who decides counts more than who uses
};

struct PersonShare {
  Id person_id;
  double share = 0;  // of all strength, weighted by authority; they sum to 1
};

// Below so many colleagues, or where the second has less than this part of the first's share, a client hangs on one person.
struct ThreadBounds {
  double colleagues = 1.5;
  double second = 0.25;
};

struct Breadth {
  std::vector<PersonShare> shares;  // the largest first
  double colleagues = 1;            // 1 / sum of squared shares: from 1 to how many there are
  double contacts = 1;              // the same on the client's side
  bool is_single_thread = true;
  double second = 0.25;  // with at least this part of another's share somebody is close as well
};

// REQUIRES: strengths and authorities are not negative.
std::optional<Breadth> BreadthOf(std::span<const PairTie> ties, const ThreadBounds& bounds = {});

double ShareOf(const Breadth& breadth, Id person_id);
// Whether somebody else is close too, beside this person.
bool HasSecond(const Breadth& breadth, Id person_id);

}  // namespace baton::ties
