#include <algorithm>

#include "base/zone.h"
#include "book/calendar.h"
#include "book/callers.h"
#include "book/deals.h"
#include "book/directory.h"
#include "calendar/slots.h"
#include "calendar/team.h"
#include "coaching/directory.h"
#include "door/door.h"
#include "door/door_rules.h"
#include "door/server.h"
#include "door/talk.h"
#include "hour/gather.h"
#include "hour/gather_chance.h"
#include "people/directory.h"
#include "people/first_name.h"
#include "people/organization.h"
#include "settings/settings.h"
#include "words/about_text.h"
#include "words/catalogue.h"

namespace baton::door {
namespace {

using coaching::Promise;

constexpr int kHits = 8;
constexpr std::size_t kSlots = 3;

class View {
 public:
  View(const http::Call& call, db::Connection& connection, book::AccountRow account, std::string segment,
       std::optional<book::Contact> contact)
      : call_(call),
        connection_(connection),
        segment_(std::move(segment)),
        zone_(coaching::ZoneOf(connection, call.org_id(), call.person_id())) {
    const Day today = DayIn(call.now(), zone_);
    day_ends_ = ToInstant({today + 1, 0}, zone_);
    if (contact) door_.contact = DoorContact{contact->id, contact->name, contact->title};
    door_.owner = account.owner;
    door_.account = std::move(account);
  }

  Door Make() {
    serving_ = FindServing(call_, connection_, door_.account.id,
                           door_.owner ? std::optional(door_.owner->id) : std::nullopt,
                           door_.contact ? std::optional(door_.contact->id) : std::nullopt);
    FindTeam();
    FindPromises();
    Talk();
    AddWorth();
    return std::move(door_);
  }

 private:
  std::string TimeText(Instant at) const {
    return words::Catalogue::Compiled().Say({"door.time", {{"at", at.milliseconds}}}, call_.language(),
                                            zone_);
  }

  std::string Say(const std::vector<Message>& messages) const {
    std::string text;
    for (const Message& message : messages) {
      if (!text.empty()) text += ' ';
      text += call_.Say(message);
    }
    return text;
  }

  void FindTeam() {
    auto team = calendar::TeamOf(call_, connection_);
    const auto first = serving_ ? std::optional(serving_->person.id) : std::nullopt;
    if (first && *first != call_.person_id() &&
        std::ranges::find(team, *first, &people::PersonRef::id) == team.end()) {
      team.push_back(serving_->person);
    }
    door_.team = calendar::TimesOfTeam(call_, connection_, team, first);
  }

  void FindPromises() {
    auto pending = coaching::FindPending(connection_, call_.org_id(), call_.person_id());
    std::erase_if(pending, [&](const Promise& one) { return one.manager_id != call_.person_id(); });
    const auto stake = FindStake(pending, call_.now());
    std::optional<Id> rep;
    calendar::SlotAsk ask{.earliest = call_.now() + kTakenMinutes * kMillisecondsPerMinute,
                          .zone = zone_,
                          .first_on = DayIn(call_.now(), zone_)};
    calendar::SlotPeople who{{call_.person_id()}, {}};
    if (stake) {
      const Promise& promise = pending[stake->index];
      rep = promise.rep_id;
      ask.minutes = promise.minutes;
      who.people.push_back(promise.rep_id);  // the new time has to suit both
      who.moving.push_back(promise.id);
      // Its own hour is free for it, and no new time.
      ask.earliest = std::max(ask.earliest, promise.due_at + kMillisecondsPerMinute);
      AddStake(promise, stake->minutes_left);
    }
    door_.others_waiting = CountWaiting(pending, day_ends_, rep);
    door_.next_slots = calendar::FindSlots(connection_, call_.org_id(), who, ask, kSlots);
  }

  void AddStake(const Promise& promise, std::int64_t minutes_left) {
    auto views = coaching::ViewPromises(connection_, call_.org_id(), std::span(&promise, 1),
                                        call_.person_id(), call_.now());
    if (views.empty()) return;
    const bool is_late = coaching::IsLate(promise, call_.now());
    const std::string_view key = is_late             ? "door.stake.late"
                                 : minutes_left <= 0 ? "door.stake.now"
                                                     : "door.stake.soon";
    const std::string text = call_.Say({std::string(key),
                                        {{"title", promise.title},
                                         {"rep", people::FirstName(views.front().rep.name)},
                                         {"minutes", minutes_left},
                                         {"at", TimeText(promise.due_at)},
                                         {"moves", std::int64_t{promise.moves}}}});
    door_.at_stake = DoorStake{std::move(views.front()), minutes_left, text};
  }

  TalkFacts Facts() const {
    TalkFacts facts;
    const auto me = people::FindPerson(connection_, call_.org_id(), call_.person_id());
    facts.me = me ? people::FirstName(me->name) : std::string();
    facts.is_manager = call_.principal().role == access::Role::manager;
    facts.contact = door_.contact ? people::FirstName(door_.contact->name) : std::string();
    facts.account = door_.account.name;
    if (!serving_) return facts;
    facts.server = people::FirstName(serving_->person.name);
    facts.by = serving_->by;
    if (serving_->met_client_at) facts.met_client_on = DayIn(*serving_->met_client_at, zone_);
    if (serving_->met_at) facts.met_on = DayIn(*serving_->met_at, zone_);
    if (const calendar::TeamTime* time = TimeOfServer()) {
      facts.freedom = FreedomOf(*time);
      if (time->until_at) facts.free_at = calendar::TimeText(call_, *time->until_at, zone_);
    }
    return facts;
  }

