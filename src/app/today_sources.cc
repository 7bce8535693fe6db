#include "app/today_sources.h"

#include <algorithm>

#include "assessment/directory.h"
#include "base/zone.h"
#include "coaching/directory.h"
#include "friday/directory.h"
#include "intake/import_store.h"
#include "json/json.h"
#include "mentor/mentor_store.h"
#include "ninety_days/path.h"
#include "people/directory.h"
#include "people/organization.h"
#include "people/promotion.h"
#include "report/report_row.h"

namespace baton::app {
namespace {

constexpr int kLatest = 10;
constexpr int kNoon = 12 * 60;

today::ImportCountsShort Short(const intake::Counts& counts) {
  today::ImportCountsShort sum;
  for (const auto& count : counts) {
    sum.created += count.created;
    sum.changed += count.changed;
    sum.unchanged += count.unchanged;
    sum.rejected += count.rejected;
  }
  return sum;
}

// Uploaded and not run, or run with rows that came back.
std::vector<today::ImportShort> ImportsThatNeed(const http::Call& call) {
  std::vector<today::ImportShort> imports;
  const access::Scope own{access::Reach::own, call.org_id(), call.person_id()};
  for (const intake::Import& import : intake::ListImports(call.db(), own, std::nullopt, kLatest)) {
    using enum intake::ImportState;
    const auto state = intake::StateOf(call.db(), import);
    const auto counts = Short(intake::CountsOf(import));
    const bool needs =
        state == uploaded || state == mapped || state == failed || (state == done && counts.rejected > 0);
    if (!needs) continue;
    imports.push_back(
        {import.id, import.source, std::string(json::NameOf(state)), import.created_at, counts});
  }
  return imports;
}

constexpr const char* kAssessmentLink = "/self-assessment";

// One's own that is due, and what a manager asks about oneself.
std::vector<today::WaitingItem> AssessmentsThatWait(const http::Call& call) {
  using enum access::Deed;
  std::vector<today::WaitingItem> waiting;
  const access::Principal& me = call.principal();
  if (access::ScopeOf(me, create, access::Word::assessment)) {
    const auto person = people::FindPerson(call.db(), me.org_id, me.person_id);
    const std::string zone = coaching::ZoneOf(call.db(), me.org_id, me.person_id);
    const auto due =
        person ? assessment::FindDue(call.db(), *person, zone, DayIn(call.now(), zone)) : std::nullopt;
    if (due) {
      waiting.push_back({today::WaitingKind::assessment, call.Say({"today.waiting.assessment"}), std::nullopt,
                         ToInstant({due->on, 0}, zone), kAssessmentLink});
    }
  }
  if (access::ScopeOf(me, create, access::Word::assessment_question)) {
    const auto rounds = assessment::FindAsking(call.db(), me.org_id, me.person_id, call.now());
    std::vector<Id> managers;
    for (const auto& round : rounds) managers.push_back(round.manager_id);
    const auto people = people::FindRefs(call.db(), me.org_id, managers);
    for (const auto& round : rounds) {
      const auto manager = people.find(round.manager_id);
      if (manager == people.end()) continue;
      waiting.push_back({today::WaitingKind::assessment_question,
                         call.Say({"today.waiting.assessment_question"}), manager->second, round.opened_at,
                         kAssessmentLink});
    }
  }
  return waiting;
}

// What came of a conversation two weeks ago.
std::vector<today::WaitingItem> TalksThatWait(const http::Call& call) {
  std::vector<today::WaitingItem> waiting;
  if (!access::ScopeOf(call.principal(), access::Deed::change, access::Word::mentor_talk)) return waiting;
  std::vector<mentor::Talk> asking = mentor::FindTalks(call.db(), call.org_id(), call.person_id());
  std::erase_if(asking, [&](const mentor::Talk& one) {
    return !mentor::AsksOutcome(one, call.person_id(), call.now());
  });
  std::vector<Id> mentors;
  for (const mentor::Talk& one : asking) mentors.push_back(one.mentor_id);
  const auto people = people::FindRefs(call.db(), call.org_id(), mentors);
  for (const mentor::Talk& one : asking) {
    const auto found = people.find(one.mentor_id);
    if (found == people.end()) continue;
    waiting.push_back({today::WaitingKind::mentor, call.Say({"today.waiting.mentor"}), found->second,
                       one.ends_at() + mentor::kFollowUpDays * kMillisecondsPerDay, "/mentor"});
  }
  return waiting;
}

// On Fridays.
std::vector<today::WaitingItem> FridayThatWaits(const http::Call& call) {
  if (!access::ScopeOf(call.principal(), access::Deed::change, access::Word::friday)) return {};
  const auto since = friday::FindWaiting(call.db(), call.org_id(), call.person_id(), call.now());
  if (!since) return {};
  return {{today::WaitingKind::friday, call.Say({"today.waiting.friday"}), std::nullopt, *since, "/friday"}};
}

// From the first of the month on: of who led a team by the end of the last one, and was in Baton then.
std::optional<today::WaitingItem> ReportThatWaits(const http::Call& call, const people::Person& me,
                                                  std::optional<Day> first_on, const std::string& zone) {
  const report::Month month = report::Before(report::MonthOf(DayIn(call.now(), zone)));
  const auto is_later = [&](std::optional<Day> day) { return day && *day > month.to; };
  if (is_later(DayIn(me.created_at, zone)) || is_later(me.starts_on) || is_later(first_on))
    return std::nullopt;
  const auto marks = report::FindMarks(call.db(), me.org_id, me.id);
  const bool is_closed = std::ranges::any_of(
      marks, [&](const report::ReportMark& mark) { return mark.month_on == month.from && mark.closed_at; });
  if (is_closed || people::FindTeam(call.db(), me.org_id, me.id).empty()) return std::nullopt;
  const Message title{"today.waiting.report", {{"on", ToInstant({month.from, kNoon}, "UTC").milliseconds}}};
  return today::WaitingItem{today::WaitingKind::report, call.Say(title), std::nullopt,
                            ToInstant({month.to + 1, 0}, zone), "/report?month=" + month.Name()};
}

// From the second day on: on the first there is nothing to look back at. Only the day is said: the steps take many questions, and Today is
// opened all the time. Nobody waits for it, hence since now.
std::optional<today::WaitingItem> DaysThatRun(const http::Call& call, std::optional<Day> first_on,
                                              const std::string& zone) {
  if (!first_on) return std::nullopt;
  const int day = ninety_days::DayNumber(*first_on, DayIn(call.now(), zone));
  if (day < 2 || day > ninety_days::kDays) return std::nullopt;
  const Message title{"today.waiting.ninety_days", {{"day", std::int64_t{day}}}};
  return today::WaitingItem{today::WaitingKind::ninety_days, call.Say(title), std::nullopt, call.now(),
                            "/ninety-days"};
}

// What a manager's own month and first ninety days ask for.
std::vector<today::WaitingItem> TimesThatRun(const http::Call& call) {
  if (call.principal().role != access::Role::manager) return {};
  const auto organization = people::FindOrganization(call.db(), call.org_id());
  const auto me = people::FindPerson(call.db(), call.org_id(), call.person_id());
  if (!organization || !me) return {};
  const std::string& zone = organization->time_zone;
  const auto first_on = people::FindFirstDay(call.db(), *me, zone);
  std::vector<today::WaitingItem> waiting;
  for (auto& one : {ReportThatWaits(call, *me, first_on, zone), DaysThatRun(call, first_on, zone)}) {
    if (one) waiting.push_back(*one);
  }
  return waiting;
}

}  // namespace

today::TodaySources SourcesOfToday() {
  return {.imports = ImportsThatNeed,
          .waiting = {AssessmentsThatWait, TalksThatWait, FridayThatWaits, TimesThatRun}};
}

}  // namespace baton::app
