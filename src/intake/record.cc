#include "intake/record.h"
#include "intake/part_words.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/money.h"
#include "base/text.h"
#include "base/zone.h"
#include "format/csv/writer.h"
#include "format/values/word_value.h"

namespace baton::intake {
namespace {

constexpr std::size_t kMaxCellBytes = 2'000;
const Value kBlank;

bool IsHours(Field field) { return field == Field::load_hours || field == Field::capacity_hours; }

bool IsKey(Field field) {
  switch (field) {
    case Field::id:
    case Field::account_id:
    case Field::contact_id:
    case Field::opportunity_id:
    case Field::owner_id:
    case Field::manager_id:
    case Field::activity_id:
    case Field::about_id:
      return true;
    default:
      return false;
  }
}

std::string HeaderOf(const ColumnMapping& column) {
  return column.header.empty() ? std::to_string(column.index + 1) : column.header;
}

}  // namespace

Message MendOf(const Reject& reject) {
  const std::string& key = reject.reason.key;
  if (reject.is_kept) return {"import.mend.kept"};
  if (key.starts_with("problem.value.")) return {"import.mend.value"};
  if (key.starts_with("problem.csv.")) return {"import.mend.row"};
  if (key == "import.reject.blank") return {"import.mend.blank"};
  if (key == "import.reject.twice") return {"import.mend.twice"};
  if (key == "import.reject.deleted_in_source") return {"import.mend.nothing"};
  return {"import.mend.see_reason"};
}

RowForm::RowForm(const FileMapping& mapping, FormContext context)
    : target_(mapping.target), source_(mapping.source), context_(std::move(context)) {
  slots_.fill(-1);
  for (const ColumnMapping& column : mapping.columns) {
    if (!column.field) continue;
    const auto info = FindField(target_, *column.field);
    if (!info || Has(*column.field)) continue;
    slots_[IndexOf(*column.field)] = static_cast<std::int16_t>(columns_.size());
    columns_.push_back({static_cast<std::size_t>(column.index), *info, FormOf(column.date_form),
                        FormOf(column.decimal), HeaderOf(column)});
  }
}

const Value& RowForm::Get(const Record& record, Field field) const {
  const auto slot = slots_[IndexOf(field)];
  return slot < 0 ? kBlank : record.values[static_cast<std::size_t>(slot)];
}

std::string RowForm::ColumnOf(Field field) const {
  const auto slot = slots_[IndexOf(field)];
  return slot < 0 ? std::string() : columns_[static_cast<std::size_t>(slot)].header;
}

std::variant<Record, Reject> RowForm::Read(const format::Row& row, std::int64_t number) const {
  Reject reject{number, row.line, "", {}};
  if (row.fault != format::RowFault::none) {
    reject.reason = format::Explain(row).message;
    return reject;
  }
  const auto currency = CurrencyOf(row);
  if (!currency) {
    reject.column = ColumnOf(Field::currency);
    reject.reason = currency.error().message;
    return reject;
  }
  Record record{number, row.line, {}};
  record.values.reserve(columns_.size());
  for (const Column& column : columns_) {
    std::string_view cell = column.index < row.fields.size() ? row.fields[column.index] : std::string_view();
    if (source_ == "baton") cell = format::UndoNeutralised(cell);
    auto value = ReadCell(column, Trim(cell), *currency);
    if (!value) {
      reject.column = column.header;
      reject.reason = value.error().message;
      return reject;
    }
    record.values.push_back(std::move(*value));
  }
  return record;
}

Result<std::string> RowForm::CurrencyOf(const format::Row& row) const {
  const auto slot = slots_[IndexOf(Field::currency)];
  if (slot < 0) return context_.currency;
  const Column& column = columns_[static_cast<std::size_t>(slot)];
  if (column.index >= row.fields.size()) return context_.currency;
  const std::string_view cell = Trim(row.fields[column.index]);
  if (cell.empty()) return context_.currency;
  const auto code = format::CurrencyOf(cell, context_.currency);
  if (!code) {
    return Fail(Kind::invalid, "problem.value.unknown_currency",
                {{"value", std::string(cell.substr(0, std::min<std::size_t>(cell.size(), 20)))}});
  }
  return *code;
}

Result<Value> RowForm::ReadCell(const Column& column, std::string_view cell,
                                const std::string& currency) const {
  if (cell.empty()) return Value{};
  if (column.info.field == Field::currency) return Value{true, 0, currency};
  switch (column.info.kind) {
    case FieldKind::number:
      return ReadNumber(column, cell);
    case FieldKind::money:
      return ReadMoney(column, cell, currency);
    case FieldKind::day: {
      const auto day = format::ParseDay(cell, column.date);
      if (!day) return Fail(day.error());
      return Value{true, day->days, {}};
    }
    case FieldKind::instant: {
      const auto instant = format::ParseInstant(cell, column.date, context_.zone);
      if (!instant) return Fail(instant.error());
      return Value{true, instant->milliseconds, {}};
    }
    case FieldKind::yes_no:
      return Value{true, IsYes(cell) ? 1 : 0, {}};
    case FieldKind::email:
      // What is no address is left out: the row is of use without it.
      if (source_ != "baton" && !format::IsEmail(cell)) return Value{};
      [[fallthrough]];
    case FieldKind::text:
      break;
  }
  // As an address that is none: the row is of use without it.
  if (column.info.field == Field::time_zone && !IsZone(cell)) return Value{};
  if (column.info.field == Field::part && !PartOf(cell)) return Value{};
  if (cell.size() > kMaxCellBytes) {
    return Fail(Kind::invalid, "import.reject.too_long", {{"limit", std::int64_t{kMaxCellBytes}}});
  }
  auto clean = CleanText(cell);
  if (!clean) return Fail(Kind::invalid, "import.reject.control_character");
  if (IsKey(column.info.field) && format::IsSalesforceId(*clean) && source_ == "salesforce") {
    return Value{true, 0, format::LongSalesforceId(*clean)};
  }
  return Value{true, 0, std::move(*clean)};
}

Result<Value> RowForm::ReadNumber(const Column& column, std::string_view cell) const {
  const auto decimal = format::ParseDecimal(cell, column.decimal);
  if (!decimal) return Fail(decimal.error());
  const double factor = IsHours(column.info.field) && source_ != "baton" ? 60 : 1;
  const double number = std::round(format::ToDouble(*decimal) * factor);
  if (number < 0 || number > 1e9) {
    return Fail(Kind::invalid, "problem.value.number_too_large",
                {{"value", std::string(cell.substr(0, 40))}});
  }
  return Value{true, static_cast<std::int64_t>(number), {}};
}

Result<Value> RowForm::ReadMoney(const Column& column, std::string_view cell,
                                 const std::string& currency) const {
  if (source_ == "baton") {  // whole minor units
    const auto decimal = format::ParseDecimal(cell, column.decimal);
    if (!decimal) return Fail(decimal.error());
    return Value{true, format::Rescale(*decimal, 0).value_or(0), currency};
  }
  auto money = format::ParseMoney(cell, column.decimal, currency);
  if (!money) return Fail(money.error());
  return Value{true, money->amount_minor, std::move(money->currency)};
}

std::string NameOf(const RowForm& form, const Record& record) {
  if (const auto name = form.Text(record, Field::name); !name.empty()) return std::string(name);
  std::string name(form.Text(record, Field::first_name));
  const auto last = form.Text(record, Field::last_name);
  if (!name.empty() && !last.empty()) name += ' ';
  name += last;
  return name;
}

std::string OwnerKeyOf(const RowForm& form, const Record& record) {
  if (const auto id = form.Text(record, Field::owner_id); !id.empty()) return std::string(id);
  if (const auto email = form.Text(record, Field::owner_email); !email.empty()) return Fold(email);
  return Fold(form.Text(record, Field::owner_name));
}

bool IsYes(std::string_view text) {
  static const std::set<std::string, std::less<>> kWords = {"won",        "closed", "done",     "completed",
                                                            "closed won", "held",   "gewonnen", "erledigt",
                                                            "gagne",      "ganado", "finished"};
  const auto parsed = format::ParseBoolean(text);
  if (parsed) return *parsed;
  return IsUtf8(text) && kWords.contains(Fold(text));
}

}  // namespace baton::intake
