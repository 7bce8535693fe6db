#include "friday/gather.h"

#include <algorithm>
#include <map>

#include "access/policy.h"
#include "base/zone.h"
#include "book/directory.h"
#include "coaching/directory.h"
#include "coaching/ledger.h"
#include "coaching/session_directory.h"
#include "departure/outlook.h"
#include "friday/friday_store.h"
#include "handoff/directory.h"
#include "handoff/stuck.h"
#include "introduction/directory.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/promotion.h"
#include "report/directory.h"
#include "scoreboard/gather.h"
#include "takeover/directory.h"
#include "week/plan_view.h"

namespace baton::friday {
namespace {

using coaching::Cause;
using handoff::Handoff;
using handoff::Stage;

constexpr int kWeekDays = 7;
constexpr int kBeganDays = 366;  // who has led for longer began to hand over with the first handoff
constexpr int kMostMoves = 100;

bool IsRefused(const Handoff& one) { return one.stage == Stage::declined || one.stage == Stage::returned; }

class Gathering {
 public:
  Gathering(db::Connection& connection, const FridayAsked& asked) : connection_(connection) {
    facts_.asked = asked;
    // The manager's own eyes.
    reader_.org_id = Org();
    reader_.person_id = Me();
    reader_.role = access::Role::manager;
    reader_.language = asked.manager.language;
    week_on_ = asked.WeekOn();
  }

  FridayFacts Run() {
    handoffs_ = handoff::FindHandoffsOf(connection_, Org(), Me());
    facts_.cards = {Promises(), Least(), Stuck(), Takeovers(), Introductions(), Slots(), Stop()};
    Name();
    Since();
    return std::move(facts_);
  }

 private:
  Id Org() const { return facts_.asked.organization.org_id; }
  Id Me() const { return facts_.asked.manager.id; }
  const std::string& Zone() const { return facts_.asked.organization.time_zone; }
  Day Today() const { return DayIn(facts_.asked.now, Zone()); }
  Instant Begin(Day day) const { return ToInstant({day, 0}, Zone()); }

  CardFacts Promises() {
    const auto pending = coaching::FindPending(connection_, Org(), Me());
    promises_ = coaching::ViewPromises(connection_, Org(), pending, Me(), facts_.asked.now);
    std::erase_if(promises_, [&](const coaching::PromiseView& one) {
      return one.manager.id != Me() || one.state != coaching::PromiseState::open;
    });
    CardFacts card{.key = CardKey::promises};
    card.count = std::ssize(promises_);
    for (const coaching::PromiseView& one : promises_) {
      card.other += one.is_late ? 1 : 0;
      card.rows.push_back(RowOf(one));
    }
    return card;
  }
  static RowFacts RowOf(const coaching::PromiseView& one) {
    return {.title = one.title,
            .account = one.account ? one.account->name : "",
            .people = one.rep.name,
            .at = one.due_at,
            .note = one.is_late ? "late" : ""};
  }

  // Of four weeks with this one, least first.
  CardFacts Least() {
    const auto plan = week::ViewPlan(connection_, {Org(), Me(), week_on_, facts_.asked.now});
    auto coverage = plan.coverage;
    std::ranges::stable_sort(coverage, {}, &week::CoverageView::minutes);
    CardFacts card{.key = CardKey::least};
    card.other = std::ssize(coverage);
    if (plan.least) card.who = plan.least->name;
    if (!coverage.empty()) card.minutes = coverage.front().minutes;
    for (const week::CoverageView& one : coverage) {
      card.count += one.minutes == 0 ? 1 : 0;
      card.rows.push_back({.title = one.rep.name,
                           .on = one.last_on,
                           .minutes = one.minutes,
                           .note = one.last_on ? "last_time" : "never"});
    }
    return card;
  }

  CardFacts Stuck() const {
    CardFacts card{.key = CardKey::handoffs};
    for (const Handoff& one : handoffs_) {
      if (one.ended_at || one.confirmed_at) continue;
      ++card.other;
      if (!handoff::IsStuck(one, Today())) continue;
      card.rows.push_back({.account_id = one.account_id,
                           .people_ids = {one.to_id},
                           .on = one.introduction_on,
                           .note = "planned"});
    }
    card.count = std::ssize(card.rows);
    return card;
  }

