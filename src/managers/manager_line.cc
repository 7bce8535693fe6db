#include "managers/manager_line.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "action/news.h"
#include "base/check.h"
#include "base/zone.h"
#include "json/json.h"
#include "ninety_days/gather.h"
#include "ninety_days/ninety_days.h"
#include "people/directory.h"
#include "people/organization.h"
#include "people/promotion.h"
#include "scoreboard/gather.h"

namespace baton::managers {
namespace {

using scoreboard::FigureKey;

// The version of the scoreboard's definitions in the thousands: either rises alone.
constexpr std::int32_t kDefinitions = scoreboard::kDefinitions * 1000 + kDefinition;
constexpr FigureKey kShown[] = {FigureKey::own_deal_share, FigureKey::least_coached,
                                FigureKey::promises_kept};

struct LineRow {
  static constexpr std::string_view kTable = "manager_line";
  Id org_id;
  Id id;
  Id manager_id;
  std::optional<Day> began_on;
  std::optional<std::int32_t> held_then;
  std::optional<std::int32_t> steps_done;
  std::optional<std::int32_t> steps_of;
  std::string figures;
};
BOOST_DESCRIBE_STRUCT(LineRow, (),
                      (org_id, id, manager_id, began_on, held_then, steps_done, steps_of, figures))

// What is the same for all of them.
struct Common {
  people::Organization organization;
  Instant now;
  Day today;
  std::optional<Instant> book_since;  // the oldest interval of ownership
  std::vector<ninety_days::PathStep> path;
};

class Reading {
 public:
  Reading(db::Connection& connection, const Common& common, const people::Person& person)
      : connection_(connection),
        common_(common),
        person_(person),
        asked_{.manager_id = person.id,
               .reader = {.org_id = person.org_id, .person_id = person.id, .role = person.role},
               .now = common.now,
               .zone = common.organization.time_zone,
               .currency = common.organization.currency} {}

  LineRow Run() {
    LineRow row{.org_id = person_.org_id, .id = {}, .manager_id = person_.id, .figures = {}};
    const auto set = ninety_days::FindNinetyDays(connection_, person_.org_id, person_.id);
    row.began_on = people::FindFirstDay(connection_, person_, asked_.zone);
    if (row.began_on && *row.began_on <= common_.today) {
      row.held_then = CountHeld(*row.began_on);
      const int day = ninety_days::DayNumber(*row.began_on, common_.today);
      if (day <= ninety_days::kDays) PutSteps(row, *row.began_on, set && !set->stop_text.empty());
    }
    row.figures = json::ToText(Figures());
    return row;
  }

 private:
  // Owned at the end of that day.
  std::optional<std::int32_t> CountHeld(Day day) {
    const Instant end = ToInstant({day + 1, 0}, asked_.zone);
    if (!common_.book_since || *common_.book_since > end) return std::nullopt;
    return static_cast<std::int32_t>(
        connection_
            .QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM ownership JOIN account ON account.org_id = ownership.org_id AND "
                "account.id = ownership.account_id WHERE ownership.org_id = $1 AND ownership.person_id = $2 "
                "AND ownership.from_at <= $3 AND (ownership.to_at IS NULL OR ownership.to_at > $3) AND "
                "account.deleted_at IS NULL",
                person_.org_id, person_.id, end)
            .value_or(0));
  }

  void PutSteps(LineRow& row, Day began_on, bool has_stop) {
    const ninety_days::Facts facts = ninety_days::GatherFacts(connection_, {.person = person_,
                                                                            .starts_on = began_on,
                                                                            .has_stop = has_stop,
                                                                            .reader = asked_.reader,
                                                                            .now = asked_.now,
                                                                            .zone = asked_.zone,
                                                                            .currency = asked_.currency});
    const auto steps = ninety_days::StepsOf(facts, common_.path);
    row.steps_of = static_cast<std::int32_t>(steps.size());
    row.steps_done = static_cast<std::int32_t>(
        std::ranges::count(steps, ninety_days::StepState::done, &ninety_days::Step::state));
  }

