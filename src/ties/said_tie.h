// What somebody said of a pair, one word at most; and what the person answered who was asked without being shown what was
// learnt, which is what the score can be held against.
//
//   if (const auto said = FindSaid(connection, org_id, jim, bill)) ... said->said, said->said_by, said->said_at ...
//
// Written through an action by acquaintance/. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "db/connection.h"
#include "ties/said.h"

namespace baton::ties {

// The row.
struct SaidTie {
  static constexpr std::string_view kTable = "said_tie";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;  // whose tie
  Id contact_id;
  Said said = Said::met;
  Id said_by;
  Instant said_at;
  std::optional<Said> asked_said;
  std::optional<Instant> asked_at;
  std::optional<double> asked_strength;  // what was learnt at that time

  Saying saying() const { return {said, said_at}; }
};
BOOST_DESCRIBE_STRUCT(SaidTie, (),
                      (org_id, id, version, person_id, contact_id, said, said_by, said_at, asked_said,
                       asked_at, asked_strength))

std::optional<SaidTie> FindSaid(db::Connection& connection, Id org_id, Id person_id, Id contact_id);
std::vector<SaidTie> FindSaidOf(db::Connection& connection, Id org_id, Id person_id);

// One answer of somebody who was asked.
struct Answer {
  Id person_id;
  Said said = Said::met;
  double strength = 0;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (person_id, said, strength))

// Of the whole organization, since a time; contacts and people who are gone count as well.
std::vector<Answer> FindAnswers(db::Connection& connection, Id org_id, Instant since);

}  // namespace baton::ties
