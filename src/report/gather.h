// Reads what a month's report is made of, out of what other slices count: the scoreboard's facts, promises and their ledger, handoffs,
// takeovers, what would go with the manager. In a fixed number of questions.
//
//   const MonthFacts facts = GatherMonth(connection, {.reader = call.principal(), .manager = jim, .month = october, .now = call.now()});
//   BuildPage(facts, {.audience = Audience::own, .language = "de"})       // page.h
//
// As the manager sees it: what others see of it is decided in page.h. Stateless, hence thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "coaching/ledger.h"
#include "db/connection.h"
#include "handoff/handoff.h"
#include "people/organization.h"
#include "people/person.h"
#include "report/report_row.h"
#include "report/report_view.h"

namespace baton::report {

// What would go with the manager, as it was worked out at a time.
struct Exposure {
  Instant worked_out_at;
  std::int64_t accounts = 0;
  std::int64_t at_stake_minor = 0;
  std::int64_t expected_minor = 0;
  std::int64_t low_minor = 0;
  std::int64_t high_minor = 0;
  std::int64_t worst_minor = 0;
  std::int64_t after_expected_minor = 0;
  std::int32_t single_thread = 0;
  std::int32_t without_ties = 0;
  std::int32_t without_revenue = 0;
};
// As it stands now; none: not worked out yet, or the manager has no clients.
std::optional<Exposure> FindExposure(db::Connection& connection, Id org_id, Id manager_id);

struct MonthAsked {
  people::Organization organization;
  people::Person manager;
  Month month;
  Instant now;
  Format format;
  // In the demo, whose past is told at once: what stood then. None: what stands.
  std::optional<std::optional<Exposure>> exposure = {};
};

// Handoffs that a line counts.
struct HandoffRow {
  std::string account;
  std::string successor;
  Day on;
};

// Somebody who reported to the manager on these days of the month and not on the others: came, left, or changed the manager.
struct PartOfMonth {
  std::string person;
  Day from_on;
  Day to_on;
};

struct MonthFacts {
  MonthAsked asked;
  bool is_running = false;
  // For the first 90 days as a manager takeovers and promises are the manager's alone.
  bool is_settling = false;
  scoreboard::Board own;
  scoreboard::Board above;
  std::vector<PartOfMonth> parts;
  std::map<std::string, std::vector<HandoffRow>> handoffs;  // by the key of the line
  std::vector<coaching::LedgerCause> causes;                // of promises that were moved in the month
  std::optional<Exposure> exposure;
  std::optional<Exposure> exposure_before;  // in the report of the month before
  Comments comments;
  Split commitments;
  std::map<std::string, std::vector<RowView>> rows;  // by the key of the line
};

MonthFacts GatherMonth(db::Connection& connection, const MonthAsked& asked);

// The lines of handoffs, in their order.
inline constexpr const char* kHandoffLines[] = {"handoffs.proposed",  "handoffs.introduced", "handoffs.moved",
                                                "handoffs.confirmed", "handoffs.refused",    "handoffs.open",
                                                "handoffs.stuck"};
// Pure: whether a handoff stands in such a line of a month, by days in the organization's zone; and its day there.
std::optional<Day> DayInLine(std::string_view line, const handoff::Handoff& handoff, const Month& month,
                             const std::string& zone);

// Of the scoreboard's figures, those that a section shows.
std::vector<scoreboard::FigureKey> FiguresOf(SectionKey section);
std::string LineKeyOf(scoreboard::FigureKey figure);

}  // namespace baton::report