  // Of this week: clients served again, and promises that moved for something.
  CardFacts Takeovers() {
    CardFacts card{.key = CardKey::takeovers};
    const auto seen = takeover::FindSeenTakeovers(
        connection_, access::ScopeOf(reader_, access::Deed::read, access::Word::takeover), Me(), week_on_,
        week_on_ + (kWeekDays - 1), facts_.asked.now);
    for (const takeover::Takeover& one : seen.value_or(std::vector<takeover::Takeover>())) {
      ++card.count;
      card.rows.push_back({.account_id = one.account_id,
                           .people_ids = {one.successor_id},
                           .at = one.happened_at,
                           .note = one.standing != takeover::Standing::asked ? "agreed"
                                   : one.answer                              ? "answered"
                                                                             : "to_answer"});
    }
    const auto ledger = coaching::FindLedger(
        connection_, Org(),
        {.person_id = Me(), .made_by = true, .since = Begin(week_on_), .limit = kMostMoves});
    for (const coaching::LedgerRow& one : ledger.items) {
      if (one.moved_at > facts_.asked.now) continue;
      ++card.other;
      card.rows.push_back({.title = one.title,
                           .account = one.account_name.value_or(""),
                           .people = one.rep.name,
                           .at = one.moved_at,
                           .note = "moved." + std::string(json::NameOf(one.cause))});
    }
    return card;
  }

  CardFacts Introductions() const {
    CardFacts card{.key = CardKey::introductions};
    const Day next = week_on_ + kWeekDays;
    const auto meetings =
        introduction::FindMeetingsWithPerson(connection_, Org(), Me(), Begin(next), Begin(next + kWeekDays));
    for (const Handoff& one : handoffs_) {
      if (one.ended_at || one.introduced_at || handoff::IsPaused(one, next)) continue;
      const auto meeting = std::ranges::find_if(meetings, [&](const introduction::NamedMeeting& other) {
        return other.meeting.handoff_id == one.id;
      });
      const bool has_time = meeting != meetings.end();
      const bool is_planned =
          one.introduction_on && *one.introduction_on >= next && *one.introduction_on < next + kWeekDays;
      if (!has_time && !is_planned) continue;
      ++card.count;
      card.other += has_time ? 0 : 1;
      card.rows.push_back({.account_id = one.account_id,
                           .people_ids = {one.to_id},
                           .at = has_time ? std::optional(meeting->meeting.starts_at) : std::nullopt,
                           .note = has_time ? "" : "no_time"});
    }
    return card;
  }

