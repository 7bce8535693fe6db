#include "ties/touches.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>

#include "book/activity.h"

namespace baton::ties {
namespace {

constexpr int kYears = 2;

struct TouchRow {
  Id person_id;
  Id contact_id;
  Id activity_id;
  book::ActivityKind kind = book::ActivityKind::meeting;
  Instant starts_at;
  std::int64_t present = 0;
};
BOOST_DESCRIBE_STRUCT(TouchRow, (), (person_id, contact_id, activity_id, kind, starts_at, present))

// However many took part, no more are counted than tell a large activity.
std::string SqlOf(Whose whose) {
  const bool is_of_person = whose == Whose::person;
  const std::string_view those = is_of_person ? "mine.person_id = $2" : "contact.account_id = $2";
  const std::string_view when = is_of_person ? "mine.starts_at" : "theirs.starts_at";
  return fmt::format(
      "SELECT mine.person_id, theirs.contact_id, activity.id AS activity_id, activity.kind, mine.starts_at, "
      "(SELECT COUNT(*) FROM (SELECT 1 AS one FROM attendance AS anybody WHERE anybody.org_id = $1 AND "
      "anybody.activity_id = activity.id LIMIT {}) AS few) AS present FROM attendance AS mine "
      "JOIN activity ON activity.org_id = mine.org_id AND activity.id = mine.activity_id "
      "JOIN attendance AS theirs ON theirs.org_id = mine.org_id AND theirs.activity_id = mine.activity_id "
      "JOIN contact ON contact.org_id = theirs.org_id AND contact.id = theirs.contact_id "
      "JOIN person ON person.org_id = mine.org_id AND person.id = mine.person_id "
      "WHERE mine.org_id = $1 AND {} AND {} >= $3 AND {} <= $4 AND activity.kind <> 'task' "
      "AND activity.deleted_at IS NULL AND contact.deleted_at IS NULL AND person.deleted_at IS NULL "
      "AND person.is_placeholder = 0 ORDER BY mine.person_id, theirs.contact_id, mine.starts_at, activity.id",
      kMostInRoom + 2, those, when, when);
}

std::optional<Touch> TouchOf(const TouchRow& row) {
  const int others = std::max(1, static_cast<int>(row.present) - 1);
  const bool is_mail = row.kind == book::ActivityKind::email;
  if (others > (is_mail ? kMostInMail : kMostInRoom)) return std::nullopt;
  const TouchKind kind = is_mail                                ? TouchKind::mail
                         : row.kind == book::ActivityKind::call ? TouchKind::call
                                                                : TouchKind::meeting;
  return Touch{.at = row.starts_at, .kind = kind, .others = others};
}

}  // namespace

Instant Since(Instant now) {
  const Day today{static_cast<std::int32_t>(now.milliseconds / kMillisecondsPerDay)};
  CalendarDate date = ToCalendarDate(today);
  date.year -= kYears;
  date.day = 1;
  return Instant{std::int64_t{ToDay(date)->days} * kMillisecondsPerDay};
}

void ForEachTouch(db::Connection& connection, const TouchesAsked& asked, const TakeTouch& take) {
  static const std::string of_person = SqlOf(Whose::person);
  static const std::string of_account = SqlOf(Whose::account);
  std::tuple<Id, Id, Id> before;
  connection.ForEach<TouchRow>(
      asked.whose == Whose::person ? of_person : of_account,
      [&](const TouchRow& row) {
        // Who is named twice in one activity took part once.
        const std::tuple now(row.person_id, row.contact_id, row.activity_id);
        if (std::exchange(before, now) == now) return;
        if (const auto touch = TouchOf(row)) take(row.person_id, row.contact_id, *touch);
      },
      asked.org_id, asked.of, asked.since, asked.now);
}

}  // namespace baton::ties
