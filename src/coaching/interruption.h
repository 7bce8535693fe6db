// An interruption is what took a manager away from what was planned: a client at the door, a call, an
// escalation. It may displace promises (promise.h).
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/id.h"

namespace baton::coaching {

enum class InterruptionKind { walk_in, call, escalation };
BOOST_DESCRIBE_ENUM(InterruptionKind, walk_in, call, escalation)

// introduced: the successor took over. greeted: a few minutes, then passed on. taken: the manager did it
// himself.
enum class Outcome { introduced, greeted, taken };
BOOST_DESCRIBE_ENUM(Outcome, introduced, greeted, taken)

// The row.
struct Interruption {
  static constexpr std::string_view kTable = "interruption";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;  // who was taken away
  std::optional<Id> account_id;
  std::optional<Id> contact_id;
  std::optional<Id> handoff_id;  // that was under way
  InterruptionKind kind = InterruptionKind::walk_in;
  Outcome outcome = Outcome::greeted;
  Instant at;
  std::int32_t minutes = 0;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Interruption, (),
                      (org_id, id, version, person_id, account_id, contact_id, handoff_id, kind, outcome, at,
                       minutes, deleted_at))

}  // namespace baton::coaching
