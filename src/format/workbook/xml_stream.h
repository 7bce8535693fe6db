// Takes the elements of one name out of a large XML file, one at a time, in memory bounded by the largest of
// them. pugixml reads whole documents; a sheet of a million rows is read as a million small documents
// instead.
//
//   XmlStream rows(source, "row", limit);
//   while (auto row = rows.Next(); row && *row) Use(**row);     // a pugi::xml_node, good until the next
//   Next()
//
// Prefixes are ignored (<x:row> is a row). REQUIRES: the element does not contain another of its own name.
#pragma once

#include <cstddef>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "format/csv/source.h"

namespace baton::format {

// The name of a node without its prefix.
std::string_view LocalName(const pugi::xml_node& node);
// The first child of that local name; empty when there is none.
pugi::xml_node Child(const pugi::xml_node& node, std::string_view name);

// A whole small XML file. `name` is for the problem.
Result<Done> ParseXml(const std::string& bytes, std::string_view name, pugi::xml_document* document);

class XmlStream {
 public:
  // `part` names the file in problems.
  XmlStream(ByteSource source, std::string element, std::string part, std::size_t element_bytes);

  Result<std::optional<pugi::xml_node>> Next();

 private:
  Result<bool> More();
  Result<bool> FindStart();
  Result<std::optional<pugi::xml_node>> Parse(std::size_t size);
  tl::unexpected<Problem> Damaged() const;

  ByteSource source_;
  std::string element_;
  std::string part_;
  std::size_t element_bytes_;
  std::string text_;
  std::size_t begin_ = 0;  // where to go on in text_
  bool ended_ = false;
  bool started_ = false;
  std::string closing_;  // "</x:row"
  std::string fragment_;
  pugi::xml_document document_;
};

}  // namespace baton::format
