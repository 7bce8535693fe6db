// What the log of changes tells of each deal (book/deal_course.h), kept in a table of its own, so that a scoreboard of three years walks
// no log. A job that looks along the log keeps it, a few minutes behind; what changed since is read from the log when somebody asks.
// So an answer is never behind the log.
//
//   FindCourses(connection, org_id, deal_ids)   // equal to book::ReadCourses, whatever is kept
//   CheckCourses(connection, org_id)            // what is kept otherwise than the log tells; empty: all is well
//
// Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "book/deal_course.h"
#include "db/database.h"
#include "watch/watch.h"

namespace baton::scoreboard {

// Of the rules in book/deal_course.cc. Where it rises, what was kept by other rules is passed over at once and read anew by the next
// look.
inline constexpr int kCourseDefinition = 1;

// One of each.
std::unordered_map<Id, book::DealCourse> FindCourses(db::Connection& connection, Id org_id,
                                                     std::span<const Id> deal_ids);

// Keeps them.
watch::Watch Courses();

struct CourseFault {
  book::DealCourse kept;
  book::DealCourse told;  // by the log
};
struct CourseCheck {
  std::int64_t deals = 0;
  std::int64_t waiting = 0;  // not kept yet, or changed since: answered from the log
  std::vector<CourseFault> faults;
};
CourseCheck CheckCourses(db::Connection& connection, Id org_id);

// Forgets all that is kept and reads it again. Meanwhile everything is answered from the log.
void RebuildCourses(db::Database& database, Id org_id, Instant now);

}  // namespace baton::scoreboard
