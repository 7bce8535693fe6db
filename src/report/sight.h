// Who sees whose report: the manager, those above once it is closed, reps of the team what the organization opens. Part of
// report_routes.h.
#pragma once

#include <optional>
#include <vector>

#include "http/call.h"
#include "report/gather.h"

namespace baton::report {

struct Sight {
  MonthAsked asked;
  Audience audience = Audience::own;
  std::optional<Report> report;  // none: nothing was written in it
  ReportState state = ReportState::draft;
};
// Kind::not_found for whoever may not see it, for a month that has not begun, and for a draft of somebody else's.
Result<Sight> Look(const http::Call& call, db::Connection& connection, Id manager_id,
                   const std::string& month);
// Of the caller's own, to write in it.
Result<Sight> LookToWrite(const http::Call& call, db::Connection& connection, Id manager_id,
                          const std::string& month);

ReportState StateOf(const std::optional<Instant>& closed_at, const Month& month, Day today);
// Whose reports the caller may ask for: the own, of managers below, of those above a rep.
std::vector<people::PersonRef> FindSeenManagers(const http::Call& call, db::Connection& connection);
std::optional<Audience> AudienceOf(const http::Call& call, db::Connection& connection,
                                   const people::Person& manager);

ReportView ViewOf(const http::Call& call, db::Connection& connection, const Sight& sight);

}  // namespace baton::report
