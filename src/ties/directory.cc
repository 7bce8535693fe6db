#include "ties/directory.h"

#include <algorithm>
#include <tuple>

#include "ties/strength.h"
#include "ties/tie_store.h"

namespace baton::ties {
namespace {

struct FoundTie : Tie {
  Id account_id;
};
BOOST_DESCRIBE_STRUCT(FoundTie, (Tie), (account_id))

// Somebody is ours until the end of the last day; by UTC, since a tie does not turn on hours.
Day TodayOf(Instant now) { return Day{static_cast<std::int32_t>(now.milliseconds / kMillisecondsPerDay)}; }

}  // namespace

std::vector<AccountTie> FindTies(db::Connection& connection, Id org_id, std::span<const Id> account_ids,
                                 Instant now) {
  const auto learning = FindLearning(connection, org_id);
  if (account_ids.empty() || !learning || !learning->typical_raw) return {};
  std::vector<AccountTie> ties;
  connection.ForEach<FoundTie>(
      "SELECT contact.account_id, tie.org_id, tie.id, tie.person_id, tie.contact_id, tie.mail_raw, "
      "tie.mail_from_us, tie.mail_from_them, tie.mail_at, tie.spoken_raw, tie.spoken_from_us, "
      "tie.spoken_from_them, tie.spoken_at, tie.last_at, tie.touches FROM contact JOIN tie ON tie.org_id = "
      "contact.org_id AND tie.contact_id = contact.id JOIN person ON person.org_id = tie.org_id AND "
      "person.id "
      "= tie.person_id WHERE contact.org_id = $1 AND contact.account_id IN baton_list($2) AND "
      "contact.deleted_at IS NULL AND person.deleted_at IS NULL AND person.is_placeholder = 0 AND "
      "(person.ends_on IS NULL OR person.ends_on >= $3)",
      [&](const FoundTie& found) {
        const Traffic traffic = TrafficAt(found.kept(), std::max(now, found.last_at));
        ties.push_back({.account_id = found.account_id,
                        .person_id = found.person_id,
                        .contact_id = found.contact_id,
                        .strength = TieOf(traffic, *learning->typical_raw),
                        .raw = traffic.raw,
                        .last_at = found.last_at,
                        .touches = found.touches});
      },
      org_id, db::IdList(account_ids), TodayOf(now));
  std::ranges::sort(ties, {}, [](const AccountTie& tie) {
    return std::tuple(tie.account_id, -tie.strength, tie.person_id, tie.contact_id);
  });
  return ties;
}

std::optional<Instant> TiesAsOf(db::Connection& connection, Id org_id) {
  const auto learning = FindLearning(connection, org_id);
  return learning ? learning->learnt_at : std::nullopt;
}

}  // namespace baton::ties
