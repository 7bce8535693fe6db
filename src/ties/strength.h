// How strong the tie between one of our people and one contact is, from who was in touch with whom and when, never from
// what was said: a statement about traffic, not about affection.
//
//   Strength strength(weights);
//   for (const Touch& touch : touches) strength.Add(touch);    // in the order of their times
//   const Traffic traffic = strength.At(now);                   // traffic.raw, traffic.reciprocity
//   const double tie = TieOf(traffic, TypicalRaw(all_raws));    // 0 to below 1
//
// Each touch counts what its kind is worth, halved with each half-life that has passed (Roth and others, KDD 2010). Mail and
// what is spoken fade at their own pace. A mail to many counts less, by the root of how many; what one thread brings in one day
// is capped, so that a burst of short mails is not friendship. Touches after `now` do not count yet.
//
// One pass; to go on with Add where it stopped is the same as to start anew. The weights are judgement, and can be set (judgement.h); the
// order (spoken before written, theirs before ours) is evidence. Not thread-safe; copies are independent.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "base/date.h"

namespace baton::ties {

// mail: it is not known who wrote it; counts as one of ours, and half for each side.
enum class TouchKind { mail_from_them, mail_from_us, mail, meeting, call };

struct Touch {
  Instant at;
  TouchKind kind = TouchKind::mail_from_us;
  std::int32_t others =
      1;  // recipients of a mail, people in a meeting but for the one whose tie this is; at least 1
  bool is_quick_reply = false;  // a mail that answers one of the last 24 hours
  std::int64_t thread = 0;      // mails of one thread; 0: of none
};

struct StrengthWeights {
  double mail_from_them = 1.5;
  double mail_from_us = 1.0;
  double quick_reply = 1.3;  // times
  double meeting = 4;
  double call = 3;
  double mail_half_life_days = 45;
  double spoken_half_life_days = 90;
  double thread_day_cap = 3;
};

struct Traffic {
  double raw = 0;          // 0: never in touch
  double reciprocity = 0;  // 0: one side only; 1: both alike. What is spoken is both alike
  std::optional<Instant> last_at = {};
};

// What fades together, as it was at `as_of`, the last touch of its kind.
struct Fading {
  double raw = 0;
  double from_us = 0;
  double from_them = 0;
  Instant as_of;
  bool operator==(const Fading&) const = default;
};

// All that is to be kept of a pair to know its traffic at any later time.
struct Kept {
  Fading mail;
  Fading spoken;
  std::optional<Instant> last_at;
  bool operator==(const Kept&) const = default;
};

// REQUIRES: `now` is not earlier than the last touch.
Traffic TrafficAt(const Kept& kept, Instant now, const StrengthWeights& weights = {});

class Strength {
 public:
  explicit Strength(const StrengthWeights& weights = {}) : weights_(weights) {}

  // REQUIRES: not earlier than the last one added.
  void Add(const Touch& touch);
  // REQUIRES: not earlier than the last one added.
  Traffic At(Instant now) const { return TrafficAt(kept_, now, weights_); }
  const Kept& kept() const { return kept_; }

 private:
  double Allowed(const Touch& touch, double worth);

  StrengthWeights weights_;
  Kept kept_;
  std::int64_t day_ = 0;                    // of `brought_`
  std::map<std::int64_t, double> brought_;  // by a thread on that day
};

// The strength from scratch, for touches in any order; those after `now` are left out.
Traffic TrafficOf(std::vector<Touch> touches, Instant now, const StrengthWeights& weights = {});

// The 75th percentile of the organization's raws: against it a tie is weak or strong. Those of 0 are left out; nothing where there is none.
std::optional<double> TypicalRaw(std::vector<double> raws);

// (1 - exp(-raw / typical)) * (0.5 + 0.5 reciprocity), from 0 to below 1. REQUIRES: typical > 0.
double TieOf(const Traffic& traffic, double typical);

}  // namespace baton::ties
