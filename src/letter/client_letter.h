// The letter of a handoff to the client, with the facts of now, in the language of whoever reads it: from the template, or in
// the sender's words for this once.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "action/action.h"
#include "base/problem.h"
#include "book/contact.h"
#include "handoff/handoff.h"
#include "letter/letter_template.h"
#include "mail/mail.h"

namespace baton::letter {

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

  std::string language;
  std::string subject;
  std::string body;  // Markdown, with the field "page" where the page's paragraph goes
  std::string html;  // the same, safe to show
  // And with the paragraph of a page that is made when it is sent; none: the letter has no place for one.
  std::optional<std::string> html_with_page;
  std::string text;
  std::vector<LetterFact> facts;
  LetterRecipient to;
  LetterSender from;
};
BOOST_DESCRIBE_STRUCT(LetterView, (), (language, subject, body, html, html_with_page, text, facts, to, from))

// As it is sent: the words the sender changed, or those of the letter where they are left out.
struct LetterInput {
  static constexpr const char* kSchemaName = "LetterInput";

  std::optional<std::string> subject;
  std::optional<std::string> body;  // Markdown; fields are filled in here too
  std::optional<std::string>
      page;  // the paragraph that leads to the client's page, for the field of that name
};
BOOST_DESCRIBE_STRUCT(LetterInput, (), (subject, body, page))

// Who gets the letter: the contact to whom the former owner is closest, else the first by name.
std::optional<book::Contact> FindRecipient(db::Connection& connection, const handoff::Handoff& handoff,
                                           Instant now);

// What a letter about this handoff can say.
struct HandoffFacts {
  LetterFacts facts;  // without the paragraph "my job"
  std::optional<book::Contact> contact;
  std::vector<std::string> languages;  // wanted, the contact's first
  std::string zone;                    // the organization's
};
std::optional<HandoffFacts> GatherFacts(db::Connection& connection, const handoff::Handoff& handoff,
                                        Instant now);
// The values of all fields but the page; "my job" with them when it is agreed.
Values ClientValues(db::Connection& connection, const handoff::Handoff& handoff, const HandoffFacts& gathered,
                    std::string_view language);

Result<LetterView> ViewLetter(db::Connection& connection, const handoff::Handoff& handoff, Instant now);

// Queues the letter in the former owner's name, with the successor in copy. Fails where nobody could get it: the client
// has no contact with an address.
Result<mail::Mail> SendLetter(action::Action& action, const handoff::Handoff& handoff,
                              const LetterInput& input);

}  // namespace baton::letter
