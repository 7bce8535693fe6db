#include "today/today.h"

#include <algorithm>

#include "base/zone.h"
#include "book/directory.h"
#include "calendar/calendar.h"
#include "client/directory.h"
#include "coaching/directory.h"
#include "coaching/session_directory.h"
#include "conflict/directory.h"
#include "cover/directory.h"
#include "delegation/directory.h"
#include "door/door_rules.h"
#include "handoff/checks.h"
#include "handoff/directory.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/first_name.h"
#include "people/organization.h"
#include "plan/why.h"
#include "share/directory.h"
#include "takeover/directory.h"

namespace baton::today {
namespace {

using access::Deed;
using access::Role;
using access::Word;
using coaching::Promise;
using coaching::PromiseState;

constexpr int kIntroductionDays = 14;
constexpr int kReceiptDays = 7;
constexpr int kDeclinedDays = 14;
constexpr int kMaxDeclined = 20;
constexpr std::size_t kMaxReceipts = 5;
constexpr int kReplyDays = 14;
constexpr std::size_t kMaxTakeovers = 5;
constexpr int kUncoveredDays = 14;
constexpr std::size_t kUncoveredNamed = 3;
constexpr std::size_t kMaxUncovered = 5;

class Maker {
 public:
  Maker(const http::Call& call, const people::Person& me)
      : call_(call), me_(me), zone_(coaching::ZoneOf(call.db(), call.org_id(), me.id)) {
    const LocalTime now = ToLocal(call.now(), zone_);
    today_ = now.day;
    day_starts_ = ToInstant({today_, 0}, zone_);
    day_ends_ = ToInstant({today_ + 1, 0}, zone_);
    view_.greeting = {people::FirstName(me.name), PartOfDayAt(now.minute_of_day)};
  }

  Today Make(const TodaySources& sources) {
    if (me_.role == Role::manager || me_.role == Role::director) {
      team_ = people::FindTeam(connection(), call_.org_id(), me_.id);
    }
    AddStatement();
    if (May(Word::promise)) AddPromises();
    if (May(Word::promise)) view_.conflicts = conflict::ViewConflicts(call_, connection());
    AddDay();
    if (me_.role == Role::manager) view_.last_week = ViewLastWeek(call_, me_, Owner().reps, zone_, today_);
    if (May(Word::handoff)) AddHandoffs();
    if (May(Word::promise)) AddReceipts();
    if (May(Word::takeover)) AddTakeovers();
    AddProposals();
    AddCovers();
    for (const auto& source : sources.waiting) {
      for (WaitingItem& item : source(call_)) view_.waiting.push_back(std::move(item));
    }
    std::ranges::stable_sort(view_.waiting, {}, &WaitingItem::since_at);
    return std::move(view_);
  }

 private:
  db::Connection& connection() const { return call_.db(); }
  bool May(Word word) const {
    return static_cast<bool>(access::ScopeOf(call_.principal(), Deed::read, word));
  }

  void AddStatement() {
    // Whose books the sentence is about: a director's, those of the managers below.
    std::vector<Id> owners{me_.id};
    if (me_.role == Role::director) {
      owners.clear();
      for (const people::Person& person : team_) {
        if (person.role == Role::manager) owners.push_back(person.id);
      }
    }
    const auto own = book::SummaryOf(connection(), call_.org_id(), owners, call_.now());
    TodayStatement& statement = view_.statement;
    statement.currency = own.currency;
    if (me_.role == Role::manager || me_.role == Role::director) {
      statement.key = me_.role == Role::manager ? "today.statement.exposure" : "today.statement.team";
      statement.accounts = own.only_me;
      statement.revenue_minor = own.only_me_minor;
      statement.unknown = own.unknown;
    } else {
      statement.key = "today.statement.book";
      statement.accounts = own.accounts;
      statement.revenue_minor = own.revenue_minor;
    }
  }

