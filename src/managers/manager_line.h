// What is said of each manager of an organization beside the others, kept for the table of all of them: the figures of the manager's own
// scoreboard are too slow to count for hundreds at once, so a job works them out when what they rest on changed, and once a day.
//
//   WorkOut(database, org_id, now);
//   for (const ManagerLine& line : FindLines(connection, org_id, managers)) ... line.figures.Find(FigureKey::promises_kept) ...
//
// Kept is what the manager sees; what those above do not see is taken out when they ask (managers_routes.cc). One manager after the other
// is read, all of it is written at the end, so it may be cut at any point and begun again. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "job/runner.h"
#include "scoreboard/quarters.h"
#include "watch/anew.h"

namespace baton::managers {

// Of what is kept in a line; the scoreboard's own version stands beside it. Where either rises, all of it is worked out anew, and nothing
// kept is shown until then.
inline constexpr std::int32_t kDefinition = 2;

// A quarter's headline since the promotion, as the scoreboard's line has it.
struct KeptQuarter {
  std::string name;
  Day from;
  Day to;
  scoreboard::Saying saying;
  std::optional<Day> closed_on;  // none: counted as it is now
  std::int32_t definition = 0;
};
BOOST_DESCRIBE_STRUCT(KeptQuarter, (), (name, from, to, saying, closed_on, definition))

// Of scoreboard::kUsualPeriod. Of the figures those that the table shows, without the rows behind them.
struct KeptFigures {
  scoreboard::Saying saying;
  std::int64_t enabled = 0;  // wins
  std::int64_t personal = 0;
  std::int64_t team = 0;         // all wins of the team, enabled or not
  std::int64_t team_before = 0;  // in the time that it is held against
  scoreboard::Against against = scoreboard::Against::year_ago;
  std::int64_t reps = 0;  // in the team
  std::vector<scoreboard::Figure> figures;
  std::vector<KeptQuarter> quarters;  // over, the earliest first

  const scoreboard::Figure* Find(scoreboard::FigureKey key) const;
};
BOOST_DESCRIBE_STRUCT(KeptFigures, (),
                      (saying, enabled, personal, team, team_before, against, reps, figures, quarters))

struct ManagerLine {
  Id manager_id;
  std::optional<Day> began_on;  // the first day of the role
  std::optional<std::int32_t>
      held_then;  // accounts at the end of that day; none: the book does not reach back to it
  std::optional<std::int32_t> steps_done;  // of the first ninety days, while they run
  std::optional<std::int32_t> steps_of;
  KeptFigures figures;
};

struct ManagerOutlook {
  Instant worked_out_at;
  Id change_id;  // later changes are not in yet
  std::int64_t took_ms = 0;
  std::int32_t definition = 0;
};
BOOST_DESCRIBE_STRUCT(ManagerOutlook, (), (worked_out_at, change_id, took_ms, definition))

// None: not worked out yet, or by other definitions.
std::optional<ManagerOutlook> FindManagerOutlook(db::Connection& connection, Id org_id);
// By the manager.
std::vector<ManagerLine> FindLines(db::Connection& connection, Id org_id, std::span<const Id> managers);

// `tell` is called with how many managers are done, of how many; where it says false, nothing more is done and nothing is written.
// Returns how many lines there are; none: it was cut.
std::optional<std::int64_t> WorkOut(db::Database& database, Id org_id, Instant now,
                                    const watch::Tell& tell = {});
// The same in a transaction that is open, for the demo.
void WorkOutIn(db::Tx& tx, Id org_id, Instant now);

inline constexpr const char* kManagersKind = "managers";
void AddManagersJob(job::Runner& runner);
// Whether what it rests on changed. `now` is the organization's.
bool IsDue(db::Connection& connection, Id org_id, Instant now);
// A watch::Glance: puts the job into the queue where it is due and does not wait there yet.
void Look(db::Database& database, Id org_id, Instant now);

}  // namespace baton::managers
