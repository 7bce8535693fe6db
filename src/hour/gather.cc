#include "hour/gather.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/zone.h"
#include "calendar/calendar.h"
#include "coaching/directory.h"
#include "coaching/session_directory.h"
#include "hour/logged_hour.h"
#include "people/directory.h"
#include "scoreboard/gather.h"
#include "scoreboard/gather_more.h"
#include "scoreboard/near.h"
#include "scoreboard/wins.h"
#include "week/directory.h"

namespace baton::hour {
namespace {

// Sessions of the person that were held, and promises of a manager that were kept: at the time that was agreed, or on another day when
// they were kept.
std::vector<HourPiece> CoachingOf(db::Connection& connection, const HourAsked& asked,
                                  const calendar::Span& time) {
  std::vector<HourPiece> pieces;
  const Id org_id = asked.reader.org_id;
  for (const coaching::SessionTime& one :
       coaching::FindHeldTimes(connection, org_id, asked.person.id, time.from, time.to)) {
    const coaching::Session& session = one.session;
    const std::int32_t minutes = session.held_minutes.value_or(session.minutes);
    pieces.push_back({session.purpose == coaching::Purpose::skill ? HourKind::coaching : HourKind::deal_help,
                      HourSource::session,
                      {session.starts_at, session.starts_at + minutes * kMillisecondsPerMinute}});
  }
  if (asked.person.role != access::Role::manager) return pieces;
  for (const coaching::Promise& one :
       coaching::FindKeptSince(connection, org_id, asked.person.id, time.from)) {
    if (one.manager_id != asked.person.id || *one.kept_at >= time.to) continue;
    const std::int64_t length = one.minutes * kMillisecondsPerMinute;
    const bool is_same_day = DayIn(one.due_at, asked.zone) == DayIn(*one.kept_at, asked.zone);
    const Instant from = is_same_day ? one.due_at : *one.kept_at - length;
    pieces.push_back({HourKind::coaching, HourSource::promise, {from, from + length}});
  }
  return pieces;
}

// The known weeks of somebody since the first one, and the own selling in them.
SellingTime TimeOf(std::span<const HourPiece> pieces, Day monday, const std::string& zone) {
  SellingTime time;
  for (const WeekHours& week : WeeksOf(pieces, monday, kLookWeeks, zone)) {
    const bool is_known = week.Known() >= kToldMinutes;
    if (time.known_weeks == 0 && !is_known) continue;
    time.weeks += 1;
    if (!is_known) continue;
    time.known_weeks += 1;
    time.minutes += week.selling_minutes;
  }
  return time;
}

class Gathering {
 public:
  Gathering(db::Connection& connection, const HourAsked& asked)
      : connection_(connection), asked_(asked), is_manager_(asked.person.role == access::Role::manager) {
    today_ = DayIn(asked.now, asked.zone);
    // Whole weeks: a running one has wins and hours in part only.
    monday_ = MondayOf(today_) - kLookWeeks * kWeekDays;
    last_ = MondayOf(today_) - 1;
  }

  WorthFacts Run() {
    facts_.is_manager = is_manager_;
    scoreboard::GatherAsked team{
        .manager_id = is_manager_ ? asked_.person.id : asked_.person.manager_id.value_or(Id{}),
        .reader = asked_.reader,
        .now = asked_.now,
        .zone = asked_.zone,
        .currency = asked_.currency};
    const scoreboard::NearReps near =
        scoreboard::FindNear(connection_, team, last_ - scoreboard::kEffectDays);
    facts_.reps = std::ssize(near.reps);
    facts_.reps_of = static_cast<std::int64_t>(near.of);
    const scoreboard::Facts closed = scoreboard::GatherFacts(connection_, team, near.reps, {monday_, last_});
    ReadHours(closed.roster);
    ReadWins(closed);
    scoreboard::MoreFacts more = scoreboard::GatherWeeks(connection_, team, near.reps, {monday_, last_});
    if (is_manager_) ReadLots(more);
    ReadWeeks(std::move(more));
    return std::move(facts_);
  }

