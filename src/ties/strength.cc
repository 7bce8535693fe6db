#include "ties/strength.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace baton::ties {
namespace {

double Halved(double amount, std::int64_t milliseconds, double half_life_days) {
  return amount * std::exp2(-static_cast<double>(milliseconds) / (half_life_days * kMillisecondsPerDay));
}

bool IsMail(TouchKind kind) { return kind != TouchKind::meeting && kind != TouchKind::call; }

// What a touch counts before anything fades.
double WorthOf(const Touch& touch, const StrengthWeights& weights) {
  const double others = std::max(1, touch.others);
  const double quick = touch.is_quick_reply ? weights.quick_reply : 1;
  switch (touch.kind) {
    case TouchKind::mail_from_them:
      return weights.mail_from_them * quick / std::sqrt(others);
    case TouchKind::mail_from_us:
    case TouchKind::mail:
      return weights.mail_from_us * quick / std::sqrt(others);
    case TouchKind::meeting:
      return weights.meeting / std::sqrt(others);
    case TouchKind::call:
      break;
  }
  return weights.call / std::sqrt(others);
}

Fading FadedTo(const Fading& fading, Instant now, double half_life_days) {
  const std::int64_t passed = now.milliseconds - fading.as_of.milliseconds;
  return {.raw = Halved(fading.raw, passed, half_life_days),
          .from_us = Halved(fading.from_us, passed, half_life_days),
          .from_them = Halved(fading.from_them, passed, half_life_days),
          .as_of = now};
}

}  // namespace

// What is left of the cap for its thread and day: first come, first counted.
double Strength::Allowed(const Touch& touch, double worth) {
  if (touch.thread == 0) return worth;
  const std::int64_t day = touch.at.milliseconds / kMillisecondsPerDay;
  if (day != day_) brought_.clear();
  day_ = day;
  double& brought = brought_[touch.thread];
  const double allowed = std::clamp(weights_.thread_day_cap - brought, 0.0, worth);
  brought += allowed;
  return allowed;
}

void Strength::Add(const Touch& touch) {
  Check(!kept_.last_at || touch.at >= *kept_.last_at, "touches come in the order of their times");
  const bool is_mail = IsMail(touch.kind);
  Fading& fading = is_mail ? kept_.mail : kept_.spoken;
  fading = FadedTo(fading, touch.at, is_mail ? weights_.mail_half_life_days : weights_.spoken_half_life_days);
  fading.raw += Allowed(touch, WorthOf(touch, weights_));
  const double each = touch.kind == TouchKind::mail ? 0.5 : 1;
  if (touch.kind != TouchKind::mail_from_them) fading.from_us += each;
  if (touch.kind != TouchKind::mail_from_us) fading.from_them += each;
  kept_.last_at = touch.at;
}

Traffic TrafficAt(const Kept& kept, Instant now, const StrengthWeights& weights) {
  if (!kept.last_at) return {};
  Check(now >= *kept.last_at, "a tie is asked for after its last touch");
  const Fading mail = FadedTo(kept.mail, now, weights.mail_half_life_days);
  const Fading spoken = FadedTo(kept.spoken, now, weights.spoken_half_life_days);
  const double from_us = mail.from_us + spoken.from_us;
  const double from_them = mail.from_them + spoken.from_them;
  const double both = from_us + from_them;
  return {.raw = mail.raw + spoken.raw,
          .reciprocity = both > 0 ? 2 * std::min(from_us, from_them) / both : 0,
          .last_at = kept.last_at};
}

Traffic TrafficOf(std::vector<Touch> touches, Instant now, const StrengthWeights& weights) {
  std::erase_if(touches, [now](const Touch& touch) { return touch.at > now; });
  std::ranges::stable_sort(touches, {}, &Touch::at);
  Strength strength(weights);
  for (const Touch& touch : touches) strength.Add(touch);
  return strength.At(now);
}

std::optional<double> TypicalRaw(std::vector<double> raws) {
  std::erase_if(raws, [](double raw) { return !(raw > 0); });
  if (raws.empty()) return std::nullopt;
  const auto at = raws.begin() + static_cast<std::ptrdiff_t>((raws.size() - 1) * 3 / 4);
  std::ranges::nth_element(raws, at);
  return *at;
}

double TieOf(const Traffic& traffic, double typical) {
  return (1 - std::exp(-traffic.raw / typical)) * (0.5 + 0.5 * traffic.reciprocity);
}

}  // namespace baton::ties
