#include "scoreboard/gather_handed.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/zone.h"
#include "book/closed_deals.h"
#include "book/fate.h"
#include "handoff/directory.h"

namespace baton::scoreboard {
namespace {

class Handed {
 public:
  Handed(db::Connection& connection, const GatherAsked& asked, MoreFacts& facts)
      : connection_(connection), asked_(asked), facts_(facts) {}

  void Run() {
    ReadConfirmed();
    if (facts_.handed.empty()) return;
    ReadFates();
    ReadSales();
  }

 private:
  Id Org() const { return asked_.reader.org_id; }
  std::vector<Id> Accounts() const {
    std::vector<Id> accounts;
    for (const KeptClient& one : facts_.handed) accounts.push_back(one.account_id);
    return accounts;
  }

  void ReadConfirmed() {
    for (const handoff::Handoff& one : handoff::FindHandoffsOf(connection_, Org(), asked_.manager_id)) {
      if (!one.confirmed_at || one.stage == handoff::Stage::declined || one.stage == handoff::Stage::returned)
        continue;
      const Day on = DayIn(*one.confirmed_at, asked_.zone);
      if (on > facts_.today) continue;
      facts_.handed.push_back(
          {.handoff_id = one.id, .account_id = one.account_id, .to_id = one.to_id, .confirmed_on = on});
    }
  }

  void ReadFates() {
    const Instant since = ToInstant({facts_.today - kHandedHalfYear, 0}, asked_.zone);
    std::unordered_map<Id, bool> alive;
    for (const book::Fate& fate : book::FindFates(connection_, Org(), Accounts(), since))
      alive.emplace(fate.account_id, fate.is_alive);
    for (KeptClient& one : facts_.handed) one.is_alive = alive[one.account_id];
  }

  // What other teams sell to a client that went on to them is theirs to see.
  void ReadSales() {
    std::unordered_set<Id> ours = {asked_.manager_id};
    for (const TeamRep& rep : facts_.roster) ours.insert(rep.id);
    std::unordered_multimap<Id, KeptClient*> clients;
    Day earliest = facts_.today;
    for (KeptClient& one : facts_.handed) {
      clients.emplace(one.account_id, &one);
      earliest = std::min(earliest, one.confirmed_on - kHandedYear);
    }
    for (const book::EndedDeal& deal :
         book::FindEndedAt(connection_, Org(), Accounts(), earliest, facts_.today)) {
      if (deal.status != book::OpportunityStatus::won || !ours.contains(deal.owner_id)) continue;
      const auto [first, last] = clients.equal_range(*deal.account_id);
      for (auto found = first; found != last; ++found) PutSale(*found->second, deal);
    }
  }

  void PutSale(KeptClient& client, const book::EndedDeal& deal) const {
    const int after = deal.closes_on - client.confirmed_on;
    const int days = client.DaysSince(facts_.today);
    if (after > days || after <= -days) return;
    if (!deal.amount_minor || deal.currency != asked_.currency) {
      ++client.without_amount;
    } else {
      (after > 0 ? client.sold_minor : client.sold_before_minor) += *deal.amount_minor;
    }
  }

  db::Connection& connection_;
  const GatherAsked& asked_;
  MoreFacts& facts_;
};

}  // namespace

void GatherHanded(db::Connection& connection, const GatherAsked& asked, MoreFacts& facts) {
  Handed(connection, asked, facts).Run();
}

}  // namespace baton::scoreboard
