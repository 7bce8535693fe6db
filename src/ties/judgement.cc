#include "ties/judgement.h"

#include <fmt/format.h>

namespace baton::ties {

Judgement JudgementOf(const settings::Settings& settings) {
  return {.weights = {.mail_from_them = settings.tie_mail_from_them,
                      .mail_from_us = settings.tie_mail,
                      .quick_reply = settings.tie_quick_reply,
                      .meeting = settings.tie_meeting,
                      .call = settings.tie_call,
                      .mail_half_life_days = settings.tie_mail_half_life_days,
                      .spoken_half_life_days = settings.tie_spoken_half_life_days,
                      .thread_day_cap = settings.tie_thread_day_cap},
          .touches = {.most_in_mail = static_cast<int>(settings.tie_most_in_mail),
                      .most_in_room = static_cast<int>(settings.tie_most_in_room)},
          .words = {.strong = settings.tie_strong, .good = settings.tie_good},
          .thread = {.colleagues = settings.tie_single_colleagues, .second = settings.tie_single_second},
          .said = {.well_least = settings.tie_said_well,
                   .met_least = settings.tie_said_met_least,
                   .met_most = settings.tie_said_met_most,
                   .half_life_days = settings.tie_said_half_life_days}};
}

std::string LearntBy(const Judgement& judgement) {
  const StrengthWeights& weights = judgement.weights;
  return fmt::format("{} {} {} {} {} {} {} {} {} {}", weights.mail_from_them, weights.mail_from_us,
                     weights.quick_reply, weights.meeting, weights.call, weights.mail_half_life_days,
                     weights.spoken_half_life_days, weights.thread_day_cap, judgement.touches.most_in_mail,
                     judgement.touches.most_in_room);
}

}  // namespace baton::ties
