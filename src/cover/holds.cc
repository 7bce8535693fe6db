#include "cover/holds.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/zone.h"
#include "book/calendar.h"
#include "book/covering.h"
#include "book/directory.h"
#include "coaching/directory.h"
#include "coaching/session_directory.h"
#include "delegation/directory.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "people/organization.h"
#include "review/directory.h"
#include "share/directory.h"
#include "sheet/directory.h"
#include "ties/directory.h"

namespace baton::cover {
namespace {

using http::Call;

constexpr int kDaysAhead = 180;  // of meetings that are booked

// Who is closest at a client: of the one person, and of everybody else.
struct Closest {
  std::optional<ties::AccountTie> own;
  std::optional<ties::AccountTie> second;
};

std::unordered_map<Id, Closest> FindClosest(db::Connection& connection, Id org_id, Id person_id,
                                            const std::vector<Id>& accounts, Instant now) {
  std::unordered_map<Id, Closest> closest;
  for (const ties::AccountTie& tie : ties::FindTies(connection, org_id, accounts, now)) {
    Closest& at = closest[tie.account_id];
    std::optional<ties::AccountTie>& one = tie.person_id == person_id ? at.own : at.second;
    if (!one || tie.strength > one->strength) one = tie;
  }
  return closest;
}

class Reader {
 public:
  Reader(const Call& call, db::Connection& connection, const people::Person& person, Day today)
      : call_(call),
        db_(connection),
        org_(call.org_id()),
        me_(call.person_id()),
        id_(person.id),
        today_(today),
        is_administrator_(call.principal().role == access::Role::administrator && id_ != me_) {
    view_.is_self = id_ == me_;
  }

  HoldsView Read(const people::Person& person, const std::string& currency) {
    view_.currency = currency;
    view_.ends_on = person.ends_on;
    if (person.deleted_at) view_.left_on = person.ends_on.value_or(DayIn(*person.deleted_at, "UTC"));
    ReadAccounts();
    ReadDeals();
    ReadHandoffs();
    ReadTeam();
    ReadCoaching();
    if (!is_administrator_) {
      ReadClientPromises();
      ReadMeetings();
      ReadAgreements(person);
    }
    Resolve();
    view_.counts = {.accounts = std::ssize(view_.accounts),
                    .deals = std::ssize(view_.deals),
                    .promises = std::ssize(view_.promises),
                    .client_promises = std::ssize(view_.client_promises),
                    .reviews = std::ssize(view_.reviews),
                    .meetings = std::ssize(view_.meetings),
                    .handoffs = std::ssize(view_.handoffs),
                    .agreements = std::ssize(view_.shares) + std::ssize(view_.levels),
                    .team = std::ssize(view_.team)};
    return std::move(view_);
  }

 private:
  // A name that is filled in by Resolve, with all others in one query.
  people::PersonRef Person(Id id) {
    people_.insert(id);
    return {.id = id, .name = ""};
  }
  book::AccountRef Account(Id id) {
    accounts_.insert(id);
    return {id, ""};
  }

  void ReadAccounts() {
    owned_ = book::FindOwnedAccounts(db_, org_, id_);
    const auto closest = FindClosest(db_, org_, id_, owned_, call_.now());
    auto rows = book::ViewAccountRows(db_, org_, owned_, call_.now(), today_);
    book::KeepAbsencesFrom(call_.principal(), rows);
    for (book::AccountRow& row : rows) {
      HeldAccountView held{.account = std::move(row)};
      if (const auto found = closest.find(held.account.id); found != closest.end()) {
        held.ties_are_known = true;
        if (found->second.own) held.tie_word_key = ties::WordOf(*found->second.own);
        if (found->second.second) {
          held.second = Person(found->second.second->person_id);
          held.second_word_key = ties::WordOf(*found->second.second);
        }
      }
      const bool counts = held.account.revenue_minor && held.account.currency == view_.currency;
      view_.revenue_minor += counts ? *held.account.revenue_minor : 0;
      view_.without_revenue += counts ? 0 : 1;
      view_.accounts.push_back(std::move(held));
    }
    std::ranges::stable_sort(view_.accounts, std::ranges::greater{}, [](const HeldAccountView& held) {
      return held.account.revenue_minor.value_or(-1);
    });
  }

