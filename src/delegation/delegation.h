// How much a rep decides without asking: seven levels, from 1 "I do it, you watch" to 7 "You do it, tell me if you want
// to", for each of three kinds of deal (docs/delegation.md). Either of the two proposes, the other agrees; what was agreed
// holds until something else is. Seen by the two and those above.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/problem.h"
#include "people/person.h"

namespace baton::delegation {

inline constexpr std::int32_t kLowest = 1;
inline constexpr std::int32_t kHighest = 7;

// The kinds that Baton can tell apart by itself: a client without a won deal, one with, and a deal of the size in which
// the organization wants the manager (setting joint_deal_amount), whoever the client is.
enum class DealKind { new_business, existing_client, above_size };
BOOST_DESCRIBE_ENUM(DealKind, new_business, existing_client, above_size)

// The row: what holds between two for one kind of deal, and what waits for a yes.
struct Delegation {
  static constexpr std::string_view kTable = "delegation";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;
  Id rep_id;
  DealKind deal_kind = DealKind::new_business;
  std::optional<std::int32_t> level;  // none: nothing was agreed yet
  std::optional<Instant> agreed_at;
  std::optional<std::int32_t> proposed_level;
  std::optional<Id> proposed_by;
  std::optional<Instant> proposed_at;
};
BOOST_DESCRIBE_STRUCT(Delegation, (),
                      (org_id, id, version, manager_id, rep_id, deal_kind, level, agreed_at, proposed_level,
                       proposed_by, proposed_at))

// agree: to what the other proposed. drop: takes the proposal away, one's own or the other's.
enum class LevelDeed { propose, agree, drop };
BOOST_DESCRIBE_ENUM(LevelDeed, propose, agree, drop)

// What this person may do with it. Nothing is for those above to do.
std::vector<LevelDeed> DeedsOf(const Delegation& delegation, Id person_id);

// A proposal is another level than the one that holds.
std::optional<FieldFault> FaultOf(const Delegation& before, std::int32_t level);

// What follows from each deed. REQUIRES: DeedsOf names it.
Delegation Propose(Delegation before, std::int32_t level, Id by, Instant now);
Delegation Agree(Delegation before, Instant now);
Delegation Drop(Delegation before);

// The level that "I could have taken it" asks for: the next one. None: nothing is agreed yet, there is none above, or a
// proposal waits already.
std::optional<std::int32_t> RaiseOf(const Delegation& before);

struct DelegationView {
  static constexpr const char* kSchemaName = "Delegation";

  std::int64_t version = 0;  // 0: nothing was ever proposed
  DealKind deal_kind = DealKind::new_business;
  std::optional<std::int32_t> level;
  std::optional<Instant> agreed_at;
  std::optional<std::int32_t> proposed_level;
  std::optional<people::PersonRef> proposed_by;
  std::optional<Instant> proposed_at;
  std::vector<LevelDeed> may;
};
BOOST_DESCRIBE_STRUCT(DelegationView, (),
                      (version, deal_kind, level, agreed_at, proposed_level, proposed_by, proposed_at, may))

// One rep with the manager of now: every kind of deal, in the order of the enum.
struct LevelsView {
  static constexpr const char* kSchemaName = "DelegationLevels";

  people::PersonRef manager;
  people::PersonRef rep;
  std::vector<DelegationView> items;
};
BOOST_DESCRIBE_STRUCT(LevelsView, (), (manager, rep, items))

}  // namespace baton::delegation
