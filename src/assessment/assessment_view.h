// What the API answers of self-assessments: the manager's own page, and what a rep is asked.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <vector>

#include "assessment/rhythm.h"
#include "assessment/round.h"
#include "assessment/statement.h"
#include "people/person.h"

namespace baton::assessment {

// One that was taken.
struct TakenView {
  static constexpr const char* kSchemaName = "Assessment";

  Id id;
  Day taken_on;
  Occasion occasion = Occasion::day_1;
  std::int32_t quarter = 0;  // of a quarterly one: the first, the second
  Answers answers;           // by number
  std::vector<PartScore> scores;
};
BOOST_DESCRIBE_STRUCT(TakenView, (), (id, taken_on, occasion, quarter, answers, scores))

struct NextView {
  static constexpr const char* kSchemaName = "AssessmentNext";

  Occasion occasion = Occasion::day_1;
  std::int32_t quarter = 0;
  Day on;
  bool is_due = false;
};
BOOST_DESCRIBE_STRUCT(NextView, (), (occasion, quarter, on, is_due))

// unknown: how far the questionnaire itself wobbles is not known yet. noise: chance alone does as much.
enum class Verdict { unknown, noise, higher, lower };
BOOST_DESCRIBE_ENUM(Verdict, unknown, noise, higher, lower)

// The latest against the one before.
struct ChangeView {
  static constexpr const char* kSchemaName = "AssessmentChange";

  Part part = Part::letting_go;
  double before = 0;
  double now = 0;
  Verdict verdict = Verdict::unknown;
};
BOOST_DESCRIBE_STRUCT(ChangeView, (), (part, before, now, verdict))

// Of the questionnaire in this organization: rounded, since it is made of everybody's answers.
struct ReliabilityView {
  static constexpr const char* kSchemaName = "AssessmentReliability";

  Part part = Part::letting_go;
  double alpha = 0;            // to 0.05
  std::int32_t threshold = 0;  // a change below it is noise
};
BOOST_DESCRIBE_STRUCT(ReliabilityView, (), (part, alpha, threshold))

// A round that is over.
struct RoundView {
  static constexpr const char* kSchemaName = "AssessmentRound";

  Id id;
  Instant closed_at;
  std::int32_t asked = 0;
  std::int32_t answers = 0;  // 0: fewer than three, of which nothing is said
  std::vector<RoundedScore> scores;
};
BOOST_DESCRIBE_STRUCT(RoundView, (), (id, closed_at, asked, answers, scores))

// The message: what the manager said less what the reps said, of the own answers nearest to the round.
struct GapView {
  static constexpr const char* kSchemaName = "AssessmentGap";

  Part part = Part::delegating;
  std::int32_t self = 0;  // rounded as the reps' is
  std::int32_t reps = 0;
  std::int32_t gap = 0;
};
BOOST_DESCRIBE_STRUCT(GapView, (), (part, self, reps, gap))

struct AskedView {
  static constexpr const char* kSchemaName = "AssessmentAsked";

  Instant closes_at;
  std::int32_t asked = 0;
};
BOOST_DESCRIBE_STRUCT(AskedView, (), (closes_at, asked))

struct SelfView {
  static constexpr const char* kSchemaName = "SelfAssessment";

  std::vector<Statement> statements;
  std::vector<TakenView> taken;  // the first one first
  NextView next;
  std::vector<ChangeView> changes;           // none: there is one, or none
  std::vector<ReliabilityView> reliability;  // of parts where it is known
  std::int64_t people = 0;                   // whose answers there are; reliability is said from 20 on
  std::optional<AskedView> running;
  std::optional<WhyNot> why_no_round;    // none: a round can begin now
  std::optional<Instant> next_round_at;  // while resting
  std::vector<RoundView> rounds;         // that are over, the first one first
  std::optional<Day> compared_on;        // when the own answers were given that `gaps` compares
  std::vector<GapView> gaps;             // of the latest round with three or more answers
};
BOOST_DESCRIBE_STRUCT(SelfView, (),
                      (statements, taken, next, changes, reliability, people, running, why_no_round,
                       next_round_at, rounds, compared_on, gaps))

// What a rep is asked.
struct QuestionView {
  static constexpr const char* kSchemaName = "AssessmentQuestion";

  Id round_id;
  people::PersonRef manager;
  Instant closes_at;
  std::int32_t asked = 0;
};
BOOST_DESCRIBE_STRUCT(QuestionView, (), (round_id, manager, closes_at, asked))

struct QuestionsView {
  static constexpr const char* kSchemaName = "AssessmentQuestions";

  std::vector<Statement> statements;
  std::vector<QuestionView> items;
};
BOOST_DESCRIBE_STRUCT(QuestionsView, (), (statements, items))

struct AnswersInput {
  static constexpr const char* kSchemaName = "AssessmentAnswers";

  Answers answers;  // 1 never to 5 always, by number
};
BOOST_DESCRIBE_STRUCT(AnswersInput, (), (answers))

}  // namespace baton::assessment
