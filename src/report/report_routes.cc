#include "report/report_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/text.h"
#include "base/zone.h"
#include "http/router.h"
#include "json/json.h"
#include "paper/printer.h"
#include "people/directory.h"
#include "people/organization.h"
#include "report/directory.h"
#include "report/export.h"
#include "report/page.h"
#include "report/paper.h"
#include "report/sight.h"

namespace baton::report {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kMonthsBack = 12;
constexpr int kLongestDueDays = 400;

struct ReportsQuery {
  std::optional<Id> person;  // whose; none: the first that the caller may see
};
BOOST_DESCRIBE_STRUCT(ReportsQuery, (), (person))

enum class FileFormat { csv, xlsx, pdf };
BOOST_DESCRIBE_ENUM(FileFormat, csv, xlsx, pdf)

struct FileQuery {
  FileFormat format = FileFormat::xlsx;
};
BOOST_DESCRIBE_STRUCT(FileQuery, (), (format))

struct CommentInput {
  static constexpr const char* kSchemaName = "ReportCommentInput";
  std::string text;
};
BOOST_DESCRIBE_STRUCT(CommentInput, (), (text))

struct CommitmentInput {
  static constexpr const char* kSchemaName = "ReportCommitmentInput";
  std::string text;
  Day due_on;
  std::optional<bool> is_done;
};
BOOST_DESCRIBE_STRUCT(CommitmentInput, (), (text, due_on, is_done))

// The running month and those before: the own drafts back to the beginning, of others what is closed.
std::vector<MonthView> MonthsOf(const Call& call, const people::Person& manager, Audience audience,
                                Day today) {
  const auto marks = FindMarks(call.db(), call.org_id(), manager.id);
  const auto closed_at = [&](const Month& month) -> std::optional<Instant> {
    const auto found = std::ranges::find(marks, month.from, &ReportMark::month_on);
    return found == marks.end() ? std::nullopt : found->closed_at;
  };
  std::vector<MonthView> months;
  const auto add = [&](const Month& month) {
    const auto at = closed_at(month);
    if (audience != Audience::own && !at) return;
    months.push_back({month.Name(), TitleOf(month, call.language()), StateOf(at, month, today), at});
  };
  Month month = MonthOf(today);
  const Day earliest = marks.empty() ? today : marks.back().month_on;
  for (int back = 0; back <= kMonthsBack || month.to >= earliest; ++back, month = Before(month)) {
    const bool is_before = manager.starts_on && month.to < *manager.starts_on;
    if (is_before && month.to < earliest) break;
    add(month);
  }
  return months;
}

Result<ReportsView> List(const Call& call, const ReportsQuery& query) {
  const auto organization = people::FindOrganization(call.db(), call.org_id());
  if (!organization) return NotFound("organization");
  const Format format = ReadFormat(FindFormat(call.db(), call.org_id()));
  ReportsView view{.people = FindSeenManagers(call, call.db()),
                   .meanings = Meanings(format, call.language())};
  view.is_open = call.principal().role != access::Role::rep || format.RepsSee();
  if (query.person && std::ranges::count(view.people, *query.person, &people::PersonRef::id) == 0) {
    return NotFound("person");
  }
  if (view.people.empty()) return view;
  const Id id = query.person.value_or(view.people.front().id);
  view.person = *std::ranges::find(view.people, id, &people::PersonRef::id);
  const auto manager = people::FindPerson(call.db(), call.org_id(), id);
  const auto audience = manager ? AudienceOf(call, call.db(), *manager) : std::nullopt;
  if (!audience || !view.is_open) return view;
  view.months = MonthsOf(call, *manager, *audience, DayIn(call.now(), organization->time_zone));
  return view;
}

Result<ReportView> Get(const Call& call, Id id, const std::string& month) {
  const auto sight = Look(call, call.db(), id, month);
  if (!sight) return Fail(sight.error());
  return ViewOf(call, call.db(), *sight);
}

Result<http::File> Download(const Call& call, paper::Printer& printer, Id id, const std::string& month,
                            FileFormat format) {
  const auto report = Get(call, id, month);
  if (!report) return Fail(report.error());
  const std::string name = report->person.name + " " + report->month;
  switch (format) {
    case FileFormat::csv:
      return http::File{.content_type = "text/csv; charset=utf-8",
                        .name = name + ".csv",
                        .bytes = WriteCsv(*report, call.language())};
    case FileFormat::xlsx:
      return http::File{.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        .name = name + ".xlsx",
                        .bytes = WriteXlsx(*report, call.language())};
    case FileFormat::pdf:
      break;
  }
  call.EndReading();  // a page takes Chromium seconds
  auto pdf = printer.Print(PaperOf(*report, call.language()));
  if (!pdf) return Fail(pdf.error());
  return http::File{.content_type = "application/pdf", .name = name + ".pdf", .bytes = std::move(*pdf)};
}

// After a deed of the caller's own: the report as it stands now.
Result<ReportView> Again(const Call& call, db::Tx& tx, Id id, const std::string& month) {
  const auto sight = Look(call, tx, id, month);
  if (!sight) return Fail(sight.error());
  return ViewOf(call, tx, *sight);
}

// What is written twice at once: the second is told so, whatever version it saw.
Result<Done> CheckOpen(const Call& call, const Sight& sight) {
  if (sight.state == ReportState::closed) {
    return Fail(Kind::conflict, "problem.report.closed", {{"at", sight.report->closed_at->milliseconds}});
  }
  return action::CheckVersion(call, sight.report ? sight.report->version : 0, "monthly_report");
}

Result<ReportView> Comment(const Call& call, Id id, const std::string& month, SectionKey section,
                           const json::Patch<CommentInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<ReportView> {
    const auto sight = LookToWrite(call, tx, id, month);
    if (!sight) return Fail(sight.error());
    if (auto open = CheckOpen(call, *sight); !open) return Fail(open.error());
    const std::string text(Trim(patch.Apply({}).text));
    if (CountCharacters(text) > kMaxComment) {
      return Fail(FieldFault{
          "text", {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxComment)}}}});
    }
    action::Action action(tx, call, "report.comment", id);
    if (auto saved = WriteComment(action, id, sight->asked.month, section, text); !saved) {
      return Fail(saved.error());
    }
    return Again(call, tx, id, month);
  });
}

