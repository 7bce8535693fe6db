// Any bytes as a letter. Bytes that begin with '<' are put into a .docx as the body of its document, since a fuzzer seldom makes
// a valid archive by itself; all others are an archive, and the text that a PDF or a text file was read as.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/text.h"
#include "format/document/document_fixture.h"
#include "format/document/docx.h"
#include "format/document/pdf.h"

namespace {

using namespace baton::format;

void ReadDocx(std::string bytes) {
  DocumentLimits limits;
  limits.xml_bytes = 1 << 18;
  limits.characters = 2000;
  const auto archive = Archive::FromMemory(
      std::make_shared<const std::string>(std::move(bytes)),
      {.unpacked_bytes = 1 << 20, .ratio = 100, .ratio_free_bytes = 1 << 16, .members = 100});
  if (!archive || !HoldsDocx(**archive)) return;
  const auto text = DocxText(**archive, limits);
  if (text && Tidy(*text).find("\n\n\n") != std::string::npos) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with('<')) {
    ReadDocx(MakeZip(DocxMembers(bytes)));
    return 0;
  }
  ReadDocx(bytes);
  if (!baton::IsUtf8(bytes)) return 0;
  const std::string tidy = Tidy(Unwrap(bytes));
  if (Tidy(tidy) != tidy) __builtin_trap();
  return 0;
}
