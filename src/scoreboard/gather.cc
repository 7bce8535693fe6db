#include "scoreboard/gather.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include "access/policy.h"
#include "base/money.h"
#include "base/zone.h"
#include "book/closed_deals.h"
#include "coaching/counted_sessions.h"
#include "coaching/directory.h"
#include "handoff/directory.h"
#include "people/roster.h"
#include "review/directory.h"
#include "scoreboard/courses.h"
#include "settings/settings.h"
#include "share/directory.h"
#include "stats/share.h"
#include "takeover/directory.h"
#include "win/facts.h"

namespace baton::scoreboard {
namespace {

// What an instant is on the organization's calendar, and the other way round.
struct Wall {
  const std::string& zone;
  Day On(Instant at) const { return DayIn(at, zone); }
  std::optional<Day> On(const std::optional<Instant>& at) const {
    return at ? std::optional(DayIn(*at, zone)) : std::nullopt;
  }
  Instant Begin(Day day) const { return ToInstant({day, 0}, zone); }
  Instant End(Day day) const { return ToInstant({day + 1, 0}, zone); }
};

using Roster = std::vector<people::RosterRep>;

class Gathering {
 public:
  // `scores`: none, and each deal is read.
  Gathering(db::Connection& connection, const GatherAsked& asked, const Roster& roster, const Scores* scores,
            Span span)
      : connection_(connection), asked_(asked), scores_(scores), wall_{asked.zone}, span_(span) {
    facts_.span = span;
    facts_.manager_id = asked.manager_id;
    for (const people::RosterRep& rep : roster) {
      if (!rep.left_at || *rep.left_at >= wall_.Begin(span.from)) facts_.roster.push_back(rep.id);
    }
  }

  Facts Run() {
    for (const handoff::Handoff& one : handoff::FindHandoffsOf(connection_, Org(), asked_.manager_id)) {
      if (one.stage == handoff::Stage::declined || one.stage == handoff::Stage::returned) continue;
      facts_.handed.push_back(
          {one.id, one.account_id, one.to_id, wall_.On(one.introduced_at), wall_.On(one.confirmed_at)});
    }
    const double joint = settings::Read(connection_, Org()).joint_deal_amount;
    if (joint > 0) facts_.joint_minor = std::llround(joint * std::pow(10.0, MinorDigits(asked_.currency)));
    if (scores_) {
      ReadTouches(span_.from - win::kLongestDays);
      PutDeals(FindApart());
      ReadMeetings();
      return std::move(facts_);
    }
    std::vector<Id> owners = facts_.roster;
    owners.push_back(asked_.manager_id);
    PutDeals(book::FindEnded(connection_, Org(), owners, span_.from, span_.to));
    ReadMeetings();
    ReadTouches(FirstTouchDay());
    return std::move(facts_);
  }

 private:
  Id Org() const { return asked_.reader.org_id; }

  // The deals that the manager may have had to do with, and those that may not be as they are kept.
  std::vector<book::EndedDeal> FindApart() const {
    std::vector<Id> owners{asked_.manager_id};
    for (const Touch& touch : facts_.touches) owners.push_back(touch.rep_id);
    std::vector<Id> accounts =
        book::FindAccountsMet(connection_, Org(), asked_.manager_id,
                              wall_.Begin(span_.from - win::kLongestDays), wall_.End(span_.to));
    for (const HandedOver& one : facts_.handed) accounts.push_back(one.account_id);
    std::vector<Id> ids = scores_->Changed(span_);
    const auto large = scores_->Large(span_, facts_.joint_minor);
    ids.insert(ids.end(), large.begin(), large.end());
    std::vector<book::EndedDeal> deals = book::FindEnded(connection_, Org(), owners, span_.from, span_.to);
    for (auto& more : {book::FindEndedAt(connection_, Org(), accounts, span_.from, span_.to),
                       book::FindEndedOf(connection_, Org(), ids, span_.from, span_.to)}) {
      deals.insert(deals.end(), more.begin(), more.end());
    }
    std::unordered_set<Id> team(facts_.roster.begin(), facts_.roster.end());
    team.insert(asked_.manager_id);
    std::erase_if(deals, [&](const book::EndedDeal& deal) { return !team.contains(deal.owner_id); });
    std::ranges::sort(deals, {},
                      [](const book::EndedDeal& deal) { return std::pair(deal.closes_on, deal.id); });
    const auto same = [](const book::EndedDeal& left, const book::EndedDeal& right) {
      return left.id == right.id;
    };
    deals.erase(std::unique(deals.begin(), deals.end(), same), deals.end());
    return deals;
  }

