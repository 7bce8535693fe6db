// The figures beside the headline, one function each. Part of count.h.
#pragma once

#include <vector>

#include "scoreboard/count.h"

namespace baton::scoreboard {

std::vector<Figure> FiguresOf(const Facts& facts, const std::vector<WinLine>& wins, const Tally& now,
                              const Tally& before, const Dealings& dealings);

}  // namespace baton::scoreboard