  KeptFigures Figures() {
    const auto period = scoreboard::ParsePeriod(scoreboard::kUsualPeriod, common_.today);
    Check(period.has_value(), "the usual period is one");
    scoreboard::Board board = scoreboard::GatherBoard(connection_, asked_, *period);
    KeptFigures kept{.saying = board.saying,
                     .enabled = board.now.Enabled(),
                     .personal = board.now.personal,
                     .team = board.now.Team(),
                     .team_before = board.before.Team(),
                     .against = board.against,
                     .reps = board.reps};
    for (const FigureKey key : kShown) {
      const auto found = std::ranges::find(board.figures, key, &scoreboard::Figure::key);
      if (found == board.figures.end()) continue;
      found->more_rows += std::ssize(found->rows);
      found->rows.clear();
      found->notes.clear();
      kept.figures.push_back(std::move(*found));
    }
    for (scoreboard::LinePoint& point : scoreboard::LineOf(connection_, asked_, common_.today)) {
      if (point.period.quarter->to >= common_.today) continue;
      KeptQuarter quarter{.name = point.period.name,
                          .from = point.period.quarter->from,
                          .to = point.period.quarter->to,
                          .saying = point.saying,
                          .closed_on = {},
                          .definition = point.definition.value_or(scoreboard::kDefinitions)};
      if (point.closed_at) quarter.closed_on = DayIn(*point.closed_at, asked_.zone);
      kept.quarters.push_back(std::move(quarter));
    }
    return kept;
  }

  db::Connection& connection_;
  const Common& common_;
  const people::Person& person_;
  const scoreboard::GatherAsked asked_;
};

// All that is written at the end.
struct WorkedLines {
  ManagerOutlook outlook;
  std::vector<LineRow> rows;
};

// `read` hands over a connection for a while: what is read lasts, a reader does not.
using ReadWith = std::function<void(const std::function<void(db::Connection&)>&)>;

// `newest`: an id that was made before anything is read.
std::optional<WorkedLines> ReadAll(const ReadWith& read, Id org_id, Id newest, Instant now,
                                   const watch::Tell& tell) {
  const auto begun = std::chrono::steady_clock::now();
  WorkedLines worked{.outlook = {.worked_out_at = now, .change_id = {}, .definition = kDefinitions},
                     .rows = {}};
  std::vector<people::Person> managers;
  Common common{.organization = {}, .now = now};
  read([&](db::Connection& connection) {
    worked.outlook.change_id = action::Settled(action::LastChange(connection, org_id), newest);
    auto organization = people::FindOrganization(connection, org_id);
    Check(organization.has_value(), "an organization has its row");
    common.organization = std::move(*organization);
    common.today = DayIn(now, common.organization.time_zone);
    if (const auto since = connection.QueryValue<std::optional<Instant>>(
            "SELECT MIN(from_at) FROM ownership WHERE org_id = $1", org_id)) {
      common.book_since = *since;
    }
    common.path = ninety_days::FindPath(connection, org_id).steps;
    managers = people::FindPeople(connection, org_id);
  });
  std::erase_if(managers, [](const people::Person& one) {
    return one.role != access::Role::manager || one.is_placeholder;
  });
  for (std::size_t i = 0; i < managers.size(); ++i) {
    if (tell && !tell(static_cast<std::int64_t>(i), static_cast<std::int64_t>(managers.size()))) {
      return std::nullopt;
    }
    read([&](db::Connection& connection) {
      worked.rows.push_back(Reading(connection, common, managers[i]).Run());
    });
  }
  const auto took = std::chrono::steady_clock::now() - begun;
  worked.outlook.took_ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
  return worked;
}

void SaveLines(db::Tx& tx, Id org_id, WorkedLines worked) {
  const ManagerOutlook& outlook = worked.outlook;
  // First its own row, so that of two that end at once one waits for the other.
  tx.Execute(
      "INSERT INTO manager_outlook (org_id, id, worked_out_at, change_id, took_ms, definition) VALUES ($1, "
      "$1, "
      "$2, $3, $4, $5) ON CONFLICT (org_id, id) DO UPDATE SET worked_out_at = excluded.worked_out_at, "
      "change_id = excluded.change_id, took_ms = excluded.took_ms, definition = excluded.definition",
      org_id, outlook.worked_out_at, outlook.change_id, outlook.took_ms, outlook.definition);
  tx.Execute("DELETE FROM manager_line WHERE org_id = $1", org_id);
  for (LineRow& row : worked.rows) row.id = tx.NewId();
  tx.InsertMany(LineRow::kTable, worked.rows);
}

std::int64_t LinesTookMs(db::Connection& connection, Id org_id) {
  const auto outlook = FindManagerOutlook(connection, org_id);
  return outlook ? outlook->took_ms : 0;
}

bool WorkOutAnew(db::Database& database, Id org_id, Instant now, const watch::Tell& tell) {
  return WorkOut(database, org_id, now, tell).has_value();
}

constexpr watch::Anew kLinesAnew{
    .kind = kManagersKind, .is_due = &IsDue, .took_ms = &LinesTookMs, .work = &WorkOutAnew};

}  // namespace

