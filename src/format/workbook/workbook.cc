#include "format/workbook/workbook.h"

#include <map>
#include <utility>

namespace baton::format {
namespace {

// A relation of a part to another one: its kind's last word ("worksheet") and the target.
struct Relation {
  std::string kind;
  std::string target;
};

std::string FolderOf(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(part.substr(0, slash + 1));
}

// "/xl/a.xml" and "a.xml", "../a.xml" seen from a folder -> the name of the member.
std::string Resolve(std::string folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    if (!folder.empty()) folder = FolderOf(std::string_view(folder).substr(0, folder.size() - 1));
  }
  return folder + std::string(target);
}

Result<Done> Load(Archive& archive, const std::string& part, std::size_t most, pugi::xml_document* document) {
  const auto member = archive.Find(part);
  if (!member) return Fail(Kind::malformed, "problem.workbook.damaged", {{"name", part}});
  const auto bytes = archive.ReadWhole(*member, most);
  if (!bytes) return Fail(bytes.error());
  return ParseXml(*bytes, part, document);
}

Result<std::map<std::string, Relation>> Relations(Archive& archive, const std::string& part,
                                                  std::size_t most) {
  const std::string folder = FolderOf(part);
  const std::string name = folder + "_rels/" + part.substr(folder.size()) + ".rels";
  pugi::xml_document document;
  if (auto loaded = Load(archive, name, most, &document); !loaded) return Fail(loaded.error());
  std::map<std::string, Relation> relations;
  for (const pugi::xml_node& node : Child(document, "Relationships").children()) {
    const std::string_view kind = node.attribute("Type").value();
    relations[node.attribute("Id").value()] = {std::string(kind.substr(kind.rfind('/') + 1)),
                                               Resolve(folder, node.attribute("Target").value())};
  }
  return relations;
}

// r:id, whatever the prefix is called.
std::string RelationId(const pugi::xml_node& sheet) {
  for (const pugi::xml_attribute& attribute : sheet.attributes()) {
    if (std::string_view(attribute.name()).ends_with(":id")) return attribute.value();
  }
  return {};
}

std::vector<CellStyle> ReadStyles(const pugi::xml_document& document) {
  const pugi::xml_node sheet = Child(document, "styleSheet");
  std::map<int, CellStyle> custom;
  for (const pugi::xml_node& format : Child(sheet, "numFmts").children()) {
    custom[format.attribute("numFmtId").as_int()] = StyleOf(format.attribute("formatCode").value());
  }
  std::vector<CellStyle> styles;
  for (const pugi::xml_node& style : Child(sheet, "cellXfs").children()) {
    const int id = style.attribute("numFmtId").as_int();
    const auto found = custom.find(id);
    styles.push_back(found == custom.end() ? BuiltInStyle(id) : found->second);
  }
  return styles;
}

}  // namespace

Result<std::optional<std::string>> FindWorkbook(Archive& archive, std::size_t part_bytes) {
  if (!archive.Find("[Content_Types].xml") || !archive.Find("_rels/.rels")) return std::nullopt;
  const auto relations = Relations(archive, "", part_bytes);
  if (!relations) return Fail(relations.error());
  for (const auto& [id, relation] : *relations) {
    if (relation.kind != "officeDocument") continue;
    if (relation.target.ends_with(".bin")) {
      return Fail(Kind::unsupported, "problem.workbook.unsupported_format",
                  {{"format", std::string("XLSB")}});
    }
    return relation.target;
  }
  return std::nullopt;
}

Result<WorkbookIndex> ReadWorkbook(Archive& archive, const std::string& part, std::size_t part_bytes) {
  pugi::xml_document document;
  if (auto loaded = Load(archive, part, part_bytes, &document); !loaded) return Fail(loaded.error());
  auto relations = Relations(archive, part, part_bytes);
  if (!relations) return Fail(relations.error());
  WorkbookIndex index;
  const pugi::xml_node workbook = Child(document, "workbook");
  index.from_1904 = Child(workbook, "workbookPr").attribute("date1904").as_bool();
  for (const pugi::xml_node& sheet : Child(workbook, "sheets").children()) {
    const auto relation = relations->find(RelationId(sheet));
    if (relation == relations->end() || relation->second.kind != "worksheet") continue;  // a chart
    const std::string_view state = sheet.attribute("state").value();
    index.sheets.push_back(
        {sheet.attribute("name").value(), relation->second.target, !state.empty() && state != "visible"});
  }
  for (const auto& [id, relation] : *relations) {
    if (relation.kind == "styles") index.styles_part = relation.target;
    if (relation.kind == "sharedStrings") index.strings_part = relation.target;
  }
  return index;
}

Result<std::shared_ptr<const WorkbookParts>> ReadParts(Archive& archive, const WorkbookIndex& index,
                                                       std::size_t part_bytes, std::size_t string_bytes) {
  auto parts = std::make_shared<WorkbookParts>();
  parts->from_1904 = index.from_1904;
  if (!index.styles_part.empty()) {
    pugi::xml_document document;
    if (auto loaded = Load(archive, index.styles_part, part_bytes, &document); !loaded)
      return Fail(loaded.error());
    parts->styles = ReadStyles(document);
  }
  if (const auto member = archive.Find(index.strings_part)) {
    auto source = archive.Read(*member);
    if (!source) return Fail(source.error());
    auto strings = SharedStrings::Read(std::move(*source), string_bytes);
    if (!strings) return Fail(strings.error());
    parts->strings = std::move(*strings);
  }
  return parts;
}

}  // namespace baton::format