  void AddPromises() {
    const auto pending = coaching::FindPending(connection(), call_.org_id(), me_.id);
    const auto kept = coaching::FindKeptSince(connection(), call_.org_id(), me_.id, day_starts_);
    std::vector<Promise> shown;
    for (const Promise& promise : pending) {
      const bool waits_for_me = promise.state == PromiseState::asked && promise.manager_id == me_.id;
      if (!waits_for_me) shown.push_back(promise);
      if (promise.state == PromiseState::open && promise.due_at >= day_starts_ &&
          promise.due_at < day_ends_) {
        of_today_.push_back(promise);
      }
    }
    for (const Promise& promise : kept) {
      shown.push_back(promise);
      if (promise.due_at >= day_starts_ && promise.due_at < day_ends_) of_today_.push_back(promise);
    }
    view_.promises = coaching::ViewPromises(connection(), call_.org_id(), shown, me_.id, call_.now());
    AddAsked(pending);
    AddKept();
  }

  void AddAsked(const std::vector<Promise>& pending) {
    std::vector<Promise> asked;
    std::ranges::copy_if(pending, std::back_inserter(asked), [&](const Promise& one) {
      return one.state == PromiseState::asked && one.manager_id == me_.id;
    });
    for (auto& view : coaching::ViewPromises(connection(), call_.org_id(), asked, me_.id, call_.now())) {
      view_.waiting.push_back(
          {WaitingKind::promise, std::move(view.title), std::move(view.rep), view.promised_at, "/promises"});
    }
  }

  void AddKept() {
    CalendarDate month = ToCalendarDate(today_);
    month.day = 1;
    const Instant since = ToInstant({*ToDay(month), 0}, zone_);
    const auto promises =
        me_.role == Role::manager
            ? coaching::FindMadeBy(connection(), call_.org_id(), me_.id, std::nullopt, since)
            : coaching::FindMadeTo(connection(), call_.org_id(), me_.id, since);
    const auto figures = coaching::Count(promises, call_.now());
    view_.promises_kept = {figures.kept_on_time, figures.due};
  }

  DayOwner Owner() const {
    DayOwner owner{me_.id, me_.role == Role::manager, {}, me_.manager_id};
    for (const people::Person& person : team_) owner.reps.insert(person.id);
    return owner;
  }

  void AddDay() {
    const auto entries =
        book::FindCalendar(connection(), call_.org_id(), std::vector{me_.id}, day_starts_, day_ends_);
    const auto busy = calendar::FindBusy(connection(), call_.org_id(), me_.id, day_starts_, day_ends_);
    const auto sessions = SessionsOfToday();
    if (entries.empty() && of_today_.empty() && busy.empty() && sessions.empty()) return;
    std::vector<Id> activities;
    for (const book::CalendarEntry& entry : entries) activities.push_back(entry.id);
    auto pieces =
        LayDay(entries, book::FindPeopleIn(connection(), call_.org_id(), activities), of_today_, Owner());
    AddSessions(pieces, sessions);
    AddBusy(pieces, busy, call_.Say({"today.busy"}));

    std::vector<Id> people_ids;
    std::vector<Id> account_ids;
    for (const DayPiece& piece : pieces) {
      if (piece.person_id) people_ids.push_back(*piece.person_id);
      if (piece.account_id) account_ids.push_back(*piece.account_id);
    }
    const auto people = people::FindRefs(connection(), call_.org_id(), people_ids);
    const auto accounts = book::FindAccountRefs(connection(), call_.org_id(), account_ids);
    for (const DayPiece& piece : pieces) {
      DayItem item{piece.kind, piece.title, piece.starts_at, piece.minutes, {}, {}, piece.is_promise};
      if (const auto found = people.find(piece.person_id.value_or(Id{})); found != people.end()) {
        item.person = found->second;
      }
      if (const auto found = accounts.find(piece.account_id.value_or(Id{})); found != accounts.end()) {
        item.account = found->second;
      }
      view_.day.push_back(std::move(item));
    }
  }

  // Planned ones, and what was held today.
  std::vector<DaySession> SessionsOfToday() {
    if (!May(Word::coaching_session)) return {};
    auto times = coaching::FindSessionTimes(connection(), call_.org_id(), me_.id, day_starts_, day_ends_);
    for (auto& one : coaching::FindHeldTimes(connection(), call_.org_id(), me_.id, day_starts_, day_ends_))
      times.push_back(std::move(one));
    std::vector<DaySession> sessions;
    for (auto& one : times) {
      const coaching::Session& session = one.session;
      if (session.starts_at < day_starts_) continue;
      const std::string kind(json::NameOf(session.kind));
      sessions.push_back({call_.Say({"coaching.session_kind", {{"kind", kind}}}), session.starts_at,
                          session.held_minutes.value_or(session.minutes), std::move(one.with)});
    }
    return sessions;
  }

