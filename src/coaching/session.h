// A session is an hour that a manager gives to a rep, or to a group of two to five: planned, then held, then confirmed by
// each rep. Coaching a skill and helping with a deal are kept apart (`purpose`). What was said in it is sealed
// (session_text.h); who reads what: docs/coaching.md. Signing in is something else: folder session/.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/account.h"
#include "book/opportunity.h"
#include "people/person.h"
#include "skill/skill.h"

namespace baton::coaching {

enum class SessionKind { one_to_one, deal_review, call_review, ride_along, letter_review, role_play, group };
BOOST_DESCRIBE_ENUM(SessionKind, one_to_one, deal_review, call_review, ride_along, letter_review, role_play,
                    group)

// skill: the rep gets better at something. deal: help with a deal that is on. Counted apart.
enum class Purpose { skill, deal };
BOOST_DESCRIBE_ENUM(Purpose, skill, deal)

enum class SessionState { planned, held, cancelled };
BOOST_DESCRIBE_ENUM(SessionState, planned, held, cancelled)

// "Did this happen?"
enum class Happened { yes, differently, no };
BOOST_DESCRIBE_ENUM(Happened, yes, differently, no)

// The row.
struct Session {
  static constexpr std::string_view kTable = "coaching_session";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;
  SessionKind kind = SessionKind::one_to_one;
  Purpose purpose = Purpose::skill;
  SessionState state = SessionState::planned;
  Instant starts_at;
  std::int32_t minutes = 0;                  // planned
  std::optional<std::int32_t> held_minutes;  // it took
  std::optional<Instant> recorded_at;        // when it was written down that it was held
  std::optional<Id> account_id;
  std::optional<Id> opportunity_id;
  Instant tagged_at;  // when purpose, people, skills, deal, client or minutes were last set
  std::optional<book::OpportunityStatus> tagged_status;  // how the deal stood then
  Instant created_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (org_id, id, version, manager_id, kind, purpose, state, starts_at, minutes,
                       held_minutes, recorded_at, account_id, opportunity_id, tagged_at, tagged_status,
                       created_at, deleted_at))

// The row: a rep who takes part, or was taken out of it.
struct SessionRep {
  static constexpr std::string_view kTable = "coaching_session_rep";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id session_id;
  Id rep_id;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(SessionRep, (), (org_id, id, version, session_id, rep_id, deleted_at))

// The row: a skill that is worked on.
struct SessionSkill {
  static constexpr std::string_view kTable = "coaching_session_skill";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id session_id;
  Id skill_id;
};
BOOST_DESCRIBE_STRUCT(SessionSkill, (), (org_id, id, version, session_id, skill_id))

// The row: what one rep answered, to so many minutes.
struct SessionAnswer {
  static constexpr std::string_view kTable = "coaching_answer";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id session_id;
  Id manager_id;
  Id rep_id;
  Happened answer = Happened::yes;
  std::int32_t minutes = 0;
  Instant answered_at;
};
BOOST_DESCRIBE_STRUCT(SessionAnswer, (),
                      (org_id, id, version, session_id, manager_id, rep_id, answer, minutes, answered_at))

// change: what it is about, when. hold: it took place. confirm: a rep says whether it did. write: notes, agenda, steps.
enum class SessionDeed { change, hold, cancel, confirm, write };
BOOST_DESCRIBE_ENUM(SessionDeed, change, hold, cancel, confirm, write)

struct DealRef {
  static constexpr const char* kSchemaName = "DealRef";

  Id id;
  std::string name;
  book::OpportunityStatus status = book::OpportunityStatus::open;
};
BOOST_DESCRIBE_STRUCT(DealRef, (), (id, name, status))

// An outcome that was known when the session was tagged; such a session proves nothing about it.
struct KnownOutcome {
  static constexpr const char* kSchemaName = "KnownOutcome";

  book::OpportunityStatus status = book::OpportunityStatus::won;
  std::optional<Day> closed_on;
};
BOOST_DESCRIBE_STRUCT(KnownOutcome, (), (status, closed_on))

// A session as lists show it.
struct SessionView {
  static constexpr const char* kSchemaName = "CoachingSession";

  Id id;
  std::int64_t version = 0;
  SessionKind kind = SessionKind::one_to_one;
  Purpose purpose = Purpose::skill;
  SessionState state = SessionState::planned;
  people::PersonRef manager;
  std::vector<people::PersonRef> reps;
  bool takes_part = true;  // the caller; who was taken out reads only what is between the two
  Instant starts_at;
  std::int32_t minutes = 0;
  std::optional<std::int32_t> held_minutes;
  std::optional<Instant> recorded_at;
  std::optional<book::AccountRef> account;
  std::optional<DealRef> deal;
  std::vector<skill::SkillRef> skills;
  Instant tagged_at;
  std::optional<KnownOutcome> tagged_after;
  std::optional<Happened> my_answer;  // of a rep who asks; nobody else is told
  bool is_asking = false;             // "Did this happen?" waits for the caller
  std::vector<SessionDeed> may;
};
BOOST_DESCRIBE_STRUCT(SessionView, (),
                      (id, version, kind, purpose, state, manager, reps, takes_part, starts_at, minutes,
                       held_minutes, recorded_at, account, deal, skills, tagged_at, tagged_after, my_answer,
                       is_asking, may))

// What a write answers: no words of anybody, since answers are kept for Idempotency-Key.
struct CoachingSaved {
  static constexpr const char* kSchemaName = "CoachingSaved";

  Id id;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(CoachingSaved, (), (id, version))

}  // namespace baton::coaching
