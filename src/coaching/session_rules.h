// What holds of sessions, decided without a database: who may do what, how hours are counted, and when answers to "Did
// this happen?" are shown (docs/coaching.md).
//
//   const AnswerTotals totals = TotalsOf(answers, this_week);   // 7 yes, 1 differently; nothing below three reps
//
// Pure.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/problem.h"
#include "coaching/session_words.h"

namespace baton::coaching {

inline constexpr std::size_t kMinGroup = 2;
inline constexpr std::size_t kMaxGroup = 5;
inline constexpr std::int32_t kMaxSessionMinutes = 480;
inline constexpr int kMinRepsShown = 3;
inline constexpr int kHoursDays = 28;  // "the last four weeks"
inline constexpr int kAnswerWeeks = 13;

// Who is asking, seen from the session.
enum class SessionPart { manager, rep, nobody };

std::vector<SessionDeed> DeedsOf(const Session& session, SessionPart part, bool is_asking);

struct SessionPlan {
  SessionKind kind = SessionKind::one_to_one;
  std::size_t reps = 1;
  Instant starts_at;
  std::int32_t minutes = 0;
};
std::vector<FieldFault> FaultsOf(const SessionPlan& plan, Instant now);
// Of a session that was held: not before it happened.
std::optional<FieldFault> FaultOfHeld(std::int32_t minutes, Instant starts_at, Instant now);

struct Hours {
  std::int64_t skill_minutes = 0;
  std::int64_t deal_minutes = 0;
};
// Each session once: the hours of the manager, or of one rep when they are that rep's sessions.
Hours HoursOf(std::span<const Session> held);

// An answer, without anything that says to which session it belongs.
struct GivenAnswer {
  Id rep_id;
  Happened answer = Happened::yes;
  Day week_on;  // the Monday of the week in which it was given
};
BOOST_DESCRIBE_STRUCT(GivenAnswer, (), (rep_id, answer, week_on))

struct AnswerTotals {
  static constexpr const char* kSchemaName = "CoachingAnswers";

  std::int64_t yes = 0;
  std::int64_t differently = 0;
  std::int64_t no = 0;
};
BOOST_DESCRIBE_STRUCT(AnswerTotals, (), (yes, differently, no))

// At the end of a week all answers that wait come out together, if they are of at least three reps; otherwise they wait on.
// So no total, and no difference between two totals, is ever fewer people's. Of the weeks since `this_week` - 13; nothing
// when none came out.
std::optional<AnswerTotals> TotalsOf(std::span<const GivenAnswer> by_week, Day this_week);

// May the reader see a note, as far as the note itself says. `is_above_manager`, `is_above_rep`: of the reader.
struct NoteReader {
  Id person_id;
  bool is_above_manager = false;
  bool is_above_rep = false;
};
bool MayReadNote(const Note& note, const NoteReader& reader);
std::vector<NoteDeed> DeedsOf(const Note& note, Id person_id);
// What a note may be changed to, by its author.
std::optional<FieldFault> FaultOfVisibility(const Note& before, Visibility to, bool has_rep);

}  // namespace baton::coaching
