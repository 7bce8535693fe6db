// The letter of a handoff with the facts of now, in the language of whoever reads it.
#pragma once

#include <boost/describe/class.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "handoff/handoff.h"
#include "http/call.h"

namespace baton::handoff {

struct LetterFact {
  static constexpr const char* kSchemaName = "LetterFact";

  std::string label_key;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(LetterFact, (), (label_key, value))

struct LetterRecipient {
  static constexpr const char* kSchemaName = "LetterRecipient";

  std::optional<std::string> name;
  std::optional<std::string> email;
};
BOOST_DESCRIBE_STRUCT(LetterRecipient, (), (name, email))

struct LetterSender {
  static constexpr const char* kSchemaName = "LetterSender";

  std::string name;
};
BOOST_DESCRIBE_STRUCT(LetterSender, (), (name))

struct LetterView {
  static constexpr const char* kSchemaName = "Letter";

  std::string subject;
  std::vector<std::string> paragraphs;
  std::vector<LetterFact> facts;
  LetterRecipient to;
  LetterSender from;
};
BOOST_DESCRIBE_STRUCT(LetterView, (), (subject, paragraphs, facts, to, from))

Result<LetterView> ViewLetter(const http::Call& call, const Handoff& handoff);

}  // namespace baton::handoff
