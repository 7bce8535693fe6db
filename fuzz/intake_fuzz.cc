// Any CSV as an import: its columns are recognised, and each row is read or refused with a reason; never a crash.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/check.h"
#include "format/csv/reader.h"
#include "intake/recognise.h"
#include "intake/record.h"

namespace {

using namespace baton;
using namespace baton::intake;

using Rows = std::vector<std::vector<std::string>>;

Rows ReadRows(std::string_view bytes) {
  format::CsvOptions options;
  options.limits = {.field_bytes = 5'000, .row_bytes = 20'000, .columns = 50};
  format::CsvReader reader(format::MemorySource(bytes, bytes.size() + 1), options);
  Rows rows;
  while (rows.size() < 30) {
    const auto row = reader.Next();
    if (!row || !*row) break;
    rows.emplace_back((*row)->fields.begin(), (*row)->fields.end());
  }
  return rows;
}

void Read(const RowForm& form, const std::vector<std::string>& cells, std::int64_t number) {
  const std::vector<std::string_view> fields(cells.begin(), cells.end());
  format::Row row;
  row.line = number + 2;
  row.fields = fields;
  const auto read = form.Read(row, number);
  if (const auto* reject = std::get_if<Reject>(&read)) {
    Check(!reject->reason.key.empty() && !MendOf(*reject).key.empty(), "a refusal says why, and what to do");
  } else {
    (void)form.Text(std::get<Record>(read), Field::name);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Rows rows = ReadRows({reinterpret_cast<const char*>(data), size});
  if (rows.empty()) return 0;
  TableSample sample{.name = "accounts", .headers = rows.front(), .rows = {rows.begin() + 1, rows.end()}};
  const TableGuess guess = Recognise(sample);
  for (const Target target : {guess.target, Target::account, Target::opportunity}) {
    FileMapping mapping{.name = sample.name, .target = target, .source = guess.source};
    mapping.columns = target == guess.target ? guess.columns : ProposeColumns(sample, target);
    Check(mapping.columns.size() >= sample.headers.size(), "each column is proposed");
    if (target == Target::skip) continue;
    const RowForm form(mapping, {.currency = "USD", .zone = "Europe/Zurich"});
    for (std::size_t i = 0; i < sample.rows.size(); ++i)
      Read(form, sample.rows[i], static_cast<std::int64_t>(i));
  }
  return 0;
}
