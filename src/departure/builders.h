// Which colleague should build the second tie with a client: who is to take it over, by a handoff or a draft; else who of those who may is in touch
// with the client most; else who fits it best by the plan's weights, where that is well enough. Where that is nobody it says why.
//
//   const auto builders = FindBuilders(connection, leaving, accounts, asked);   // builders[0].person_id, builders[0].why
//
// Who may are the reps below whoever leads the person's team, or below the person where that is the person: not who is leaving or has not started,
// not who was ruled out for the client. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "departure/gather.h"

namespace baton::departure {

enum class BuilderReason {
  takes_over,  // by a handoff that is under way, or a draft
  in_touch,    // with the client, and closest of those who may
  fits,        // best
  no_fit,      // nobody well enough
  ruled_out,   // those who fit
  no_reps,     // there is nobody who may
  unseen,      // how colleagues fit is not for the reader to see
};
BOOST_DESCRIBE_ENUM(BuilderReason, takes_over, in_touch, fits, no_fit, ruled_out, no_reps, unseen)

struct Builder {
  std::optional<Id> person_id;  // none: `why` says so
  BuilderReason why = BuilderReason::no_reps;
  double share = 0;               // of the contact with the client now
  std::int32_t fit_permille = 0;  // of no_fit: the best one's
  std::optional<std::int64_t> free_minutes =
      {};  // a week, for clients; none: not known, or not the reader's to see
};

// One who may.
struct BuilderCandidate {
  Id person_id;
  double share = 0;
  std::int32_t fit_permille = 0;
  std::int64_t free_minutes = 0;
  bool is_ruled_out = false;
};

struct BuilderChoice {
  std::optional<Id> successor = {};  // by a handoff or a draft
  double successors_share = 0;
  std::vector<BuilderCandidate> candidates = {};
  bool sees_fit = true;
  std::int32_t least_permille = 0;  // a fit below it is none
};
Builder ChooseBuilder(const BuilderChoice& choice);

// Whose reps may look after somebody's clients: of a manager the own ones, of a rep those of the manager; of a rep who has none, the caller's.
Id LeadFor(const people::Person& person, Id caller_id);

struct BuildersAsked {
  access::Principal reader;
  Instant now;
  bool sees_fit = true;
};
// As `gathered.facts`; for those that `accounts` names, the others' are empty.
Result<std::vector<Builder>> FindBuilders(db::Connection& connection, const people::Person& person,
                                          const Gathered& gathered, std::span<const std::size_t> accounts,
                                          const BuildersAsked& asked);

}  // namespace baton::departure
