// Reads by what a deal is likely to be won: what the rep, the manager and some of their colleagues closed that is like it, in sums. Two
// questions however many deals and people there are; the deals that are read are those of fifty people in two years.
//
//   if (const auto deal = DealInQuestion(book::FindOpenDealsAt(...), "USD"))
//     ChancesOf(GatherChance(connection, {.org_id = ..., .manager_id = jim, .rep_id = jada, ...}, deal))
#pragma once

#include <span>
#include <string>

#include "base/date.h"
#include "book/deals.h"
#include "db/connection.h"
#include "hour/deal_chance.h"

namespace baton::hour {

inline constexpr int kAlikeDays = 730;      // closed so long back
inline constexpr int kMostColleagues = 50;  // the two and their team first

// Which of a client's open deals is asked about: the largest in this currency; where no size is known, the next to close. None: no deal.
const book::Deal* DealInQuestion(std::span<const book::Deal> open, const std::string& currency);

struct ChanceAsked {
  Id org_id;
  Id manager_id;
  Id rep_id;
  std::string segment;  // of the client; empty: none is noted, which is alike too
  Day today;
};
// Of a deal without a size deals of any size are alike. REQUIRES: the reader may see what both closed.
ChanceFacts GatherChance(db::Connection& connection, const ChanceAsked& asked, const book::Deal& deal);

}  // namespace baton::hour