std::vector<FieldFault> FaultsOf(const std::string& text, Day due_on, Day today) {
  std::vector<FieldFault> faults;
  if (text.empty()) faults.push_back({"text", {"problem.field.required"}});
  if (CountCharacters(text) > kMaxCommitment) {
    faults.push_back(
        {"text", {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxCommitment)}}}});
  }
  if (due_on > today + kLongestDueDays) faults.push_back({"due_on", {"problem.report.due_far"}});
  return faults;
}

Result<ReportView> AddCommitment(const Call& call, Id id, const std::string& month,
                                 const CommitmentInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<ReportView> {
    const auto sight = LookToWrite(call, tx, id, month);
    if (!sight) return Fail(sight.error());
    const Day today = DayIn(call.now(), sight->asked.organization.time_zone);
    const std::string text(Trim(input.text));
    auto faults = FaultsOf(text, input.due_on, today);
    if (input.due_on < sight->asked.month.from) faults.push_back({"due_on", {"problem.report.due_before"}});
    if (!faults.empty()) return Fail(std::move(faults));
    action::Action action(tx, call, "report.commit", id);
    if (auto made = Commit(action, id, sight->asked.month, text, input.due_on); !made) {
      return Fail(made.error());
    }
    return Again(call, tx, id, month);
  });
}

// The words hold once the report that they were written in is closed: what was promised stays what was promised.
bool IsFixed(db::Connection& connection, const Commitment& one) {
  const auto report = FindReport(connection, one.org_id, one.manager_id, MonthOf(one.month_on));
  return report && report->closed_at;
}

Result<CommitmentView> ChangeCommitment(const Call& call, Id id, const json::Patch<CommitmentInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<CommitmentView> {
    const auto before = FindCommitment(tx, call.org_id(), id);
    if (!before || before->manager_id != call.person_id()) return NotFound("report_commitment");
    if (auto current = action::CheckVersion(call, before->version, "report_commitment"); !current) {
      return Fail(current.error());
    }
    const auto organization = people::FindOrganization(tx, call.org_id());
    const Day today = DayIn(call.now(), organization ? organization->time_zone : "UTC");
    const CommitmentInput input = patch.Apply({before->text, before->due_on, before->done_on.has_value()});
    Commitment after = *before;
    after.text = std::string(Trim(input.text));
    after.due_on = input.due_on;
    if (after.text != before->text || after.due_on != before->due_on) {
      if (IsFixed(tx, *before)) return Fail(Kind::conflict, "problem.report.commitment_fixed");
      if (auto faults = FaultsOf(after.text, after.due_on, today); !faults.empty()) {
        return Fail(std::move(faults));
      }
    }
    const bool is_done = input.is_done.value_or(false);
    if (is_done != before->done_on.has_value()) after.done_on = is_done ? std::optional(today) : std::nullopt;
    action::Action action(tx, call, "report.change_commitment", id);
    const auto saved = action.Update(*before, after);
    if (!saved) return Fail(saved.error());
    return CommitmentView{
        .id = saved->id,
        .version = saved->version,
        .text = saved->text,
        .due_on = saved->due_on,
        .done_on = saved->done_on,
        .month = MonthOf(saved->month_on).Name(),
        .is_late = saved->done_on ? *saved->done_on > saved->due_on : saved->due_on < today};
  });
}

