#include "hour/gather_chance.h"

#include <cmath>

#include "book/calendar.h"

namespace baton::hour {

const book::Deal* DealInQuestion(std::span<const book::Deal> open, const std::string& currency) {
  const book::Deal* found = nullptr;
  for (const book::Deal& deal : open) {
    if (deal.currency != currency || deal.amount_minor.value_or(0) <= 0) continue;
    if (found == nullptr || *deal.amount_minor > *found->amount_minor) found = &deal;
  }
  if (found != nullptr) return found;
  return open.empty() ? nullptr : &open.front();
}

ChanceFacts GatherChance(db::Connection& connection, const ChanceAsked& asked, const book::Deal& deal) {
  const auto sellers = connection.Query<Id>(
      "SELECT id FROM person WHERE org_id = $1 AND role IN ('rep', 'manager') AND is_placeholder = 0 "
      "ORDER BY CASE WHEN id = $2 OR id = $3 THEN 0 WHEN manager_id = $2 THEN 1 ELSE 2 END, id LIMIT $4",
      asked.org_id, asked.manager_id, asked.rep_id, kMostColleagues);
  book::DealLike like{.segment = asked.segment,
                      .currency = deal.currency,
                      .amounts = {},
                      .from_on = asked.today - kAlikeDays,
                      .to_on = asked.today};
  if (deal.amount_minor && *deal.amount_minor > 0) {
    const auto size = static_cast<double>(*deal.amount_minor);
    like.amounts = {std::llround(size / kAlikeTimes), std::llround(size * kAlikeTimes)};
  }
  ChanceFacts facts;
  for (const book::ClosedDeals& closed : book::FindClosedLike(connection, asked.org_id, sellers, like)) {
    const ClosedCount count{closed.won, closed.won + closed.lost};
    if (closed.owner_id == asked.rep_id) {
      facts.rep = count;
    } else if (closed.owner_id == asked.manager_id) {
      facts.mine = count;
    } else {
      facts.colleagues.push_back(count);
    }
  }
  return facts;
}

}  // namespace baton::hour
