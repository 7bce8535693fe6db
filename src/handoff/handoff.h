// A handoff is one account's way from one owner to a successor. Its stages and who may take them: machine.h.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/account.h"
#include "book/activity.h"
#include "handoff/machine.h"
#include "handoff/step.h"
#include "people/person.h"

namespace baton::handoff {

// Who said that it is not to be, where a handoff was declined or given back.
enum class Refuser { successor, former, client };
BOOST_DESCRIBE_ENUM(Refuser, successor, former, client)

// The row. At most one of an account has no `ended_at`.
struct Handoff {
  static constexpr std::string_view kTable = "handoff";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id account_id;
  Id from_id;
  Id to_id;
  std::optional<Id> plan_id;
  Stage stage = Stage::proposed;
  std::optional<Day> introduction_on;  // the Monday of the week that is planned
  std::string reason;                  // of a no
  Instant proposed_at;
  std::optional<Instant> accepted_at;
  std::optional<Instant> introduced_at;
  std::optional<Instant> expectations_at;
  std::optional<Instant> owned_at;
  std::optional<Instant> confirmed_at;
  std::optional<Instant> ended_at;
  std::optional<Refuser> refused_by;
  std::optional<Day> paused_until_on;  // the day on which it goes on by itself
  std::string pause_reason;
  std::optional<Day> owned_on;          // the day on which ownership is to move
  std::optional<Day> overlap_until_on;  // the former owner stays in reach until then
  // What goes to the successor with the account.
  bool moves_contacts = true;
  bool moves_open_deals = true;
  bool moves_credit = false;  // of deals that were won
  bool moves_tasks = true;
  bool moves_meetings = true;
};
BOOST_DESCRIBE_STRUCT(Handoff, (),
                      (org_id, id, version, account_id, from_id, to_id, plan_id, stage, introduction_on,
                       reason, proposed_at, accepted_at, introduced_at, expectations_at, owned_at,
                       confirmed_at, ended_at, refused_by, paused_until_on, pause_reason, owned_on,
                       overlap_until_on, moves_contacts, moves_open_deals, moves_credit, moves_tasks,
                       moves_meetings))

struct HandoffDates {
  static constexpr const char* kSchemaName = "HandoffDates";

  Instant proposed_at;
  std::optional<Instant> accepted_at;
  std::optional<Instant> introduced_at;
  std::optional<Instant> expectations_at;
  std::optional<Instant> owned_at;
  std::optional<Instant> confirmed_at;
  std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(HandoffDates, (),
                      (proposed_at, accepted_at, introduced_at, expectations_at, owned_at, confirmed_at,
                       ended_at))

// How it is known that a step of evidence is done: a person says so, or what happened shows it.
enum class How { marked, seen };
BOOST_DESCRIBE_ENUM(How, marked, seen)

// An activity that shows a step.
struct SeenRow {
  static constexpr const char* kSchemaName = "HandoffSeen";

  Id id;
  book::ActivityKind kind = book::ActivityKind::meeting;
  std::string subject;
  Instant starts_at;
};
BOOST_DESCRIBE_STRUCT(SeenRow, (), (id, kind, subject, starts_at))

struct StepView {
  static constexpr const char* kSchemaName = "HandoffStep";

  StepKind kind = StepKind::transfer_note;
  double weight = 0;  // of all steps together 1
  bool is_done = false;
  std::optional<Instant> done_at;
  How how = How::marked;
  std::optional<people::PersonRef> person;  // who marked it; none: the client
  std::string note;
  std::vector<SeenRow> seen;
};
BOOST_DESCRIBE_STRUCT(StepView, (), (kind, weight, is_done, done_at, how, person, note, seen))

// One of the three checks by a third person.
struct CheckView {
  static constexpr const char* kSchemaName = "HandoffCheck";

  int after_days = 0;
  std::optional<Day> due_on;
  std::optional<Instant> done_at;
  std::optional<people::PersonRef> person;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(CheckView, (), (after_days, due_on, done_at, person, note))

// What the caller may do beside the steps.
enum class HandoffDeed { pause, resume, choose_moves, cancel_day };
BOOST_DESCRIBE_ENUM(HandoffDeed, pause, resume, choose_moves, cancel_day)

// What goes to the successor with the account.
struct MoveChoices {
  static constexpr const char* kSchemaName = "HandoffMoveChoices";
  static constexpr bool kDefaults = true;

  bool contacts = true;  // in the files for other systems; in Baton they are the client's
  bool open_deals = true;
  bool credit = false;   // of deals that were won: who is named as their owner
  bool tasks = true;     // not done
  bool meetings = true;  // booked

  bool operator==(const MoveChoices&) const = default;
};
BOOST_DESCRIBE_STRUCT(MoveChoices, (), (contacts, open_deals, credit, tasks, meetings))

// Who is credited with what, as stated before the successor accepts.
struct Credit {
  static constexpr const char* kSchemaName = "HandoffCredit";

  people::PersonRef open_deals;
  people::PersonRef closed_deals;
};
BOOST_DESCRIBE_STRUCT(Credit, (), (open_deals, closed_deals))

// A handoff as the API answers one; `next_steps` and `deeds` are what the caller may do, `marks` the steps that the caller
// may mark.
struct HandoffView {
  static constexpr const char* kSchemaName = "Handoff";

  Id id;
  std::int64_t version = 0;
  book::AccountRef account;
  people::PersonRef from;
  people::PersonRef to;
  Stage stage = Stage::proposed;
  std::optional<Day> introduction_on;
  HandoffDates dates;
  std::string reason;
  std::optional<Refuser> refused_by;
  std::optional<Day> paused_until_on;  // none: it is not paused (any more)
  std::string pause_reason;
  std::optional<Day> owned_on;          // ownership is to move then
  std::optional<Day> overlap_until_on;  // the former owner stays in reach until then
  MoveChoices moves;
  Credit credit;
  std::vector<std::string> confirm_missing;  // what an owned one lacks to be confirmed, as sentences
  std::vector<Stage> next_steps;
  std::vector<HandoffDeed> deeds;
  double completion = 0;  // from 0 to 1
  std::vector<StepView> steps;
  std::vector<CheckView> checks;
  std::vector<StepKind> marks;
};
BOOST_DESCRIBE_STRUCT(HandoffView, (),
                      (id, version, account, from, to, stage, introduction_on, dates, reason, refused_by,
                       paused_until_on, pause_reason, owned_on, overlap_until_on, moves, credit,
                       confirm_missing, next_steps, deeds, completion, steps, checks, marks))

}  // namespace baton::handoff
