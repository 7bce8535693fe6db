#include "scoreboard/displaced.h"

#include <algorithm>

#include "scoreboard/figure_parts.h"

namespace baton::scoreboard {

Figure InterruptionsOf(const MoreFacts& facts) {
  Figure figure{.key = FigureKey::interruptions, .row_kind = RowKind::interruption};
  std::int64_t before = 0;
  std::int64_t introduced = 0;
  std::int64_t greeted = 0;
  std::int64_t taken = 0;
  std::int64_t away = 0;
  for (const SeenInterruption& one : facts.interruptions) {
    before += facts.before.Holds(one.on) ? 1 : 0;
    if (!facts.span.Holds(one.on)) continue;
    figure.rows.push_back(one.id);
    introduced += one.outcome == coaching::Outcome::introduced ? 1 : 0;
    greeted += one.outcome == coaching::Outcome::greeted ? 1 : 0;
    taken += one.outcome == coaching::Outcome::taken ? 1 : 0;
    away += one.minutes;
  }
  SetTimes(figure, std::ssize(figure.rows), before);
  figure.beside.insert(figure.beside.end(), {{BesideKey::taken, taken},
                                             {BesideKey::greeted, greeted},
                                             {BesideKey::introduced, introduced},
                                             {BesideKey::away, away}});
  return figure;
}

Figure DisplacedOf(const MoreFacts& facts) {
  Figure figure{.key = FigureKey::displaced, .row_kind = RowKind::displacement};
  std::vector<coaching::PromiseMove> moves;
  std::int64_t before = 0;
  for (const SeenMove& one : facts.moves) {
    before += facts.before.Holds(one.on) ? 1 : 0;
    if (!facts.span.Holds(one.on)) continue;
    figure.rows.push_back(one.move.id);
    moves.push_back(one.move);
  }
  SetTimes(figure, std::ssize(moves), before);
  figure.causes = coaching::CausesOf(moves);
  std::int64_t made_good = 0;
  std::int64_t open = 0;
  for (const coaching::LedgerCause& cause : figure.causes) {
    made_good += cause.made_good;
    open += cause.open;
  }
  figure.beside.insert(
      figure.beside.end(),
      {{BesideKey::made_good, made_good}, {BesideKey::open, open}, {BesideKey::let_go, facts.let_go}});
  return figure;
}

std::int64_t MovesOf(const MoreFacts& facts, Id rep_id, Span span) {
  return std::ranges::count_if(
      facts.moves, [&](const SeenMove& one) { return one.move.rep_id == rep_id && span.Holds(one.on); });
}

}  // namespace baton::scoreboard
