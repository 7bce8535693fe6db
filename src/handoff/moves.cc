#include "handoff/moves.h"

#include <map>

#include "book/directory.h"
#include "book/work.h"
#include "handoff/directory.h"
#include "handoff/tell.h"
#include "people/directory.h"

namespace baton::handoff {
namespace {

MovePart PartOfDeals(std::span<const book::Opportunity> deals, bool is_moving) {
  MovePart part{.is_moving = is_moving, .count = std::ssize(deals), .money = {}, .items = {}};
  std::map<std::string, MoveMoney> money;
  for (const book::Opportunity& deal : deals) {
    if (deal.amount_minor) {
      MoveMoney& sum = money[deal.currency];
      sum.currency = deal.currency;
      sum.amount_minor += *deal.amount_minor;
      ++sum.count;
    }
    if (part.items.size() == kMaxMoveRows) continue;
    part.items.push_back({.id = deal.id,
                          .name = deal.name,
                          .kind = {},
                          .starts_at = {},
                          .closes_on = deal.closes_on,
                          .amount_minor = deal.amount_minor,
                          .currency = deal.currency});
  }
  for (auto& [currency, sum] : money) part.money.push_back(std::move(sum));
  return part;
}

MovePart PartOfActivities(std::span<const book::Activity> activities, bool is_moving) {
  MovePart part{.is_moving = is_moving, .count = std::ssize(activities), .money = {}, .items = {}};
  for (const book::Activity& activity : activities) {
    if (part.items.size() == kMaxMoveRows) break;
    part.items.push_back({.id = activity.id,
                          .name = activity.subject,
                          .kind = activity.kind,
                          .starts_at = activity.starts_at,
                          .closes_on = {},
                          .amount_minor = {},
                          .currency = {}});
  }
  return part;
}

MovePart PartOfContacts(std::span<const book::Contact> contacts, bool is_moving) {
  MovePart part{.is_moving = is_moving, .count = std::ssize(contacts), .money = {}, .items = {}};
  for (const book::Contact& contact : contacts) {
    if (part.items.size() == kMaxMoveRows) break;
    part.items.push_back({.id = contact.id,
                          .name = contact.name,
                          .kind = {},
                          .starts_at = {},
                          .closes_on = {},
                          .amount_minor = {},
                          .currency = {}});
  }
  return part;
}

}  // namespace

MoveChoices ChoicesOf(const Handoff& handoff) {
  return {handoff.moves_contacts, handoff.moves_open_deals, handoff.moves_credit, handoff.moves_tasks,
          handoff.moves_meetings};
}

Credit CreditOf(const Handoff& handoff, const people::PersonRef& from, const people::PersonRef& to) {
  return {.open_deals = handoff.moves_open_deals ? to : from,
          .closed_deals = handoff.moves_credit ? to : from};
}

Result<MovesView> ViewMoves(db::Connection& connection, const Handoff& handoff, Instant now) {
  const auto people =
      people::FindRefs(connection, handoff.org_id, std::vector{handoff.from_id, handoff.to_id});
  const auto from = people.find(handoff.from_id);
  const auto to = people.find(handoff.to_id);
  if (from == people.end() || to == people.end()) return NotFound("handoff");
  const auto work =
      book::FindWork(connection, handoff.org_id, std::span(&handoff.account_id, 1), handoff.from_id, now);
  const auto contacts = book::FindContacts(connection, handoff.org_id, handoff.account_id);
  const MoveChoices choices = ChoicesOf(handoff);
  return MovesView{.id = handoff.id,
                   .version = handoff.version,
                   .choices = choices,
                   .credit = CreditOf(handoff, from->second, to->second),
                   .is_done = handoff.owned_at.has_value(),
                   .contacts = PartOfContacts(contacts, choices.contacts),
                   .open_deals = PartOfDeals(work.open_deals, choices.open_deals),
                   .closed_deals = PartOfDeals(work.won_deals, choices.credit),
                   .tasks = PartOfActivities(work.tasks, choices.tasks),
                   .meetings = PartOfActivities(work.meetings, choices.meetings)};
}

Result<Handoff> ChooseMoves(action::Action& action, const Handoff& before, const MoveChoices& choices) {
  if (before.ended_at) return Fail(Kind::conflict, "problem.handoff.ended");
  if (before.owned_at) return Fail(Kind::conflict, "problem.handoff.has_moved");
  if (choices == ChoicesOf(before)) return before;
  Handoff after = before;
  Choose(after, choices);
  auto saved = action.Update(before, after);
  if (saved) TellOthers(action, *saved, "moves");
  return saved;
}

void Choose(Handoff& handoff, const MoveChoices& choices) {
  handoff.moves_contacts = choices.contacts;
  handoff.moves_open_deals = choices.open_deals;
  handoff.moves_credit = choices.credit;
  handoff.moves_tasks = choices.tasks;
  handoff.moves_meetings = choices.meetings;
}

Result<Done> MoveWork(action::Action& action, const Handoff& handoff) {
  const auto work = book::FindWork(action.tx(), action.org_id(), std::span(&handoff.account_id, 1),
                                   handoff.from_id, action.now());
  Result<Done> done = Done{};
  if (handoff.moves_open_deals) done = book::GiveDeals(action, work.open_deals, handoff.to_id);
  if (done && handoff.moves_credit) done = book::GiveDeals(action, work.won_deals, handoff.to_id);
  if (done && handoff.moves_tasks) done = book::GiveActivities(action, work.tasks, handoff.to_id);
  if (done && handoff.moves_meetings) done = book::GiveActivities(action, work.meetings, handoff.to_id);
  return done;
}

Result<Done> ReturnWork(action::Action& action, const Handoff& handoff) {
  const auto work = book::FindWork(action.tx(), action.org_id(), std::span(&handoff.account_id, 1),
                                   handoff.to_id, action.now());
  Result<Done> done = Done{};
  if (handoff.moves_open_deals) done = book::GiveDeals(action, work.open_deals, handoff.from_id);
  if (done && handoff.moves_tasks) done = book::GiveActivities(action, work.tasks, handoff.from_id);
  if (done && handoff.moves_meetings) done = book::GiveActivities(action, work.meetings, handoff.from_id);
  return done;
}

}  // namespace baton::handoff
