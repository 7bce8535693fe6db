// A page for paper as one HTML document that needs nothing else: no script, no address, its font and its logo within. Every value is escaped.
//
//   WriteDocument({.language = "de", .title = "Oktober 2026", .sections = {...}}, font)
//
// What a page says comes whole from its slice, in the reader's language; here is only how it looks. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace baton::paper {

struct Line {
  std::string label = {};
  std::string figure = {};
  bool is_quiet = false;  // there is no figure; it says why
  std::string beside = {};
  std::string meaning = {};
};
struct Item {
  std::string text = {};
  std::string beside = {};
};
struct List {
  std::string heading = {};
  std::vector<Item> items = {};
  std::string none = {};  // said where there are no items
};
struct Section {
  std::string heading = {};
  std::string note = {};
  std::string statement = {};
  std::vector<Line> lines = {};
  std::vector<List> lists = {};
  std::string comment = {};  // somebody's own words
  std::string meaning = {};
};
struct Document {
  std::string language = {};
  std::string title = {};
  std::string above = {};  // over the title: whose it is
  std::string about = {};  // under it
  std::string logo = {};   // as data:, empty: none
  bool is_letter = false;  // the paper: US Letter, else A4
  std::string note = {};
  std::vector<Section> sections = {};
  std::string footer = {};
};

// Where Letter is used, as far as a time zone tells: in the Americas.
bool UsesLetter(std::string_view time_zone);
// `font`: a .woff2 file's bytes as base64; empty: what the machine has.
std::string WriteDocument(const Document& document, std::string_view font);
// A text as a string of CSS that nothing in it can end.
std::string CssText(std::string_view text);

}  // namespace baton::paper
