#include "cover/meanwhile.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/zone.h"
#include "book/dealings.h"
#include "book/deals.h"
#include "cover/cover_store.h"
#include "people/directory.h"
#include "sheet/directory.h"

namespace baton::cover {
namespace {

MeanwhileKind KindOf(book::ActivityKind kind) {
  switch (kind) {
    case book::ActivityKind::meeting:
      return MeanwhileKind::meeting;
    case book::ActivityKind::call:
      return MeanwhileKind::call;
    case book::ActivityKind::email:
      return MeanwhileKind::email;
    case book::ActivityKind::visit:
      return MeanwhileKind::visit;
    case book::ActivityKind::task:
      break;
  }
  return MeanwhileKind::task;
}

}  // namespace

MeanwhileView ViewMeanwhile(const http::Call& call, db::Connection& connection, const Cover& cover, Day today,
                            const std::string& zone) {
  const Id org_id = call.org_id();
  MeanwhileView view{.cover = ViewCovers(connection, call.principal(), std::span(&cover, 1), today).front()};
  std::vector<Id> accounts;
  std::set<Id> covering;
  std::map<Id, std::size_t> at;
  for (const CoverLineView& line : view.cover.lines) {
    at[line.account.id] = view.accounts.size();
    accounts.push_back(line.account.id);
    for (const people::PersonRef& one : line.people) covering.insert(one.id);
    view.accounts.push_back({line.account, line.people, {}});
  }
  const std::vector<Id> people(covering.begin(), covering.end());
  const auto refs = people::FindRefs(connection, org_id, people);
  const auto ref = [&](Id id) {
    const auto found = refs.find(id);
    return found == refs.end() ? std::nullopt : std::optional(found->second);
  };
  const auto add = [&](Id account, MeanwhileItemView item) {
    if (const auto found = at.find(account); found != at.end())
      view.accounts[found->second].items.push_back(std::move(item));
  };
  const Instant from = ToInstant({cover.from_on, 0}, zone);
  const Instant to = std::min(cover.ended_at.value_or(call.now()), ToInstant({cover.to_on + 1, 0}, zone));
  for (const book::Dealing& one : book::FindDealings(connection, org_id, accounts, people, from, to)) {
    add(one.account_id, {KindOf(one.kind), one.starts_at, one.subject, ref(one.person_id)});
  }
  const Day last = std::min(DayIn(to, zone), cover.to_on);
  for (const book::Deal& deal :
       book::FindDealsClosed(connection, org_id, std::span(&cover.person_id, 1), cover.from_on, last)) {
    if (!deal.account_id || !deal.closes_on) continue;
    const bool is_won = deal.status == book::OpportunityStatus::won;
    add(*deal.account_id, {is_won ? MeanwhileKind::deal_won : MeanwhileKind::deal_lost,
                           ToInstant({*deal.closes_on, 12 * 60}, zone), deal.name, std::nullopt});
  }
  for (const book::MovedDeal& moved :
       book::FindMovedDeals(connection, org_id, std::span(&cover.person_id, 1), from)) {
    if (!moved.deal.account_id || moved.moved_at >= to) continue;
    const std::string stage = moved.deal.stage_name.value_or("");
    add(*moved.deal.account_id,
        {MeanwhileKind::deal_moved, moved.moved_at,
         call.Say({"cover.deal_moved", {{"deal", moved.deal.name}, {"stage", stage}}}), std::nullopt});
  }
  for (const sheet::ClientPromise& one :
       sheet::FindOpenPromises(connection, org_id, cover.person_id, accounts)) {
    if (covering.contains(one.person_id) && one.promised_at >= from && one.promised_at < to)
      add(one.account_id, {MeanwhileKind::promise, one.promised_at, one.title, ref(one.person_id)});
  }
  for (MeanwhileAccountView& account : view.accounts) {
    std::ranges::stable_sort(account.items, std::ranges::greater{}, &MeanwhileItemView::at);
    view.count += std::ssize(account.items);
  }
  std::ranges::stable_sort(view.accounts, std::ranges::greater{},
                           [](const MeanwhileAccountView& account) { return account.items.size(); });
  return view;
}

}  // namespace baton::cover
