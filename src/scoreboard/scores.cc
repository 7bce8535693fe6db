#include "scoreboard/scores.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/zone.h"
#include "book/closed_deals.h"
#include "scoreboard/courses.h"
#include "scoreboard/score_weeks.h"
#include "win/facts.h"

namespace baton::scoreboard {
namespace {

constexpr int kDaysOfScoreWeek = 7;

bool IsWon(const book::TeamDeal& deal) { return deal.status == book::OpportunityStatus::won; }
bool IsClosed(const book::TeamDeal& deal) {
  return deal.status != book::OpportunityStatus::open && deal.closes_on;
}

// When each client was met, to ask of a time whether it was.
class Meetings {
 public:
  Meetings(db::Connection& connection, Id org_id, const std::string& zone,
           std::span<const book::TeamDeal> deals)
      : zone_(zone) {
    std::vector<Id> accounts;
    std::optional<Day> from, to;
    for (const book::TeamDeal& deal : deals) {
      if (!IsWon(deal) || !IsClosed(deal) || !deal.account_id) continue;
      const win::Life life = win::LifeOf(deal.opened_on, *deal.closes_on);
      accounts.push_back(*deal.account_id);
      from = std::min(from.value_or(life.from), life.from);
      to = std::max(to.value_or(life.to), life.to);
    }
    if (accounts.empty()) return;
    for (const book::MeetingTime& one :
         book::FindMeetingTimes(connection, org_id, accounts, Begin(*from), Begin(*to + 1))) {
      times_[one.account_id].push_back(one.starts_at);
    }
  }

  bool IsMet(const book::TeamDeal& deal) const {
    const auto found = times_.find(deal.account_id.value_or(Id{}));
    if (found == times_.end()) return false;
    const win::Life life = win::LifeOf(deal.opened_on, *deal.closes_on);
    const auto first = std::ranges::lower_bound(found->second, Begin(life.from));
    return first != found->second.end() && *first < Begin(life.to + 1);
  }

 private:
  Instant Begin(Day day) const { return ToInstant({day, 0}, zone_); }

