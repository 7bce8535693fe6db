// What came in: the tables of a file, how each is proposed to be read, how many rows it has, whose the owners are.
//
//   auto tables = SurveyFile("data/imports/17/0", "accounts.csv");     // one per CSV, sheet or member of a .zip
//   auto owners = CountOwners({path, 0, true}, mapping, context);
//
// Reads whole files in flat memory; what cannot be read is a problem that names the place. Stateless.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "format/workbook/table_file.h"
#include "intake/import.h"
#include "intake/recognise.h"
#include "intake/record.h"

namespace baton::intake {

// Where a table is, and whether its first row names the columns.
struct TableRef {
  std::string path;
  std::int32_t index = 0;
  bool has_header = true;
};

// The data rows of a table, without its header. One thread at a time.
class TableReader {
 public:
  static Result<TableReader> Open(const TableRef& table);

  Result<std::optional<format::Row>> Next();
  const std::vector<std::string>& headers() const { return headers_; }

 private:
  std::unique_ptr<format::TableSource> source_;
  std::vector<std::string> headers_;
};

struct SurveyedTable {
  FileMapping mapping;
  std::int32_t index = 0;
};

// Tables without a row are left out; a file without any is a problem.
Result<std::vector<SurveyedTable>> SurveyFile(const std::string& path, const std::string& name);

Result<TableSample> SampleOf(const TableRef& table, const std::string& name);

struct OwnerCount {
  std::string key;
  std::string name;
  std::string email;
  std::int64_t count = 0;
};

// Whom the rows name, each once. More than 20,000 are a problem: then the column is no owner.
Result<std::vector<OwnerCount>> CountOwners(const TableRef& table, const FileMapping& mapping,
                                            const FormContext& context);

}  // namespace baton::intake
