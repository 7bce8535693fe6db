// Why an account of a plan finds no successor, and what would give it a place: a pair to allow again, a rep to lock it to, hours,
// a higher limit. A remedy is what somebody could do and is checked against the plan as it stands; nothing is done by itself.
//
//   const Unplaced why = WhyUnplaced(at, 3, Out::in, &explanation.accounts[0]);
//   why.reason, why.remedy->text          // "It needs 2 h a week. Jada is short of 0.5 h", "... with 0.5 h a week more of Jada"
//
// Pure.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "assign/explain.h"
#include "base/message.h"
#include "plan/facts.h"
#include "plan/fit.h"
#include "plan/model.h"
#include "plan/rules.h"

namespace baton::plan {

enum class RemedyKind {
  allow,          // the forbidden pair with `person_id`; the rep has room
  assign,         // lock it to `person_id`, against fit or territory; the rep has room
  more_hours,     // `minutes` a week more of `person_id`, and lock it there
  more_accounts,  // one account more than rules.accounts_per_rep: one more is placed
};
BOOST_DESCRIBE_ENUM(RemedyKind, allow, assign, more_hours, more_accounts)

struct Remedy {
  RemedyKind kind = RemedyKind::assign;
  Id person_id;
  std::int64_t minutes = 0;
  Message text;
};

struct Unplaced {
  Message reason;
  std::optional<Remedy> remedy = {};
};

// How each rep stands by a plan, what is there already included.
struct Standing {
  std::vector<std::int64_t>
      free_minutes;  // per rep; below zero where the clients of now are too many already
  std::vector<std::int32_t> accounts;
  std::vector<std::vector<std::int64_t>> added;  // the minutes of each account that the plan brings
  std::vector<std::int64_t> units;               // of money that the plan brings (kRevenueUnits)
};
Standing StandingOf(const Facts& facts, const Model& model,
                    std::span<const std::optional<std::size_t>> successors);

// A plan being explained. What it refers to outlives it.
struct PlanAt {
  const Facts& facts;
  const FitTable& table;
  const PlanRules& rules;
  const Model& model;
  const Standing& standing;

  bool IsThere(std::size_t rep) const;  // takes accounts over within the weeks of the plan (weeks.h)
  bool IsFull(std::size_t rep, std::int64_t minutes) const;  // for one more account of so much
  bool IsAtLimit(std::size_t rep) const;
  // Has the rep, with so much more time, room for one more account of so much, under both limits as the engine keeps them?
  bool WouldFit(std::size_t rep, std::int64_t minutes, std::int64_t more = 0) const;
};

// What says that it stays: `why` is null where the engine did not decide. REQUIRES: the account has no successor and is not
// kept by hand.
Unplaced WhyUnplaced(const PlanAt& at, std::size_t account, Out out, const assign::AccountReason* why);

// Why an account moved that nobody asked to move. REQUIRES: `from` and `to` differ.
Message WhyMoved(const PlanAt& at, std::size_t account, std::optional<std::size_t> from,
                 std::optional<std::size_t> to);

}  // namespace baton::plan