  // What a rep closed while somebody else's is somebody else's.
  bool IsTeams(const book::EndedDeal& deal) const {
    if (!asked_.stays || deal.owner_id == asked_.manager_id) return true;
    return std::ranges::any_of(*asked_.stays, [&](const people::Stay& stay) {
      return stay.person_id == deal.owner_id && stay.Holds(deal.closes_on);
    });
  }

  void PutDeals(const std::vector<book::EndedDeal>& deals) {
    std::vector<Id> won;
    std::unordered_map<Id, std::size_t> places;
    for (const book::EndedDeal& deal : deals) {
      if (!IsTeams(deal)) continue;
      ClosedDeal one{.id = deal.id,
                     .account_id = deal.account_id,
                     .owner_id = deal.owner_id,
                     .is_won = deal.status == book::OpportunityStatus::won,
                     .closed_on = deal.closes_on,
                     .opened_on = deal.opened_on};
      if (deal.currency == asked_.currency) one.amount_minor = deal.amount_minor;
      if (one.is_won) {
        won.push_back(deal.id);
        places.emplace(deal.id, facts_.deals.size());
      }
      facts_.deals.push_back(one);
    }
    for (const auto& [id, course] : FindCourses(connection_, Org(), won)) {
      facts_.deals[places.at(id)].proposal_on = wall_.On(course.left_early_at);
    }
  }

  void ReadMeetings() {
    std::vector<Id> accounts;
    Day from = span_.from - kLedDays;
    for (const ClosedDeal& deal : facts_.deals) {
      if (!deal.is_won || !deal.account_id) continue;
      accounts.push_back(*deal.account_id);
      from = std::min(from, win::LifeOf(deal.opened_on, deal.closed_on).from);
    }
    Id activity;
    for (const book::MeetingSeat& seat :
         book::FindMeetingSeats(connection_, Org(), accounts, wall_.Begin(from), wall_.End(span_.to))) {
      if (facts_.meetings.empty() || seat.activity_id != activity) {
        activity = seat.activity_id;
        facts_.meetings.push_back(
            {seat.account_id, wall_.On(seat.starts_at), seat.owner_id.value_or(Id{}), {}});
      }
      if (seat.person_id) facts_.meetings.back().people.push_back(*seat.person_id);
    }
  }

  // Of a deal that was open for long the touches lie before its proposal, at most as long before as a deal is looked at.
  Day FirstTouchDay() const {
    Day from = span_.from;
    for (const ClosedDeal& deal : facts_.deals) {
      if (!deal.is_won) continue;
      if (deal.proposal_on) from = std::min(from, *deal.proposal_on);
      if (!deal.proposal_on && deal.opened_on) from = std::min(from, *deal.opened_on);
    }
    return std::max(from, span_.from - win::kLongestDays);
  }

