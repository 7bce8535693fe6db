#include "handoff/confirm.h"

#include <algorithm>

#include "base/noon.h"
#include "base/zone.h"
#include "handoff/tell.h"
#include "json/json.h"

namespace baton::handoff {
namespace {

bool TookPart(const Dealing& dealing, Id person) {
  return std::find(dealing.people.begin(), dealing.people.end(), person) != dealing.people.end();
}

}  // namespace

std::vector<Gap> GapsBeforeConfirmed(const Evidence& evidence, const Counting& counting) {
  const Handoff& handoff = evidence.handoff;
  const Instant introduced = handoff.introduced_at.value_or(handoff.owned_at.value_or(handoff.proposed_at));
  const Dealing* last = nullptr;  // of the former owner
  bool has_successor = false;
  for (const Dealing& dealing : evidence.dealings) {
    if (dealing.starts_at > counting.now) continue;
    const bool is_former = TookPart(dealing, handoff.from_id);
    if (is_former) last = &dealing;
    if (!is_former && TookPart(dealing, handoff.to_id) && dealing.starts_at >= introduced)
      has_successor = true;
  }

  std::vector<Gap> gaps;
  const bool has_dealt = last != nullptr && last->starts_at > introduced;
  Gap silence{.kind = has_dealt ? Gap::Kind::former_dealt : Gap::Kind::former_introduced};
  silence.on = DayIn(has_dealt ? last->starts_at : introduced, counting.zone);
  silence.days = counting.silence_days - (DayIn(counting.now, counting.zone) - silence.on);
  if (has_dealt) {
    silence.activity = last->kind;
    if (!last->contacts.empty()) silence.contact_id = last->contacts.front();
  }
  if (silence.days > 0) gaps.push_back(silence);
  if (!has_successor) gaps.push_back({.kind = Gap::Kind::successor_missing, .on = silence.on});
  return gaps;
}

Message WordsOf(const Gap& gap, const GapNames& names) {
  const std::int64_t on = NoonOf(gap.on);
  switch (gap.kind) {
    case Gap::Kind::former_dealt:
      return {"problem.handoff.former_dealt",
              {{"former", names.former},
               {"how", std::string(json::NameOf(gap.activity))},
               {"whom", names.contact.empty() ? names.account : names.contact},
               {"on", on},
               {"days", std::int64_t{gap.days}}}};
    case Gap::Kind::former_introduced:
      return {"problem.handoff.former_introduced",
              {{"account", names.account}, {"on", on}, {"days", std::int64_t{gap.days}}}};
    case Gap::Kind::successor_missing:
      break;
  }
  return {"problem.handoff.successor_missing",
          {{"successor", names.successor}, {"former", names.former}, {"account", names.account}}};
}

}  // namespace baton::handoff
