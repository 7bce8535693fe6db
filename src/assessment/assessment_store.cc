#include "assessment/assessment_store.h"

#include <algorithm>

#include "base/check.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "seal/seal.h"
#include "seal/unused.h"

namespace baton::assessment {
namespace {

constexpr std::string_view kLink = "/self-assessment";

struct Words {
  Answers answers;
};
BOOST_DESCRIBE_STRUCT(Words, (), (answers))

struct BoxWords {
  std::vector<Answers> answers;
};
BOOST_DESCRIBE_STRUCT(BoxWords, (), (answers))

struct TakenRow {
  Id id;
  Day taken_on;
  std::string sealed;
};
BOOST_DESCRIBE_STRUCT(TakenRow, (), (id, taken_on, sealed))

struct BoxRow {
  bool is_outcome = false;
  std::string sealed;
};
BOOST_DESCRIBE_STRUCT(BoxRow, (), (is_outcome, sealed))

struct PlacedRow {
  Id org_id;
  Id id;
  std::string sealed;
};
BOOST_DESCRIBE_STRUCT(PlacedRow, (), (org_id, id, sealed))

std::string PlaceOf(Id org_id, Id id) { return "assessment:" + ToString(org_id) + ":" + ToString(id); }
std::string PlaceOfBox(Id org_id, Id id) { return "assessment_box:" + ToString(org_id) + ":" + ToString(id); }

template <class T>
Result<T> OpenAs(const seal::Key& key, const std::string& place, const std::string& sealed) {
  const auto text = seal::Open(key, place, sealed);
  if (!text) return Fail(text.error());
  return json::FromText<T>(*text);
}

constexpr std::string_view kRoundColumns = "org_id, id, version, manager_id, opened_at, closes_at, asked";

std::string SelectRounds(std::string_view condition) {
  return "SELECT " + std::string(kRoundColumns) + " FROM assessment_round WHERE org_id = $1 AND " +
         std::string(condition);
}

std::optional<BoxRow> FindBox(db::Connection& connection, Id org_id, Id round_id, bool is_held) {
  return connection.QueryOne<BoxRow>(
      std::string("SELECT is_outcome, sealed FROM assessment_box WHERE org_id = $1 AND id = $2") +
          (is_held ? " baton_for_update()" : ""),
      org_id, round_id);
}

void PutBox(db::Tx& tx, Id org_id, Id round_id, bool is_outcome, const std::string& sealed) {
  const auto written =
      tx.Execute("UPDATE assessment_box SET is_outcome = $3, sealed = $4 WHERE org_id = $1 AND id = $2",
                 org_id, round_id, is_outcome, sealed);
  Check(written == 1, "a round has a box");
}

Result<Outcome> OutcomeOf(const seal::Key& key, Id org_id, Id round_id, const BoxRow& box) {
  const std::string place = PlaceOfBox(org_id, round_id);
  if (box.is_outcome) return OpenAs<Outcome>(key, place, box.sealed);
  const auto words = OpenAs<BoxWords>(key, place, box.sealed);
  if (!words) return Fail(words.error());
  return Publish(words->answers);
}

// Answers become what they came to; false: somebody else has closed it.
Result<bool> Close(db::Tx& tx, const seal::Key& key, const Round& round, Instant now) {
  const auto box = FindBox(tx, round.org_id, round.id, true);
  if (!box || box->is_outcome) return false;
  const auto outcome = OutcomeOf(key, round.org_id, round.id, *box);
  if (!outcome) return Fail(outcome.error());
  PutBox(tx, round.org_id, round.id, true,
         seal::Seal(key, PlaceOfBox(round.org_id, round.id), json::ToText(*outcome)));
  tx.Execute("DELETE FROM assessment_voice WHERE org_id = $1 AND round_id = $2", round.org_id, round.id);
  action::Action action(tx, {round.org_id, std::nullopt}, "assessment_round.close", now, round.id);
  notice::Emit(action, round.manager_id,
               {outcome->answers > 0 ? "notice.assessment.closed" : "notice.assessment.closed_few"},
               std::string(kLink));
  return true;
}

void ForgetGone(db::Tx& tx, Id org_id, Instant before) {
  constexpr std::string_view kGone =
      "(SELECT id FROM person WHERE org_id = $1 AND deleted_at IS NOT NULL AND deleted_at <= $2)";
  tx.Execute("DELETE FROM assessment WHERE org_id = $1 AND person_id IN " + std::string(kGone), org_id,
             before);
  const std::string rounds =
      "(SELECT id FROM assessment_round WHERE org_id = $1 AND manager_id IN " + std::string(kGone) + ")";
  tx.Execute("DELETE FROM assessment_voice WHERE org_id = $1 AND round_id IN " + rounds, org_id, before);
  tx.Execute("DELETE FROM assessment_box WHERE org_id = $1 AND id IN " + rounds, org_id, before);
  tx.Execute("DELETE FROM assessment_round WHERE org_id = $1 AND manager_id IN " + std::string(kGone), org_id,
             before);
}

}  // namespace

Result<std::vector<Taken>> FindTaken(db::Connection& connection, const seal::Key& key, Id org_id,
                                     Id person_id) {
  std::vector<Taken> taken;
  for (const TakenRow& row : connection.Query<TakenRow>(
           "SELECT id, taken_on, sealed FROM assessment WHERE org_id = $1 AND person_id = $2 ORDER BY "
           "taken_on, id",
           org_id, person_id)) {
    auto words = OpenAs<Words>(key, PlaceOf(org_id, row.id), row.sealed);
    if (!words) return Fail(words.error());
    taken.push_back({row.id, row.taken_on, std::move(words->answers)});
  }
  return taken;
}

std::vector<Day> FindDays(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<Day>(
      "SELECT taken_on FROM assessment WHERE org_id = $1 AND person_id = $2 ORDER BY taken_on, id", org_id,
      person_id);
}

Result<std::vector<Answers>> FindLatestOfAll(db::Connection& connection, const seal::Key& key, Id org_id,
                                             int most) {
  std::vector<Answers> all;
  for (const PlacedRow& row : connection.Query<PlacedRow>(
           "SELECT org_id, id, sealed FROM assessment WHERE org_id = $1 AND NOT EXISTS (SELECT 1 FROM "
           "assessment AS later WHERE later.org_id = $1 AND later.person_id = assessment.person_id AND "
           "later.id > assessment.id) ORDER BY id DESC LIMIT $2",
           org_id, most)) {
    auto words = OpenAs<Words>(key, PlaceOf(org_id, row.id), row.sealed);
    if (!words) return Fail(words.error());
    all.push_back(std::move(words->answers));
  }
  return all;
}

Id PutAssessment(db::Tx& tx, const seal::Key& key, Id org_id, Id person_id, Day taken_on,
                 const Answers& answers) {
  const Id id = tx.NewId();
  tx.Execute("INSERT INTO assessment (org_id, id, person_id, taken_on, sealed) VALUES ($1, $2, $3, $4, $5)",
             org_id, id, person_id, taken_on,
             seal::Seal(key, PlaceOf(org_id, id), json::ToText(Words{answers})));
  return id;
}

bool RemoveAssessment(db::Tx& tx, Id org_id, Id person_id, Id id) {
  return tx.Execute("DELETE FROM assessment WHERE org_id = $1 AND person_id = $2 AND id = $3", org_id,
                    person_id, id) > 0;
}

std::vector<Round> FindRounds(db::Connection& connection, Id org_id, Id manager_id) {
  return connection.Query<Round>(SelectRounds("manager_id = $2 ORDER BY opened_at, id"), org_id, manager_id);
}

std::optional<Round> FindRound(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Round>(SelectRounds("id = $2"), org_id, id);
}

std::vector<Round> FindAsking(db::Connection& connection, Id org_id, Id person_id, Instant now) {
  return connection.Query<Round>(
      SelectRounds("closes_at > $3 AND id IN (SELECT round_id FROM assessment_voice WHERE org_id = $1 AND "
                   "person_id = $2 AND has_answered = 0) ORDER BY closes_at, id"),
      org_id, person_id, now);
}

Round OpenRound(action::Action& action, const seal::Key& key, Id manager_id, std::span<const Id> rep_ids) {
  db::Tx& tx = action.tx();
  const Id org_id = action.org_id();
  const Round round = action.Insert(Round{.manager_id = manager_id,
                                          .opened_at = action.now(),
                                          .closes_at = action.now() + kRoundDays * kMillisecondsPerDay,
                                          .asked = static_cast<std::int32_t>(rep_ids.size())});
  tx.Execute("INSERT INTO assessment_box (org_id, id, is_outcome, sealed) VALUES ($1, $2, 0, $3)", org_id,
             round.id, seal::Seal(key, PlaceOfBox(org_id, round.id), json::ToText(BoxWords{})));
  std::vector<Id> reps(rep_ids.begin(), rep_ids.end());
  std::ranges::sort(reps);
  const std::vector<Id> manager{manager_id};
  const auto refs = people::FindRefs(tx, org_id, manager);
  const auto found = refs.find(manager_id);
  for (const Id rep_id : reps) {
    tx.Execute(
        "INSERT INTO assessment_voice (org_id, id, round_id, person_id, has_answered) VALUES ($1, $2, $3, "
        "$4, "
        "0)",
        org_id, tx.NewId(), round.id, rep_id);
    notice::Emit(
        action, rep_id,
        {"notice.assessment.asked", {{"person", found == refs.end() ? std::string() : found->second.name}}},
        std::string(kLink));
  }
  return round;
}

Result<Drop> DropAnswer(db::Tx& tx, const seal::Key& key, const Round& round, Id person_id, Answers answers,
                        Instant now) {
  if (now >= round.closes_at) return Drop::over;
  // The box first: two answers at once go in one after the other.
  const auto box = FindBox(tx, round.org_id, round.id, true);
  if (!box || box->is_outcome) return Drop::over;
  const auto marked = tx.Execute(
      "UPDATE assessment_voice SET has_answered = 1 WHERE org_id = $1 AND round_id = $2 AND person_id = $3 "
      "AND has_answered = 0",
      round.org_id, round.id, person_id);
  if (marked == 0) {
    const auto asked = tx.QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM assessment_voice WHERE org_id = $1 AND round_id = $2 AND person_id = $3",
        round.org_id, round.id, person_id);
    return asked.value_or(0) == 0 ? Drop::not_asked : Drop::answered;
  }
  const std::string place = PlaceOfBox(round.org_id, round.id);
  auto words = OpenAs<BoxWords>(key, place, box->sealed);
  if (!words) return Fail(words.error());
  words->answers.push_back(std::move(answers));
  std::ranges::sort(words->answers);
  PutBox(tx, round.org_id, round.id, false, seal::Seal(key, place, json::ToText(*words)));
  return Drop::dropped;
}

