// Any bytes as a template and as the value of its fields: never a crash; what is filled in says exactly the value, adds no
// markup of its own, and no page that comes out holds HTML that somebody typed, a picture or a link to a script.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/text.h"
#include "format/markdown/markdown.h"
#include "letter/template.h"

namespace {

using namespace baton::letter;
using baton::format::markdown::Render;
using baton::format::markdown::Rendered;

constexpr std::size_t kLongest = 10'000;

void CheckSafe(const Rendered& rendered) {
  for (const std::string_view never :
       {"<script", "<img", "<!--", "href=\"javascript:", "href=\"data:", "href=\"\""}) {
    baton::Check(rendered.html.find(never) == std::string::npos, "a letter is safe to show");
  }
  baton::Check(baton::IsUtf8(rendered.html) && baton::IsUtf8(rendered.text), "a letter is UTF-8");
}

// A name between two words, with what it may not become around it.
void CheckValue(const std::string& typed) {
  const std::vector<std::string_view> known{"contact"};
  const auto letter = Parse("Dear {{contact}}, hello", known);
  const Rendered rendered = Render(Fill(*letter, {{"contact", {typed}}}).text);
  std::string said(baton::Trim(typed));
  if (said.empty()) return;
  for (const std::string_view never : {"<em>", "<strong>", "<code>", "<a ", "<li>", "<h1>"}) {
    baton::Check(rendered.html.find(never) == std::string::npos, "a value is no markup");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = baton::CleanText({reinterpret_cast<const char*>(data), size});
  if (!text || text->size() > kLongest) return 0;
  CheckSafe(Render(*text));
  CheckValue(*text);
  const std::vector<std::string_view> known{"contact", "account"};
  const auto letter = Parse(*text, known);
  if (!letter) {
    for (const Fault& fault : letter.error())
      baton::Check(fault.line > 0 && fault.column > 0, "a fault has a place");
    return 0;
  }
  CheckSafe(Render(Fill(*letter, {{"contact", {*text}}, {"account", {"A & B"}}}).text));
  FillLine(*letter, {{"contact", {*text}}});
  return 0;
}
