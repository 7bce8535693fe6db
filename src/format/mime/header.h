// Who wrote to whom and when, from the header of a mail. Nothing else of it leaves this folder: no subject, no body.
//
//   const auto header = ReadHeader(bytes);                 // the bytes before the first empty line; more may follow
//   if (header) ... header->from.email, header->at ...
//   else        ... header.error() ...                     // Refusal::no_header
//
// Everything comes from outside: nothing of it is proven, and what is there may be nonsense (a date of 2099). What does not
// stand there, or cannot be read, is empty; whether the mail is of any use then is for others to say. Texts are UTF-8 without
// control characters, addresses folded to lower case and never empty in a Mailbox. GMime reads addresses, dates and ids. Thread-safe.
#pragma once

#include <array>
#include <boost/describe/enum.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/date.h"
#include "format/mime/mail_text.h"

namespace baton::format::mime {

struct Header {
  std::string message_id;       // without the angle brackets
  std::optional<Mailbox> from;  // the first of them
  std::string sender;           // an address, where somebody else sent it
  std::vector<Mailbox> to;      // To, Cc and Bcc; each address once
  std::size_t recipients = 0;   // how many there are; more than `to` has from kMostRecipients on
  std::optional<Instant> at;    // Date
  std::string in_reply_to;      // a message id
  std::string thread;           // the message id of the first mail of the thread, as far as it is known
  bool is_list = false;         // List-Id, List-Unsubscribe, List-Post
  bool is_bulk = false;         // Precedence: bulk, list, junk
  bool is_automatic = false;    // Auto-Submitted (RFC 3834), what was usual before it, and delivery reports
};

// Only these fields are handed on to be read. A subject is not among them.
inline constexpr std::array kFields = {"from",        "sender",        "to",
                                       "cc",          "bcc",           "date",
                                       "message-id",  "references",    "in-reply-to",
                                       "list-id",     "list-post",     "list-unsubscribe",
                                       "precedence",  "content-type",  "auto-submitted",
                                       "x-autoreply", "x-autorespond", "x-auto-response-suppress"};

// Why something is no mail.
enum class Refusal {
  no_header,         // no line that could be of a header
  header_too_large,  // more than kMostHeader
  unreadable,        // a file that cannot be opened
  not_mail,          // a file among mails that is something else
  cut                // what is left of a zip that would be too large unpacked
};
BOOST_DESCRIBE_ENUM(Refusal, no_header, header_too_large, unreadable, not_mail, cut)

inline constexpr std::size_t kMostHeader = 1u << 20;
inline constexpr std::size_t kMostRecipients = 50;

using ReadOne = tl::expected<Header, Refusal>;
ReadOne ReadHeader(std::string_view bytes);

}  // namespace baton::format::mime
