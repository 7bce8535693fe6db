#include "format/instance/table.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "format/instance/refusal.h"

namespace baton::format::inner {
namespace {

constexpr std::size_t kMostNameBytes = 1'000;

std::string Listed(const std::vector<Column>& columns) {
  std::string list;
  for (const Column& column : columns) list += (list.empty() ? "" : ", ") + column.name;
  return list;
}

}  // namespace

Table::Table(std::string file, const Opener& open, std::vector<Column> columns)
    : file_(std::move(file)),
      reader_(open()),
      columns_(std::move(columns)),
      places_(columns_.size(), kAbsent) {}

Result<Done> Table::Begin() {
  auto row = Next();
  if (!row) return Fail(row.error());
  if (!*row) return Fail(RefuseAt(file_, {}, {"problem.instance.empty", {{"columns", Listed(columns_)}}}));
  for (std::size_t place = 0; place < row_.fields.size(); ++place) {
    const std::string_view name = Trim(row_.fields[place]);
    const auto column =
        std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == name; });
    const auto refuse = [&](const char* key) {
      return Fail(RefuseAt(file_, PlaceOf(row_.line, place + 1),
                           {key, {{"column", Shown(name)}, {"columns", Listed(columns_)}}}));
    };
    if (column == columns_.end()) return refuse("problem.instance.unknown_column");
    std::size_t& found = places_[static_cast<std::size_t>(column - columns_.begin())];
    if (found != kAbsent) return refuse("problem.instance.column_twice");
    found = place;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (places_[i] != kAbsent || !columns_[i].is_required) continue;
    return Fail(RefuseAt(
        file_, PlaceOf(row_.line, 0),
        {"problem.instance.missing_column", {{"column", columns_[i].name}, {"columns", Listed(columns_)}}}));
  }
  return Done{};
}

Result<bool> Table::Next() {
  auto row = reader_.Next();
  if (!row) return Fail(InFile(file_, row.error()));
  if (!*row) return false;
  row_ = **row;
  if (row_.fault == RowFault::none) return true;
  const FieldFault fault = Explain(row_);
  return Fail(RefuseAt(file_, fault.path, fault.message));
}

std::string_view Table::Text(std::size_t column) const {
  return places_[column] == kAbsent ? std::string_view() : Trim(row_.fields[places_[column]]);
}

Result<std::string_view> Table::Name(std::size_t column) const {
  const std::string_view name = Text(column);
  if (name.empty()) return Refuse(column, {"problem.instance.missing", {{"what", columns_[column].name}}});
  if (name.size() > kMostNameBytes) {
    return Refuse(column, {"problem.instance.long_name",
                           {{"limit", std::int64_t{kMostNameBytes}}, {"value", Shown(name)}}});
  }
  return name;
}

Result<std::int64_t> Table::Number(std::size_t column) const {
  const std::string_view text = Text(column);
  if (text.empty() && !columns_[column].is_required) return 0;
  const auto number = WholeNumber(text, columns_[column].name);
  if (!number) return Refuse(column, number.error());
  return *number;
}

Result<std::int64_t> Table::CountOf(std::size_t column) const {
  auto number = Number(column);
  if (!number || *number >= 0) return number;
  return Refuse(column, {"problem.instance.below_zero", {{"what", columns_[column].name}}});
}

tl::unexpected<Problem> Table::Refuse(std::size_t column, Message message) const {
  return RefuseLine(row_.line, column, std::move(message));
}

tl::unexpected<Problem> Table::RefuseLine(std::int64_t line, std::size_t column, Message message) const {
  const std::size_t place = places_[column];
  return Fail(RefuseAt(file_, PlaceOf(line, place == kAbsent ? 0 : place + 1), std::move(message)));
}

}  // namespace baton::format::inner
