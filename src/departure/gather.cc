#include "departure/gather.h"

#include <algorithm>
#include <set>
#include <span>
#include <unordered_map>

#include "book/directory.h"
#include "book/tenure.h"
#include "departure/shares.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "plan/directory.h"

namespace baton::departure {

Gathered Gather(db::Connection& connection, Id person_id, const GatherAsked& asked) {
  const Id org_id = asked.reader.org_id;
  Gathered gathered;
  std::vector<handoff::Handoff> handoffs = handoff::FindHandoffsOf(connection, org_id, person_id);
  // Until it is confirmed that the client has come to know the successor, the client hangs on the former owner.
  std::erase_if(handoffs, [](const handoff::Handoff& each) { return handoff::IsEnd(each.stage); });
  std::set<Id> wanted;
  for (const Id id : book::FindOwnedAccounts(connection, org_id, person_id)) wanted.insert(id);
  for (const handoff::Handoff& each : handoffs) wanted.insert(each.account_id);
  for (handoff::HandoffView& view :
       handoff::ViewHandoffs(connection, org_id, handoffs, asked.reader, asked.now)) {
    gathered.handoffs.insert_or_assign(view.account.id, std::move(view));
  }
  const auto drafted = plan::FindDraftSuccessors(connection, asked.reader, person_id);
  std::vector<Id> successors;
  for (const auto& [account, successor] : drafted) successors.push_back(successor);
  const auto people = people::FindRefs(connection, org_id, successors);
  for (const auto& [account, successor] : drafted) {
    const auto person = people.find(successor);
    if (person != people.end() && !gathered.handoffs.contains(account)) {
      gathered.draft_successors.emplace(account, person->second);
    }
  }

  const std::vector<Id> ids(wanted.begin(), wanted.end());
  gathered.rows = book::ViewAccountRows(connection, org_id, ids, asked.now, asked.today);
  gathered.ties_as_of = ties::TiesAsOf(connection, org_id);
  std::unordered_map<Id, book::Tenure> tenures;
  for (const book::Tenure& tenure : book::FindTenures(connection, org_id, person_id, ids, asked.now)) {
    tenures[tenure.account_id] = tenure;
  }
  gathered.known = ties::FindTies(connection, org_id, ids, asked.now);
  const auto breadths = ties::BreadthsOf(gathered.known);
  for (const book::AccountRow& row : gathered.rows) {
    AccountFacts facts{.id = row.id};
    if (row.currency == asked.currency) facts.revenue = row.revenue_minor;
    ClientTies drawn{.account_id = row.id, .revenue = facts.revenue.value_or(0)};
    if (const auto breadth = breadths.find(row.id); breadth != breadths.end()) {
      const PersonsShare own = OwnShareOf(breadth->second, person_id);
      facts.share = own.share;
      facts.has_second = own.has_second;
      facts.hangs_on_person =
          breadth->second.is_single_thread && breadth->second.shares.front().person_id == person_id;
      for (const ties::PersonShare& each : breadth->second.shares) {
        drawn.shares.push_back({each.person_id, each.share});
      }
    }
    if (const auto tenure = tenures.find(row.id); tenure != tenures.end()) {
      facts.years_with_firm = YearsSince(tenure->second.firm_since, asked.now);
      if (tenure->second.person_since) {
        facts.years_with_person = YearsSince(*tenure->second.person_since, asked.now);
      }
    }
    if (const auto handoff = gathered.handoffs.find(row.id); handoff != gathered.handoffs.end()) {
      facts.completion = handoff->second.completion;
      drawn.successor = handoff->second.to.id;
    } else if (const auto draft = gathered.draft_successors.find(row.id);
               draft != gathered.draft_successors.end()) {
      drawn.successor = draft->second.id;
    }
    facts.is_planned = drawn.successor.has_value();
    gathered.facts.push_back(facts);
    gathered.ties.push_back(std::move(drawn));
  }
  return gathered;
}

}  // namespace baton::departure
