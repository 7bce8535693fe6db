// An activity is something that happened, or is to happen, with a client: who took part on both sides is its
// attendance. A tie between a person of ours and an account is made of these and nothing else: an activity of
// the past that is no task, in which the person and a contact of the account took part.
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
#include "book/contact.h"
#include "people/person.h"

namespace baton::book {

enum class ActivityKind { meeting, call, email, visit, task };
BOOST_DESCRIBE_ENUM(ActivityKind, meeting, call, email, visit, task)

// The row.
struct Activity {
  static constexpr std::string_view kTable = "activity";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  ActivityKind kind = ActivityKind::meeting;
  std::optional<Id> account_id;
  std::optional<Id> opportunity_id;
  std::optional<Id> owner_id;
  std::string subject;
  Instant starts_at;
  std::int32_t minutes = 0;
  bool is_done = false;
  Instant created_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Activity, (),
                      (org_id, id, version, kind, account_id, opportunity_id, owner_id, subject, starts_at,
                       minutes, is_done, created_at, deleted_at))

// The row: one person of ours, or one contact, in an activity. `starts_at` is the activity's.
struct Attendance {
  static constexpr std::string_view kTable = "attendance";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id activity_id;
  Instant starts_at;
  std::optional<Id> person_id;
  std::optional<Id> contact_id;
};
BOOST_DESCRIBE_STRUCT(Attendance, (), (org_id, id, version, activity_id, starts_at, person_id, contact_id))

struct ActivityView {
  static constexpr const char* kSchemaName = "Activity";

  Id id;
  ActivityKind kind = ActivityKind::meeting;
  std::string subject;
  Instant starts_at;
  std::int32_t minutes = 0;
  bool is_done = false;
  std::vector<people::PersonRef> people;
  std::vector<ContactRef> contacts;
};
BOOST_DESCRIBE_STRUCT(ActivityView, (), (id, kind, subject, starts_at, minutes, is_done, people, contacts))

}  // namespace baton::book
