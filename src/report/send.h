// Closed reports by mail: once to each who may see it, from the day and minute on that the organization set, by the reader's own clock
// and in the reader's language. Nothing while the organization set no day or has no mail server.
//
//   SendDueReports(database, org_id, public_url, now);    // a job, every quarter of an hour
//
// Stateless, hence thread-safe.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "db/database.h"
#include "people/person.h"
#include "report/report_format.h"
#include "report/report_view.h"

namespace baton::job {
class Runner;
}

namespace baton::report {

inline constexpr int kSentForDays = 14;  // what is closed later than that is not mailed any more

// The day of the month after a report's month, and its minute, on the reader's wall; until kSentForDays later. Pure.
bool IsToBeSent(const Format& format, Day month_on, LocalTime there);

struct ReportMail {
  std::string subject;
  std::string text;
};
// Pure.
ReportMail WriteMail(const people::Person& reader, const PageView& page, const std::string& link);

// Queues what is due, each in a transaction of its own with the mark that it was; how many.
int SendDueReports(db::Database& database, Id org_id, const std::string& public_url, Instant now);

void AddReportJobs(job::Runner& runner, const std::string& public_url);
// The job goes on by itself once it is there.
void ScheduleReports(db::Database& database, Instant now);

}  // namespace baton::report
