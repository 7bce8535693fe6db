#include "cover/calls.h"

#include <algorithm>
#include <tuple>

namespace baton::cover {
namespace {

constexpr int kFriday = 5;
constexpr Day kNever{1'000'000};

}  // namespace

Urgency UrgencyOf(const ClientToCall& client, Day today) {
  if (client.is_at_signature) return Urgency::signature;
  if (client.waits_on && *client.waits_on >= today && *client.waits_on - today < kWaitsSoon)
    return Urgency::waits;
  const bool is_near =
      client.renewal_on && *client.renewal_on >= today && *client.renewal_on - today <= kRenewalIsNear;
  return is_near ? Urgency::renewal : Urgency::loss;
}

std::vector<ClientToCall> OrderOf(std::vector<ClientToCall> clients, Day today) {
  const auto key = [&](const ClientToCall& client) {
    const Urgency urgency = UrgencyOf(client, today);
    const Day on = urgency == Urgency::signature ? client.closes_on.value_or(kNever)
                   : urgency == Urgency::waits   ? *client.waits_on
                                                 : kNever;
    // Known to have nobody else, then not known, then known to have somebody.
    const int second = client.has_second ? (*client.has_second ? 2 : 0) : 1;
    return std::tuple(urgency, on, -client.expected_minor, second, client.account_id);
  };
  std::ranges::sort(clients, {}, key);
  return clients;
}

std::size_t StayFirst(std::span<const ClientToCall> order, std::span<const std::int64_t> otherwise,
                      std::size_t first, Day today) {
  std::vector<ClientToCall> changed(order.begin(), order.end());
  for (std::size_t j = 0; j < changed.size(); ++j) changed[j].expected_minor = otherwise[j];
  changed = OrderOf(std::move(changed), today);
  std::size_t stay = 0;
  for (const ClientToCall& client : order.first(first)) {
    const auto end = changed.begin() + static_cast<std::ptrdiff_t>(first);
    if (std::ranges::find(changed.begin(), end, client.account_id, &ClientToCall::account_id) != end) ++stay;
  }
  return stay;
}

std::vector<PlacedCall> PlaceCalls(std::span<const ClientToCall> order, std::vector<CallerTime> times) {
  std::vector<PlacedCall> placed;
  for (const ClientToCall& client : order) {
    PlacedCall call{.account_id = client.account_id};
    CallerTime* chosen = nullptr;
    std::size_t best = SIZE_MAX;
    for (std::size_t rank = 0; rank < client.callers.size(); ++rank) {
      const auto time = std::ranges::find(times, client.callers[rank], &CallerTime::id);
      if (time == times.end()) continue;
      const auto day = std::ranges::find_if(time->calls, [](std::size_t left) { return left > 0; });
      if (day == time->calls.end()) continue;
      const auto at = static_cast<std::size_t>(day - time->calls.begin());
      if (at + rank >= best) continue;
      best = at + rank;
      chosen = &*time;
      call.caller = time->id;
      call.day = at;
    }
    if (chosen != nullptr) --chosen->calls[*call.day];
    placed.push_back(call);
  }
  return placed;
}

std::vector<Day> FirstWeek(Day from) {
  std::vector<Day> days;
  for (Day day = from; days.size() < kWeekDays; day = day + 1) {
    if (Weekday(day) <= kFriday) days.push_back(day);
  }
  return days;
}

}  // namespace baton::cover
