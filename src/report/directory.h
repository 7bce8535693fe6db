// Monthly reports as they are written and closed: for the routes, and for the demo's past.
//
//   report::WriteComment(action, jim, october, SectionKey::coaching, "Tom and Lena came short.");
//   const auto asked = report::AskFor(tx, org_id, jim, october, now);
//   report::Close(action, *asked);        // Kind::conflict where it is closed already
//
// Who may is the caller's to ask. Stateless, hence thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "action/action.h"
#include "report/gather.h"
#include "report/report_row.h"

namespace baton::report {

// None: there is no such person or organization.
std::optional<MonthAsked> AskFor(db::Connection& connection, Id org_id, Id manager_id, const Month& month,
                                 Instant now);

// Both fail with Kind::conflict where the report is closed. An empty text takes a comment back.
Result<Report> WriteComment(action::Action& action, Id manager_id, const Month& month, SectionKey section,
                            std::string text);
Result<Commitment> Commit(action::Action& action, Id manager_id, const Month& month, std::string text,
                          Day due_on);
// Done on a day, or not done after all.
Result<Commitment> CheckOff(action::Action& action, const Commitment& before, std::optional<Day> done_on);

// Freezes the page with what is behind it. The one above is told. REQUIRES: the month is over.
Result<Report> Close(action::Action& action, const MonthAsked& asked);

// What would go with the manager, as a closed report says it.
struct ClosedExposure {
  Instant closed_at;
  std::int64_t expected_minor = 0;
  std::int64_t low_minor = 0;
  std::int64_t high_minor = 0;
};
// None: the month is not closed, or its report does not say.
std::optional<ClosedExposure> FindClosedExposure(db::Connection& connection, Id org_id, Id manager_id,
                                                 const Month& month);
// How it was at a time: by the first report that was closed from then on and before `until`, else by the last of the month before it.
std::optional<ClosedExposure> FindExposureAt(db::Connection& connection, Id org_id, Id manager_id, Instant at,
                                             Instant until);

}  // namespace baton::report
