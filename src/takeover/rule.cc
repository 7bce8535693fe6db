#include "takeover/rule.h"

#include <algorithm>

namespace baton::takeover {
namespace {

bool IsIn(const std::vector<Id>& people, Id id) { return std::ranges::find(people, id) != people.end(); }

// Who of the former owner and the planner it was; the former owner first.
std::optional<Id> ActorOf(const Seen& seen, const Watched& watched) {
  if (IsIn(seen.people, watched.former_id)) return watched.former_id;
  if (watched.planner_id && *watched.planner_id != watched.successor_id &&
      IsIn(seen.people, *watched.planner_id)) {
    return watched.planner_id;
  }
  return std::nullopt;
}

bool IsOfOurSize(const Seen& seen, const Limits& limits) {
  if (!limits.joint_minor) return false;
  const auto amount = seen.deal ? seen.deal->amount_minor : seen.largest_open_minor;
  return amount && *amount >= *limits.joint_minor;
}

// A deal that was open when the handoff began and stays with its owner by the terms of the handoff.
bool StaysByTheTerms(const Seen& seen, const Watched& watched) {
  return watched.keeps_open_deals && seen.deal && seen.deal->opened_on &&
         *seen.deal->opened_on <= watched.began_on;
}

// Agreed with the client before there was a handoff, and held while nobody was introduced yet.
bool WasPlannedBefore(const Seen& seen, const Watched& watched) {
  const bool is_introduced = watched.introduced_at && *watched.introduced_at <= seen.at;
  return seen.known_at && *seen.known_at < watched.began_at && !is_introduced;
}

Standing StandingOf(const Seen& seen, const Watched& watched, const Limits& limits) {
  if (watched.is_kept || StaysByTheTerms(seen, watched)) return Standing::agreed;
  return IsOfOurSize(seen, limits) ? Standing::joint : Standing::asked;
}

}  // namespace

std::optional<Finding> Judge(const Seen& seen, const Watched& watched, const Limits& limits, Instant now) {
  if (seen.account_id != watched.account_id || watched.is_paused) return std::nullopt;
  if (seen.at > now || seen.at < watched.began_at) return std::nullopt;
  if (WasPlannedBefore(seen, watched)) return std::nullopt;
  if (IsIn(seen.people, watched.successor_id)) return std::nullopt;
  const auto actor = ActorOf(seen, watched);
  if (!actor) return std::nullopt;
  return Finding{.handoff_id = watched.handoff_id,
                 .account_id = watched.account_id,
                 .person_id = *actor,
                 .successor_id = watched.successor_id,
                 .standing = StandingOf(seen, watched, limits),
                 .kind = seen.kind,
                 .source_id = seen.id,
                 .happened_at = seen.at};
}

}  // namespace baton::takeover