 private:
  // The own time of everybody at once; what stands in the person's sessions besides.
  void ReadHours(const std::vector<Id>& roster) {
    people_ = roster;
    if (is_manager_) people_.push_back(asked_.person.id);
    const calendar::Span time{ToInstant({monday_, 0}, asked_.zone), ToInstant({last_ + 1, 0}, asked_.zone)};
    const Id org_id = asked_.reader.org_id;
    const auto entries = book::FindCalendar(connection_, org_id, people_, time.from, time.to);
    std::unordered_map<Id, std::vector<HourPiece>> pieces;
    for (const LoggedHour& one : FindLogged(connection_, org_id, people_, time.from, time.to)) {
      pieces[one.person_id].push_back(one.Piece());
    }
    for (HourPiece& piece : CoachingOf(connection_, asked_, time)) pieces[asked_.person.id].push_back(piece);
    const std::set<Id> team(roster.begin(), roster.end());
    std::unordered_map<Id, std::vector<book::CalendarEntry>> by_person;
    for (const book::CalendarEntry& entry : entries) by_person[entry.person_id].push_back(entry);
    for (const Id person : people_) {
      const bool is_the_manager = is_manager_ && person == asked_.person.id;
      // A manager's need those of all: who was there too. Of a rep the own are enough.
      for (HourPiece& piece : MeetingsOf(is_the_manager ? entries : by_person[person],
                                         {.me = person, .is_manager = is_the_manager, .team = team})) {
        pieces[person].push_back(piece);
      }
      times_[person] = TimeOf(pieces[person], monday_, asked_.zone);
    }
  }

  void ReadWins(const scoreboard::Facts& closed) {
    for (const scoreboard::ClosedDeal& deal : closed.deals) {
      const bool is_own = deal.owner_id == asked_.person.id;
      if (!is_own && deal.owner_id == closed.manager_id) continue;
      ClosedCount& count = is_own ? facts_.own_closed : facts_.reps_closed;
      count.closed += 1;
      count.won += deal.is_won ? 1 : 0;
    }
    for (const scoreboard::WinLine& line : scoreboard::Judge(closed)) {
      if (line.amount_minor) {
        facts_.amounts.push_back(*line.amount_minor);
      } else {
        facts_.without_amount += 1;
      }
      // A deal that a rep owns and the manager led is the manager's.
      const Id who = line.kind == scoreboard::WinKind::personal ? closed.manager_id : line.owner_id;
      if (who == asked_.person.id) facts_.own_wins += 1;
      SellingTime& time = times_[who];
      const Day since = last_ + 1 - static_cast<int>(time.weeks) * kWeekDays;
      if (line.won_on >= since) time.wins += 1;
    }
    for (const Id person : people_) {
      if (person == asked_.person.id) {
        facts_.own = times_[person];
      } else {
        facts_.others.push_back(times_[person]);
      }
    }
  }

  // The place as it was drawn, whatever became of it; weeks whose four weeks after are over.
  void ReadLots(const scoreboard::MoreFacts& more) {
    std::unordered_map<Id, std::vector<Day>> won;
    for (const scoreboard::TeamRep& rep : more.roster) won[rep.id];
    for (const scoreboard::RepWin& win : more.wins) won[win.rep_id].push_back(win.on);
    std::map<std::pair<Id, week::Stratum>, std::uint32_t> strata;
    std::set<Id> draws;
    for (const week::DrawnPlace& place :
         week::FindFirstDraws(connection_, asked_.reader.org_id, asked_.person.id, monday_,
                              last_ + 1 - (1 + stats::kWindowWeeks) * kWeekDays)) {
      const auto rep = won.find(place.rep_id);
      if (rep == won.end()) continue;
      const Day from = place.week_on + kWeekDays;
      const auto wins = std::ranges::count_if(
          rep->second, [&](Day on) { return on >= from && on < from + stats::kWindowWeeks * kWeekDays; });
      const auto [stratum, is_first] = strata.try_emplace({place.draw_id, place.stratum}, strata.size());
      if (!is_first) draws.insert(place.draw_id);
      facts_.lots.push_back({stratum->second, -static_cast<double>(place.place), static_cast<double>(wins)});
    }
    facts_.lot_draws = std::ssize(draws);
  }

  void ReadWeeks(scoreboard::MoreFacts more) {
    for (const scoreboard::RepWin& win : more.wins) {
      facts_.rep_wins += win.on >= monday_ && win.on <= last_ ? 1 : 0;
    }
    for (const scoreboard::TeamRep& rep : more.roster) {
      for (Day week = monday_; week <= last_; week = week + kWeekDays) {
        const bool is_there = (!rep.started_on || *rep.started_on <= week) &&
                              (!rep.left_on || *rep.left_on >= week + kWeekDays - 1);
        facts_.rep_weeks += is_there ? 1 : 0;
      }
    }
    facts_.weeks = std::move(more.weeks);
  }

