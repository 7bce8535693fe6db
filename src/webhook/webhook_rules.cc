#include "webhook/webhook_rules.h"

#include <array>

#include "base/date.h"
#include "base/text.h"
#include "webhook/url.h"

namespace baton::webhook {
namespace {

constexpr std::size_t kMaxName = 120;
constexpr std::size_t kMaxUrl = 2'000;

}  // namespace

std::optional<std::int64_t> PauseAfter(int attempts) {
  constexpr std::int64_t kMinute = kMillisecondsPerMinute;
  constexpr std::int64_t kHour = 60 * kMinute;
  constexpr std::array<std::int64_t, kMaxAttempts - 1> kPauses = {
      5'000, 5 * kMinute, 30 * kMinute, 2 * kHour, 5 * kHour, 10 * kHour, 14 * kHour, 20 * kHour, 24 * kHour};
  if (attempts < 1 || attempts > static_cast<int>(kPauses.size())) return std::nullopt;
  return kPauses.at(static_cast<std::size_t>(attempts - 1));
}

bool MayRetry(DeliveryState state) {
  return state == DeliveryState::failed || state == DeliveryState::given_up;
}

std::vector<FieldFault> FaultsOf(const WebhookInput& input, outward::Hosts hosts) {
  std::vector<FieldFault> faults;
  const auto too_long = [](std::size_t limit) {
    return Message{"problem.field.too_long", {{"limit", static_cast<std::int64_t>(limit)}}};
  };
  if (Trim(input.name).empty()) {
    faults.push_back({"name", {"problem.field.required"}});
  } else if (CountCharacters(input.name) > kMaxName) {
    faults.push_back({"name", too_long(kMaxName)});
  }
  if (input.url.size() > kMaxUrl) {
    faults.push_back({"url", too_long(kMaxUrl)});
  } else if (const auto why = WhyNotCalled(input.url, hosts)) {
    faults.push_back({"url", {*why}});
  }
  return faults;
}

}  // namespace baton::webhook
