// What to say when the three meet, on the telephone before it, and to "I'd rather deal with you": messages with this client's
// facts. A sentence whose fact is missing is left out; nothing is said that Baton does not know. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/message.h"

namespace baton::introduction {

struct TalkFacts {
  std::string former;  // first names
  std::string successor;
  std::string contact;  // empty: not known who
  std::string account;
  std::int64_t years = 0;  // that the former owner has served them
  std::int64_t met = 0;    // meetings of the successor with somebody there
  std::int64_t open_deals = 0;
  std::optional<Instant> meeting_at;  // the next one
  std::int64_t meeting_minutes = 0;
};

// Said one after the other, by the former owner.
std::vector<Message> TalkWhenMeeting(const TalkFacts& facts);
std::vector<Message> TalkOnTelephone(const TalkFacts& facts);
Message RatherQuestion(const TalkFacts& facts);
Message RatherAnswer(const TalkFacts& facts);

}  // namespace baton::introduction
