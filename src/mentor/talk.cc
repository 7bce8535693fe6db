#include "mentor/talk.h"

#include "base/text.h"

namespace baton::mentor {

std::optional<FieldFault> FaultOfWords(const std::string& text, const std::string& path, std::size_t most,
                                       bool is_required) {
  if (is_required && Trim(text).empty()) return FieldFault{path, {"problem.field.required"}};
  if (CountCharacters(text) > most) {
    return FieldFault{path, {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(most)}}}};
  }
  return std::nullopt;
}

std::vector<FieldFault> FaultsOf(const TalkInput& input, Instant now) {
  std::vector<FieldFault> faults;
  if (auto fault = FaultOfWords(input.subject, "subject", kMaxSubject, true)) faults.push_back(*fault);
  if (auto fault = FaultOfWords(input.tried.value_or(""), "tried", kMaxWords, false))
    faults.push_back(*fault);
  if (input.minutes < kLeastMinutes || input.minutes > kMostMinutes) {
    faults.push_back({"minutes",
                      {"problem.field.out_of_range",
                       {{"minimum", double{kLeastMinutes}}, {"maximum", double{kMostMinutes}}}}});
  }
  if (input.starts_at <= now) faults.push_back({"starts_at", {"problem.mentor.past"}});
  return faults;
}

std::vector<TalkDeed> DeedsOf(const Talk& talk, Id person_id, Instant now) {
  const bool is_asker = person_id == talk.asker_id;
  if (!is_asker && person_id != talk.mentor_id) return {};
  const bool is_coming = talk.state == TalkState::planned && now < talk.starts_at;
  std::vector<TalkDeed> deeds;
  if (is_coming) deeds = {TalkDeed::move, TalkDeed::cancel};
  if (is_asker && talk.state == TalkState::planned && now >= talk.ends_at())
    deeds.push_back(TalkDeed::outcome);
  if (is_asker && (talk.state == TalkState::cancelled || now >= talk.ends_at()))
    deeds.push_back(TalkDeed::remove);
  return deeds;
}

bool AsksOutcome(const Talk& talk, Id person_id, Instant now) {
  return person_id == talk.asker_id && talk.state == TalkState::planned && !talk.outcome_text_id &&
         now >= talk.ends_at() + kFollowUpDays * kMillisecondsPerDay;
}

}  // namespace baton::mentor
