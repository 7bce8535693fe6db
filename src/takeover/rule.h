// What is a takeover: one thing that happened against one handoff.
//
//   const auto finding = Judge(seen, watched, {.joint_minor = 5'000'000}, now);
//   if (finding && finding->standing == Standing::asked) ...
//
// None: with the successor in the room (that is what an overlap wants), before the handoff began, while it is paused,
// in the calendar before it began and held before the introduction, not yet happened. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "takeover/takeover.h"

namespace baton::takeover {

// A handoff under way, or one whose successor still owns the account.
struct Watched {
  Id handoff_id;
  Id account_id;
  Id former_id;
  Id successor_id;
  std::optional<Id> planner_id = {};  // the manager for whom the plan hands it over
  Instant began_at;
  Day began_on;
  std::optional<Instant> introduced_at = {};
  bool is_paused = false;
  bool keeps_open_deals = false;  // deals open when it began stay with the former owner
  bool is_kept = false;           // the account is in the agreed share
};

struct Deal {
  std::optional<std::int64_t> amount_minor;  // in the organization's currency; none: not known in it
  std::optional<Day> opened_on;
};

// A meeting, a call or a mail with somebody of the client, as ties are learnt from it (ties/touches.h), or a deal that was won.
struct Seen {
  SourceKind kind = SourceKind::activity;
  Id id;
  Id account_id;
  Instant at;
  std::optional<Instant> known_at = {};  // since when it stands in the calendar
  std::vector<Id> people;                // of ours: who took part; of a deal its owner
  std::optional<Deal> deal = {};
  std::optional<std::int64_t> largest_open_minor =
      {};  // of the account's open deals, where the activity names none
};

struct Limits {
  std::optional<std::int64_t> joint_minor;  // none: there is no such rule
};

struct Finding {
  Id handoff_id;
  Id account_id;
  Id person_id;
  Id successor_id;
  Standing standing = Standing::asked;
  SourceKind kind = SourceKind::activity;
  Id source_id;
  Instant happened_at;

  bool operator==(const Finding&) const = default;
};

std::optional<Finding> Judge(const Seen& seen, const Watched& watched, const Limits& limits, Instant now);

}  // namespace baton::takeover
