// GET  /api/v1/reports                                     whose reports there are, and what each line means
// GET  /api/v1/people/{id}/reports/{month}                 a month: a draft as it stands, or as it was closed
// GET  /api/v1/people/{id}/reports/{month}/file            the same as CSV, XLSX or PDF
// PATCH .../comments/{section}, POST .../commitments, POST .../close, and /api/v1/report-commitments/{id}
// GET, PATCH /api/v1/report-format, POST, DELETE /api/v1/report-format/logo
//
// docs/report.md
#pragma once

namespace baton::action {
class Tables;
}
namespace baton::http {
class Router;
}

namespace baton::paper {
class Printer;
}

namespace baton::report {

// `printer` outlives the router.
void AddReportRoutes(http::Router& router, paper::Printer& printer);
void AddFormatRoutes(http::Router& router);  // part of it
void AddTables(action::Tables& tables);

}  // namespace baton::report
