#include "assessment/assessment_routes.h"

#include "action/action.h"
#include "action/tables.h"
#include "assessment/directory.h"
#include "assessment/reading.h"
#include "base/check.h"
#include "base/zone.h"
#include "db/database.h"
#include "http/router.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/organization.h"
#include "people/promotion.h"

namespace baton::assessment {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kMostPeople = 2'000;  // whose answers reliability is reckoned from
constexpr std::size_t kMostTaken = 200;

struct AssessmentSaved {
  static constexpr const char* kSchemaName = "AssessmentSaved";

  Id id;
};
BOOST_DESCRIBE_STRUCT(AssessmentSaved, (), (id))

struct RoundOpened {
  static constexpr const char* kSchemaName = "AssessmentRoundOpened";

  Id id;
  Instant closes_at;
};
BOOST_DESCRIBE_STRUCT(RoundOpened, (), (id, closes_at))

std::string ZoneOf(const Call& call, db::Connection& connection) {
  const auto organization = people::FindOrganization(connection, call.org_id());
  return organization ? organization->time_zone : "UTC";
}

// Those whose manager this is, who work here now: whoever is further below is led by somebody else.
std::vector<Id> RepsOf(const Call& call, db::Connection& connection, Day today) {
  std::vector<Id> reps;
  for (const people::Person& person : people::FindTeam(connection, call.org_id(), call.person_id())) {
    const bool is_here =
        (!person.ends_on || *person.ends_on >= today) && (!person.starts_on || *person.starts_on <= today);
    if (person.role == access::Role::rep && person.manager_id == call.person_id() && !person.is_placeholder &&
        is_here)
      reps.push_back(person.id);
  }
  return reps;
}

Result<SelfView> GetSelf(const Call& call, const seal::Key& key) {
  db::Connection& connection = call.db();
  ReadFacts facts;
  facts.zone = ZoneOf(call, connection);
  facts.now = call.now();
  facts.today = DayIn(facts.now, facts.zone);
  auto taken = FindTaken(connection, key, call.org_id(), call.person_id());
  if (!taken) return Fail(taken.error());
  facts.taken = std::move(*taken);
  auto of_all = FindLatestOfAll(connection, key, call.org_id(), kMostPeople);
  if (!of_all) return Fail(of_all.error());
  facts.of_all = std::move(*of_all);
  if (const auto me = people::FindPerson(connection, call.org_id(), call.person_id()))
    facts.began_on = people::FindFirstDay(connection, *me, facts.zone);
  for (const Round& round : FindRounds(connection, call.org_id(), call.person_id())) {
    auto outcome = FindOutcome(connection, key, round, facts.now);
    if (!outcome) return Fail(outcome.error());
    if (*outcome) {
      facts.closed.push_back({round, std::move(**outcome)});
    } else {
      facts.running = round;
    }
  }
  facts.reps = RepsOf(call, connection, facts.today).size();
  return Read(facts);
}

Result<AssessmentSaved> Take(const Call& call, const AnswersInput& input, const seal::Key& key) {
  if (auto faults = FaultsOf(input.answers, kStatements); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<AssessmentSaved> {
    if (FindDays(tx, call.org_id(), call.person_id()).size() >= kMostTaken)
      return Fail(Kind::conflict, "problem.assessment.too_many");
    const Day today = DayIn(call.now(), ZoneOf(call, tx));
    return AssessmentSaved{PutAssessment(tx, key, call.org_id(), call.person_id(), today, input.answers)};
  });
}

Result<Done> Remove(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    if (!RemoveAssessment(tx, call.org_id(), call.person_id(), id)) return NotFound("assessment");
    return Done{};
  });
}

