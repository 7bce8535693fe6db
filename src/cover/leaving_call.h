// The calls of the first week after somebody leaves on short notice, as they were planned and as far as they are made.
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
#include "book/account.h"
#include "people/person.h"

namespace baton::cover {

// The row.
struct LeavingCall {
  static constexpr std::string_view kTable = "leaving_call";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;  // who leaves
  Id account_id;
  std::optional<Id> caller_id;  // none: nobody has time in these five days
  std::optional<Day> day_on;
  std::int32_t place = 0;  // the most urgent is 0
  Instant made_at;
  std::optional<Instant> done_at;
  std::optional<Id> done_by;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(LeavingCall, (),
                      (org_id, id, version, person_id, account_id, caller_id, day_on, place, made_at, done_at,
                       done_by, deleted_at))

struct LeavingCallInput {
  static constexpr const char* kSchemaName = "LeavingCallInput";
  std::optional<Id> caller_id;
  std::optional<Day> day_on;
};
BOOST_DESCRIBE_STRUCT(LeavingCallInput, (), (caller_id, day_on))

struct LeavingCallView {
  static constexpr const char* kSchemaName = "LeavingCall";
  Id id;
  std::int64_t version = 0;
  book::AccountRef account;
  std::optional<people::PersonRef> caller;
  std::optional<Day> day_on;
  std::string why;                             // it stands where it does, in sentences
  std::optional<std::int64_t> expected_minor;  // to be lost; none: not known, or not for the reader
  std::optional<Id> handoff_id;                // under way: the letter and what to say are there
  std::optional<Instant> done_at;
  std::optional<people::PersonRef> done_by;
  bool may_tick = false;
};
BOOST_DESCRIBE_STRUCT(LeavingCallView, (),
                      (id, version, account, caller, day_on, why, expected_minor, handoff_id, done_at,
                       done_by, may_tick))

// How far the order rests on what is assumed of losses: what is tried is one assumption at either end at a time.
struct OrderRestsView {
  static constexpr const char* kSchemaName = "LeavingCallsOrder";
  std::string text;
  std::int32_t first = 0;      // of so many it is said: five, fewer where there are not more than five
  std::int32_t stay = 0;       // of these stay among the first whatever is assumed
  std::int32_t tried = 0;      // assumptions
  std::int32_t unchanged = 0;  // of these leave all the first where they are
};
BOOST_DESCRIBE_STRUCT(OrderRestsView, (), (text, first, stay, tried, unchanged))

struct LeavingCallsView {
  static constexpr const char* kSchemaName = "LeavingCalls";
  people::PersonRef person;
  std::string currency;
  std::vector<LeavingCallView> items;      // the most urgent first
  std::vector<people::PersonRef> callers;  // who may be chosen
  bool may_change = false;
  std::optional<OrderRestsView>
      order;  // of what is still to be called; none: nothing to choose, or not for the reader
};
BOOST_DESCRIBE_STRUCT(LeavingCallsView, (), (person, currency, items, callers, may_change, order))

}  // namespace baton::cover
