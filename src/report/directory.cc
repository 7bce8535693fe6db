#include "report/directory.h"

#include <algorithm>
#include <utility>

#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "report/page.h"

namespace baton::report {
namespace {

constexpr std::int64_t kMonthBefore = 31 * kMillisecondsPerDay;

Problem ClosedAlready(const Report& report) {
  return {Kind::conflict, {"problem.report.closed", {{"at", report.closed_at->milliseconds}}}};
}

Report NewReport(Id manager_id, const Month& month) {
  Report report;
  report.manager_id = manager_id;
  report.month_on = month.from;
  return report;
}

// The report to be changed. One after the other for each manager: a month that has no row yet cannot be held by it.
std::optional<Report> HoldReport(action::Action& action, Id manager_id, const Month& month) {
  action.tx().Query<Id>("SELECT id FROM person WHERE org_id = $1 AND id = $2 baton_for_update()",
                        action.org_id(), manager_id);
  return FindReport(action.tx(), action.org_id(), manager_id, month);
}

// The row as `after` says, new where there was none.
Result<Report> Save(action::Action& action, const std::optional<Report>& before, const Report& after) {
  if (before) return action.Update(*before, after);
  return action.Insert(after);
}

}  // namespace

std::optional<MonthAsked> AskFor(db::Connection& connection, Id org_id, Id manager_id, const Month& month,
                                 Instant now) {
  const auto organization = people::FindOrganization(connection, org_id);
  const auto manager = people::FindPersonOfNowOrOnce(connection, org_id, manager_id);
  if (!organization || !manager) return std::nullopt;
  return MonthAsked{.organization = *organization,
                    .manager = *manager,
                    .month = month,
                    .now = now,
                    .format = ReadFormat(FindFormat(connection, org_id))};
}

Result<Report> WriteComment(action::Action& action, Id manager_id, const Month& month, SectionKey section,
                            std::string text) {
  const auto before = HoldReport(action, manager_id, month);
  if (before && before->closed_at) return Fail(ClosedAlready(*before));
  Report after = before.value_or(NewReport(manager_id, month));
  Comments comments = ReadComments(after);
  const std::string name(json::NameOf(section));
  if (text.empty()) {
    comments.erase(name);
  } else {
    comments[name] = std::move(text);
  }
  after.comments = json::ToText(comments);
  return Save(action, before, after);
}

Result<Commitment> Commit(action::Action& action, Id manager_id, const Month& month, std::string text,
                          Day due_on) {
  const auto report = FindReport(action.tx(), action.org_id(), manager_id, month);
  if (report && report->closed_at) return Fail(ClosedAlready(*report));
  const auto all = FindCommitments(action.tx(), action.org_id(), manager_id);
  if (std::ranges::count(all, month.from, &Commitment::month_on) >= static_cast<int>(kMaxCommitments)) {
    return Fail(Kind::conflict, "problem.report.too_many",
                {{"limit", static_cast<std::int64_t>(kMaxCommitments)}});
  }
  Commitment one;
  one.manager_id = manager_id;
  one.month_on = month.from;
  one.text = std::move(text);
  one.due_on = due_on;
  one.created_at = action.now();
  return action.Insert(std::move(one));
}

Result<Commitment> CheckOff(action::Action& action, const Commitment& before, std::optional<Day> done_on) {
  Commitment after = before;
  after.done_on = done_on;
  return action.Update(before, after);
}

Result<Report> Close(action::Action& action, const MonthAsked& asked) {
  const auto before = HoldReport(action, asked.manager.id, asked.month);
  if (before && before->closed_at) return Fail(ClosedAlready(*before));
  Report after = before.value_or(NewReport(asked.manager.id, asked.month));
  after.closed_at = action.now();
  after.closed_by = action.actor().person_id;
  after.frozen = json::ToText(Freeze(GatherMonth(action.tx(), asked)));
  after.logo = asked.format.logo;
  auto saved = Save(action, before, after);
  if (!saved || !asked.manager.manager_id) return saved;
  const auto reader = people::FindPerson(action.tx(), action.org_id(), *asked.manager.manager_id);
  if (!reader) return saved;
  notice::Emit(action, reader->id,
               {"notice.report.closed",
                {{"person", asked.manager.name}, {"month", TitleOf(asked.month, reader->language)}}},
               "/report?person=" + ToString(asked.manager.id) + "&month=" + asked.month.Name());
  return saved;
}

std::optional<ClosedExposure> FindClosedExposure(db::Connection& connection, Id org_id, Id manager_id,
                                                 const Month& month) {
  const auto report = FindReport(connection, org_id, manager_id, month);
  if (!report || !report->closed_at) return std::nullopt;
  const auto frozen = json::FromText<Frozen>(report->frozen);
  if (!frozen || frozen->pages.empty()) return std::nullopt;
  const auto minor = [](double value) { return static_cast<std::int64_t>(value); };
  for (const SectionView& section : frozen->pages.front().page.sections) {
    for (const LineView& line : section.lines) {
      if (line.key != "exposure.expected" || !line.value || !line.low || !line.high) continue;
      return ClosedExposure{*report->closed_at, minor(*line.value), minor(*line.low), minor(*line.high)};
    }
  }
  return std::nullopt;
}

std::optional<ClosedExposure> FindExposureAt(db::Connection& connection, Id org_id, Id manager_id, Instant at,
                                             Instant until) {
  auto marks = FindMarks(connection, org_id, manager_id);
  std::erase_if(marks, [&](const ReportMark& one) {
    return !one.closed_at || *one.closed_at >= until || *one.closed_at < at - kMonthBefore;
  });
  std::ranges::sort(marks, {}, [&](const ReportMark& one) {
    const bool is_before = *one.closed_at < at;
    const std::int64_t since = one.closed_at->milliseconds - at.milliseconds;
    return std::pair(is_before, is_before ? -since : since);
  });
  for (const ReportMark& one : marks) {
    if (auto found = FindClosedExposure(connection, org_id, manager_id, MonthOf(one.month_on))) return found;
  }
  return std::nullopt;
}

}  // namespace baton::report
