#include "report/report_row.h"

#include <algorithm>

#include "json/json.h"

namespace baton::report {

Comments ReadComments(const Report& report) {
  return json::FromText<Comments>(report.comments).value_or(Comments{});
}

std::optional<Report> FindReport(db::Connection& connection, Id org_id, Id manager_id, const Month& month) {
  return connection.QueryOne<Report>(
      "SELECT org_id, id, version, manager_id, month_on, comments, closed_at, closed_by, frozen, logo "
      "FROM monthly_report WHERE org_id = $1 AND manager_id = $2 AND month_on = $3",
      org_id, manager_id, month.from);
}

std::vector<ReportMark> FindMarks(db::Connection& connection, Id org_id, Id manager_id) {
  return connection.Query<ReportMark>(
      "SELECT id, manager_id, month_on, closed_at FROM monthly_report WHERE org_id = $1 AND manager_id = $2 "
      "ORDER BY month_on DESC",
      org_id, manager_id);
}

std::vector<ReportMark> FindClosedSince(db::Connection& connection, Id org_id, Day month_on) {
  return connection.Query<ReportMark>(
      "SELECT id, manager_id, month_on, closed_at FROM monthly_report WHERE org_id = $1 AND month_on >= $2 "
      "AND "
      "closed_at IS NOT NULL ORDER BY month_on, id",
      org_id, month_on);
}

std::vector<Id> FindSentTo(db::Connection& connection, Id org_id, Id report_id) {
  return connection.Query<Id>(
      "SELECT person_id FROM report_sent WHERE org_id = $1 AND report_id = $2 ORDER BY person_id", org_id,
      report_id);
}

std::optional<Commitment> FindCommitment(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Commitment>(
      "SELECT org_id, id, version, manager_id, month_on, text, due_on, done_on, created_at, deleted_at FROM "
      "report_commitment WHERE org_id = $1 AND id = $2 AND deleted_at IS NULL",
      org_id, id);
}

std::vector<Commitment> FindCommitments(db::Connection& connection, Id org_id, Id manager_id) {
  return connection.Query<Commitment>(
      "SELECT org_id, id, version, manager_id, month_on, text, due_on, done_on, created_at, deleted_at FROM "
      "report_commitment WHERE org_id = $1 AND manager_id = $2 AND deleted_at IS NULL ORDER BY due_on, id",
      org_id, manager_id);
}

Split SplitFor(const Month& month, std::vector<Commitment> all) {
  Split split;
  for (Commitment& one : all) {
    if (one.month_on == month.from) {
      split.next.push_back(std::move(one));
    } else if (one.month_on < month.from && (!one.done_on || *one.done_on >= month.from)) {
      split.earlier.push_back(std::move(one));
    }
  }
  return split;
}

}  // namespace baton::report
