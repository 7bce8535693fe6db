// A person's name and addresses in texts that others wrote: found as whole words in the ways they are usually written, and replaced.
//
//   const Names names("Jada Ellis", {"jada@northwind.example"}, "Former colleague 7");
//   names.Replace("Call with Jada Ellis (JADA@northwind.example)")     // "Call with Former colleague 7 (Former colleague 7)"
//   names.Replace("Joann Leeds")                                       // none
//
// A name of one word ("Bill") is not looked for: it is too often another word. Nor is a given name alone; docs/administration.md says
// so. Immutable, hence thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::administration {

class Names {
 public:
  // Of `addresses` (e-mail, telephone) the empty ones and those under six characters are left out.
  Names(std::string_view name, const std::vector<std::string>& addresses, std::string replacement);

  // Every way in which one of them is written, as it may stand in a text or in JSON: for a search in SQL.
  const std::vector<std::string>& needles() const { return needles_; }
  // None when nobody is named.
  std::optional<std::string> Replace(std::string_view text) const;
  bool looks_for_name() const { return looks_for_name_; }

 private:
  void Add(std::string needle);

  std::vector<std::string> needles_;  // the longest first
  std::string replacement_;
  bool looks_for_name_ = false;
};

}  // namespace baton::administration
