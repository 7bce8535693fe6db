// What a deal counts as whoever looks at it, kept a row a deal (score_deal) and in sums a row a week and person (score_week, score_weeks.h), so that the
// scoreboard of somebody with thousands below reads sums. Whose win a deal is depends on who looks; but with most deals of a large team its
// manager had nothing to do: no meeting with the client, no coaching of the rep, no handoff. Those are wins of the team without the
// manager, and are counted here; gather.h judges the others one by one.
//
// A job that looks along the log of changes keeps both, a few minutes behind. What changed since is read from the log when somebody asks,
// and those deals are taken out of the sums and judged as they are: an answer is never behind the tables.
//
//   if (const auto scores = Scores::Open(connection, org_id, "Europe/Berlin", "EUR"))
//     scores->Closed(span, reps, apart)   // without the deals of `apart`
//
// One thread at a time: it holds the connection.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "book/entered_deals.h"
#include "db/database.h"
#include "scoreboard/facts.h"
#include "scoreboard/score_news.h"
#include "watch/watch.h"

namespace baton::scoreboard {

// Of the rules by which a deal is counted here. Where it rises, everything is counted anew by the next look, and nothing kept is used until then.
inline constexpr int kScoreDefinition = 1;

struct DealScore {
  static constexpr std::string_view kTable = "score_deal";
  Id org_id;
  Id id;
  std::string rule;
  Id owner_id;
  std::optional<Day> closed_on;
  std::optional<Day> closed_week;
  std::optional<Day> opened_on;
  std::optional<Day> opened_week;
  std::int64_t won = 0;
  std::int64_t lost = 0;
  std::int64_t known = 0;
  std::int64_t minor = 0;
  double squares = 0;
  std::int64_t no_limit = 0;
  std::int64_t unmet = 0;
  std::int64_t entered = 0;
  std::int64_t entered_late = 0;
  bool operator==(const DealScore&) const = default;
};
BOOST_DESCRIBE_STRUCT(DealScore, (),
                      (org_id, id, rule, owner_id, closed_on, closed_week, opened_on, opened_week, won, lost,
                       known, minor, squares, no_limit, unmet, entered, entered_late))

struct EnteredSum {
  std::int64_t entered = 0;
  std::int64_t entered_late = 0;
};
BOOST_DESCRIBE_STRUCT(EnteredSum, (), (entered, entered_late))

// Which rule that is, of an organization of this time zone and currency.
std::string ScoreRule(const std::string& zone, const std::string& currency);

// By the tables as they are: of those of these deals that are there and owned, by the id.
std::vector<DealScore> ScoresOf(db::Connection& connection, Id org_id, const std::string& zone,
                                const std::string& currency, std::span<const Id> deal_ids);

class Scores {
 public:
  // None: nothing is kept yet, it was kept by other rules, or so much changed since that the tables are quicker.
  static std::optional<Scores> Open(db::Connection& connection, Id org_id, std::string zone,
                                    std::string currency);

  // Deals that may not be as they are kept: those that changed since, and those closed in the time whose meetings did.
  std::vector<Id> Changed(Span span) const;
  // Won in the time, of at least this size, or of less than nothing; as kept.
  std::vector<Id> Large(Span span, std::optional<std::int64_t> from_minor) const;

  // What these reps closed in the time, without the deals of `apart`: all of it, and the wins by week.
  struct Sums {
    Rest rest;
    std::vector<WeekWins> weeks;
  };
  Sums Closed(Span span, std::span<const Id> reps, std::span<const Id> apart) const;
  // The wins of it by rep, who has any.
  std::vector<RepWins> Won(Span span, std::span<const Id> reps, std::span<const Id> apart) const;
  // How many each of these reps won, whatever changed since.
  std::unordered_map<Id, std::int64_t> AllWon(Span span, std::span<const Id> reps) const;
  // Theirs that closed in the time, the latest first, `limit` at most; as they are now.
  std::vector<book::TeamDeal> LatestClosed(Span span, std::span<const Id> reps, std::size_t limit) const;
  // What they opened on these days, as it is now.
  EnteredSum Entered(Span span, std::span<const Id> reps) const;

 private:
  Scores(db::Connection& connection, Id org_id, std::string zone, std::string currency)
      : connection_(&connection), org_id_(org_id), zone_(std::move(zone)), currency_(std::move(currency)) {}
  std::vector<DealScore> Kept(std::span<const Id> deal_ids) const;
  const std::unordered_map<Id, std::int64_t>& KeptWins(Span span) const;
  std::vector<Id> LatestKept(Span span, std::span<const Id> reps, std::size_t limit) const;

  db::Connection* connection_;
  Id org_id_;
  std::string zone_;
  std::string currency_;
  std::vector<Id> changed_;  // deals
  std::vector<MetAccount> met_;
  // By owner, of each time that was asked for: two figures of one board ask for the same.
  mutable std::vector<std::pair<Span, std::unordered_map<Id, std::int64_t>>> kept_wins_;
};

// Keeps them.
watch::Watch KeptScores();

struct ScoreFault {
  Id deal_id;
  std::optional<DealScore> kept;
  std::optional<DealScore> told;  // by the tables
};
struct WeekFault {
  Day week;
  std::optional<Id> person_id;  // none: the sum of everybody
};
struct ScoreCheck {
  std::int64_t deals = 0;
  std::int64_t waiting = 0;  // not kept yet, or changed since: answered from the tables
  std::vector<ScoreFault> faults;
  std::vector<WeekFault> weeks;  // sums that are not those of the rows
};
ScoreCheck CheckScores(db::Connection& connection, Id org_id);

// Forgets all that is kept and counts it again.
void RebuildScores(db::Database& database, Id org_id, Instant now);

}  // namespace baton::scoreboard
