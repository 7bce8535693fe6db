#include "ninety_days/gather.h"

#include <algorithm>
#include <map>

#include "assessment/directory.h"
#include "base/zone.h"
#include "book/directory.h"
#include "coaching/directory.h"
#include "coaching/session_directory.h"
#include "handoff/directory.h"
#include "hour/gather.h"
#include "people/directory.h"
#include "scoreboard/gather.h"
#include "scoreboard/wins.h"
#include "share/directory.h"
#include "ties/directory.h"
#include "week/directory.h"

namespace baton::ninety_days {
namespace {

constexpr int kShareDays = 91;  // that shares of own deals are counted of, before and now
constexpr std::size_t kLargest = 3;
constexpr int kToldWeeks = 13;

class Gathering {
 public:
  Gathering(db::Connection& connection, const NinetyAsked& asked)
      : connection_(connection),
        asked_(asked),
        org_id_(asked.reader.org_id),
        me_(asked.person.id),
        start_(ToInstant({asked.starts_on, 0}, asked.zone)) {
    facts_.starts_on = asked.starts_on;
    facts_.today = DayIn(asked.now, asked.zone);
    facts_.has_stop = asked.has_stop;
  }

  Facts Run() {
    for (const people::Person& one : people::FindTeam(connection_, org_id_, me_)) {
      if (one.role == access::Role::rep && !one.is_placeholder) facts_.reps.push_back(one.id);
    }
    facts_.clients = book::FindOwnedAccounts(connection_, org_id_, me_);
    ReadHandoffs();
    ReadThreads();
    ReadCoaching();
    ReadWins();
    ReadRest();
    return std::move(facts_);
  }

 private:
  // A client that is kept by agreement is decided on, and one that is on its way.
  void ReadHandoffs() {
    std::set<Id> decided;
    for (const share::Kept& kept : share::FindKept(connection_, org_id_, facts_.clients, facts_.today))
      decided.insert(kept.account_id);
    std::set<Id> handed;
    for (const handoff::Handoff& one : handoff::FindHandoffsOf(connection_, org_id_, me_)) {
      if (one.ended_at) continue;
      decided.insert(one.account_id);
      if (one.introduction_on || one.introduced_at) dated_.insert(one.account_id);
      if (!one.owned_at || *one.owned_at < start_) continue;
      handed.insert(one.account_id);
    }
    facts_.handed = std::ssize(handed);
    for (const Id client : facts_.clients) {
      if (!decided.contains(client)) facts_.undecided.push_back(client);
    }
    facts_.largest = connection_.Query<Id>(
        "SELECT account.id FROM ownership JOIN account ON account.org_id = ownership.org_id AND account.id = "
        "ownership.account_id WHERE ownership.org_id = $1 AND ownership.person_id = $2 AND ownership.from_at "
        "<= $3 "
        "AND (ownership.to_at IS NULL OR ownership.to_at > $3) AND account.deleted_at IS NULL AND "
        "account.revenue_minor IS NOT NULL ORDER BY account.revenue_minor DESC, account.id LIMIT $4",
        org_id_, me_, start_ + kMillisecondsPerDay, std::int64_t{kLargest});
    const std::set<Id> still(facts_.clients.begin(), facts_.clients.end());
    for (const Id client : facts_.largest) {
      if (!still.contains(client)) facts_.largest_handed.insert(client);
    }
  }

  void ReadThreads() {
    if (!ties::TiesAsOf(connection_, org_id_)) return;
    facts_.single.emplace();
    const auto breadths = ties::BreadthsOf(
        ties::FindTies(connection_, org_id_, facts_.clients, asked_.now, asked_.reader.person_id));
    for (const Id client : facts_.clients) {
      const auto found = breadths.find(client);
      const bool has_second = found != breadths.end() && !found->second.is_single_thread;
      if (!has_second && !dated_.contains(client)) facts_.single->push_back(client);
    }
  }

