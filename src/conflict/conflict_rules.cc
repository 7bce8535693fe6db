#include "conflict/conflict_rules.h"

#include <algorithm>

#include "calendar/recognize.h"

namespace baton::conflict {
namespace {

using calendar::BusyRow;
using calendar::Span;

bool IsBlock(const Meeting& meeting, const Block& block) {
  return meeting.span.from == block.span.from && std::ranges::any_of(block.reps, [&](Id rep) {
           return std::ranges::find(meeting.people, rep) != meeting.people.end();
         });
}

// Those that are something else than what is known, each once.
std::vector<BusyRow> EventsBesides(std::span<const Block> blocks, std::span<const Meeting> meetings,
                                   std::span<const BusyRow> events) {
  std::vector<Span> known;
  for (const Block& one : blocks) known.push_back(one.span);
  for (const Meeting& one : meetings) known.push_back(one.span);
  const auto is = calendar::Recognize(events, known);
  std::vector<BusyRow> besides;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const BusyRow& event = events[i];
    const bool is_twice = std::ranges::any_of(besides, [&](const BusyRow& one) {
      return one.starts_at == event.starts_at && one.ends_at == event.ends_at && one.title == event.title;
    });
    if (!is[i] && !event.is_whole_day && !is_twice) besides.push_back(event);
  }
  return besides;
}

}  // namespace

std::vector<Found> FindConflicts(std::span<const Block> blocks, std::span<const Meeting> meetings,
                                 std::span<const calendar::BusyRow> events, Instant now) {
  const auto besides = EventsBesides(blocks, meetings, events);
  std::vector<Found> found;
  for (const Block& block : blocks) {
    if (block.span.from <= now) continue;
    for (const Meeting& one : meetings) {
      if (!one.account_id || !Overlaps(one.span, block.span) || IsBlock(one, block)) continue;
      found.push_back({block, OtherKind::meeting, one.id, one.span, one.title, one.account_id});
    }
    for (const BusyRow& one : besides) {
      const Span span{one.starts_at, one.ends_at};
      if (!Overlaps(span, block.span)) continue;
      found.push_back({block, OtherKind::calendar, one.calendar_id, span, one.title, std::nullopt});
    }
  }
  std::ranges::stable_sort(found, [](const Found& a, const Found& b) {
    return std::tie(a.block.span, a.other) < std::tie(b.block.span, b.other);
  });
  return found;
}

}  // namespace baton::conflict
