// A template: text with fields, `{{contact}}`, that facts are filled into. A paragraph, or a line of a list, one of whose
// fields has no value is left out, so that a letter never says "for 0 years" or "Dear ,". Pure.
//
//   const auto parsed = Parse("Dear {{contact}},\n\nWe have met {{times_met}}.", {"contact", "times_met"});
//   Fill(*parsed, {{"contact", {"Bill"}}}).text;  // "Dear Bill,": nobody has met
//
// A backslash takes the meaning of what follows: `\{{` is no field.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "base/problem.h"

namespace baton::letter {

// Where, in lines and characters from 1, and what.
struct Fault {
  std::int64_t line = 1;
  std::int64_t column = 1;
  Message message;  // with both, and the fields there are

  bool operator==(const Fault&) const = default;
};

struct Part {
  std::string text;  // or the field's name
  bool is_field = false;
};

// What stands or falls together.
struct Paragraph {
  std::vector<Part> parts;
  bool is_tight = false;  // the line above belongs to the same list
};

struct Template {
  std::vector<Paragraph> paragraphs;
};

// All faults, not the first only: a field that nobody knows, braces that do not close on their line.
tl::expected<Template, std::vector<Fault>> Parse(std::string_view text,
                                                 std::span<const std::string_view> known);

struct Value {
  std::string text;  // empty: there is none
  bool is_markdown = false;

  bool operator==(const Value&) const = default;
};
using Values = std::map<std::string, Value, std::less<>>;

struct Filled {
  std::string text;
  std::vector<std::string> empty;  // fields that the template names and that have no value, each once
};

// As Markdown: values are written so that they mean themselves.
Filled Fill(const Template& letter, const Values& values);
// For a subject: one line of plain text. A field without a value leaves nothing.
Filled FillLine(const Template& line, const Values& values);

}  // namespace baton::letter
