#include "scoreboard/count.h"

#include <algorithm>
#include <map>

#include "scoreboard/figures.h"
#include "stats/share.h"

namespace baton::scoreboard {
namespace {

// None where there are too few; with no personal wins the value is none and it has risen as far as it can.
std::optional<stats::Times> RatioOf(const Tally& tally) {
  const auto times = stats::TimesAsMany(tally.Enabled(), tally.personal, kLikely);
  return times ? std::optional(*times) : std::nullopt;
}

Move MoveOf(const Tally& now, const Tally& before) {
  const auto ratio = RatioOf(now);
  const auto then = RatioOf(before);
  if (!ratio || !then) return Move::unknown;
  // Without division: E now / P now > E then / P then.
  const bool is_risen = now.Enabled() * before.personal > before.Enabled() * now.personal;
  if (!is_risen) return Move::not_risen;
  if (now.Team() <= before.Team()) {
    return now.personal < before.personal ? Move::only_own_fell : Move::only_relabelled;
  }
  const auto more = stats::TimesAsMany(now.Team(), before.Team(), kLikely);
  return more && more->low > 1 ? Move::risen : Move::risen_unclear;
}

}  // namespace

Tally TallyOf(const Facts& facts, const std::vector<WinLine>& lines) {
  Tally tally;
  tally.without = facts.rest.won;
  tally.without_minor = facts.rest.minor;
  for (const WinLine& line : lines) {
    const std::int64_t amount = line.amount_minor.value_or(0);
    switch (line.kind) {
      case WinKind::touched:
        ++tally.touched;
        tally.enabled_minor += amount;
        break;
      case WinKind::handed:
        ++tally.handed;
        tally.enabled_minor += amount;
        break;
      case WinKind::without:
        ++tally.without;
        tally.without_minor += amount;
        break;
      case WinKind::personal:
        ++tally.personal;
        tally.personal_minor += amount;
        break;
      case WinKind::joint:
        ++tally.joint;
        tally.joint_minor += amount;
        break;
    }
  }
  return tally;
}

Saying SayingOf(const Tally& now, const Tally& before) {
  Saying saying;
  const auto ratio = RatioOf(now);
  if (now.Enabled() + now.personal == 0) {
    saying.kind = SayingKind::nothing;
  } else if (!ratio) {
    saying.kind = SayingKind::counts;
  } else {
    saying.kind = now.personal == 0    ? SayingKind::all
                  : now.Enabled() == 0 ? SayingKind::own
                                       : SayingKind::ratio;
    saying.times = ratio->value;
    saying.low = ratio->low;
    saying.high = ratio->high;
  }
  saying.move = MoveOf(now, before);
  if (const auto then = RatioOf(before)) saying.times_before = then->value;
  return saying;
}

const Figure* Board::Find(FigureKey key) const {
  const auto found = std::ranges::find(figures, key, &Figure::key);
  return found == figures.end() ? nullptr : &*found;
}

Board Count(const Facts& facts, const Facts& before, Against against, const Dealings& dealings) {
  Board board{
      .against = against, .reps = std::ssize(dealings.reps), .wins = Judge(facts), .weeks = facts.weeks};
  board.now = TallyOf(facts, board.wins);
  board.before = TallyOf(before, Judge(before));
  board.saying = SayingOf(board.now, board.before);
  board.figures = FiguresOf(facts, board.wins, board.now, board.before, dealings);
  return board;
}

}  // namespace baton::scoreboard