Result<std::optional<Outcome>> FindOutcome(db::Connection& connection, const seal::Key& key,
                                           const Round& round, Instant now) {
  if (now < round.closes_at) return std::optional<Outcome>();
  const auto box = FindBox(connection, round.org_id, round.id, false);
  Check(box.has_value(), "a round has a box");
  auto outcome = OutcomeOf(key, round.org_id, round.id, *box);
  if (!outcome) return Fail(outcome.error());
  return std::optional(std::move(*outcome));
}

int Settle(db::Database& database, const seal::Key& key, Id org_id, Instant now) {
  const auto due = database.Read()->Query<Round>(
      SelectRounds(
          "closes_at <= $2 AND EXISTS (SELECT 1 FROM assessment_box WHERE assessment_box.org_id = $1 "
          "AND assessment_box.id = assessment_round.id AND assessment_box.is_outcome = 0) ORDER BY "
          "id"),
      org_id, now);
  int closed = 0;
  for (const Round& round : due) {
    const auto done = database.Write([&](db::Tx& tx) -> Result<bool> { return Close(tx, key, round, now); });
    if (done && *done) ++closed;
  }
  database.Write([&](db::Tx& tx) { ForgetGone(tx, org_id, now - seal::kKeepUnused); });
  return closed;
}

Result<Done> CheckAnswers(db::Connection& connection, const seal::Key& key) {
  const auto newest =
      connection.QueryOne<PlacedRow>("SELECT org_id, id, sealed FROM assessment ORDER BY id DESC LIMIT 1");
  if (newest) {
    if (auto text = seal::Open(key, PlaceOf(newest->org_id, newest->id), newest->sealed); !text)
      return Fail(std::move(text.error()));
  }
  const auto box = connection.QueryOne<PlacedRow>(
      "SELECT org_id, id, sealed FROM assessment_box ORDER BY id DESC LIMIT 1");
  if (box) {
    if (auto text = seal::Open(key, PlaceOfBox(box->org_id, box->id), box->sealed); !text)
      return Fail(std::move(text.error()));
  }
  return Done{};
}

}  // namespace baton::assessment
