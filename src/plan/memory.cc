#include "plan/memory.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace baton::plan {
namespace {

// What plan_gather.cc reads and the lines of plans. Not contacts, activities and ties, which drift.
constexpr std::string_view kGathered =
    "('person', 'organization', 'setting', 'account', 'ownership', 'opportunity', 'stage', 'product', "
    "'handoff', 'forbidden_pair', 'absence', 'working_week', 'agreed_share', 'agreed_share_account', "
    "'delegation', 'plan', 'plan_line')";
constexpr std::int64_t kLate =
    30'000;  // milliseconds that a transaction may take; ids count them (db/node_lease.h)
constexpr int kMostChanges = 25'000;  // more are not looked through

std::size_t PairsOf(const KeptDraft& kept) {
  return kept.facts.accounts.size() * (kept.facts.reps.size() + 20);
}

Id SomeSecondsBefore(Id id) { return Id{std::max<std::int64_t>(0, id.value - (kLate << 20))}; }

}  // namespace

LogMark LogMark::Of(db::Connection& connection, Id org_id) {
  LogMark mark;
  mark.last_ =
      connection.QueryValue<Id>("SELECT id FROM change WHERE org_id = $1 ORDER BY id DESC LIMIT 1", org_id)
          .value_or(Id{});
  for (const Id id : connection.Query<Id>(
           "SELECT DISTINCT action_id FROM (SELECT action_id FROM change WHERE org_id = $1 AND id > $2 ORDER "
           "BY id DESC LIMIT $3) AS late",
           org_id, SomeSecondsBefore(mark.last_), kMostChanges))
    mark.known_.insert(id);
  return mark;
}

bool LogMark::StillHolds(db::Connection& connection, Id org_id) {
  const Id from = SomeSecondsBefore(last_);
  const auto since = connection.QueryValue<std::int64_t>(
      "SELECT COUNT(*) FROM (SELECT 1 FROM change WHERE org_id = $1 AND id > $2 LIMIT $3) AS late", org_id,
      from, kMostChanges);
  if (since.value_or(0) >= kMostChanges) return false;
  const auto deeds = connection.Query<Id>(
      "SELECT DISTINCT action_id FROM change WHERE org_id = $1 AND id > $2 AND table_name IN " +
          std::string(kGathered),
      org_id, from);
  if (!std::ranges::all_of(deeds, [this](Id id) { return known_.contains(id); })) return false;
  *this = Of(connection, org_id);
  return true;
}

std::unique_ptr<KeptDraft> Memory::Take(Id org_id, Id plan_id) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(
      drafts_, [&](const auto& kept) { return kept->org_id == org_id && kept->plan_id == plan_id; });
  if (found == drafts_.end()) return nullptr;
  auto kept = std::move(*found);
  drafts_.erase(found);
  if (std::chrono::steady_clock::now() - kept->read_at > kFresh) return nullptr;
  return kept;
}

void Memory::Keep(std::unique_ptr<KeptDraft> draft) {
  std::list<std::unique_ptr<KeptDraft>> dropped;  // freed when the lock is
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  std::size_t pairs = PairsOf(*draft);
  for (auto kept = drafts_.begin(); kept != drafts_.end();) {
    const auto next = std::next(kept);
    const bool is_same = (*kept)->org_id == draft->org_id && (*kept)->plan_id == draft->plan_id;
    pairs += PairsOf(**kept);
    if (is_same || pairs > kMostPairs || now - (*kept)->read_at > kFresh) {
      pairs -= PairsOf(**kept);
      dropped.splice(dropped.end(), drafts_, kept);
    }
    kept = next;
  }
  drafts_.push_front(std::move(draft));
}

}  // namespace baton::plan
