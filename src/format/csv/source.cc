#include "format/csv/source.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>

namespace baton::format {

ByteSource MemorySource(std::string_view bytes, std::size_t piece) {
  return [bytes, piece](std::span<char> into) mutable -> Result<std::size_t> {
    const std::size_t size = std::min({bytes.size(), piece, into.size()});
    if (size > 0) std::memcpy(into.data(), bytes.data(), size);
    bytes.remove_prefix(size);
    return size;
  };
}

ByteSource FileSource(const std::filesystem::path& path) {
  std::shared_ptr<std::FILE> file;
  return [path, file](std::span<char> into) mutable -> Result<std::size_t> {
    const Arguments name = {{"file", path.filename().string()}};
    if (!file) {
      std::FILE* const opened = std::fopen(path.c_str(), "rb");
      if (opened == nullptr) return Fail(Kind::not_found, "problem.file.not_readable", name);
      std::setvbuf(opened, nullptr, _IONBF, 0);  // the reader takes large pieces itself
      file = std::shared_ptr<std::FILE>(opened, [](std::FILE* open) { std::fclose(open); });
    }
    const std::size_t size = std::fread(into.data(), 1, into.size(), file.get());
    if (size == 0 && std::ferror(file.get()) != 0)
      return Fail(Kind::not_found, "problem.file.not_readable", name);
    return size;
  };
}

}  // namespace baton::format
