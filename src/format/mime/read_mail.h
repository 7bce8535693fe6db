// What somebody answered to a mail of ours: who, to which mail, and whether it is an answer of a calendar or of a mail server
// that could not deliver. The words are not kept, not even read.
//
//   const auto mail = ReadMail(bytes);            // may be the beginning of a mail only
//   if (mail && mail->bounce) ...                 // RFC 3464
//   else if (mail && !mail->calendar.empty()) ... // RFC 6047; format/icalendar reads it
//   else if (mail) FindMailsOf(mail->answers_to);
//
// Everything comes from outside: nothing of it is proven, From least of all. Thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "format/mime/mail_text.h"

namespace baton::format::mime {

// One address that a server could not reach.
struct Undelivered {
  std::string email;   // folded to lower case
  std::string status;  // 5.1.1
  std::string why;     // what the other server said

  bool operator==(const Undelivered&) const = default;
};

struct Bounce {
  std::string message_id;  // of the mail that came back, without the angle brackets; empty: not said
  std::vector<Undelivered> undelivered;

  bool operator==(const Bounce&) const = default;
};

struct ReadMail {
  std::string message_id;
  std::vector<std::string> answers_to;  // message ids, the nearest first
  Mailbox from;                         // the address folded to lower case; empty where there is none
  std::optional<Instant> at;
  bool is_automatic = false;  // a machine wrote it: nobody is told, and nothing answers it
  std::string calendar;       // a text/calendar part; empty: none
  std::optional<Bounce> bounce;
};

// What is larger is cut off there.
inline constexpr std::size_t kMaxReadMail = 256 * 1024;
inline constexpr std::size_t kMaxAnswersTo = 50;

// Nothing when it is no mail. All texts are UTF-8 without control characters.
std::optional<ReadMail> Read(std::string_view bytes);

}  // namespace baton::format::mime