  // Each handoff once for each list that it stands in: introductions to make, clients on their way, a rep's
  // no.
  void AddHandoffs() {
    AddIntroductions();
    AddComing();
    if (me_.role == Role::manager) AddDeclined();
    AddChecks();
  }

  // Of the team's clients, those that this one is to ask how it goes.
  void AddChecks() {
    if (me_.role != Role::manager && me_.role != Role::rep) return;
    for (auto& check : handoff::ViewDueChecks(connection(), call_.org_id(), me_.id, call_.now())) {
      if (!check.is_mine) continue;
      view_.waiting.push_back({WaitingKind::check, std::move(check.account.name), std::move(check.successor),
                               check.owned_at + check.after_days * kMillisecondsPerDay,
                               "/?open=check/" + ToString(check.handoff_id)});
    }
  }

  void AddIntroductions() {
    auto handoffs = handoff::FindIntroductions(connection(), call_.org_id(), std::vector{me_.id});
    std::erase_if(handoffs, [&](const handoff::Handoff& one) {
      return one.from_id != me_.id || !one.introduction_on ||
             *one.introduction_on > today_ + kIntroductionDays || handoff::IsPaused(one, today_);
    });
    if (handoffs.empty()) return;
    std::ranges::stable_sort(handoffs, {}, [](const handoff::Handoff& one) { return *one.introduction_on; });
    for (auto& view :
         handoff::ViewHandoffs(connection(), call_.org_id(), handoffs, call_.principal(), call_.now())) {
      Introduction introduction{view, view.account, view.to, view.introduction_on};
      view_.introductions.push_back(std::move(introduction));
    }
  }

  void AddComing() {
    auto handoffs = handoff::FindOpenTo(connection(), call_.org_id(), std::vector{me_.id});
    std::erase_if(handoffs, [](const handoff::Handoff& one) { return handoff::IsOwned(one.stage); });
    if (handoffs.empty()) return;
    std::vector<Id> account_ids;
    for (const handoff::Handoff& one : handoffs) account_ids.push_back(one.account_id);
    const auto organization = people::FindOrganization(connection(), call_.org_id());
    const Day day = DayIn(call_.now(), organization ? organization->time_zone : zone_);
    std::unordered_map<Id, book::AccountRow> rows;
    for (auto& row : book::ViewAccountRows(connection(), call_.org_id(), account_ids, call_.now(), day)) {
      const Id id = row.id;
      rows.emplace(id, std::move(row));
    }
    std::vector<Id> ids;
    for (const handoff::Handoff& one : handoffs) ids.push_back(one.id);
    auto answers = client::FindLatestAnswers(connection(), call_.org_id(), ids);
    auto reasons = plan::FindReasonsFor(call_, connection(), handoffs);
    for (auto& view :
         handoff::ViewHandoffs(connection(), call_.org_id(), handoffs, call_.principal(), call_.now())) {
      ComingHandoff coming;
      coming.why = std::move(reasons[view.id]);
      if (const auto found = answers.find(view.id); found != answers.end())
        coming.answer = std::move(found->second);
      const auto row = rows.find(view.account.id);
      static_cast<handoff::HandoffView&>(coming) = std::move(view);
      if (row != rows.end()) coming.account_row = row->second;
      view_.coming_to_me.push_back(std::move(coming));
    }
  }

  // A rep's no is for the manager to answer while nothing else is under way for the account.
  void AddDeclined() {
    const Instant since = call_.now() - kDeclinedDays * kMillisecondsPerDay;
    const auto noes = handoff::FindDeclined(connection(), call_.org_id(), me_.id, since, kMaxDeclined);
    for (auto& view :
         handoff::ViewHandoffs(connection(), call_.org_id(), noes, call_.principal(), call_.now())) {
      view_.waiting.push_back({WaitingKind::handoff, view.account.name, view.to,
                               view.dates.ended_at.value_or(call_.now()), "/board"});
    }
  }

