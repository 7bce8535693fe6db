// Lists of addresses as RFC 5322 writes them, from those of Outlook: it puts a semicolon between addresses, where a list ends for
// everybody else; that of a group stays. GMime also ends an encoded word at one.
//
//   MendSeparators("jim@x.example; bill@y.example").text   // "jim@x.example, bill@y.example"
//
// What opens and never closes is looked through once for each kind of bracket, not once for each that opens. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace baton::format::mime {

struct Mended {
  std::string text;
  std::size_t looked_at = 0;  // characters, each as often as it was
};
Mended MendSeparators(std::string_view text);

}  // namespace baton::format::mime
