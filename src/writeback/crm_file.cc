#include "writeback/crm_file.h"

#include <algorithm>
#include <cctype>

#include "format/csv/writer.h"

namespace baton::writeback {
namespace {

// Fifteen or eighteen letters and digits; those of users begin with 005.
bool IsSalesforceUser(std::string_view key) {
  const bool has_length = key.size() == 15 || key.size() == 18;
  return has_length && key.starts_with("005") &&
         std::all_of(key.begin(), key.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
}

struct Columns {
  std::string_view id;
  std::string_view owner;
};

Columns ColumnsOf(std::string_view source, Object object) {
  const bool is_account = object == Object::account;
  if (source == "salesforce") return {"Id", "OwnerId"};
  if (source == "hubspot") return {"Record ID", is_account ? "Company owner" : "Deal owner"};
  if (source == "pipedrive") {
    return is_account ? Columns{"Organization - ID", "Organization - Owner"}
                      : Columns{"Deal - ID", "Deal - Owner"};
  }
  return {"Id", "Owner"};
}

// Only those that map every column by its own heading may have more columns than they need.
bool TakesMore(std::string_view source) {
  return source != "salesforce" && source != "hubspot" && source != "pipedrive";
}

}  // namespace

std::string OwnerIn(std::string_view source, const OwnerNames& owner) {
  if (source == "salesforce") {
    const auto id = std::find_if(owner.keys.begin(), owner.keys.end(), IsSalesforceUser);
    return id == owner.keys.end() ? std::string() : *id;
  }
  if (source == "hubspot" && !owner.email.empty()) return owner.email;
  return owner.name;
}

std::string WriteFile(std::string_view source, Object object, std::span<const FileRow> rows) {
  const Columns columns = ColumnsOf(source, object);
  std::string file;
  format::CsvWriter writer(&file);
  if (TakesMore(source)) {
    writer.Write({columns.id, columns.owner, "Owner email", "Name"});
  } else {
    writer.Write({columns.id, columns.owner});
  }
  for (const FileRow& row : rows) {
    if (row.owner.empty()) continue;
    if (TakesMore(source)) {
      writer.Write({row.external_id, row.owner, row.email, row.name});
    } else {
      writer.Write({row.external_id, row.owner});
    }
  }
  return file;
}

}  // namespace baton::writeback
