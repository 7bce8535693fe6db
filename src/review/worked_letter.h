// Letters that worked, for a manager's team to begin from: taken from a review that is ready, by the rep or the manager, with
// what it was used for and, when that is known, what came of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "action/action.h"
#include "db/connection.h"
#include "people/person.h"
#include "review/review.h"

namespace baton::review {

// The row.
struct WorkedLetter {
  static constexpr std::string_view kTable = "worked_letter";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id review_id;
  Id manager_id;  // whose team
  Id author_id;
  Id saved_by;
  std::string title;
  std::string language;
  std::string used_for;
  std::string outcome;
  Id text_id;
  Instant saved_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(WorkedLetter, (),
                      (org_id, id, version, review_id, manager_id, author_id, saved_by, title, language,
                       used_for, outcome, text_id, saved_at, deleted_at))

struct WorkedLetterView {
  static constexpr const char* kSchemaName = "WorkedLetter";

  Id id;
  std::int64_t version = 0;
  std::string title;
  std::string language;
  std::string used_for;
  std::string outcome;
  std::string text;
  people::PersonRef author;
  people::PersonRef manager;
  Instant saved_at;
  bool may_change = false;
};
BOOST_DESCRIBE_STRUCT(WorkedLetterView, (),
                      (id, version, title, language, used_for, outcome, text, author, manager, saved_at,
                       may_change))

// Of the teams that the person leads or belongs to; the latest first.
std::vector<WorkedLetter> ListWorked(db::Connection& connection, Id org_id, Id person_id);
std::optional<WorkedLetter> FindWorked(db::Connection& connection, Id org_id, Id person_id, Id id);

}  // namespace baton::review
