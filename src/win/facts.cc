#include "win/facts.h"

#include <algorithm>

#include "base/zone.h"

namespace baton::win {
namespace {

bool IsInRoom(const book::Meeting& meeting) {
  return meeting.kind == book::ActivityKind::meeting || meeting.kind == book::ActivityKind::visit;
}

bool IsIn(const Life& life, Day day) { return day >= life.from && day <= life.to; }

void AddKept(std::vector<KeptWord>& kept, coaching::PromiseKind kind) {
  const auto found = std::ranges::find(kept, kind, &KeptWord::kind);
  if (found == kept.end()) {
    kept.push_back({kind, 1});
  } else {
    ++found->count;
  }
}

}  // namespace

Life LifeOf(std::optional<Day> opened_on, Day won_on) {
  const Day from = opened_on && *opened_on <= won_on ? *opened_on : won_on - kUnknownDays;
  return {std::max(from, won_on - kLongestDays), won_on};
}

WinFacts FactsOf(const Win& win, const Life& life, std::span<const handoff::Handoff> handoffs,
                 std::span<const coaching::Promise> kept, std::span<const book::Meeting> of_manager,
                 std::span<const book::Meeting> of_rep, const std::string& zone) {
  WinFacts facts;
  for (const handoff::Handoff& one : handoffs) {
    const bool is_this =
        one.account_id == win.account_id && one.to_id == win.rep_id && one.from_id == win.manager_id;
    if (!is_this || !one.introduced_at || one.stage == handoff::Stage::declined) continue;
    const Day on = DayIn(*one.introduced_at, zone);
    if (on <= life.to) facts.introduced_on = std::max(facts.introduced_on, std::optional(on));
  }
  for (const coaching::Promise& one : kept) {
    const bool is_theirs = one.manager_id == win.manager_id && one.rep_id == win.rep_id && one.kept_at;
    if (!is_theirs || (one.account_id && *one.account_id != win.account_id)) continue;
    if (IsIn(life, DayIn(*one.kept_at, zone))) AddKept(facts.kept, one.kind);
  }
  std::ranges::stable_sort(facts.kept, std::greater{}, &KeptWord::count);
  const auto counts = [&](const book::Meeting& meeting) {
    const Day on = DayIn(meeting.starts_at, zone);
    return IsIn(life, on) && (!facts.introduced_on || on > *facts.introduced_on);
  };
  for (const book::Meeting& meeting : of_manager) {
    if (!counts(meeting)) continue;
    if (IsInRoom(meeting)) ++facts.in_the_room;
    if (meeting.kind == book::ActivityKind::call) ++facts.calls;
  }
  facts.is_room_known =
      facts.in_the_room > 0 || std::ranges::any_of(of_rep, [&](const book::Meeting& meeting) {
        return counts(meeting) && IsInRoom(meeting);
      });
  return facts;
}

}  // namespace baton::win
