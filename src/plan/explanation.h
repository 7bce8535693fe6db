// What a plan line keeps beside its columns, as JSON in plan_line.explanation: the reasons as messages, so that each
// reader gets them in the own language, the fits of all reps, the hold, and to whom it is locked.
//
//   std::string text = json::ToText(ExplanationOf(draft_line));
//   Explanation explanation = ParseExplanation(text);
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/message.h"
#include "plan/draft.h"

namespace baton::plan {

struct StoredMessage {
  std::string key;
  std::string arguments;  // json/arguments.h
};
BOOST_DESCRIBE_STRUCT(StoredMessage, (), (key, arguments))

struct StoredReason {
  StoredMessage text;
  bool is_for = true;
};
BOOST_DESCRIBE_STRUCT(StoredReason, (), (text, is_for))

struct StoredFit {
  Id person_id;
  std::int32_t fit_permille = 0;
};
BOOST_DESCRIBE_STRUCT(StoredFit, (), (person_id, fit_permille))

struct StoredHold {
  StoredMessage text;
  std::optional<Day> until_on;
};
BOOST_DESCRIBE_STRUCT(StoredHold, (), (text, until_on))

struct StoredRemedy {
  RemedyKind kind = RemedyKind::assign;
  Id person_id;
  std::int64_t minutes = 0;
  StoredMessage text;
};
BOOST_DESCRIBE_STRUCT(StoredRemedy, (), (kind, person_id, minutes, text))

struct Explanation {
  std::vector<StoredReason> reasons;
  std::vector<StoredFit> fits;
  std::optional<StoredHold> hold;
  std::optional<StoredMessage> unplaced;
  std::optional<StoredRemedy> remedy;
  std::optional<Id> locked_to;
  bool is_next_best_exact = false;
  std::optional<std::int32_t> others_moved;  // with the next best, where that was solved
};
BOOST_DESCRIBE_STRUCT(Explanation, (),
                      (reasons, fits, hold, unplaced, remedy, locked_to, is_next_best_exact, others_moved))

Explanation ExplanationOf(const DraftLine& line);
// A number for all that ExplanationOf makes of the line: where it is that of the line before, so is the explanation.
std::int64_t ContentOf(const DraftLine& line);
// REQUIRES: the text was made from an Explanation.
Explanation ParseExplanation(const std::string& text);

StoredMessage Store(const Message& message);
Message Restore(const StoredMessage& stored);

}  // namespace baton::plan