  const std::string& zone_;
  std::unordered_map<Id, std::vector<Instant>> times_;
};

DealScore ScoreOf(const book::TeamDeal& deal, const book::DealCourse& course, const std::string& currency,
                  const Meetings& meetings) {
  DealScore score{.id = deal.id, .owner_id = deal.owner_id};
  if (deal.opened_on) {
    const bool is_late =
        course.was_open && course.entry_category && *course.entry_category != book::StageCategory::early;
    score.opened_on = deal.opened_on;
    score.opened_week = MondayOf(*deal.opened_on);
    score.entered = 1;
    score.entered_late = is_late ? 1 : 0;
  }
  if (!IsClosed(deal)) return score;
  score.closed_on = deal.closes_on;
  score.closed_week = MondayOf(*deal.closes_on);
  score.lost = IsWon(deal) ? 0 : 1;
  if (!IsWon(deal)) return score;
  score.won = 1;
  if (deal.amount_minor && deal.currency == currency) {
    score.known = 1;
    score.minor = *deal.amount_minor;
    score.squares = static_cast<double>(score.minor) * static_cast<double>(score.minor);
  }
  score.no_limit = course.left_early_at || deal.opened_on ? 0 : 1;
  score.unmet = meetings.IsMet(deal) ? 0 : 1;
  return score;
}

// A time as whole weeks, of which there are sums, and the days before and after them.
struct Weekly {
  std::optional<Span> weeks;  // from a Monday to a Monday: the first days of the weeks
  std::vector<Span> days;
};
Weekly WeeklyOf(Span span) {
  const Day first = MondayOf(span.from + kDaysOfScoreWeek - 1);
  const Day end = MondayOf(span.to + 1);  // after the last whole week
  if (first >= end) return {.weeks = {}, .days = {span}};
  Weekly weekly{.weeks = Span{first, end - kDaysOfScoreWeek}, .days = {}};
  if (span.from < first) weekly.days.push_back({span.from, first - 1});
  if (end <= span.to) weekly.days.push_back({end, span.to});
  return weekly;
}

struct KeptOwner {
  Id id;
  Id owner_id;
};
BOOST_DESCRIBE_STRUCT(KeptOwner, (), (id, owner_id))

// By the day on which deals closed: what was entered counts by another.
// "+ 0" here and below: by the owner SQLite would read all that each of them ever closed.
std::vector<WeekSums> SumsOfDays(db::Connection& connection, Id org_id, Span days, std::span<const Id> reps) {
  return connection.Query<WeekSums>(
      fmt::format("SELECT closed_week AS week, {}, 0 AS entered, 0 AS entered_late FROM score_deal WHERE "
                  "org_id = $1 AND closed_on BETWEEN $2 AND $3 AND owner_id + 0 IN baton_list($4) GROUP BY "
                  "closed_week ORDER BY closed_week",
                  kRestSums),
      org_id, days.from, days.to, db::IdList(reps));
}

}  // namespace

std::string ScoreRule(const std::string& zone, const std::string& currency) {
  return fmt::format("{} {} {}", kScoreDefinition, zone, currency);
}

std::vector<DealScore> ScoresOf(db::Connection& connection, Id org_id, const std::string& zone,
                                const std::string& currency, std::span<const Id> deal_ids) {
  const auto deals = book::FindTeamDealsOf(connection, org_id, deal_ids);
  std::vector<Id> ids;
  for (const book::TeamDeal& deal : deals) ids.push_back(deal.id);
  const auto courses = FindCourses(connection, org_id, ids);
  const Meetings meetings(connection, org_id, zone, deals);
  std::vector<DealScore> scores;
  for (const book::TeamDeal& deal : deals) {
    scores.push_back(ScoreOf(deal, courses.at(deal.id), currency, meetings));
    scores.back().org_id = org_id;
    scores.back().rule = ScoreRule(zone, currency);
  }
  return scores;
}

std::optional<Scores> Scores::Open(db::Connection& connection, Id org_id, std::string zone,
                                   std::string currency) {
  if (!IsKeptBy(connection, org_id, ScoreRule(zone, currency))) return std::nullopt;
  auto news = ScoreNewsSince(connection, org_id);
  if (!news) return std::nullopt;
  Scores scores(connection, org_id, std::move(zone), std::move(currency));
  scores.changed_ = std::move(news->deals);
  scores.met_ = std::move(news->met);
  return scores;
}

std::vector<Id> Scores::Changed(Span span) const {
  std::vector<Id> ids = changed_;
  const auto at = DealsMet(*connection_, org_id_, zone_, met_, span);
  ids.insert(ids.end(), at.begin(), at.end());
  return ids;
}

std::vector<Id> Scores::Large(Span span, std::optional<std::int64_t> from_minor) const {
  std::vector<Id> ids = connection_->Query<Id>(
      "SELECT id FROM score_deal WHERE org_id = $1 AND closed_on BETWEEN $2 AND $3 AND minor < 0 ORDER BY id",
      org_id_, span.from, span.to);
  if (!from_minor) return ids;
  const auto large = connection_->Query<Id>(
      "SELECT id FROM score_deal WHERE org_id = $1 AND closed_on BETWEEN $2 AND $3 AND minor >= $4 AND known "
      "= "
      "1 ORDER BY id",
      org_id_, span.from, span.to, *from_minor);
  ids.insert(ids.end(), large.begin(), large.end());
  return ids;
}

std::vector<DealScore> Scores::Kept(std::span<const Id> deal_ids) const {
  if (deal_ids.empty()) return {};
  return connection_->Query<DealScore>(
      "SELECT org_id, id, rule, owner_id, closed_on, closed_week, opened_on, opened_week, won, lost, known, "
      "minor, squares, no_limit, unmet, entered, entered_late FROM score_deal WHERE org_id = $1 AND id IN "
      "baton_list($2) ORDER BY id",
      org_id_, db::IdList(deal_ids));
}

Scores::Sums Scores::Closed(Span span, std::span<const Id> reps, std::span<const Id> apart) const {
  Sums sums;
  std::map<Day, std::int64_t> won;
  const auto put = [&](const std::vector<WeekSums>& weeks) {
    for (const WeekSums& one : weeks) {
      Put(sums.rest, one, 1);
      won[one.week] += one.won;
    }
  };
  const Weekly weekly = WeeklyOf(span);
  if (weekly.weeks) put(SumsOfWeeks(*connection_, org_id_, *weekly.weeks, reps));
  for (const Span& days : weekly.days) put(SumsOfDays(*connection_, org_id_, days, reps));
  const std::unordered_set<Id> team(reps.begin(), reps.end());
  for (const DealScore& one : Kept(apart)) {
    if (!team.contains(one.owner_id) || !one.closed_on || !span.Holds(*one.closed_on)) continue;
    Put(sums.rest, one, -1);
    won[*one.closed_week] -= one.won;
  }
  for (const auto& [week, count] : won) {
    if (count > 0) sums.weeks.push_back({week, count});
  }
  return sums;
}

const std::unordered_map<Id, std::int64_t>& Scores::KeptWins(Span span) const {
  const auto known = std::ranges::find(kept_wins_, span, [](const auto& one) { return one.first; });
  if (known != kept_wins_.end()) return known->second;
  std::unordered_map<Id, std::int64_t> won;
  const auto put = [&](const std::vector<RepWins>& some) {
    for (const RepWins& one : some) won[one.rep_id] += one.won;
  };
  const Weekly weekly = WeeklyOf(span);
  if (weekly.weeks) {
    put(
        connection_->Query<RepWins>("SELECT person_id AS rep_id, CAST(SUM(won) AS BIGINT) AS won FROM "
                                    "score_week WHERE org_id = $1 AND week "
                                    "BETWEEN $2 AND $3 AND won > 0 GROUP BY person_id ORDER BY person_id",
                                    org_id_, weekly.weeks->from, weekly.weeks->to));
  }
  for (const Span& days : weekly.days) {
    put(connection_->Query<RepWins>(
        "SELECT owner_id AS rep_id, CAST(SUM(won) AS BIGINT) AS won FROM score_deal WHERE org_id = $1 AND "
        "closed_on BETWEEN $2 AND $3 AND won > 0 GROUP BY owner_id ORDER BY owner_id",
        org_id_, days.from, days.to));
  }
  return kept_wins_.emplace_back(span, std::move(won)).second;
}

std::vector<RepWins> Scores::Won(Span span, std::span<const Id> reps, std::span<const Id> apart) const {
  std::unordered_map<Id, std::int64_t> won = KeptWins(span);
  for (const DealScore& one : Kept(apart)) {
    if (one.closed_on && span.Holds(*one.closed_on)) won[one.owner_id] -= one.won;
  }
  std::vector<RepWins> of_reps;
  for (const Id rep : reps) {
    const auto found = won.find(rep);
    if (found != won.end() && found->second > 0) of_reps.push_back({rep, found->second});
  }
  return of_reps;
}

std::unordered_map<Id, std::int64_t> Scores::AllWon(Span span, std::span<const Id> reps) const {
  const std::vector<Id> changed = Changed(span);
  std::unordered_map<Id, std::int64_t> won;
  for (const RepWins& one : Won(span, reps, changed)) won[one.rep_id] += one.won;
  const std::unordered_set<Id> team(reps.begin(), reps.end());
  for (const book::EndedDeal& deal : book::FindEndedOf(*connection_, org_id_, changed, span.from, span.to)) {
    if (deal.status == book::OpportunityStatus::won && team.contains(deal.owner_id)) ++won[deal.owner_id];
  }
  return won;
}

// Of so many people most of everybody's latest are theirs. Asked with all their ids each row of the time would be looked at.
std::vector<Id> Scores::LatestKept(Span span, std::span<const Id> reps, std::size_t limit) const {
  const std::unordered_set<Id> team(reps.begin(), reps.end());
  const auto latest = connection_->Query<KeptOwner>(
      "SELECT id, owner_id FROM score_deal WHERE org_id = $1 AND closed_on BETWEEN $2 AND $3 ORDER BY "
      "closed_on DESC, id LIMIT $4",
      org_id_, span.from, span.to, static_cast<std::int64_t>(2 * limit));
  std::vector<Id> ids;
  for (const KeptOwner& one : latest) {
    if (ids.size() < limit && team.contains(one.owner_id)) ids.push_back(one.id);
  }
  if (ids.size() == limit || latest.size() < 2 * limit) return ids;
  return connection_->Query<Id>(
      "SELECT id FROM score_deal WHERE org_id = $1 AND closed_on BETWEEN $2 AND $3 AND owner_id + 0 IN "
      "baton_list($4) ORDER BY closed_on DESC, id LIMIT $5",
      org_id_, span.from, span.to, db::IdList(reps), static_cast<std::int64_t>(limit));
}

std::vector<book::TeamDeal> Scores::LatestClosed(Span span, std::span<const Id> reps,
                                                 std::size_t limit) const {
  // Whatever changed may be one of them, or none any more.
  std::vector<Id> ids = LatestKept(span, reps, limit + changed_.size());
  ids.insert(ids.end(), changed_.begin(), changed_.end());
  const std::unordered_set<Id> team(reps.begin(), reps.end());
  std::vector<book::TeamDeal> deals = book::FindTeamDealsOf(*connection_, org_id_, ids);
  std::erase_if(deals, [&](const book::TeamDeal& deal) {
    return !IsClosed(deal) || !span.Holds(*deal.closes_on) || !team.contains(deal.owner_id);
  });
  std::ranges::sort(deals, [](const book::TeamDeal& left, const book::TeamDeal& right) {
    return std::pair(right.closes_on, left.id) < std::pair(left.closes_on, right.id);
  });
  if (deals.size() > limit) deals.resize(limit);
  return deals;
}

EnteredSum Scores::Entered(Span span, std::span<const Id> reps) const {
  EnteredSum sum;
  const auto add = [&](const EnteredSum& one, int sign) {
    sum.entered += sign * one.entered;
    sum.entered_late += sign * one.entered_late;
  };
  const Weekly weekly = WeeklyOf(span);
  if (weekly.weeks) {
    for (const WeekSums& one : SumsOfWeeks(*connection_, org_id_, *weekly.weeks, reps)) {
      add({one.entered, one.entered_late}, 1);
    }
  }
  for (const Span& days : weekly.days) {
    add(*connection_->QueryOne<EnteredSum>("SELECT CAST(COALESCE(SUM(entered), 0) AS BIGINT) AS entered, "
                                           "CAST(COALESCE(SUM(entered_late), 0) "
                                           "AS BIGINT) AS entered_late FROM score_deal WHERE org_id = $1 AND "
                                           "opened_on BETWEEN $2 AND $3 AND "
                                           "owner_id + 0 IN baton_list($4)",
                                           org_id_, days.from, days.to, db::IdList(reps)),
        1);
  }
  const std::unordered_set<Id> team(reps.begin(), reps.end());
  const auto add_all = [&](const std::vector<DealScore>& scores, int sign) {
    for (const DealScore& one : scores) {
      if (team.contains(one.owner_id) && one.opened_on && span.Holds(*one.opened_on))
        add({one.entered, one.entered_late}, sign);
    }
  };
  add_all(Kept(changed_), -1);
  add_all(ScoresOf(*connection_, org_id_, zone_, currency_, changed_), 1);
  return sum;
}

}  // namespace baton::scoreboard