Result<RoundOpened> Open(const Call& call, const seal::Key& key) {
  return call.Write([&](db::Tx& tx) -> Result<RoundOpened> {
    const auto reps = RepsOf(call, tx, DayIn(call.now(), ZoneOf(call, tx)));
    // Of two presses at once the second waits here, and sees the round of the first.
    tx.Query<Id>("SELECT id FROM person WHERE org_id = $1 AND id = $2 baton_for_update()", call.org_id(),
                 call.person_id());
    const auto rounds = FindRounds(tx, call.org_id(), call.person_id());
    const auto last = rounds.empty() ? std::nullopt : std::optional(rounds.back().closes_at);
    if (const auto why = WhyNoRound(last, reps.size(), call.now()))
      return Fail(Kind::conflict, "problem.assessment.no_round." + std::string(json::NameOf(*why)));
    action::Action action(tx, call, "assessment_round.open");
    const Round round = OpenRound(action, key, call.person_id(), reps);
    return RoundOpened{round.id, round.closes_at};
  });
}

Result<QuestionsView> ListQuestions(const Call& call) {
  QuestionsView view;
  for (const Statement& one : Statements()) {
    if (one.is_reps) view.statements.push_back(one);
  }
  const auto rounds = FindAsking(call.db(), call.org_id(), call.person_id(), call.now());
  std::vector<Id> managers;
  for (const Round& round : rounds) managers.push_back(round.manager_id);
  const auto people = people::FindRefs(call.db(), call.org_id(), managers);
  for (const Round& round : rounds) {
    const auto manager = people.find(round.manager_id);
    if (manager == people.end()) continue;
    view.items.push_back({round.id, manager->second, round.closes_at, round.asked});
  }
  return view;
}

// No action, and the answer is not kept for a repeated request (its key would stand beside a hash of what was answered).
Result<Done> Answer(const Call& call, Id round_id, const AnswersInput& input, const seal::Key& key) {
  if (auto faults = FaultsOf(input.answers, kRepStatements); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto round = FindRound(tx, call.org_id(), round_id);
    if (!round) return NotFound("assessment_round");
    const auto drop = DropAnswer(tx, key, *round, call.person_id(), input.answers, call.now());
    if (!drop) return Fail(drop.error());
    switch (*drop) {
      case Drop::dropped:
        return Done{};
      case Drop::not_asked:
        return NotFound("assessment_round");
      case Drop::answered:
        return Fail(Kind::conflict, "problem.assessment.answered");
      case Drop::over:
        return Fail(Kind::conflict, "problem.assessment.over");
    }
    return Done{};
  });
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Round::kTable),
              .is_private = true,
              .out_of_reach = action::UnlessMayChange(Word::assessment)});
  tables.KeepFromUndo("assessment_round.open", "problem.assessment.kept");
}

void AddAssessmentRoutes(http::Router& router, const seal::Key* key) {
  router.Get(
      "/api/v1/self-assessment",
      {.name = "getSelfAssessment",
       .deed = Deed::read,
       .word = Word::assessment,
       .summary = "The own answers, the own past, and what the reps said: rounded means, once a round"},
      [key](const Call& call) { return GetSelf(call, *key); });
  router.Post("/api/v1/self-assessment",
              {.name = "takeSelfAssessment",
               .deed = Deed::create,
               .word = Word::assessment,
               .keeps_answer = false,
               .summary = "Twenty answers, 1 never to 5 always, by the number of the statement"},
              [key](const Call& call, const AnswersInput& input) { return Take(call, input, *key); });
  router.Delete("/api/v1/self-assessment/{id}",
                {.name = "removeSelfAssessment", .deed = Deed::remove, .word = Word::assessment}, Remove);
  router.Post("/api/v1/assessment-rounds",
              {.name = "openAssessmentRound",
               .deed = Deed::create,
               .word = Word::assessment,
               .summary = "The reps below are asked statements 5 to 16, for two weeks"},
              [key](const Call& call) { return Open(call, *key); });
  router.Get("/api/v1/assessment-questions",
             {.name = "listAssessmentQuestions",
              .deed = Deed::read,
              .word = Word::assessment_question,
              .summary = "Rounds in which the caller is asked and has not answered"},
             ListQuestions);
  router.Post(
      "/api/v1/assessment-rounds/{id}/answers",
      {.name = "answerAssessmentRound",
       .deed = Deed::create,
       .word = Word::assessment_question,
       .keeps_answer = false,
       .summary = "Twelve answers, kept without a name: never shown but as rounded means of three or more"},
      [key](const Call& call, Id id, const AnswersInput& input) { return Answer(call, id, input, *key); });
}

}  // namespace baton::assessment
