// Whom the planner proposes to look after a person's clients for some days: by the same fit as a handoff plan, with the load that each
// colleague has and the covers that run meanwhile, and without those who are away on one of the days. The whole book at once, so that
// not everything falls to the one who fits best.
//
//   const auto proposal = ProposeCover(call, jim, {.from_on = monday, .to_on = friday});   // proposal->lines[0].person
//
// Reads, then solves outside any transaction, for at most plan::kSolveTime. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "book/account.h"
#include "http/call.h"
#include "people/person.h"
#include "plan/plan_view.h"

namespace baton::cover {

struct ProposalQuery {
  Day from_on;
  Day to_on;
};
BOOST_DESCRIBE_STRUCT(ProposalQuery, (), (from_on, to_on))

struct ProposedLineView {
  static constexpr const char* kSchemaName = "ProposedCover";
  book::AccountRef account;
  std::optional<people::PersonRef> person;
  std::int32_t fit_permille = 0;
  std::vector<plan::ReasonView> reasons;
  std::string why_nobody;                 // a sentence, where there is nobody
  std::vector<plan::FitView> fits;        // of those who fit best, the best first
  std::vector<people::PersonRef> covers;  // who looks after it in these days already
};
BOOST_DESCRIBE_STRUCT(ProposedLineView, (),
                      (account, person, fit_permille, reasons, why_nobody, fits, covers))

// A colleague's hours a week for clients, before and with what is proposed.
struct HelperLoadView {
  static constexpr const char* kSchemaName = "HelperLoad";
  people::PersonRef person;
  std::int64_t minutes_now = 0;
  std::int64_t minutes_then = 0;
  std::int64_t capacity_minutes = 0;
  std::optional<Day> away_from;  // away in these days, so nothing is proposed
  std::optional<Day> away_to;
};
BOOST_DESCRIBE_STRUCT(HelperLoadView, (),
                      (person, minutes_now, minutes_then, capacity_minutes, away_from, away_to))

struct ProposalView {
  static constexpr const char* kSchemaName = "CoverProposal";
  std::vector<ProposedLineView> lines;  // the largest account first
  std::vector<HelperLoadView> helpers;  // who may be named, by name
};
BOOST_DESCRIBE_STRUCT(ProposalView, (), (lines, helpers))

Result<ProposalView> ProposeCover(const http::Call& call, const people::Person& person,
                                  const ProposalQuery& query);

}  // namespace baton::cover
