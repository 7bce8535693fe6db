#include "paper/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <kainjow/mustache.hpp>

#include "base/check.h"
#include "base/text.h"
#include "paper/compiled.h"

namespace baton::paper {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

// False where it is empty: the template leaves its element out, and does not look for the name further out.
void Put(data& out, const std::string& name, const std::string& value) {
  if (value.empty()) {
    out.set(name, false);
  } else {
    out.set(name, value);
  }
}

data LineData(const Line& line) {
  data out;
  out.set("label", line.label);
  out.set("figure", line.figure);
  out.set("is_quiet", line.is_quiet);
  Put(out, "beside", line.beside);
  Put(out, "meaning", line.meaning);
  return out;
}

data ListData(const List& list) {
  data out;
  data items{data::type::list};
  for (const Item& item : list.items) {
    data one;
    one.set("text", item.text);
    Put(one, "beside", item.beside);
    items << one;
  }
  Put(out, "list_heading", list.heading);
  out.set("items", items);
  Put(out, "none", list.items.empty() ? list.none : "");
  return out;
}

data SectionData(const Section& section) {
  data out;
  out.set("heading", section.heading);
  Put(out, "note", section.note);
  Put(out, "statement", section.statement);
  Put(out, "comment", section.comment);
  Put(out, "meaning", section.meaning);
  data lines{data::type::list};
  for (const Line& line : section.lines) lines << LineData(line);
  out.set("has_lines", !section.lines.empty());
  out.set("lines", lines);
  data lists{data::type::list};
  for (const List& list : section.lists) lists << ListData(list);
  out.set("lists", lists);
  return out;
}

// What stands in the margin of each sheet, and how large it is.
std::string SheetStyle(const Document& document) {
  return fmt::format(
      "@page{{size:{};@bottom-left{{content:{}}}}}", document.is_letter ? "Letter" : "A4",
      CssText(document.above.empty() ? document.title : document.above + " · " + document.title));
}

}  // namespace

std::string CssText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                          static_cast<unsigned char>(c) >= 0x80 || c == ' ' || c == ',' || c == '.';
    // The space ends the escape and is no part of the text.
    out += is_plain ? std::string(1, c) : fmt::format("\\{:x} ", static_cast<unsigned char>(c));
  }
  return out + "\"";
}

bool UsesLetter(std::string_view time_zone) { return time_zone.starts_with("America/"); }

std::string WriteDocument(const Document& document, std::string_view font) {
  data page;
  page.set("language", document.language);
  page.set("title", document.title);
  Put(page, "above", document.above);
  Put(page, "about", document.about);
  Put(page, "logo", document.logo);
  Put(page, "page_note", document.note);
  Put(page, "footer", document.footer);
  std::string style;
  if (!font.empty()) {
    style = fmt::format(
        "@font-face{{font-family:\"Instrument Sans\";src:url(data:font/woff2;base64,{}) format(\"woff2\");"
        "font-weight:400 700}}\n",
        font);
  }
  page.set("style", style + std::string(CompiledStyle()) + SheetStyle(document));
  data sections{data::type::list};
  for (const Section& section : document.sections) sections << SectionData(section);
  page.set("sections", sections);
  mustache frame{std::string(CompiledTemplate())};
  Check(frame.is_valid(), frame.error_message().c_str());
  return frame.render(page);
}

}  // namespace baton::paper
