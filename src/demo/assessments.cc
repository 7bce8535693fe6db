// What Jim answers to the twenty statements, and what his reps do. He thinks he asks; they hear the forecast.
#include <array>

#include "assessment/assessment_store.h"
#include "base/check.h"
#include "base/zone.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "demo/scene.h"

namespace baton::demo {
namespace {

using assessment::Answers;

constexpr int kRepsAskedOn = 44;  // two weeks before day 60: the round is over that morning

const Answers kAnswersDayOne = {2, 4, 1, 4, 3, 3, 4, 2, 3, 2, 3, 4, 2, 3, 2, 4, 2, 2, 3, 5};
const Answers kAnswersDaySixty = {4, 3, 3, 3, 4, 4, 3, 3, 4, 3, 4, 3, 4, 4, 3, 3, 3, 4, 4, 4};

// Of four reps, statements 5 to 16.
const std::array<Answers, 4> kOfReps = {{{4, 4, 3, 3, 3, 2, 3, 4, 3, 3, 3, 3},
                                         {3, 4, 3, 3, 2, 2, 3, 4, 2, 3, 2, 4},
                                         {4, 3, 4, 2, 3, 3, 2, 4, 3, 4, 3, 3},
                                         {3, 4, 2, 3, 3, 2, 3, 5, 3, 3, 2, 3}}};
constexpr std::array<std::string_view, 5> kRepsAsked = {"jada", "marcus", "priya", "tom", "lena"};

}  // namespace

void InsertAssessment(db::Tx& tx, Id org_id, const seal::Key* key) {
  if (key == nullptr) return;
  const Scene scene = LoadScene(tx, org_id);
  assessment::PutAssessment(tx, *key, org_id, scene.Person("jim"), SceneDay(), kAnswersDayOne);
}

void InsertAssessmentSince(db::Tx& tx, Id org_id, const seal::Key* key) {
  if (key == nullptr) return;
  const Scene scene = LoadScene(tx, org_id);
  const Instant at = At(kRepsAskedOn, 9 * 60);
  std::vector<Id> reps;
  for (const std::string_view rep : kRepsAsked) reps.push_back(scene.Person(rep));
  action::Action asking(tx, {org_id, scene.Person("jim")}, "assessment_round.open", at);
  const assessment::Round round = assessment::OpenRound(asking, *key, scene.Person("jim"), reps);
  for (std::size_t i = 0; i < kOfReps.size(); ++i) {
    const auto drop = assessment::DropAnswer(tx, *key, round, reps[i], kOfReps.at(i), at);
    Check(drop.has_value() && *drop == assessment::Drop::dropped, "a rep who is asked can answer");
  }
  tx.Execute("UPDATE notice SET read_at = created_at WHERE org_id = $1 AND message_key = $2", org_id,
             std::string("notice.assessment.asked"));
  assessment::PutAssessment(tx, *key, org_id, scene.Person("jim"), SceneDay() + kDaySixty, kAnswersDaySixty);
}

}  // namespace baton::demo