  db::Connection& connection_;
  const HourAsked& asked_;
  const bool is_manager_;
  Day today_;
  Day monday_;
  Day last_;
  std::vector<Id> people_;
  std::unordered_map<Id, SellingTime> times_;
  WorthFacts facts_;
};

}  // namespace

WorthFacts GatherWorth(db::Connection& connection, const HourAsked& asked) {
  return Gathering(connection, asked).Run();
}

Assumed Assume(const settings::Settings& settings) {
  return {.margin_share = settings.hour_margin_share,
          .added_share = settings.hour_added_share,
          .rep_selling_hours = settings.hour_rep_selling_hours,
          .preparation_minutes = settings.hour_preparation_minutes};
}

namespace {

std::vector<HourPiece> PiecesOf(db::Connection& connection, const HourAsked& asked, const HourOwner& owner,
                                const calendar::Span& time, std::span<const book::CalendarEntry> entries) {
  std::vector<HourPiece> pieces = CoachingOf(connection, asked, time);
  for (const LoggedHour& one :
       FindLogged(connection, asked.reader.org_id, std::vector{owner.me}, time.from, time.to)) {
    pieces.push_back(one.Piece());
  }
  for (HourPiece& piece : MeetingsOf(entries, owner)) pieces.push_back(piece);
  return pieces;
}

HourOwner OwnerOf(const HourAsked& asked, std::set<Id> team) {
  return {.me = asked.person.id,
          .is_manager = asked.person.role == access::Role::manager,
          .team = std::move(team)};
}

// Of the person and the team, since it matters who was there too; up to now.
std::vector<book::CalendarEntry> EntriesOf(db::Connection& connection, const HourAsked& asked,
                                           const HourOwner& owner, const calendar::Span& time) {
  std::vector<Id> seen(owner.team.begin(), owner.team.end());
  seen.push_back(owner.me);
  return book::FindCalendar(connection, asked.reader.org_id, seen, time.from, std::min(asked.now, time.to));
}

}  // namespace

std::vector<HourPiece> GatherPieces(db::Connection& connection, const HourAsked& asked,
                                    const std::set<Id>& team, const calendar::Span& time) {
  const HourOwner owner = OwnerOf(asked, team);
  return PiecesOf(connection, asked, owner, time, EntriesOf(connection, asked, owner, time));
}

OwnTime GatherOwnTime(db::Connection& connection, const HourAsked& asked, Day monday, int count) {
  const Id me = asked.person.id;
  const Id org_id = asked.reader.org_id;
  const Day today = DayIn(asked.now, asked.zone);
  const calendar::Span time{ToInstant({monday, 0}, asked.zone),
                            ToInstant({monday + count * kWeekDays, 0}, asked.zone)};
  std::set<Id> team;
  if (asked.person.role == access::Role::manager) {
    for (const people::Person& one : people::FindTeam(connection, org_id, me)) {
      if (one.role == access::Role::rep) team.insert(one.id);
    }
  }
  const HourOwner owner = OwnerOf(asked, std::move(team));
  const auto entries = EntriesOf(connection, asked, owner, time);
  OwnTime own{.pieces = PiecesOf(connection, asked, owner, time, entries)};
  for (const book::CalendarEntry& entry : entries) {
    if (entry.person_id == me && !entry.account_id && entry.minutes > 0) own.unclear.push_back(entry);
  }
  own.weeks = WeeksOf(own.pieces, monday, count, asked.zone);

  const auto hours = calendar::FindWeek(connection, org_id, me);
  const std::vector<calendar::WorkingHours> stretches =
      hours ? calendar::ParseWeek(hours->hours) : std::vector<calendar::WorkingHours>();
  std::set<Day> away;
  for (const calendar::Absence& one : calendar::FindAbsences(connection, org_id, me, monday)) {
    for (Day on = std::max(one.from_on, monday); on <= one.to_on && on < monday + count * kWeekDays;
         on = on + 1) {
      away.insert(on);
    }
  }
  // Of the running week, the days that are over.
  for (Day on = today; on < monday + count * kWeekDays; on = on + 1) away.insert(on);
  for (const WeekHours& week : own.weeks) own.working.push_back(WorkingMinutes(stretches, week.from, away));
  return own;
}

}  // namespace baton::hour