  void AddReceipts() {
    const Instant since = call_.now() - kReceiptDays * kMillisecondsPerDay;
    auto events = me_.role == Role::manager
                      ? coaching::FindEventsOf(connection(), call_.org_id(), me_.id, since)
                      : coaching::FindEventsFor(connection(), call_.org_id(), me_.id, since);
    if (events.size() > kMaxReceipts) events.resize(kMaxReceipts);
    view_.receipts = door::ViewReceipts(call_, connection(), events);
  }

  void AddTakeovers() {
    auto shown = takeover::FindOpen(connection(), call_.org_id(), me_.id);
    const Instant since = call_.now() - kReplyDays * kMillisecondsPerDay;
    const auto told = takeover::FindUnreplied(connection(), call_.org_id(), me_.id, since);
    shown.insert(shown.end(), told.begin(), told.end());
    if (shown.size() > kMaxTakeovers) shown.resize(kMaxTakeovers);
    view_.takeovers = takeover::ViewTakeovers(connection(), call_.org_id(), shown, call_.principal());
  }

  // Levels and agreed shares that somebody proposed to the caller.
  void AddCovers() {
    const auto covers = cover::FindCoversOfToday(connection(), call_.org_id(), me_.id, today_);
    view_.covers = cover::ViewCovers(connection(), call_.principal(), covers, today_);
    std::vector<people::Person> people = team_;
    people.push_back(me_);
    view_.uncovered = cover::FindUncovered(connection(), call_.principal(), people, today_, kUncoveredDays,
                                           kUncoveredNamed);
    if (view_.uncovered.size() <= kMaxUncovered) return;
    view_.uncovered_more = std::ssize(view_.uncovered) - std::int64_t{kMaxUncovered};
    view_.uncovered.resize(kMaxUncovered);
  }

  void AddProposals() {
    std::vector<Id> ids;
    const auto levels = May(Word::delegation) ? delegation::FindWaiting(connection(), call_.org_id(), me_.id)
                                              : std::vector<delegation::Delegation>{};
    const auto shares = May(Word::agreed_share)
                            ? share::FindWaitingShares(connection(), call_.org_id(), me_.id)
                            : std::vector<share::AgreedShare>{};
    for (const auto& one : levels) ids.push_back(*one.proposed_by);
    for (const auto& one : shares) ids.push_back(one.proposed_by);
    if (ids.empty()) return;
    const auto people = people::FindRefs(connection(), call_.org_id(), ids);
    const auto add = [&](WaitingKind kind, std::string title, Id by, Instant at, std::string link) {
      const auto found = people.find(by);
      if (found == people.end()) return;
      view_.waiting.push_back({kind, std::move(title), found->second, at, std::move(link)});
    };
    for (const auto& one : levels) {
      add(WaitingKind::level,
          call_.Say({"today.waiting.level",
                     {{"level", std::int64_t{*one.proposed_level}},
                      {"kind", std::string(json::NameOf(one.deal_kind))}}}),
          *one.proposed_by, *one.proposed_at, delegation::LinkFor(one, me_.id));
    }
    for (const auto& one : shares) {
      add(WaitingKind::share, call_.Say({"today.waiting.share"}), one.proposed_by, one.proposed_at,
          "/takeovers");
    }
  }

  const http::Call& call_;
  const people::Person& me_;
  const std::string zone_;
  Day today_;
  Instant day_starts_;
  Instant day_ends_;
  std::vector<people::Person> team_;
  std::vector<Promise> of_today_;
  Today view_;
};

}  // namespace

Result<Today> ViewToday(const http::Call& call, const TodaySources& sources) {
  const auto me = people::FindPerson(call.db(), call.org_id(), call.person_id());
  if (!me) return NotFound("person");
  Today today = Maker(call, *me).Make(sources);
  if (sources.imports && access::ScopeOf(call.principal(), Deed::read, Word::import)) {
    today.imports = sources.imports(call);
  }
  return today;
}

}  // namespace baton::today