  void ReadDeals() {
    for (const book::Deal& deal : book::FindOpenDeals(db_, org_, std::span(&id_, 1))) {
      HeldDealView held{.id = deal.id,
                        .name = deal.name,
                        .amount_minor = deal.amount_minor,
                        .currency = deal.currency,
                        .stage_name = deal.stage_name,
                        .is_at_signature = deal.stage_category == book::StageCategory::signature,
                        .closes_on = deal.closes_on,
                        .next_step = deal.next_step};
      if (deal.account_id) {
        held.account = book::AccountRef{*deal.account_id, deal.account_name.value_or("")};
        const auto account = std::ranges::find_if(
            view_.accounts, [&](const auto& one) { return one.account.id == *deal.account_id; });
        if (account != view_.accounts.end() && account->next_step.empty())
          account->next_step = deal.next_step;
      }
      view_.deals.push_back(std::move(held));
    }
  }

  void ReadHandoffs() {
    std::vector<handoff::Handoff> handoffs = handoff::FindHandoffsOf(db_, org_, id_);
    std::erase_if(handoffs, [](const handoff::Handoff& each) { return handoff::IsEnd(each.stage); });
    const auto coming = handoff::FindOpenTo(db_, org_, std::span(&id_, 1));
    handoffs.insert(handoffs.end(), coming.begin(), coming.end());
    for (const handoff::Handoff& each : handoffs) {
      view_.handoffs.push_back({.id = each.id,
                                .account = Account(each.account_id),
                                .from = Person(each.from_id),
                                .to = Person(each.to_id),
                                .stage = each.stage,
                                .introduction_on = each.introduction_on,
                                .is_successor = each.to_id == id_});
    }
  }

  void ReadTeam() {
    for (const people::Person& one : people::FindPeople(db_, org_)) {
      if (one.manager_id == id_) view_.team.push_back(Person(one.id));
    }
  }

  // A promise, a letter and a session are seen by those who take part.
  void ReadCoaching() {
    auto promises = coaching::FindPending(db_, org_, id_);
    view_.has_more_coaching |= std::erase_if(promises, [&](const coaching::Promise& one) {
                                 return one.manager_id != me_ && one.rep_id != me_;
                               }) > 0;
    view_.promises = coaching::ViewPromises(db_, org_, promises, me_, call_.now());
    for (const review::Review& one : review::FindWaiting(db_, org_, id_)) {
      if (one.manager_id != me_ && one.rep_id != me_) {
        view_.has_more_coaching = true;
        continue;
      }
      view_.reviews.push_back({one.id, one.title, Person(one.rep_id), Person(one.manager_id)});
    }
    for (const coaching::SessionTime& one : coaching::FindSessionTimes(
             db_, org_, id_, call_.now(), call_.now() + kDaysAhead * kMillisecondsPerDay)) {
      if (id_ != me_ && std::ranges::find(one.with, me_) == one.with.end()) {
        view_.has_more_coaching = true;
        continue;
      }
      HeldMeetingView held{.kind = HeldMeetingKind::coaching,
                           .id = one.session.id,
                           .title = "",
                           .starts_at = one.session.starts_at,
                           .minutes = one.session.minutes};
      for (const Id with : one.with) held.with.push_back(Person(with));
      view_.meetings.push_back(std::move(held));
    }
  }

  void ReadClientPromises() {
    for (const sheet::ClientPromise& one : sheet::FindOpenPromises(db_, org_, id_, owned_)) {
      view_.client_promises.push_back(
          {one.id, one.title, Account(one.account_id), Person(one.person_id), one.due_on});
    }
  }

  // With clients only: what else stands in a calendar is its owner's.
  void ReadMeetings() {
    const auto entries = book::FindCalendar(db_, org_, std::span(&id_, 1), call_.now(),
                                            call_.now() + kDaysAhead * kMillisecondsPerDay);
    std::vector<Id> ids;
    for (const book::CalendarEntry& entry : entries) ids.push_back(entry.id);
    const auto people = book::FindPeopleIn(db_, org_, ids);
    for (const book::CalendarEntry& entry : entries) {
      if (!entry.account_id) continue;
      HeldMeetingView held{.kind = HeldMeetingKind::client,
                           .id = entry.id,
                           .title = entry.subject,
                           .starts_at = entry.starts_at,
                           .minutes = entry.minutes,
                           .account = Account(*entry.account_id)};
      if (const auto with = people.find(entry.id); with != people.end()) {
        for (const Id one : with->second) {
          if (one != id_) held.with.push_back(Person(one));
        }
      }
      view_.meetings.push_back(std::move(held));
    }
    std::ranges::stable_sort(view_.meetings, {}, &HeldMeetingView::starts_at);
  }