  void ReadCoaching() {
    for (const coaching::SessionTime& one :
         coaching::FindHeldTimes(connection_, org_id_, me_, start_, asked_.now)) {
      const auto kind = one.session.kind;
      for (const Id rep : one.with) {
        if (kind == coaching::SessionKind::one_to_one) facts_.talked_to.insert(rep);
        if (kind == coaching::SessionKind::call_review || kind == coaching::SessionKind::ride_along)
          facts_.watched.insert(rep);
      }
    }
    for (const coaching::CountedPromise& one :
         coaching::FindMadeBy(connection_, org_id_, me_, std::nullopt, start_)) {
      const coaching::Promise& promise = one.promise;
      facts_.promises_kept += promise.state == coaching::PromiseState::kept ? 1 : 0;
      facts_.promises_late +=
          promise.state == coaching::PromiseState::open && promise.due_at < asked_.now ? 1 : 0;
    }
    std::set<Id> draws;
    for (const week::DrawnPlace& place :
         week::FindFirstDraws(connection_, org_id_, me_, MondayOf(facts_.starts_on), facts_.today))
      draws.insert(place.draw_id);
    facts_.draws = std::ssize(draws);
  }

  scoreboard::Facts ClosedIn(scoreboard::Span span) {
    return scoreboard::GatherFacts(connection_,
                                   {.manager_id = me_,
                                    .reader = asked_.reader,
                                    .now = asked_.now,
                                    .zone = asked_.zone,
                                    .currency = asked_.currency},
                                   span);
  }

  // What the scoreboard counts, of wins before the first day and of the last weeks since.
  void ReadWins() {
    const auto count = [](const scoreboard::Facts& closed, std::int64_t& won, std::int64_t& own) {
      std::int64_t without = 0;
      won += closed.rest.won;
      for (const scoreboard::WinLine& line : scoreboard::Judge(closed)) {
        ++won;
        const bool is_own = line.kind == scoreboard::WinKind::personal;
        own += is_own ? 1 : 0;
        const bool is_ours = !is_own && line.kind != scoreboard::WinKind::joint;
        without += is_ours && line.presence == scoreboard::Presence::free ? 1 : 0;
      }
      return without;
    };
    const Day first = facts_.starts_on;
    count(ClosedIn({first - kShareDays, first - 1}), facts_.won_before, facts_.own_before);
    const Day from = std::max(first, facts_.today - (kShareDays - 1));
    const std::int64_t lately = count(ClosedIn({from, facts_.today}), facts_.won_now, facts_.own_now);
    facts_.won_without = lately;
  }

  void ReadRest() {
    facts_.new_deals = connection_
                           .QueryValue<std::int64_t>(
                               "SELECT COUNT(*) FROM opportunity WHERE org_id = $1 AND owner_id = $2 AND "
                               "opened_on >= $3 AND opened_on <= $4 AND deleted_at IS NULL",
                               org_id_, me_, facts_.starts_on, facts_.today)
                           .value_or(0);
    facts_.assessed = assessment::FindDays(connection_, org_id_, me_);
    std::erase_if(facts_.assessed, [&](Day on) { return on < facts_.starts_on - assessment::kEarlyDays; });
    facts_.has_asked_reps =
        std::ranges::any_of(assessment::FindRounds(connection_, org_id_, me_),
                            [&](const assessment::Round& round) { return round.opened_at >= start_; });
    const Day monday = MondayOf(facts_.starts_on);
    const int weeks = std::min(kToldWeeks, (facts_.today - monday) / hour::kWeekDays + 1);
    const hour::HourAsked hours{.person = asked_.person,
                                .reader = asked_.reader,
                                .now = asked_.now,
                                .zone = asked_.zone,
                                .currency = asked_.currency};
    const calendar::Span time{start_, asked_.now};
    const auto pieces =
        hour::GatherPieces(connection_, hours, {facts_.reps.begin(), facts_.reps.end()}, time);
    for (const hour::WeekHours& week : hour::WeeksOf(pieces, monday, weeks, asked_.zone))
      facts_.told_weeks += week.Known() >= hour::kToldMinutes ? 1 : 0;
  }

  db::Connection& connection_;
  const NinetyAsked& asked_;
  const Id org_id_;
  const Id me_;
  const Instant start_;
  std::set<Id> dated_;  // clients with a day on which they are introduced, or introduced already
  Facts facts_;
};

}  // namespace

Facts GatherFacts(db::Connection& connection, const NinetyAsked& asked) {
  return Gathering(connection, asked).Run();
}

}  // namespace baton::ninety_days
