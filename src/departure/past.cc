#include "departure/past.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "book/fate.h"
#include "book/tenure.h"
#include "departure/shares.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "ties/directory.h"

namespace baton::departure {
namespace {

constexpr std::int64_t kOwnedDays = 90;

// How far each client's handoff was on the day, by account.
std::unordered_map<Id, double> FindCompletions(db::Connection& connection, const access::Principal& reader,
                                               const people::Left& left) {
  std::vector<handoff::Handoff> handoffs = handoff::FindHandoffsOf(connection, reader.org_id, left.person_id);
  std::erase_if(handoffs, [&](const handoff::Handoff& each) {
    return each.proposed_at > left.left_at || each.refused_by.has_value();
  });
  std::unordered_map<Id, double> completions;
  for (const handoff::HandoffView& view :
       handoff::ViewHandoffs(connection, reader.org_id, handoffs, reader, left.left_at)) {
    completions[view.account.id] = view.completion;
  }
  return completions;
}

// Of each client that hung on somebody of us then.
std::map<Id, ties::Breadth> BreadthsThen(db::Connection& connection, Id org_id, std::span<const Id> accounts,
                                         Instant at) {
  std::vector<ties::AccountAt> asked;
  for (const Id account : accounts) asked.push_back({account, at});
  std::map<Id, ties::Breadth> breadths;
  for (const std::vector<ties::AccountTie>& ties : ties::FindTiesAt(connection, org_id, asked))
    breadths.merge(ties::BreadthsOf(ties));
  return breadths;
}

PastDeparture ReadOne(db::Connection& connection, const access::Principal& reader, const people::Left& left) {
  const std::vector<Id> owned =
      book::FindOwnedWithin(connection, reader.org_id, left.person_id,
                            left.left_at - kOwnedDays * kMillisecondsPerDay, left.left_at);
  std::unordered_map<Id, book::Tenure> tenures;
  for (const book::Tenure& tenure :
       book::FindTenures(connection, reader.org_id, left.person_id, owned, left.left_at)) {
    tenures[tenure.account_id] = tenure;
  }
  const auto completions = FindCompletions(connection, reader, left);
  PastDeparture departure;
  const auto breadths = BreadthsThen(connection, reader.org_id, owned, left.left_at);
  for (const book::Fate& fate : book::FindFates(connection, reader.org_id, owned, left.left_at)) {
    if (!fate.was_alive) continue;
    PastAccount account{.features = kTypical, .is_lost = !fate.is_alive};
    account.features.completion = 0;
    if (const auto breadth = breadths.find(fate.account_id); breadth != breadths.end()) {
      const PersonsShare share = OwnShareOf(breadth->second, left.person_id);
      account.features.share = share.share;
      account.features.has_second = share.has_second;
    }
    if (const auto tenure = tenures.find(fate.account_id); tenure != tenures.end()) {
      account.features.years_with_firm = YearsSince(tenure->second.firm_since, left.left_at);
      if (tenure->second.person_since) {
        account.features.years_with_person = YearsSince(*tenure->second.person_since, left.left_at);
      }
    }
    if (const auto done = completions.find(fate.account_id); done != completions.end()) {
      account.features.completion = done->second;
    }
    departure.push_back(account);
  }
  return departure;
}

}  // namespace

std::vector<PastDeparture> ReadPast(db::Connection& connection, const access::Principal& reader,
                                    Instant now) {
  std::vector<people::Left> left = people::FindLeft(connection, reader.org_id, now);
  if (left.empty()) return {};
  const auto heard = book::LastHeardOf(connection, reader.org_id, now);
  std::erase_if(left, [&](const people::Left& each) {
    const Instant year_over = each.left_at + book::kFateDays * kMillisecondsPerDay;
    return year_over > now || !heard || *heard < year_over;
  });
  std::ranges::sort(left, std::ranges::greater{}, &people::Left::left_at);
  if (left.size() > kMostPast) left.resize(kMostPast);
  std::vector<PastDeparture> past;
  for (const people::Left& each : left) past.push_back(ReadOne(connection, reader, each));
  return past;
}

}  // namespace baton::departure
