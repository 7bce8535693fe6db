// A row of a file as values of known fields: read under a mapping, checked, or refused with its place and reason.
//
//   const RowForm form(mapping, {.currency = "USD", .zone = "America/Chicago"});
//   std::variant<Record, Reject> read = form.Read(row, 17);
//   form.Get(record, Field::amount).number        // minor units
//
// Pure; a form is read by many threads.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/message.h"
#include "format/csv/reader.h"
#include "intake/import.h"

namespace baton::intake {

struct Value {
  bool has = false;         // the cell is not blank
  std::int64_t number = 0;  // money: minor units; day: days; instant: ms; yes_no: 0 or 1; hours: minutes
  std::string text;         // cleaned and trimmed; money: the currency
};

struct Record {
  std::int64_t row = 0;   // data rows of the table, from 0
  std::int64_t line = 0;  // where it stands in the file
  std::vector<Value> values;
};

// A row that is not imported, or (is_kept) a value that is left as people changed it.
struct Reject {
  std::int64_t row = 0;
  std::int64_t line = 0;
  std::string column;  // its header; empty: the row as a whole
  Message reason;
  bool is_kept = false;
};

// What to do about it, as a message of its own.
Message MendOf(const Reject& reject);

struct FormContext {
  std::string currency;  // where a column says nothing else
  std::string zone;      // of instants without an offset
};

class RowForm {
 public:
  RowForm(const FileMapping& mapping, FormContext context);

  Target target() const { return target_; }
  const std::string& source() const { return source_; }
  bool Has(Field field) const { return slots_[IndexOf(field)] >= 0; }
  // Blank when the field has no column.
  const Value& Get(const Record& record, Field field) const;
  std::string_view Text(const Record& record, Field field) const { return Get(record, field).text; }
  // The header of the field's column.
  std::string ColumnOf(Field field) const;

  std::variant<Record, Reject> Read(const format::Row& row, std::int64_t number) const;

 private:
  struct Column {
    std::size_t index = 0;
    FieldInfo info;
    format::DateForm date;
    format::DecimalForm decimal;
    std::string header;
  };

  Result<Value> ReadCell(const Column& column, std::string_view cell, const std::string& currency) const;
  Result<Value> ReadNumber(const Column& column, std::string_view cell) const;
  Result<Value> ReadMoney(const Column& column, std::string_view cell, const std::string& currency) const;
  Result<std::string> CurrencyOf(const format::Row& row) const;

  Target target_;
  std::string source_;
  FormContext context_;
  std::vector<Column> columns_;  // those with a field
  std::array<std::int16_t, kFields> slots_;
};

// The name of a person or contact, from one column or its parts; empty when there is none.
std::string NameOf(const RowForm& form, const Record& record);

// How owners are told apart: the source's id, else the address, else the folded name; empty: no owner in the row.
std::string OwnerKeyOf(const RowForm& form, const Record& record);

// Words of a cell that mean yes: true, yes, won, done, completed ...
bool IsYes(std::string_view text);

}  // namespace baton::intake
