// What can be said about a letter before a human reads it: its length, how it reads, who it speaks of, what it asks for, how
// it opens, what was left in by mistake. Each is a hint with its reason, never a mark, and each can be dismissed.
//
//   for (const Remark& remark : RemarksOn(letter, "en")) Say(remark.text), Say(remark.why);
//
// Spelling is speller.h's. What the limits are and why: docs/reviews.md. Pure.
#pragma once

#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "review/anchor.h"

namespace baton::review {

enum class RemarkKind {
  placeholder,
  no_next_step,
  we_against_you,
  length,
  readability,
  passive_opening,
  spelling
};
BOOST_DESCRIBE_ENUM(RemarkKind, placeholder, no_next_step, we_against_you, length, readability,
                    passive_opening, spelling)

struct Remark {
  RemarkKind kind = RemarkKind::length;
  Message text;
  Message why;
  std::optional<Range> range;  // none: it is about the whole letter
  std::string passage;         // the words there; the same ones stay dismissed
  std::vector<std::string> suggestions = {};
};

// In the order of the kinds, then of the letter.
std::vector<Remark> RemarksOn(std::string_view letter, std::string_view language);

// Byte places to characters. REQUIRES: within the letter.
Range RangeOf(std::string_view letter, std::string_view part);

}  // namespace baton::review