  void Talk() {
    const TalkFacts facts = Facts();
    door_.talk_track.greeting = Say(Greeting(facts));
    if (!serving_) return;
    door_.talk_track.if_you_rather =
        DoorAnswer{call_.Say(RatherQuestion(facts)), call_.Say(RatherAnswer(facts))};
    DoorServer server{.person = serving_->person,
                      .because = Say(Because(facts)),
                      .stage = {},
                      .introduction_on = {},
                      .met = {}};
    if (serving_->handoff) server.stage = serving_->handoff->stage;
    server.introduction_on = serving_->introduction_on;
    server.met = serving_->met;
    door_.server = std::move(server);
    AddFree(facts);
  }

  // The server's; none: that is the caller.
  const calendar::TeamTime* TimeOfServer() const {
    if (!serving_) return nullptr;
    for (const calendar::TeamTime& one : door_.team) {
      if (one.person.id == serving_->person.id) return &one;
    }
    return nullptr;
  }

  static Freedom FreedomOf(const calendar::TeamTime& time) {
    switch (time.standing) {
      case calendar::Standing::free:
        return time.until_at ? Freedom::until : Freedom::free;
      case calendar::Standing::busy:
        return Freedom::busy;
      case calendar::Standing::away:
        return Freedom::away;
      case calendar::Standing::unknown:
        return Freedom::unknown;
    }
    return Freedom::unknown;
  }

  void AddFree(const TalkFacts& facts) {
    const calendar::TeamTime* time = TimeOfServer();
    if (time == nullptr) return;
    constexpr std::string_view kKeys[] = {"door.free.until", "door.free.busy", "door.free.free",
                                          "door.free.away", "door.free.unknown"};
    const std::string key(kKeys[static_cast<std::size_t>(facts.freedom)]);
    const std::string text = facts.freedom == Freedom::away
                                 ? time->text
                                 : call_.Say({key, {{"at", facts.free_at}, {"server", facts.server}}});
    door_.free = DoorFree{key, time->until_at, time->as_of, text};
  }

  void AddWorth() {
    WorthFacts facts;
    const book::AccountRow& account = door_.account;
    const auto organization = people::FindOrganization(connection_, call_.org_id());
    const auto open = account.open_deals > 0 ? book::FindOpenDealsAt(connection_, call_.org_id(), account.id)
                                             : std::vector<book::Deal>();
    const book::Deal* deal =
        hour::DealInQuestion(open, organization ? organization->currency : std::string());
    facts.open_deals = account.open_deals;
    if (deal != nullptr) {
      facts.deal = deal->name;
      facts.is_largest =
          organization && deal->amount_minor.value_or(0) > 0 && deal->currency == organization->currency;
    }
    const bool is_mine = door_.owner && door_.owner->id == call_.person_id();
    facts.only_me = is_mine && account.known_by > 0 && account.others_who_know.empty();
    std::optional<hour::DealChances> chances;
    if (IsOfMyRep()) {
      if (deal != nullptr) {
        chances = AddChance(*deal);
      } else {
        AddClosed(facts);
      }
    }
    facts.has_chance = chances.has_value();
    if (door_.at_stake) {
      facts.promise = door_.at_stake->promise.title;
      facts.promise_minutes = door_.at_stake->promise.minutes;
      facts.moves = door_.at_stake->promise.moves;
    }
    facts.others_waiting = door_.others_waiting;
    if (organization) AddHour(*organization, deal, chances, facts);
    for (const Message& message : Worth(facts)) door_.worth.push_back({call_.Say(message)});
  }

  // What somebody closed is for whoever stands above; a rep at the door reads no colleague's, nor the manager's.
  bool IsOfMyRep() const {
    return serving_ && call_.principal().role == access::Role::manager &&
           people::IsSelfOrBelow(connection_, call_.scope(), serving_->person.id);
  }

  hour::DealChances AddChance(const book::Deal& deal) {
    const auto me = people::FindRefs(connection_, call_.org_id(), std::vector{call_.person_id()});
    const hour::DealChances chances = hour::ChancesOf(hour::GatherChance(connection_,
                                                                         {.org_id = call_.org_id(),
                                                                          .manager_id = call_.person_id(),
                                                                          .rep_id = serving_->person.id,
                                                                          .segment = segment_,
                                                                          .today = DayIn(call_.now(), zone_)},
                                                                         deal));
    const std::string rep = people::FirstName(serving_->person.name);
    const auto odds = [&](const people::PersonRef& person, const hour::SellerChance& seller,
                          const std::string& who) {
      DoorOdds one{.person = person,
                   .won = seller.closed.won,
                   .closed = seller.closed.closed,
                   .chance = seller.chance,
                   .low = {},
                   .high = {},
                   .text = call_.Say(Odds(seller, who))};
      if (seller.chance) {
        one.low = seller.low;
        one.high = seller.high;
      }
      return one;
    };
    door_.chance = DoorChance{.deal_id = deal.id,
                              .deal = deal.name,
                              .saying = chances.saying,
                              .rep = odds(serving_->person, chances.rep, rep),
                              .manager = odds(me.at(call_.person_id()), chances.mine, "you"),
                              .all_won = chances.everybody.won,
                              .all_closed = chances.everybody.closed,
                              .text = call_.Say(Chance(chances, deal.name, rep))};
    return chances;
  }

