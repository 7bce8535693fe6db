// Any bytes as a CSV file: never a crash, and however the bytes are cut into pieces, the same rows come out.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "format/csv/reader.h"
#include "format/csv/writer.h"

namespace {

using namespace baton::format;

struct Outcome {
  std::vector<std::string> cells;  // each row begins with its line and fault
  std::string problem;

  bool operator==(const Outcome&) const = default;
};

void CheckWritten(std::string_view field) {
  std::string written;
  CsvWriter(&written).Write({field});
  written.resize(written.size() - 2);  // CRLF
  if (written.starts_with('"')) written = written.substr(1, written.size() - 2);
  baton::Check(!IsFormula(written), "what is written is no formula");
}

Outcome ReadAll(std::string_view bytes, std::size_t piece) {
  CsvOptions options;
  options.limits = {.field_bytes = 5'000, .row_bytes = 20'000, .columns = 50};
  CsvReader reader(MemorySource(bytes, piece), options);
  Outcome outcome;
  while (true) {
    const auto row = reader.Next();
    if (!row) {
      outcome.problem = row.error().message.key;
      return outcome;
    }
    if (!*row) return outcome;
    outcome.cells.push_back(std::to_string((*row)->line) + " " +
                            std::to_string(static_cast<int>((*row)->fault)));
    if ((*row)->fault != RowFault::none) baton::Check(!Explain(**row).path.empty(), "a fault has a place");
    for (const std::string_view field : (*row)->fields) {
      outcome.cells.emplace_back(field);
      CheckWritten(field);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Outcome whole = ReadAll(bytes, size + 1);
  baton::Check(ReadAll(bytes, 1) == whole, "single bytes give the same rows");
  baton::Check(ReadAll(bytes, 7) == whole, "pieces of seven give the same rows");
  return 0;
}
