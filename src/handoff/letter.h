// The letter that introduces the successor to the client, as the former owner would write it: paragraphs as messages
// "handoff.letter.*" with the facts filled in, to copy, change or print. A paragraph whose fact is missing is left out.
// Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/message.h"

namespace baton::handoff {

struct LetterFacts {
  std::string account;
  std::string industry;
  std::string contact;  // empty: nobody is known there
  std::string former;
  std::string successor;
  std::string successor_title;
  std::string successor_email;
  std::optional<Day> owner_since;  // of the former owner
  Day today;
  std::int64_t met = 0;                  // meetings of the successor with contacts of the account
  std::int64_t clients_in_industry = 0;  // of the successor, without this account
  std::int64_t open_deals = 0;
  std::optional<Day> introduction_on = {};
};

struct LetterText {
  Message subject;
  std::vector<Message> paragraphs;
};

LetterText WriteLetter(const LetterFacts& facts);

// The language of whoever reads the letter, not of whoever looks at it here: the first of `wanted` (the contact's, the
// organization's) that the letter is written in; "en" where there is none.
std::string LetterLanguage(std::span<const std::string> wanted,
                           const std::function<bool(std::string_view language)>& is_written_in);

}  // namespace baton::handoff
