// Assessments, rounds and answers in the database. What people answered is sealed with the key outside it (seal/seal.h), and written
// without the log of deeds: no audit log, undo, export or live update holds any of it.
//
//   PutAssessment(tx, key, org_id, jim, today, answers);
//   const Drop drop = DropAnswer(tx, key, round, jada, answers, now);   // into the round's box, without a name
//
// The box of a round is one row: all answers together, sorted, sealed anew with each. So nothing of it belongs to one of them: not a
// row, a time, an order, nor on PostgreSQL the number of a transaction. Who has answered stands apart (assessment_voice), in rows that
// are made at the start. Once the round is over the answers are replaced by what they came to, and the voices go.
//
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "assessment/round.h"
#include "assessment/statement.h"
#include "base/date.h"
#include "db/database.h"
#include "seal/key.h"

namespace baton::assessment {

struct Taken {
  Id id;
  Day taken_on;
  Answers answers;
};
// The first one first.
Result<std::vector<Taken>> FindTaken(db::Connection& connection, const seal::Key& key, Id org_id,
                                     Id person_id);
std::vector<Day> FindDays(db::Connection& connection, Id org_id, Id person_id);
// Of everybody, the latest of each: for figures of the questionnaire itself. At most `most`.
Result<std::vector<Answers>> FindLatestOfAll(db::Connection& connection, const seal::Key& key, Id org_id,
                                             int most);
Id PutAssessment(db::Tx& tx, const seal::Key& key, Id org_id, Id person_id, Day taken_on,
                 const Answers& answers);
// False: the person has no such one.
bool RemoveAssessment(db::Tx& tx, Id org_id, Id person_id, Id id);

// The row.
struct Round {
  static constexpr std::string_view kTable = "assessment_round";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;
  Instant opened_at;
  Instant closes_at;
  std::int32_t asked = 0;
};
BOOST_DESCRIBE_STRUCT(Round, (), (org_id, id, version, manager_id, opened_at, closes_at, asked))

// Of a manager, the first one first.
std::vector<Round> FindRounds(db::Connection& connection, Id org_id, Id manager_id);
std::optional<Round> FindRound(db::Connection& connection, Id org_id, Id id);
// Running ones in which this person is asked and has not answered.
std::vector<Round> FindAsking(db::Connection& connection, Id org_id, Id person_id, Instant now);

// The reps are told. REQUIRES: WhyNoRound gave none for them.
Round OpenRound(action::Action& action, const seal::Key& key, Id manager_id, std::span<const Id> rep_ids);

// not_asked: not of this round. answered: that person has.
enum class Drop { dropped, not_asked, answered, over };
Result<Drop> DropAnswer(db::Tx& tx, const seal::Key& key, const Round& round, Id person_id, Answers answers,
                        Instant now);

// What a round came to; none: it is not over.
Result<std::optional<Outcome>> FindOutcome(db::Connection& connection, const seal::Key& key,
                                           const Round& round, Instant now);

// The daily job: rounds that are over keep what they came to only, and their manager is told; assessments of people who are gone go.
// Returns how many rounds were closed. With another key nothing is closed.
int Settle(db::Database& database, const seal::Key& key, Id org_id, Instant now);

// For `baton doctor`: does the key open what is there?
Result<Done> CheckAnswers(db::Connection& connection, const seal::Key& key);

}  // namespace baton::assessment
