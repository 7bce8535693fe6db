// Who else would suit an account that is handed over: who is asked next when a handoff came to nothing, because the rep or the
// client said no, and whom a client may wish for. By the line of the plan that made it, the next best, then who fits best, without those who have said no already and without forbidden pairs. Proposing is
// somebody's deed, never automatic.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "db/connection.h"
#include "handoff/handoff.h"
#include "http/call.h"

namespace baton::plan {

struct Candidate {
  Id person_id;
  std::int32_t fit_permille = 0;
  bool is_next_best = false;  // of the plan as a whole, not only of this account
};

using Candidates = std::unordered_map<Id, std::vector<Candidate>>;

// The best first, at most `count` a handoff; by the handoff. Those that came from no plan are left out. A fixed number of
// queries.
Candidates FindCandidates(db::Connection& connection, Id org_id, std::span<const handoff::Handoff> handoffs,
                          std::size_t count);

struct CandidateView {
  static constexpr const char* kSchemaName = "HandoffCandidate";

  people::PersonRef person;
  std::int32_t fit_permille = 0;
  std::string why;
};
BOOST_DESCRIBE_STRUCT(CandidateView, (), (person, fit_permille, why))

// In the reader's language.
std::unordered_map<Id, std::vector<CandidateView>> ViewCandidates(const http::Call& call,
                                                                  db::Connection& connection,
                                                                  const Candidates& candidates);

}  // namespace baton::plan
