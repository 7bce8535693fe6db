#include "scoreboard/gather_more.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/zone.h"
#include "book/directory.h"
#include "book/entered_deals.h"
#include "book/fate.h"
#include "coaching/counted_sessions.h"
#include "departure/shares.h"
#include "people/directory.h"
#include "people/roster.h"
#include "people/stays.h"
#include "scoreboard/courses.h"
#include "scoreboard/gather_displaced.h"
#include "scoreboard/gather_handed.h"
#include "scoreboard/near.h"
#include "settings/settings.h"
#include "ties/directory.h"

namespace baton::scoreboard {
namespace {

constexpr int kWeekLength = 7;
constexpr std::size_t kManyOwners = 2'000;

Entry EntryOf(const book::DealCourse& course) {
  if (!course.was_open || !course.entry_category) return Entry::unknown;
  return *course.entry_category == book::StageCategory::early ? Entry::early : Entry::late;
}

bool IsOver(book::OpportunityStatus status) { return status != book::OpportunityStatus::open; }

class GatheringMore {
 public:
  GatheringMore(db::Connection& connection, const GatherAsked& asked, Span span, Span before)
      : connection_(connection), asked_(asked) {
    facts_.span = span;
    facts_.before = before;
    facts_.today = span.to;
    facts_.is_managers = asked.reader.person_id == asked.manager_id;
  }

  MoreFacts Run(const Below& below) {
    PutRoster(below.roster);
    scores_ = below.scores ? &*below.scores : nullptr;
    ReadHours();
    ReadMovedOn();
    ReadMoved();
    PutNear();
    ReadTeamDeals();
    ReadClosed();
    PutWeeks();
    if (scores_) PutSums();
    GatherHanded(connection_, asked_, facts_);
    ReadClients();
    GatherDisplaced(connection_, asked_, facts_);
    facts_.model = departure::ModelOf(settings::Read(connection_, Org()));
    return std::move(facts_);
  }

  // What each rep won and was coached in each week, and nothing else.
  MoreFacts RunWeeks(const std::vector<people::RosterRep>& roster) {
    PutRoster(roster);
    ReadHours();
    PutNear();
    ReadTeamDeals();
    PutWeeks();
    return std::move(facts_);
  }

  // Of one rep alone.
  MoreFacts RunGrowth(const people::Person& rep) {
    PutRep({.id = rep.id, .starts_on = rep.starts_on, .ends_on = rep.ends_on});
    facts_.reps = {rep.id};
    PutNear();
    ReadTeamDeals();
    ReadHours();
    GatherMoves(connection_, asked_, rep.id, facts_);
    return std::move(facts_);
  }

 private:
  Id Org() const { return asked_.reader.org_id; }
  Day On(Instant at) const { return DayIn(at, asked_.zone); }
  Instant Begin(Day day) const { return ToInstant({day, 0}, asked_.zone); }
  // The end of the time, or now.
  Instant End() const { return std::min(asked_.now, Begin(facts_.span.to + 1)); }
  Day Earliest() const {
    const Day of_points = facts_.span.to - (kSparkPoints - 1) * kSparkDays - kSparkWidth;
    return std::min({facts_.before.from, of_points, facts_.today - kNewDays, facts_.today - kEffectDays});
  }
  std::vector<Id> RosterIds() const {
    std::vector<Id> ids;
    for (const TeamRep& rep : facts_.roster) ids.push_back(rep.id);
    return ids;
  }

  void PutRoster(const std::vector<people::RosterRep>& roster) {
    const Instant earliest = Begin(Earliest());
    for (const people::RosterRep& rep : roster) {
      if (rep.left_at && *rep.left_at < earliest) continue;
      PutRep(rep);
      if (!rep.left_at) facts_.reps.push_back(rep.id);
      if (!rep.left_at && rep.manager_id == asked_.manager_id) facts_.direct.push_back(rep.id);
    }
  }

  TeamRep TeamRepOf(const people::RosterRep& rep) const {
    TeamRep one{.id = rep.id, .started_on = rep.starts_on, .left_on = {}, .is_promoted = rep.is_promoted};
    if (rep.ends_on && *rep.ends_on <= facts_.today) one.left_on = rep.ends_on;
    return one;
  }
  void PutRep(const people::RosterRep& rep) { facts_.roster.push_back(TeamRepOf(rep)); }

