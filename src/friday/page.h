// The Friday's facts in words of a language: as cards for the manager, and as the page for the one above.
//
//   CardsOf(facts, "de")
//   Freeze(facts, {CardKey::handoffs}, dana)     // in each language
//
// Rows that are the manager's and one rep's (a promise, who was coached, an hour) stay with the manager: the one above reads their number.
// Pure, thread-safe.
#pragma once

#include <string>
#include <vector>

#include "friday/friday.h"
#include "friday/gather.h"

namespace baton::friday {

std::vector<CardView> CardsOf(const FridayFacts& facts, const std::string& language);
SinceView SinceOf(const FridayFacts& facts, const std::string& language);
Frozen Freeze(const FridayFacts& facts, const std::vector<CardKey>& shown, const std::string& reader);
// In the language, else in the first one.
PageView PageIn(const Frozen& frozen, const std::string& language);

}  // namespace baton::friday
