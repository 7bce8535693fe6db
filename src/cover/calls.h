// Somebody leaves on short notice: in which order the clients are called in the first week, by whom and on which day. First those with
// a deal at signature, then those with whom a meeting is booked or to whom something is promised for these days, then those whose
// renewal is near, then by what is expected to be lost; of equal ones first those whom nobody else
// knows. Who calls is the successor, else whoever knows the client best, else who stands above; where somebody else has time a day
// earlier for each step further down this list, that one.
//
//   const auto order = OrderOf(clients, today);
//   const auto calls = PlaceCalls(order, callers);      // calls[0].caller, calls[0].day
//
// Pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/id.h"

namespace baton::cover {

inline constexpr int kCallMinutes = 30;
inline constexpr std::size_t kWeekDays = 5;
inline constexpr std::size_t kMostCallsADay = 4;  // of one caller: two hours; a judgement
inline constexpr std::size_t kFirstCalls = 5;     // of which it is said whether they stay the first
inline constexpr int kRenewalIsNear = 60;         // days
inline constexpr int kWaitsSoon = 7;              // days

struct ClientToCall {
  Id account_id;
  std::int64_t expected_minor = 0;  // expected to be lost within a year; 0 where the revenue is not known
  bool is_at_signature = false;
  std::optional<Day> closes_on = {};  // of the deal at signature
  std::optional<Day> waits_on = {};   // a meeting is booked for, or something promised: the first such day
  std::optional<Day> renewal_on = {};
  std::optional<bool> has_second = {};  // somebody else of ours is close; none: no tie of anybody is known
  std::vector<Id> callers = {};         // the best first
};

// Why a client stands where it does.
enum class Urgency { signature, waits, renewal, loss };
Urgency UrgencyOf(const ClientToCall& client, Day today);

// The most urgent first.
std::vector<ClientToCall> OrderOf(std::vector<ClientToCall> clients, Day today);

// How many of the first `first` clients stay among the first `first` when what is expected to be lost of each is another sum:
// `otherwise` by client, in the order given. REQUIRES: first <= order.size() == otherwise.size().
std::size_t StayFirst(std::span<const ClientToCall> order, std::span<const std::int64_t> otherwise,
                      std::size_t first, Day today);

// How many calls somebody has time for on each of the five days.
struct CallerTime {
  Id id;
  std::vector<std::size_t> calls;
};

struct PlacedCall {
  Id account_id;
  std::optional<Id> caller = {};        // none: nobody has time in these five days
  std::optional<std::size_t> day = {};  // of the five
};

// In the order given; the times are used up as it goes.
std::vector<PlacedCall> PlaceCalls(std::span<const ClientToCall> order, std::vector<CallerTime> times);

// The five working days from `from` on, Monday to Friday.
std::vector<Day> FirstWeek(Day from);

}  // namespace baton::cover
