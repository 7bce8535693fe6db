// Any bytes as a mail that comes back: never a crash, and what is read can be stored and shown.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/text.h"
#include "format/mime/read_mail.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton;
  const auto mail = format::mime::Read({reinterpret_cast<const char*>(data), size});
  if (!mail) return 0;
  Check(mail->answers_to.size() <= format::mime::kMaxAnswersTo, "the ids are bounded");
  for (const std::string* text : {&mail->message_id, &mail->from.name, &mail->from.email, &mail->calendar}) {
    Check(IsUtf8(*text), "a text is UTF-8");
  }
  for (const std::string& id : mail->answers_to) Check(CleanText(id).has_value(), "an id can be stored");
  if (!mail->bounce) return 0;
  for (const auto& one : mail->bounce->undelivered) {
    for (const std::string* text : {&one.email, &one.status, &one.why}) {
      Check(CleanText(*text).has_value(), "what a server said can be stored");
    }
  }
  return 0;
}