  // Whose deals are read one by one: everybody's, and of a large team those of whom the manager may know more and some others.
  void PutNear() {
    std::vector<Id> ids = RosterIds();
    near_ = {ids.begin(), ids.end()};
    if (!scores_) return;
    std::vector<Id> known = facts_.direct;
    for (const CoachingHour& hour : facts_.hours)
      known.insert(known.end(), hour.reps.begin(), hour.reps.end());
    near_ = NearOf(std::move(ids), known);
  }
  std::vector<Id> NearIds() const {
    std::vector<Id> ids = RosterIds();
    std::erase_if(ids, [&](Id id) { return !near_.contains(id); });
    return ids;
  }

  // What is not read one by one: how many each won, and the first wins of those who are new.
  void PutSums() {
    const std::vector<Id> team = RosterIds();
    const auto now = scores_->AllWon(facts_.span, team);
    const auto before = scores_->AllWon(facts_.before, team);
    const auto of = [](const auto& won, Id rep) {
      const auto found = won.find(rep);
      return found == won.end() ? std::int64_t{0} : found->second;
    };
    facts_.won.emplace();
    std::vector<Id> fresh;
    for (const TeamRep& rep : facts_.roster) {
      facts_.won->push_back({rep.id, of(now, rep.id), of(before, rep.id)});
      if (IsNew(rep, facts_.today) && !near_.contains(rep.id)) fresh.push_back(rep.id);
    }
    PutWins(book::FindFirstWins(connection_, Org(), fresh, facts_.today, kFirstWins));
    const EnteredSum entered = scores_->Entered(facts_.span, team);
    facts_.entered = entered.entered;
    facts_.entered_late = entered.entered_late;
  }

  void ReadTeamDeals() {
    deals_ = book::FindTeamDeals(connection_, Org(), NearIds(), Earliest(), facts_.today);
    PutWins(deals_);
  }

  void PutWins(const std::vector<book::TeamDeal>& deals) {
    for (const book::TeamDeal& deal : deals) {
      if (deal.status == book::OpportunityStatus::won) {
        RepWin win{
            .id = deal.id, .rep_id = deal.owner_id, .account_id = deal.account_id, .on = *deal.closes_on};
        if (deal.currency == asked_.currency) win.amount_minor = deal.amount_minor;
        facts_.wins.push_back(win);
      }
    }
    std::ranges::sort(facts_.wins, {}, [](const RepWin& win) { return std::pair(win.on, win.id); });
  }

  // Of very many reps the latest are found by the day sooner than by owner.
  std::vector<book::TeamDeal> LatestClosed(const std::vector<Id>& owners, Span span, int limit) const {
    if (scores_ && owners.size() >= kManyOwners)
      return scores_->LatestClosed(span, owners, static_cast<std::size_t>(limit));
    return book::FindLatestClosed(connection_, Org(), owners, span.from, span.to, limit);
  }

  // What closed before the time, and in it; each as it was entered.
  void ReadClosed() {
    const std::vector<Id> team = RosterIds();
    std::vector<Id> owners = connection_.Query<Id>(
        "SELECT id FROM person WHERE org_id = $1 AND role = 'rep' ORDER BY id LIMIT $2", Org(), kMostOthers);
    owners.insert(owners.end(), team.begin(), team.end());
    std::ranges::sort(owners);
    owners.erase(std::unique(owners.begin(), owners.end()), owners.end());
    std::vector<book::TeamDeal> closed =
        LatestClosed(owners, {facts_.span.from - kLearnDays, facts_.span.from - 1}, kMostLearnt);
    const std::size_t learnt = closed.size();
    std::vector<Id> asked;
    for (const book::TeamDeal& deal : closed) asked.push_back(deal.id);
    std::vector<Id> entered;
    // Of a large team what was entered is read from sums, and of what closed the latest.
    const auto judged = scores_ ? LatestClosed(team, facts_.span, kMostJudged) : deals_;
    for (const book::TeamDeal& deal : judged) {
      const bool is_entered = !scores_ && deal.opened_on && facts_.span.Holds(*deal.opened_on);
      const bool is_judged = IsOver(deal.status) && facts_.span.Holds(*deal.closes_on);
      if (is_entered) entered.push_back(deal.id);
      if (is_judged) closed.push_back(deal);
      if (is_entered || is_judged) asked.push_back(deal.id);
    }
    const std::unordered_map<Id, book::DealCourse> courses = FindCourses(connection_, Org(), asked);
    for (std::size_t i = 0; i < closed.size(); ++i) {
      const book::TeamDeal& deal = closed[i];
      EnteredDeal one{.id = deal.id,
                      .segment = deal.segment.value_or(""),
                      .is_won = deal.status == book::OpportunityStatus::won};
      one.amount_minor = deal.amount_minor;
      const book::DealCourse& course = courses.at(deal.id);
      one.entry = EntryOf(course);
      if (one.entry != Entry::unknown) one.amount_minor = course.entry_minor;
      if (deal.currency != asked_.currency) one.amount_minor.reset();
      (i < learnt ? facts_.learn : facts_.judge).push_back(std::move(one));
    }
    facts_.entered = std::ssize(entered);
    facts_.entered_late =
        std::ranges::count_if(entered, [&](Id id) { return EntryOf(courses.at(id)) == Entry::late; });
  }

