#include "cover/call_clients.h"

#include <algorithm>
#include <cmath>

#include "base/noon.h"
#include "base/zone.h"
#include "book/calendar.h"
#include "book/deals.h"
#include "cover/cover_rules.h"
#include "departure/assess.h"
#include "departure/gather.h"
#include "departure/outlook.h"
#include "people/directory.h"
#include "people/organization.h"
#include "settings/settings.h"
#include "sheet/directory.h"

namespace baton::cover {
namespace {

using http::Call;

// Meetings of the person that are booked with clients, and promises to them, in the days in which calls are made.
void AddWaits(const Call& call, db::Connection& connection, Id person_id, const std::string& zone,
              Clients& found) {
  const auto add = [&](Id account, Day on, Message message) {
    const auto at = found.waits.find(account);
    if (at == found.waits.end() || on < at->second.first) found.waits[account] = {on, std::move(message)};
  };
  const Instant to = ToInstant({found.today + kWaitsSoon, 0}, zone);
  for (const auto& entry :
       book::FindCalendar(connection, call.org_id(), std::span(&person_id, 1), call.now(), to)) {
    if (!entry.account_id) continue;
    const Day on = DayIn(entry.starts_at, zone);
    add(*entry.account_id, on, {"cover.call.meeting", {{"on", NoonOf(on)}}});
  }
  for (const auto& one : sheet::FindPromisesDue(connection, call.org_id(), std::span(&person_id, 1),
                                                found.today, found.today + (kWaitsSoon - 1))) {
    add(one.account_id, *one.due_on,
        {"cover.call.promise", {{"title", one.title}, {"on", NoonOf(*one.due_on)}}});
  }
}

// Whether clients leave together changes nothing of one alone.
void AddOtherwise(const std::vector<departure::AccountFacts>& facts, const departure::LossModel& model,
                  Clients& found) {
  for (const departure::Ends& ends : departure::EndsOf(model)) {
    if (ends.assumption == departure::Assumption::correlation) continue;
    for (const departure::LossModel& end : {ends.one, ends.other}) {
      const std::vector<double> expected = departure::ExpectedOf(facts, {.model = end});
      auto& sums =
          found.otherwise
              .emplace_back(departure::SentenceOf(ends.assumption, model), std::map<Id, std::int64_t>())
              .second;
      for (std::size_t j = 0; j < facts.size(); ++j) sums[facts[j].id] = std::llround(expected[j]);
    }
  }
}

}  // namespace

Result<Clients> FindClients(const Call& call, db::Connection& connection, const people::Person& person) {
  const auto organization = people::FindOrganization(connection, call.org_id());
  if (!organization) return NotFound("organization");
  Clients found{.currency = organization->currency, .today = DayIn(call.now(), organization->time_zone)};
  const departure::Gathered gathered =
      departure::Gather(connection, person.id, {call.principal(), call.now(), found.today, found.currency});
  const departure::Calibration calibration = departure::CalibrateByPast(
      connection, call.principal(), settings::Read(connection, call.org_id()), call.now());
  const std::vector<double> expected = departure::ExpectedOf(gathered.facts, {.model = calibration.model});
  AddOtherwise(gathered.facts, calibration.model, found);
  std::map<Id, book::Deal> signatures;  // by account: the one that closes first
  for (book::Deal& deal : book::FindOpenDeals(connection, call.org_id(), std::span(&person.id, 1))) {
    if (deal.account_id && deal.stage_category == book::StageCategory::signature)
      signatures.emplace(*deal.account_id, std::move(deal));
  }
  AddWaits(call, connection, person.id, organization->time_zone, found);
  std::map<Id, std::vector<Id>> knowers;  // by account, the closest first
  for (const ties::AccountTie& tie : gathered.known) {
    std::vector<Id>& known = knowers[tie.account_id];
    if (tie.person_id != person.id && std::ranges::find(known, tie.person_id) == known.end())
      known.push_back(tie.person_id);
  }
  for (std::size_t j = 0; j < gathered.facts.size(); ++j) {
    const departure::AccountFacts& facts = gathered.facts[j];
    ClientToCall client{.account_id = facts.id,
                        .expected_minor = std::llround(expected[j]),
                        .renewal_on = gathered.rows[j].renewal_on};
    if (facts.share) client.has_second = facts.has_second;
    if (const auto waits = found.waits.find(facts.id); waits != found.waits.end())
      client.waits_on = waits->second.first;
    if (!facts.revenue) found.without_revenue.insert(facts.id);
    if (const auto deal = signatures.find(facts.id); deal != signatures.end()) {
      client.is_at_signature = true;
      client.closes_on = deal->second.closes_on;
    }
    if (const auto handoff = gathered.handoffs.find(facts.id); handoff != gathered.handoffs.end()) {
      found.handoffs[facts.id] = handoff->second.id;
      client.callers.push_back(handoff->second.to.id);
    } else if (const auto draft = gathered.draft_successors.find(facts.id);
               draft != gathered.draft_successors.end()) {
      client.callers.push_back(draft->second.id);
    }
    for (const Id knower : knowers[facts.id]) client.callers.push_back(knower);
    if (person.manager_id) client.callers.push_back(*person.manager_id);
    found.clients.push_back(std::move(client));
  }
  found.clients = OrderOf(std::move(found.clients), found.today);
  return found;
}

std::string WhyOf(const Call& call, const ClientToCall& client, const Clients& clients) {
  std::string why;
  const Urgency urgency = UrgencyOf(client, clients.today);
  switch (urgency) {
    case Urgency::signature:
      why = client.closes_on ? call.Say({"cover.call.signature_on", {{"on", NoonOf(*client.closes_on)}}})
                             : call.Say({"cover.call.signature"});
      break;
    case Urgency::renewal:
      why = call.Say({"cover.call.renewal", {{"on", NoonOf(*client.renewal_on)}}});
      break;
    case Urgency::waits:
    case Urgency::loss:
      break;
  }
  if (const auto waits = clients.waits.find(client.account_id); waits != clients.waits.end())
    why += (why.empty() ? "" : " ") + call.Say(waits->second.second);
  if (client.has_second == false) why += (why.empty() ? "" : " ") + call.Say({"cover.call.nobody_else"});
  return why;
}

std::optional<OrderRestsView> OrderRestsOn(const Call& call, const Clients& clients,
                                           const std::set<Id>& to_call) {
  std::vector<ClientToCall> order;
  for (const ClientToCall& client : clients.clients) {
    if (to_call.contains(client.account_id)) order.push_back(client);
  }
  if (order.size() < 2) return std::nullopt;
  const std::size_t first = std::min(kFirstCalls, order.size() - 1);
  OrderRestsView view{.first = static_cast<std::int32_t>(first),
                      .stay = static_cast<std::int32_t>(first),
                      .tried = static_cast<std::int32_t>(clients.otherwise.size())};
  const Message* most = nullptr;
  for (const auto& [sentence, sums] : clients.otherwise) {
    std::vector<std::int64_t> otherwise;
    for (const ClientToCall& client : order) otherwise.push_back(sums.at(client.account_id));
    const auto stay = static_cast<std::int32_t>(StayFirst(order, otherwise, first, clients.today));
    view.unchanged += stay == view.first ? 1 : 0;
    if (stay >= view.stay) continue;
    view.stay = stay;
    most = &sentence;
  }
  view.text = most == nullptr
                  ? call.Say({"cover.order.stays",
                              {{"first", std::int64_t{view.first}}, {"tried", std::int64_t{view.tried}}}})
                  : call.Say({"cover.order.moves",
                              {{"first", std::int64_t{view.first}},
                               {"stay", std::int64_t{view.stay}},
                               {"tried", std::int64_t{view.tried}},
                               {"unchanged", std::int64_t{view.unchanged}},
                               {"assumption", call.Say(*most)}}});
  return view;
}

}  // namespace baton::cover