  void ReadTouches(Day from) {
    const Instant begin = wall_.Begin(from - kTouchDays);
    const Instant end = std::min(asked_.now, wall_.End(span_.to));
    for (const coaching::CountedSession& one :
         coaching::FindCounted(connection_, Org(), asked_.manager_id, begin, end)) {
      const coaching::Session& session = one.session;
      if (session.state != coaching::SessionState::held || session.purpose != coaching::Purpose::skill) {
        continue;
      }
      for (const Id rep : one.reps) {
        const auto mark = std::ranges::find(one.marks, rep, &coaching::RepsMark::rep_id);
        facts_.touches.push_back(
            {.kind = TouchKind::session,
             .id = session.id,
             .rep_id = rep,
             .on = wall_.On(session.starts_at),
             .written_on =
                 wall_.On(std::max(session.tagged_at, session.recorded_at.value_or(session.tagged_at))),
             .account_id = session.account_id,
             .deal_id = session.opportunity_id,
             .marked_on = mark == one.marks.end() ? std::nullopt : std::optional(wall_.On(mark->at))});
      }
    }
    for (const review::AnsweredLetter& letter :
         review::FindAnswered(connection_, Org(), asked_.manager_id, begin, end)) {
      const Day on = wall_.On(letter.answered_at);
      facts_.touches.push_back({.kind = TouchKind::letter,
                                .id = letter.review_id,
                                .rep_id = letter.rep_id,
                                .on = on,
                                .written_on = on,
                                .account_id = letter.account_id,
                                .marked_on = on});
    }
  }