  void ReadHours() {
    for (const coaching::CountedSession& one : coaching::FindCounted(
             connection_, Org(), asked_.manager_id, Begin(MondayOf(facts_.today - kEffectDays)), End())) {
      const coaching::Session& session = one.session;
      facts_.hours.push_back({.id = session.id,
                              .on = On(session.starts_at),
                              .purpose = session.purpose,
                              .state = session.state,
                              .minutes = session.held_minutes.value_or(session.minutes),
                              .was_planned = session.created_at <= session.starts_at,
                              .reps = one.reps});
    }
  }

  // Whom the manager coached and who is below somebody else now, or leads: gone from the team, not from here.
  void ReadMovedOn() {
    std::unordered_set<Id> seen;
    for (const TeamRep& rep : facts_.roster) seen.insert(rep.id);
    std::vector<Id> others;
    for (const CoachingHour& hour : facts_.hours) {
      if (!hour.IsCoaching()) continue;
      std::ranges::copy_if(hour.reps, std::back_inserter(others),
                           [&](Id rep) { return seen.insert(rep).second; });
    }
    if (others.empty()) return;
    for (const people::RosterRep& rep : people::FindOnceReps(connection_, Org(), others, asked_.now))
      facts_.moved_on.push_back(TeamRepOf(rep));
  }

  void ReadMoved() {
    const people::Moved moved =
        people::FindMoved(connection_, Org(), asked_.manager_id,
                          {.from_on = facts_.before.from, .to_on = facts_.today, .zone = asked_.zone});
    facts_.moved_in = moved.in;
    facts_.moved_out = std::ssize(moved.out);
  }

  // Whole weeks. One in which the manager wrote nothing down is not known, for nobody: it is no week without coaching.
  void PutWeeks() {
    const Day first = MondayOf(facts_.today - kEffectDays);
    const int count = (facts_.today + 1 - first) / kWeekLength;
    const auto week_of = [&](Day day) { return (MondayOf(day) - first) / kWeekLength; };
    std::vector<bool> is_logged(static_cast<std::size_t>(count));
    std::map<std::pair<Id, int>, double> hours, wins, open;
    for (const CoachingHour& hour : facts_.hours) {
      const int week = week_of(hour.on);
      if (hour.state != coaching::SessionState::held || week < 0 || week >= count) continue;
      is_logged[static_cast<std::size_t>(week)] = true;
      if (hour.purpose != coaching::Purpose::skill) continue;
      for (const Id rep : hour.reps) hours[{rep, week}] += hour.minutes / 60.0;
    }
    for (const RepWin& win : facts_.wins) {
      if (win.on >= first) wins[{win.rep_id, week_of(win.on)}] += 1;
    }
    for (const book::TeamDeal& deal : deals_) {
      const Day last = IsOver(deal.status) ? *deal.closes_on : facts_.today;
      const int to = std::min(count - 1, last < first ? -1 : week_of(last));
      for (int week = std::max(0, week_of(std::max(first, std::min(last, deal.opened_on.value_or(last)))));
           week <= to; ++week) {
        open[{deal.owner_id, week}] += 1;
      }
    }
    for (std::size_t i = 0; i < facts_.roster.size(); ++i) {
      const TeamRep& rep = facts_.roster[i];
      if (!near_.contains(rep.id)) continue;
      for (int week = 0; week < count; ++week) {
        const Span span{first + week * kWeekLength, first + (week + 1) * kWeekLength - 1};
        if ((rep.started_on && *rep.started_on > span.from) || (rep.left_on && *rep.left_on < span.to))
          continue;
        const std::pair key(rep.id, week);
        stats::RepWeek row{.rep = static_cast<std::uint32_t>(i),
                           .week = week,
                           .wins = wins[key],
                           .opportunities = open[key]};
        if (is_logged[static_cast<std::size_t>(week)]) row.hours = hours[key];
        facts_.weeks.push_back(row);
        facts_.weeks_inside.push_back(span.from >= facts_.span.from ? 1 : 0);
      }
    }
    const Day whole_until = first + count * kWeekLength;
    for (const RepWin& win : facts_.wins) {
      if (win.on >= facts_.span.from && win.on < whole_until) facts_.won_weeks_deals.push_back(win.id);
    }
  }