  void ReadAgreements(const people::Person& person) {
    for (const share::Kept& kept : share::FindKept(db_, org_, owned_, today_)) {
      if (kept.manager_id != id_) continue;
      view_.shares.push_back({Account(kept.account_id), Person(kept.director_id), kept.until_on});
    }
    std::vector<Id> reps;
    for (const people::PersonRef& one : view_.team) reps.push_back(one.id);
    auto agreed = delegation::FindAgreed(db_, org_, id_, reps);
    if (person.manager_id) {
      const auto own = delegation::FindAgreed(db_, org_, *person.manager_id, std::span(&id_, 1));
      agreed.insert(agreed.end(), own.begin(), own.end());
    }
    for (const delegation::Delegation& one : agreed) {
      if (one.level)
        view_.levels.push_back({Person(one.manager_id), Person(one.rep_id), one.deal_kind, *one.level});
    }
  }

  void Resolve() {
    people_.insert(id_);
    const auto people = people::FindRefs(db_, org_, std::vector<Id>(people_.begin(), people_.end()));
    const auto accounts =
        book::FindAccountRefs(db_, org_, std::vector<Id>(accounts_.begin(), accounts_.end()));
    const auto name = [&](people::PersonRef& ref) {
      if (const auto found = people.find(ref.id); found != people.end()) ref = found->second;
    };
    const auto call = [&](book::AccountRef& ref) {
      if (const auto found = accounts.find(ref.id); found != accounts.end()) ref = found->second;
    };
    view_.person = {.id = id_, .name = ""};
    name(view_.person);
    for (auto& one : view_.accounts) {
      if (one.second) name(*one.second);
    }
    for (auto& one : view_.client_promises) {
      name(one.person);
      call(one.account);
    }
    for (auto& one : view_.reviews) {
      name(one.rep);
      name(one.manager);
    }
    for (auto& one : view_.meetings) {
      std::ranges::for_each(one.with, name);
      if (one.account) call(*one.account);
    }
    for (auto& one : view_.handoffs) {
      name(one.from);
      name(one.to);
      call(one.account);
    }
    for (auto& one : view_.shares) {
      name(one.director);
      call(one.account);
    }
    for (auto& one : view_.levels) {
      name(one.manager);
      name(one.rep);
    }
    std::ranges::for_each(view_.team, name);
  }

  const Call& call_;
  db::Connection& db_;
  const Id org_;
  const Id me_;
  const Id id_;
  const Day today_;
  const bool is_administrator_;
  std::vector<Id> owned_;
  std::set<Id> people_;
  std::set<Id> accounts_;
  HoldsView view_;
};

}  // namespace

Result<people::Person> ReachedPerson(const Call& call, db::Connection& connection, Id id) {
  auto person = people::FindPersonOfNowOrOnce(connection, call.org_id(), id);
  if (!person) return NotFound("person");
  const access::Scope& scope = call.scope();
  const bool reached = id == call.person_id() || scope.reach == access::Reach::organization ||
                       (scope.reach == access::Reach::team && person->manager_id &&
                        (*person->manager_id == call.person_id() ||
                         people::IsBelow(connection, call.org_id(), *person->manager_id, call.person_id())));
  if (!reached) return NotFound("person");
  return std::move(*person);
}

Result<HoldsView> ViewHolds(const Call& call, db::Connection& connection, const people::Person& person) {
  const auto organization = people::FindOrganization(connection, call.org_id());
  if (!organization) return NotFound("organization");
  HoldsView view = Reader(call, connection, person, DayIn(call.now(), organization->time_zone))
                       .Read(person, organization->currency);
  view.may_cover = !person.deleted_at &&
                   static_cast<bool>(ScopeOf(call.principal(), access::Deed::create, access::Word::cover));
  return view;
}

}  // namespace baton::cover