  // An hour that a promise stands for is one hour.
  CardFacts Slots() {
    CardFacts card{.key = CardKey::slots};
    const Instant from = Begin(week_on_ + kWeekDays);
    const Instant to = Begin(week_on_ + 2 * kWeekDays);
    std::vector<const coaching::PromiseView*> due;
    for (const coaching::PromiseView& one : promises_) {
      if (one.due_at >= from && one.due_at < to) due.push_back(&one);
    }
    for (const coaching::SessionTime& one : coaching::FindSessionTimes(connection_, Org(), Me(), from, to)) {
      const bool is_promise = std::ranges::any_of(due, [&](const coaching::PromiseView* other) {
        return std::ranges::find(one.with, other->rep.id) != one.with.end() &&
               coaching::StandsFor(other->due_at, other->minutes, one.session.starts_at, one.session.minutes);
      });
      if (is_promise) continue;
      ++card.count;
      card.minutes += one.session.minutes;
      card.rows.push_back({.people_ids = one.with,
                           .at = one.session.starts_at,
                           .minutes = one.session.minutes,
                           .note = "session." + std::string(json::NameOf(one.session.kind))});
    }
    for (const coaching::PromiseView* one : due) {
      ++card.other;
      card.minutes += one->minutes;
      RowFacts row = RowOf(*one);
      row.minutes = one->minutes;
      card.rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(card.rows, {}, &RowFacts::at);
    return card;
  }

  CardFacts Stop() {
    if (const auto week = FindWeek(connection_, Org(), Me(), week_on_)) facts_.stop = week->stop;
    return {.key = CardKey::stop, .count = facts_.stop.empty() ? 0 : 1};
  }

  // Rows that have ids of clients and people yet: each is looked up once.
  void Name() {
    std::vector<Id> accounts;
    std::vector<Id> people;
    for (const CardFacts& card : facts_.cards) {
      for (const RowFacts& row : card.rows) {
        if (row.account_id) accounts.push_back(*row.account_id);
        people.insert(people.end(), row.people_ids.begin(), row.people_ids.end());
      }
    }
    const auto account_refs = book::FindAccountRefs(connection_, Org(), accounts);
    const auto people_refs = people::FindRefs(connection_, Org(), people);
    for (CardFacts& card : facts_.cards) {
      for (RowFacts& row : card.rows) {
        const auto account = row.account_id ? account_refs.find(*row.account_id) : account_refs.end();
        if (account != account_refs.end()) row.account = account->second.name;
        for (const Id id : row.people_ids) {
          const auto person = people_refs.find(id);
          if (person == people_refs.end()) continue;
          row.people += (row.people.empty() ? "" : ", ") + person->second.name;
        }
      }
    }
  }

  void Since() {
    SinceFacts& since = facts_.since;
    FindStart(since);
    FindExposure(since);
    if (!since.on) return;
    for (const Handoff& one : handoffs_) {
      if (IsRefused(one) || !one.owned_at || DayIn(*one.owned_at, Zone()) < *since.on) continue;
      ++since.handed_over;
      since.confirmed += one.confirmed_at ? 1 : 0;
    }
    const scoreboard::Span span{*since.on, Today()};
    const scoreboard::GatherAsked asked{.manager_id = Me(),
                                        .reader = reader_,
                                        .now = facts_.asked.now,
                                        .zone = Zone(),
                                        .currency = facts_.asked.organization.currency};
    const scoreboard::Facts wins = scoreboard::GatherFacts(connection_, asked, span);
    const scoreboard::Dealings dealings = scoreboard::GatherDealings(connection_, asked, span);
    for (const scoreboard::CoachingHour& one : dealings.hours) {
      if (one.state != coaching::SessionState::held) continue;
      ++since.sessions;
      since.minutes += one.minutes;
    }
    const scoreboard::Board board =
        scoreboard::Count(wins, scoreboard::Facts{}, scoreboard::Against::weeks_before, dealings);
    if (const auto* free = board.Find(scoreboard::FigureKey::manager_free)) {
      since.wins_free = free->count;
      since.wins_of = free->of;
      for (const scoreboard::Beside& one : free->beside) {
        if (one.key == scoreboard::BesideKey::presence_unknown) since.wins_unknown = one.value;
      }
    }
  }

  void FindStart(SinceFacts& since) const {
    const auto began = people::FindFirstDay(connection_, facts_.asked.manager, Zone());
    if (began && *began <= Today() && Today() - *began <= kBeganDays) {
      since.on = began;
      since.from = SinceFrom::began;
      return;
    }
    const auto first = std::ranges::min_element(handoffs_, {}, &Handoff::proposed_at);
    if (first == handoffs_.end()) return;
    since.on = DayIn(first->proposed_at, Zone());
    since.from = SinceFrom::handing_over;
  }

  void FindExposure(SinceFacts& since) const {
    const auto outlook = departure::FindOutlook(connection_, Org());
    const auto lines = departure::FindOutlookLines(connection_, Org(), std::vector{Me()});
    if (outlook && !lines.empty()) {
      const departure::OutlookLine& line = lines.front();
      since.now = Exposure{.worked_out_at = outlook->worked_out_at,
                           .expected_minor = line.expected_minor,
                           .low_minor = line.low_minor,
                           .high_minor = line.high_minor,
                           .accounts = line.accounts,
                           .without_ties = line.without_ties};
    }
    if (const auto first = FindFirst(connection_, Org(), Me())) {
      const auto frozen = json::FromText<Frozen>(first->frozen);
      if (frozen) since.then = frozen->exposure;
    }
    if (!since.on) return;
    const Instant until = since.then ? since.then->worked_out_at : facts_.asked.now;
    const auto closed = report::FindExposureAt(connection_, Org(), Me(), Begin(*since.on), until);
    if (!closed) return;
    since.then_from = ThenFrom::report;
    since.then = Exposure{.worked_out_at = closed->closed_at,
                          .expected_minor = closed->expected_minor,
                          .low_minor = closed->low_minor,
                          .high_minor = closed->high_minor};
  }

  db::Connection& connection_;
  access::Principal reader_;
  Day week_on_;
  std::vector<Handoff> handoffs_;
  std::vector<coaching::PromiseView> promises_;
  FridayFacts facts_;
};

}  // namespace

Day FridayAsked::WeekOn() const { return MondayOf(DayIn(now, organization.time_zone)); }

std::optional<FridayAsked> AskFriday(db::Connection& connection, Id org_id, Id manager_id, Instant now) {
  const auto organization = people::FindOrganization(connection, org_id);
  const auto manager = people::FindPerson(connection, org_id, manager_id);
  if (!organization || !manager || manager->role != access::Role::manager) return std::nullopt;
  return FridayAsked{.organization = *organization, .manager = *manager, .now = now};
}

FridayFacts GatherFriday(db::Connection& connection, const FridayAsked& asked) {
  return Gathering(connection, asked).Run();
}

}  // namespace baton::friday