  // What hung on the manager on the day before the time and hangs now; and on the day on which each client was handed over.
  void ReadClients() {
    if (!ties::TiesAsOf(connection_, Org())) return;
    const Instant begin = Begin(facts_.span.from);
    const std::vector<Id> ids = book::FindOwnedWithin(connection_, Org(), asked_.manager_id, begin, begin);
    std::vector<ties::AccountAt> asked;
    for (const Id id : ids) asked.push_back({id, begin});
    for (const Id id : ids) asked.push_back({id, End()});
    for (const KeptClient& one : facts_.handed) asked.push_back({one.account_id, Begin(one.confirmed_on)});
    std::vector<departure::PersonsShare> shares(asked.size());
    std::vector<bool> is_known(asked.size());
    if (!asked.empty()) {
      auto then = ties::FindTiesAt(connection_, Org(), asked);
      for (std::size_t i = 0; i < then.size(); ++i) {
        // What somebody says of a tie moves nothing here.
        for (ties::AccountTie& tie : then[i]) tie.strength = tie.learnt;
        std::erase_if(then[i], [](const ties::AccountTie& tie) { return tie.strength <= 0; });
        const auto breadths = ties::BreadthsOf(then[i]);
        const auto found = breadths.find(asked[i].account_id);
        if (found == breadths.end()) continue;
        is_known[i] = true;
        shares[i] = departure::OwnShareOf(found->second, asked_.manager_id);
      }
    }
    std::unordered_map<Id, std::int64_t> revenues;
    for (const book::AccountRow& row :
         book::ViewAccountRows(connection_, Org(), ids, asked_.now, On(asked_.now))) {
      if (row.revenue_minor && row.currency == asked_.currency) revenues.emplace(row.id, *row.revenue_minor);
    }
    facts_.clients.emplace();
    const auto share_at = [&](std::size_t at) {
      return is_known[at] ? std::optional(shares[at].share) : std::nullopt;
    };
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::size_t after = ids.size() + i;
      HungClient client{.id = ids[i],
                        .share_before = share_at(i),
                        .share_after = share_at(after),
                        .has_second_before = shares[i].has_second,
                        .has_second_after = shares[after].has_second};
      if (const auto found = revenues.find(ids[i]); found != revenues.end())
        client.revenue_minor = found->second;
      facts_.clients->push_back(client);
    }
    for (std::size_t i = 0; i < facts_.handed.size(); ++i) {
      const std::size_t at = 2 * ids.size() + i;
      facts_.handed[i].share = share_at(at);
      facts_.handed[i].has_second = shares[at].has_second;
    }
    const std::vector<Id> owned = book::FindOwnedAccounts(connection_, Org(), asked_.manager_id);
    for (const auto& [account, breadth] :
         ties::BreadthsOf(ties::FindTies(connection_, Org(), owned, asked_.now))) {
      const bool is_managers = breadth.shares.front().person_id == asked_.manager_id;
      facts_.one_thread += breadth.is_single_thread && is_managers ? 1 : 0;
    }
  }

  db::Connection& connection_;
  const GatherAsked& asked_;
  MoreFacts facts_;
  const Scores* scores_ = nullptr;     // of a large team
  std::unordered_set<Id> near_;        // of the roster, whose deals are read
  std::vector<book::TeamDeal> deals_;  // theirs, by id
};

}  // namespace

MoreFacts GatherMore(db::Connection& connection, const GatherAsked& asked, const Below& below, Span span,
                     Span before) {
  return GatheringMore(connection, asked, span, before).Run(below);
}

MoreFacts GatherMore(db::Connection& connection, const GatherAsked& asked, Span span, Span before) {
  return GatherMore(connection, asked, FindBelow(connection, asked), span, before);
}

MoreFacts GatherWeeks(db::Connection& connection, const GatherAsked& asked,
                      const std::vector<people::RosterRep>& roster, Span span) {
  return GatheringMore(connection, asked, span, span).RunWeeks(roster);
}

MoreFacts GatherGrowth(db::Connection& connection, const GatherAsked& asked, const people::Person& rep,
                       Span span, Span before) {
  return GatheringMore(connection, asked, span, before).RunGrowth(rep);
}

}  // namespace baton::scoreboard