Result<Done> RemoveCommitment(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto before = FindCommitment(tx, call.org_id(), id);
    if (!before || before->manager_id != call.person_id()) return NotFound("report_commitment");
    if (auto current = action::CheckVersion(call, before->version, "report_commitment"); !current) {
      return Fail(current.error());
    }
    if (IsFixed(tx, *before)) return Fail(Kind::conflict, "problem.report.commitment_fixed");
    action::Action action(tx, call, "report.remove_commitment", id);
    Commitment after = *before;
    after.deleted_at = call.now();
    if (auto saved = action.Update(*before, after); !saved) return Fail(saved.error());
    return Done{};
  });
}

Result<ReportView> CloseMonth(const Call& call, Id id, const std::string& month) {
  return call.Write([&](db::Tx& tx) -> Result<ReportView> {
    const auto sight = LookToWrite(call, tx, id, month);
    if (!sight) return Fail(sight.error());
    if (auto open = CheckOpen(call, *sight); !open) return Fail(open.error());
    if (sight->state == ReportState::running) return Fail(Kind::conflict, "problem.report.running");
    action::Action action(tx, call, "report.close", id);
    if (auto closed = Close(action, sight->asked); !closed) return Fail(closed.error());
    return Again(call, tx, id, month);
  });
}

// Of others, and those that are closed.
std::vector<Id> NotToTouch(db::Connection& connection, const access::Principal& person,
                           std::span<const Id> row_ids) {
  return connection.Query<Id>(
      "SELECT id FROM monthly_report WHERE org_id = $1 AND id IN baton_list($2) AND (manager_id <> $3 OR "
      "closed_at IS NOT NULL) ORDER BY id",
      person.org_id, db::IdList(row_ids), person.person_id);
}
std::vector<Id> OthersCommitments(db::Connection& connection, const access::Principal& person,
                                  std::span<const Id> row_ids) {
  return connection.Query<Id>(
      "SELECT id FROM report_commitment WHERE org_id = $1 AND id IN baton_list($2) AND manager_id <> $3 "
      "ORDER BY id",
      person.org_id, db::IdList(row_ids), person.person_id);
}

}  // namespace

void AddReportRoutes(http::Router& router, paper::Printer& printer) {
  router.Get(
      "/api/v1/reports",
      {.name = "listReports",
       .deed = Deed::read,
       .word = Word::report,
       .summary = "Whose monthly reports the caller may see, which there are, and what each line means"},
      List);
  router.Get("/api/v1/people/{id}/reports/{month}",
             {.name = "getReport",
              .deed = Deed::read,
              .word = Word::report,
              .summary = "A manager's month (2026-10): as it stands, or as it was closed"},
             Get);
  router.Get("/api/v1/people/{id}/reports/{month}/file",
             {.name = "getReportFile",
              .deed = Deed::read,
              .word = Word::report,
              .summary = "The same as a file; a PDF needs a Chromium on the server, else 503 says so"},
             [&printer](const Call& call, Id id, const std::string& month, const FileQuery& query) {
               return Download(call, printer, id, month, query.format);
             });
  router.Patch("/api/v1/people/{id}/reports/{month}/comments/{section}",
               {.name = "commentReport",
                .deed = Deed::change,
                .word = Word::report,
                .summary = "What the manager says to a section; before the first word the version is 0"},
               Comment);
  router.Post("/api/v1/people/{id}/reports/{month}/commitments",
              {.name = "addReportCommitment", .deed = Deed::change, .word = Word::report, .status = 200},
              AddCommitment);
  router.Post("/api/v1/people/{id}/reports/{month}/close",
              {.name = "closeReport",
               .deed = Deed::change,
               .word = Word::report,
               .status = 200,
               .versioned = true,
               .summary = "Freezes the page with its definitions and what is behind each line"},
              CloseMonth);
  router.Patch("/api/v1/report-commitments/{id}",
               {.name = "changeReportCommitment", .deed = Deed::change, .word = Word::report},
               ChangeCommitment);
  router.Delete(
      "/api/v1/report-commitments/{id}",
      {.name = "removeReportCommitment", .deed = Deed::change, .word = Word::report, .versioned = true},
      RemoveCommitment);
  AddFormatRoutes(router);
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Report::kTable), .is_private = true, .out_of_reach = &NotToTouch});
  tables.Add({.name = std::string(Commitment::kTable),
              .marks_deleted = true,
              .is_private = true,
              .out_of_reach = &OthersCommitments});
  tables.Add(
      {.name = std::string(FormatRow::kTable), .out_of_reach = action::UnlessMayChange(Word::settings)});
  tables.KeepFromUndo("report.close", "problem.report.closed_for_good");
}

}  // namespace baton::report
