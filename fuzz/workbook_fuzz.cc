// Any bytes as a file of tables. Bytes that begin with '<' are put into a workbook as its first sheet, since
// a fuzzer seldom makes a valid archive by itself.
#include <cstddef>
#include <cstdint>
#include <string>

#include "format/workbook/table_file.h"
#include "format/workbook/zip_fixture.h"

namespace {

using namespace baton::format;

void ReadAll(const std::string& bytes) {
  TableLimits limits;
  limits.archive = {.unpacked_bytes = 1 << 20, .ratio = 100, .ratio_free_bytes = 1 << 16, .members = 100};
  limits.csv = {.field_bytes = 5'000, .row_bytes = 50'000, .columns = 50};
  limits.shared_string_bytes = 1 << 20;
  limits.part_bytes = 1 << 20;
  const auto file = TableFile::FromMemory(bytes, "fuzz", limits);
  if (!file) return;
  for (std::size_t i = 0; i < file->tables().size() && i < 5; ++i) {
    const auto source = file->Read(i);
    if (!source) continue;
    (void)(*source)->HasHeader();
    while (true) {
      const auto row = (*source)->Next();
      if (!row || !*row) break;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  ReadAll(bytes.starts_with('<') ? MakeZip(WorkbookMembers(bytes)) : bytes);
  return 0;
}
