// What hangs on a person, account by account and together: as it stands, as it would be without the handoffs that are
// under way, and as it will be when all that is planned is done.
//
//   const Assessment assessed = Assess(facts, {.model = model});
//   assessed.now.expected, assessed.after.expected
//   assessed.accounts[0].chance        // in the order of the facts
//   assessed.steps[0].account          // what to hand over first
//
// An account without a known revenue counts nothing in the sums and still has its chance. Where no tie is known, the share is taken to
// be half, and the chance has a range from none to all: unknown is not weak. Pure, thread-safe.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/id.h"
#include "departure/assumption.h"
#include "departure/model.h"
#include "departure/steps.h"

namespace baton::departure {

struct AccountFacts {
  Id id;
  std::optional<std::int64_t> revenue = {};  // a year
  std::optional<double> share = {};          // of all ties, this person's; none: no tie of anybody is known
  bool has_second = false;                   // somebody else is close as well; says nothing without a share
  bool hangs_on_person = false;              // on one thread (ties/breadth.h), which is this person's
  std::optional<double> years_with_person = {};  // none: as typical
  std::optional<double> years_with_firm = {};
  double completion = 0;    // of its handoff, 0 to 1
  bool is_planned = false;  // a handoff is under way, or a draft names a successor
};

struct AccountAssessment {
  double chance = 0;         // of being lost within a year
  double chance_low = 0;     // where the share is not known: with none of it, and somebody else close
  double chance_high = 0;    // with all
  double expected = 0;       // of the revenue
  double part_of_worst = 0;  // adds up to now.worst
};

struct Sensitivity {
  Assumption assumption = Assumption::level;
  double low = 0;   // the average of the worst 5% at one end of what may be believed
  double high = 0;  // at the other; low <= high
};

struct Assessment {
  Risk before;  // without the handoffs under way
  Risk now;
  Risk after;               // all that is planned is done
  double expected_low = 0;  // with none of the ties that are not known
  double expected_high = 0;
  std::vector<AccountAssessment> accounts;  // as the facts
  std::vector<Step> steps;                  // what to hand over next, and then; by the index of the account
  std::vector<Sensitivity> sensitivities;   // the widest first
};

// What is the same for every account of one question.
struct Question {
  LossModel model = {};
  bool to_competitor = false;    // the person goes to one
  double handoff_minutes = 240;  // what a whole handoff takes of the manager
};

Assessment Assess(std::span<const AccountFacts> accounts, const Question& question);

// The few figures of it that a list of many people shows, on the coarse grid.
struct Outline {
  Risk now;
  Risk after;
  int without_revenue = 0;
  int without_ties = 0;
  int single_thread = 0;    // that hang on the person
  double expected_low = 0;  // with none of the ties that are not known
  double expected_high = 0;
  Sensitivity
      assumed;  // the one that moves `now.worst` most, with the lowest and the highest that any of them makes of it
};
Outline OutlineOf(std::span<const AccountFacts> accounts, const Question& question);

// How likely one is to be lost within a year, as it stands.
double ChanceNow(const AccountFacts& account, const Question& question);

// What is expected to be lost of each, and nothing else: for what is asked under many models.
std::vector<double> ExpectedOf(std::span<const AccountFacts> accounts, const Question& question);

}  // namespace baton::departure
