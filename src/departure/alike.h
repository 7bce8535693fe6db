// How many of a list cannot be told apart: those from the first on whose likely ranges reach into its.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

namespace baton::departure {

// `risk_of` a line: something with low_minor and high_minor. REQUIRES: what is expected to cost most comes first.
template <class Line, class RiskOf = std::identity>
std::int32_t CountAlike(const std::vector<Line>& lines, RiskOf risk_of = {}) {
  if (lines.empty()) return 0;
  const auto differs = [&](const Line& line) {
    return std::invoke(risk_of, line).high_minor < std::invoke(risk_of, lines.front()).low_minor;
  };
  return static_cast<std::int32_t>(std::ranges::find_if(lines, differs) - lines.begin());
}

}  // namespace baton::departure