  // What the hour is worth here and with a rep, by the same reckoning as its page (src/hour); the deal in question counts with its own size,
  // and with what the rep would likely win too.
  void AddHour(const people::Organization& organization, const book::Deal* deal,
               const std::optional<hour::DealChances>& chances, WorthFacts& facts) const {
    if (call_.principal().role != access::Role::manager) return;
    const auto me = people::FindPerson(connection_, call_.org_id(), call_.person_id());
    if (!me) return;
    const hour::Assumed assumed = hour::Assume(settings::Read(connection_, call_.org_id()));
    const hour::Worth worth =
        hour::WorthOf(hour::GatherWorth(connection_, {*me, call_.principal(), call_.now(),
                                                      organization.time_zone, organization.currency}),
                      assumed);
    double times = 1;
    if (deal != nullptr && deal->amount_minor.value_or(0) > 0 && deal->currency == organization.currency &&
        worth.hour.margin > 0) {
      times = assumed.margin_share * static_cast<double>(*deal->amount_minor) / worth.hour.margin;
    }
    const hour::WorthHere here = hour::WorthHereOf(
        worth, times, chances ? hour::AddedHere(*chances, assumed.added_share) : std::nullopt);
    facts.break_even = here.break_even;
    facts.evidence = json::NameOf(worth.evidence.level);
    if (!here.money) return;
    const auto text = [&](double minor) {
      return words::AboutText(minor, organization.currency, call_.language());
    };
    const auto money = [&](const stats::Middle& middle) {
      return WorthFacts::Money{text(middle.median), text(middle.band.low), text(middle.band.high)};
    };
    facts.money = WorthFacts::Both{money(here.money->sell), money(here.money->coach)};
  }

  void AddClosed(WorthFacts& facts) const {
    facts.server = people::FirstName(serving_->person.name);
    const Day today = DayIn(call_.now(), zone_);
    const std::vector<Id> owners{call_.person_id(), serving_->person.id};
    for (const book::ClosedDeals& closed :
         book::FindClosedDeals(connection_, call_.org_id(), owners, today - hour::kAlikeDays, today)) {
      Closed& whose = closed.owner_id == call_.person_id() ? facts.mine : facts.theirs;
      whose = {closed.won, closed.won + closed.lost};
    }
  }

  const http::Call& call_;
  db::Connection& connection_;
  const std::string segment_;  // of the client
  const std::string zone_;
  Instant day_ends_;
  std::optional<Serving> serving_;
  Door door_;
};

// Who it is: the one named, or the only one there.
Result<std::optional<book::Contact>> ContactAt(const http::Call& call, db::Connection& connection,
                                               Id account_id, std::optional<Id> contact_id) {
  const auto contacts = book::FindContacts(connection, call.org_id(), account_id);
  if (!contact_id) {
    return contacts.size() == 1 ? std::optional(contacts.front()) : std::optional<book::Contact>();
  }
  const auto found = std::ranges::find(contacts, *contact_id, &book::Contact::id);
  if (found == contacts.end()) return NotFound("contact");
  return std::optional(*found);
}

}  // namespace

DoorHits FindAtDoor(const http::Call& call, const std::string& text) {
  DoorHits hits;
  for (const book::Caller& caller : book::FindCallers(call.db(), call.scope(), text, kHits)) {
    DoorHit hit;
    if (caller.contact_id)
      hit.contact = DoorContact{*caller.contact_id, caller.contact_name, caller.contact_title};
    hit.account = {caller.account_id, caller.account_name};
    hit.city = caller.city;
    hit.score = std::max(1, 100 - 30 * caller.mistakes - caller.letters_missing);
    hits.items.push_back(std::move(hit));
  }
  return hits;
}

Result<Door> ViewDoor(const http::Call& call, db::Connection& connection, Id account_id,
                      std::optional<Id> contact_id) {
  auto account = book::FindAccount(connection, call.scope(), account_id);
  if (!account) return NotFound("account");
  auto contact = ContactAt(call, connection, account_id, contact_id);
  if (!contact) return Fail(contact.error());
  const auto organization = people::FindOrganization(connection, call.org_id());
  const Day today = DayIn(call.now(), organization ? organization->time_zone : "UTC");
  auto rows = book::ViewAccountRows(connection, call.org_id(), std::vector{account_id}, call.now(), today);
  if (rows.empty()) return NotFound("account");
  return View(call, connection, std::move(rows.front()), std::move(account->segment), std::move(*contact))
      .Make();
}

}  // namespace baton::door
