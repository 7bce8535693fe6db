// The value of a content line as text: out of its encoding and its character set, escapes undone. For card.cc.
//
//   TextsOf(line)   // "N;CHARSET=ISO-8859-1:M\xFCller;Eva" -> {"Müller", "Eva"}
//
// Pure.
#pragma once

#include <string>
#include <vector>

#include "format/vcard/card_lines.h"

namespace baton::format::vcard {

// The components that semicolons part, each in one line without blanks around it. At least one.
std::vector<std::string> TextsOf(const CardLine& line);
// All of it, semicolons and all.
std::string TextOf(const CardLine& line);

}  // namespace baton::format::vcard
