// Any bytes as the body of multipart/form-data: the same parts come out however they are cut into pieces.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "http/header_text.h"
#include "http/multipart.h"

namespace {

using namespace baton;
using namespace baton::http;

class Parts final : public MultipartSink {
 public:
  bool Begin(const PartHead& head) override {
    Check(head.file_name.find_first_of("/\\") == std::string::npos, "a file's name has no folder");
    text += '<' + head.name + '|' + head.file_name + '>';
    return true;
  }
  bool Data(std::string_view bytes) override {
    text += bytes;
    return true;
  }
  bool End() override {
    text += ';';
    return true;
  }
  std::string text;
};

std::string ReadForm(std::string_view bytes, std::size_t piece) {
  Parts parts;
  MultipartReader reader("xx", parts);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    if (!reader.Feed(bytes.substr(at, piece))) return "refused";
  }
  return parts.text + (reader.IsComplete() ? "." : "...");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string whole = ReadForm(bytes, size + 1);
  for (const std::size_t piece : {1u, 3u}) {
    const std::string pieces = ReadForm(bytes, piece);
    // Cut differently, a part that is not finished may have passed on more or less.
    if (whole.ends_with(";.") || pieces.ends_with(";.")) {
      Check(whole == pieces, "a form is the same in pieces");
    }
  }
  return 0;
}