  db::Connection& connection_;
  const GatherAsked& asked_;
  const Scores* scores_;
  const Wall wall_;
  const Span span_;
  Facts facts_;
};

// Sums hold wins of the team without the manager alone, of which no ratio is made.
bool HasRatio(const Tally& tally) { return tally.Enabled() + tally.personal >= stats::kFewestForTimes; }

void PutSums(const Scores& scores, Facts& facts, bool with_reps) {
  std::vector<Id> apart = scores.Changed(facts.span);
  for (const ClosedDeal& deal : facts.deals) apart.push_back(deal.id);
  auto sums = scores.Closed(facts.span, facts.roster, apart);
  facts.rest = sums.rest;
  facts.weeks = std::move(sums.weeks);
  if (with_reps) facts.rep_wins = scores.Won(facts.span, facts.roster, apart);
}

Dealings DealingsOf(db::Connection& connection, const GatherAsked& asked, const Roster& roster, Span span) {
  const Wall wall{asked.zone};
  const Id org_id = asked.reader.org_id;
  Dealings dealings{.is_managers = asked.reader.person_id == asked.manager_id, .now = asked.now};
  if (asked.stays) {
    const Day last = std::min(span.to, wall.On(asked.now));
    for (const people::Stay& stay : *asked.stays) {
      if (stay.Holds(last)) dealings.reps.push_back(stay.person_id);
    }
  } else {
    for (const people::RosterRep& rep : roster) {
      if (!rep.left_at) dealings.reps.push_back(rep.id);
    }
  }
  const Instant begin = wall.Begin(span.from);
  const Instant end = std::min(asked.now, wall.End(span.to));
  for (const coaching::CountedSession& one :
       coaching::FindCounted(connection, org_id, asked.manager_id, begin, end)) {
    const coaching::Session& session = one.session;
    dealings.hours.push_back({.id = session.id,
                              .on = wall.On(session.starts_at),
                              .purpose = session.purpose,
                              .state = session.state,
                              .minutes = session.held_minutes.value_or(session.minutes),
                              .was_planned = session.created_at <= session.starts_at,
                              .reps = one.reps});
  }
  dealings.promises = coaching::FindMadeBy(connection, org_id, asked.manager_id, std::nullopt, begin);
  std::erase_if(dealings.promises, [&](const coaching::CountedPromise& one) {
    return one.promise.first_due_at >= wall.End(span.to);
  });
  if (const auto seen = takeover::FindSeenTakeovers(
          connection, access::ScopeOf(asked.reader, access::Deed::read, access::Word::takeover),
          asked.manager_id, span.from, span.to, asked.now)) {
    dealings.takeovers.emplace();
    for (const takeover::Takeover& one : *seen) dealings.takeovers->push_back({one.id, one.standing});
  }
  if (auto holding = share::FindHolding(connection, org_id, asked.manager_id, wall.On(asked.now))) {
    dealings.agreed_percent = holding->share_percent;
    dealings.kept_accounts = std::move(holding->account_ids);
  }
  return dealings;
}

// Of one time alone.
Roster RosterOf(db::Connection& connection, const GatherAsked& asked, Span span) {
  if (!asked.stays) {
    return people::FindRoster(connection, asked.reader.org_id, asked.manager_id,
                              Wall{asked.zone}.Begin(span.from), asked.now);
  }
  Roster roster;
  for (const people::Stay& stay : *asked.stays) {
    if (roster.empty() || roster.back().id != stay.person_id) roster.push_back({.id = stay.person_id});
  }
  return roster;
}

}  // namespace

Facts GatherFacts(db::Connection& connection, const GatherAsked& asked, Span span) {
  return GatherFacts(connection, asked, RosterOf(connection, asked, span), span);
}

Facts GatherFacts(db::Connection& connection, const GatherAsked& asked, const Roster& roster, Span span) {
  return Gathering(connection, asked, roster, nullptr, span).Run();
}

Dealings GatherDealings(db::Connection& connection, const GatherAsked& asked, Span span) {
  return DealingsOf(connection, asked, RosterOf(connection, asked, span), span);
}

Below FindBelow(db::Connection& connection, const GatherAsked& asked) {
  constexpr Instant kEver{std::numeric_limits<std::int64_t>::min()};
  Below below{people::FindRoster(connection, asked.reader.org_id, asked.manager_id, kEver, asked.now), {}};
  below.scores = OpenScores(connection, asked, below.roster.size());
  return below;
}

Board GatherBoard(db::Connection& connection, const GatherAsked& asked, const Period& period) {
  return GatherBoard(connection, asked, FindBelow(connection, asked), period);
}

Board GatherBoard(db::Connection& connection, const GatherAsked& asked, const Below& below,
                  const Period& period) {
  const Roster& roster = below.roster;
  const auto& scores = below.scores;
  const auto gather = [&](Span span) {
    return Gathering(connection, asked, roster, scores ? &*scores : nullptr, span).Run();
  };
  Facts facts = gather(period.span);
  Facts before = gather(period.YearAgo());
  Against against = Against::year_ago;
  if (!HasRatio(TallyOf(before, Judge(before)))) {
    Facts weeks = gather(period.WeeksBefore());
    if (HasRatio(TallyOf(weeks, Judge(weeks)))) {
      before = std::move(weeks);
      against = Against::weeks_before;
    }
  }
  if (scores) {
    PutSums(*scores, facts, true);
    PutSums(*scores, before, false);  // of which only the tally is asked
  }
  return Count(facts, before, against, DealingsOf(connection, asked, roster, period.span));
}

std::vector<Saying> GatherSayings(db::Connection& connection, const GatherAsked& asked,
                                  std::span<const Span> spans) {
  std::vector<Saying> sayings;
  if (spans.empty()) return sayings;
  const Day earliest = std::ranges::min_element(spans, {}, &Span::from)->from;
  const Roster roster = people::FindRoster(connection, asked.reader.org_id, asked.manager_id,
                                           Wall{asked.zone}.Begin(earliest), asked.now);
  const auto scores = OpenScores(connection, asked, roster.size());
  for (const Span& span : spans) {
    // Sums change no ratio: they hold wins of the team without the manager.
    const Facts facts = Gathering(connection, asked, roster, scores ? &*scores : nullptr, span).Run();
    sayings.push_back(SayingOf(TallyOf(facts, Judge(facts)), {}));
  }
  return sayings;
}

std::optional<Scores> OpenScores(db::Connection& connection, const GatherAsked& asked, std::size_t reps) {
  if (asked.with_rows || reps < asked.many_reps) return std::nullopt;
  return Scores::Open(connection, asked.reader.org_id, asked.zone, asked.currency);
}

}  // namespace baton::scoreboard
