// What the mails about a meeting say, to each reader in the own language and in the own zone. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "invite/tell.h"

namespace baton::introduction {

using invite::News;

struct MeetingFacts {
  std::string summary;
  std::string account;
  std::string successor;
  std::string former;
  Instant starts_at;
  Instant ends_at;
  bool comes_twice = false;
  std::string place;
  std::string note;
  std::vector<std::string> guests;  // names
};

struct Reader {
  std::string name;
  std::string language;
  std::string zone;
  bool is_client = false;
};

struct MeetingMail {
  std::string subject;
  std::string text;
};

MeetingMail WriteMeetingMail(News news, const MeetingFacts& facts, const Reader& reader);

}  // namespace baton::introduction
