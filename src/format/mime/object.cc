#include "format/mime/object.h"

#include <algorithm>

#include "base/text.h"

namespace baton::format::mime {

std::string Readable(std::string_view text) {
  std::string line(Trim(text.substr(0, kMaxText)));
  while (!line.empty() && !IsUtf8(line)) {
    const auto bad = std::ranges::find_if(line, [](unsigned char c) { return c > 0x7f; });
    std::replace_if(
        bad, line.end(), [](unsigned char c) { return c > 0x7f; }, '?');
  }
  std::ranges::replace_if(
      line, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return line;
}

std::string TextOf(const char* text) { return text == nullptr ? std::string() : Readable(text); }

std::string HeaderOf(GMimeObject* object, const char* name) {
  return TextOf(g_mime_object_get_header(object, name));
}

bool IsSubmittedAutomatically(GMimeObject* object) {
  const std::string submitted = Fold(HeaderOf(object, "Auto-Submitted"));
  if (!submitted.empty() && submitted != "no") return true;
  return std::ranges::any_of(
      std::initializer_list<const char*>{"X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress"},
      [&](const char* name) { return g_mime_object_get_header(object, name) != nullptr; });
}

bool IsInBulk(GMimeObject* object) {
  const std::string precedence = Fold(HeaderOf(object, "Precedence"));
  return precedence == "bulk" || precedence == "junk" || precedence == "list" || precedence == "auto_reply";
}

}  // namespace baton::format::mime
