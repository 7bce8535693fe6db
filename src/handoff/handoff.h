// A handoff is one account's way from one owner to a successor. Its stages and who may take them: machine.h.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/account.h"
#include "handoff/machine.h"
#include "people/person.h"

namespace baton::handoff {

// The row. At most one of an account has no `ended_at`.
struct Handoff {
  static constexpr std::string_view kTable = "handoff";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id account_id;
  Id from_id;
  Id to_id;
  std::optional<Id> plan_id;
  Stage stage = Stage::proposed;
  std::optional<Day> introduction_on;  // the Monday of the week that is planned
  std::string reason;                  // of a no
  Instant proposed_at;
  std::optional<Instant> accepted_at;
  std::optional<Instant> introduced_at;
  std::optional<Instant> expectations_at;
  std::optional<Instant> owned_at;
  std::optional<Instant> confirmed_at;
  std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(Handoff, (),
                      (org_id, id, version, account_id, from_id, to_id, plan_id, stage, introduction_on,
                       reason, proposed_at, accepted_at, introduced_at, expectations_at, owned_at,
                       confirmed_at, ended_at))

struct HandoffDates {
  static constexpr const char* kSchemaName = "HandoffDates";

  Instant proposed_at;
  std::optional<Instant> accepted_at;
  std::optional<Instant> introduced_at;
  std::optional<Instant> expectations_at;
  std::optional<Instant> owned_at;
  std::optional<Instant> confirmed_at;
  std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(HandoffDates, (),
                      (proposed_at, accepted_at, introduced_at, expectations_at, owned_at, confirmed_at,
                       ended_at))

// A handoff as the API answers one; `next_steps` are what the caller may do.
struct HandoffView {
  static constexpr const char* kSchemaName = "Handoff";

  Id id;
  std::int64_t version = 0;
  book::AccountRef account;
  people::PersonRef from;
  people::PersonRef to;
  Stage stage = Stage::proposed;
  std::optional<Day> introduction_on;
  HandoffDates dates;
  std::string reason;
  std::vector<Stage> next_steps;
};
BOOST_DESCRIBE_STRUCT(HandoffView, (),
                      (id, version, account, from, to, stage, introduction_on, dates, reason, next_steps))

}  // namespace baton::handoff