const scoreboard::Figure* KeptFigures::Find(FigureKey key) const {
  const auto found = std::ranges::find(figures, key, &scoreboard::Figure::key);
  return found == figures.end() ? nullptr : &*found;
}

std::optional<ManagerOutlook> FindManagerOutlook(db::Connection& connection, Id org_id) {
  return connection.QueryOne<ManagerOutlook>(
      "SELECT worked_out_at, change_id, took_ms, definition FROM manager_outlook WHERE org_id = $1 AND id = "
      "$1 "
      "AND definition = $2",
      org_id, kDefinitions);
}

std::vector<ManagerLine> FindLines(db::Connection& connection, Id org_id, std::span<const Id> managers) {
  std::vector<ManagerLine> lines;
  for (LineRow& row : connection.Query<LineRow>(
           "SELECT org_id, id, manager_id, began_on, held_then, steps_done, steps_of, figures FROM "
           "manager_line WHERE org_id = $1 AND manager_id IN baton_list($2) ORDER BY manager_id",
           org_id, db::IdList(managers))) {
    auto figures = json::FromText<KeptFigures>(row.figures);
    if (!figures) throw std::runtime_error("manager_line " + ToString(row.id) + " cannot be read");
    lines.push_back({.manager_id = row.manager_id,
                     .began_on = row.began_on,
                     .held_then = row.held_then,
                     .steps_done = row.steps_done,
                     .steps_of = row.steps_of,
                     .figures = std::move(*figures)});
  }
  return lines;
}

std::optional<std::int64_t> WorkOut(db::Database& database, Id org_id, Instant now, const watch::Tell& tell) {
  auto worked = ReadAll([&](const auto& ask) { ask(*database.Read()); }, org_id, database.NewId(), now, tell);
  if (!worked) return std::nullopt;
  const auto lines = static_cast<std::int64_t>(worked->rows.size());
  database.Write([&](db::Tx& tx) { SaveLines(tx, org_id, *worked); });
  return lines;
}

void WorkOutIn(db::Tx& tx, Id org_id, Instant now) {
  SaveLines(tx, org_id, *ReadAll([&](const auto& ask) { ask(tx); }, org_id, tx.NewId(), now, {}));
}

bool IsDue(db::Connection& connection, Id org_id, Instant now) {
  const auto outlook = FindManagerOutlook(connection, org_id);
  if (!outlook) return true;
  return watch::IsOld(outlook->worked_out_at, now) ||
         action::HasNews(connection, org_id, outlook->change_id,
                         {"account", "activity", "agreed_share", "agreed_share_account", "coaching_item",
                          "coaching_session", "coaching_session_rep", "handoff", "handoff_step",
                          "ninety_days", "ninety_days_path", "opportunity", "organization", "ownership",
                          "person", "promise", "review_version", "setting", "win"});
}

void Look(db::Database& database, Id org_id, Instant now) {
  watch::LookAnew(database, org_id, now, kLinesAnew);
}

void AddManagersJob(job::Runner& runner) { watch::AddAnewJob(runner, kLinesAnew); }

}  // namespace baton::managers
