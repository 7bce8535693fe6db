// The letter of a handoff with the facts of now, in the language of whoever reads it.
#pragma once

#include <boost/describe/class.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "base/problem.h"
#include "handoff/handoff.h"
#include "mail/mail.h"

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

// As it is sent: the words the sender changed, or those of the letter where they are left out.
struct LetterInput {
  static constexpr const char* kSchemaName = "LetterInput";

  std::optional<std::string> subject;
  std::optional<std::string> text;
};
BOOST_DESCRIBE_STRUCT(LetterInput, (), (subject, text))

Result<LetterView> ViewLetter(db::Connection& connection, const Handoff& handoff, Instant now);

// Queues the letter in the former owner's name, with the successor in copy. Fails where nobody could get it: the client
// has no contact with an address.
Result<mail::Mail> SendLetter(action::Action& action, const Handoff& handoff, const LetterInput& input);

}  // namespace baton::handoff
