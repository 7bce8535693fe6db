#include "format/document/docx.h"

#include <algorithm>
#include <pugixml.hpp>
#include <string_view>
#include <vector>

#include "format/workbook/xml_stream.h"

namespace baton::format {
namespace {

constexpr std::string_view kUsualPart = "word/document.xml";
constexpr std::string_view kRelations = "_rels/.rels";
constexpr std::size_t kRelationBytes = std::size_t{64} << 10;

// Where the relations of the package say that the document is.
std::string MainPart(Archive& archive) {
  const auto relations = archive.Find(kRelations);
  const auto bytes =
      relations ? archive.ReadWhole(*relations, kRelationBytes) : Result<std::string>(std::string());
  pugi::xml_document document;
  if (!bytes || !ParseXml(*bytes, kRelations, &document)) return std::string(kUsualPart);
  for (const pugi::xml_node& relation : document.first_child().children()) {
    if (!std::string_view(relation.attribute("Type").value()).ends_with("/officeDocument")) continue;
    std::string_view target = relation.attribute("Target").value();
    if (target.starts_with('/')) target.remove_prefix(1);
    return std::string(target);
  }
  return std::string(kUsualPart);
}

// What holds no words of the letter: deleted text, field codes, and the second form of the same thing for old programs.
bool IsSkipped(std::string_view name) {
  constexpr std::string_view kSkipped[] = {"del",      "moveFrom", "instrText", "delText",  "delInstrText",
                                           "Fallback", "rPr",      "sectPr",    "pict",     "object",
                                           "tblPr",    "trPr",     "tcPr",      "pPrChange"};
  return std::ranges::find(kSkipped, name) != std::end(kSkipped);
}

// Walks the tree with a path of its own, so that its depth costs no stack.
class Walk {
 public:
  explicit Walk(const DocumentLimits& limits) : limits_(limits) {}

  Result<Done> Over(const pugi::xml_node& root) {
    pugi::xml_node node = root;
    std::size_t depth = 0;
    while (node) {
      const bool enters = Enter(node);
      if (lines_bytes_ > limits_.characters * 8)
        return Fail(Kind::too_large, "problem.document.too_long",
                    {{"limit", static_cast<std::int64_t>(limits_.characters)}});
      if (enters && node.first_child()) {
        if (++depth > limits_.depth) return Fail(Kind::too_large, "problem.document.too_deep");
        node = node.first_child();
        continue;
      }
      if (enters) Leave(node);
      while (node != root && !node.next_sibling()) {
        node = node.parent();
        --depth;
        Leave(node);
      }
      if (node == root) break;
      node = node.next_sibling();
    }
    EndLine();
    return Done{};
  }

  // With an empty line between paragraphs where the writer left none: Word spaces them by their style.
  std::string Text() const {
    const auto words = [](const std::string& line) {
      return line.find_first_not_of(" \t\n") != std::string::npos;
    };
    const auto first = std::find_if(lines_.begin(), lines_.end(), words);
    const auto last = std::find_if(lines_.rbegin(), lines_.rend(), words).base();
    if (first == lines_.end()) return "";
    const bool has_empty = std::find_if_not(first, last, words) != last;
    std::string text;
    for (auto line = first; line != last; ++line) text += *line + (has_empty ? "\n" : "\n\n");
    return text;
  }

 private:
  // False: what is inside is not read.
  bool Enter(const pugi::xml_node& node) {
    if (node.type() != pugi::node_element) return false;
    const std::string_view name = LocalName(node);
    if (IsSkipped(name)) return false;
    if (name == "t") {
      Add(node.child_value());
      return false;
    }
    if (name == "p") {
      // A text box has paragraphs within a paragraph.
      if (!line_.empty() && LocalName(node.parent()) != "tc") EndLine();
    } else if (name == "numPr") {
      Add("- ");
    } else if (name == "tab" && LocalName(node.parent()) == "r") {
      Add("\t");
    } else if (name == "br" || name == "cr") {
      Add("\n");
    } else if (name == "noBreakHyphen") {
      Add("-");
    }
    return true;
  }
  void Leave(const pugi::xml_node& node) {
    const std::string_view name = LocalName(node);
    if (name == "tr") {
      EndLine();
    } else if (name == "p") {
      if (LocalName(node.parent()) == "tc") {
        Add("\t");
      } else {
        EndLine();
      }
    }
  }
  void Add(std::string_view words) {
    line_ += words;
    lines_bytes_ += words.size();
  }
  void EndLine() {
    lines_.push_back(std::move(line_));
    line_.clear();
    ++lines_bytes_;
  }

  const DocumentLimits& limits_;
  std::vector<std::string> lines_;
  std::string line_;
  std::size_t lines_bytes_ = 0;
};

}  // namespace

bool HoldsDocx(const Archive& archive) {
  return std::ranges::any_of(archive.members(), [](const ArchiveMember& member) {
    return member.name.starts_with("word/") && member.name.ends_with(".xml");
  });
}

Result<std::string> DocxText(Archive& archive, const DocumentLimits& limits) {
  const auto member = archive.Find(MainPart(archive));
  if (!member) return Fail(Kind::malformed, "problem.document.damaged");
  const auto bytes = archive.ReadWhole(*member, limits.xml_bytes);
  if (!bytes && bytes.error().kind == Kind::too_large)
    return Fail(Kind::too_large, "problem.document.unpacks_too_large");
  if (!bytes) return Fail(bytes.error());
  pugi::xml_document document;
  if (!ParseXml(*bytes, member->name, &document)) return Fail(Kind::malformed, "problem.document.damaged");
  const pugi::xml_node body = Child(document.document_element(), "body");
  if (!body) return Fail(Kind::malformed, "problem.document.damaged");
  Walk walk(limits);
  if (auto walked = walk.Over(body); !walked) return Fail(walked.error());
  return walk.Text();
}

}  // namespace baton::format
