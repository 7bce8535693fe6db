// What the log of changes tells of a deal: how it was written down first, and when it left the early stages of the pipeline. Reading
// it walks the log, in two questions however many deals; who asks for it often asks what is kept of it (src/scoreboard/courses.h).
// The caller has made sure that the deals may be seen. Stateless, hence thread-safe.
//
//   for (const DealCourse& course : book::ReadCourses(connection, org_id, deal_ids)) ... course.left_early_at ...
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/stage.h"
#include "db/connection.h"

namespace baton::book {

struct DealCourse {
  Id id;                                        // of the deal
  bool is_known = false;                        // the log has its beginning: the next three say something
  bool was_open = false;                        // written down while it was not over already
  std::optional<StageCategory> entry_category;  // of the stage it began in, as the stages are now
  std::optional<std::int64_t> entry_minor;
  // The first time that the log shows it coming from an early stage to one that is not. A deal that was put in at a later stage has
  // none: nobody knows when that was.
  std::optional<Instant> left_early_at;

  bool operator==(const DealCourse&) const = default;
};
BOOST_DESCRIBE_STRUCT(DealCourse, (), (id, is_known, was_open, entry_category, entry_minor, left_early_at))

// One of each, by the id.
std::vector<DealCourse> ReadCourses(db::Connection& connection, Id org_id, std::span<const Id> deal_ids);

}  // namespace baton::book
