#include <fstream>
#include <iterator>

#include "format/instance/instance.h"

namespace baton::format {
namespace {

// Of an OR-Library file, which is read whole.
constexpr std::uintmax_t kMostTextBytes = std::uintmax_t{2} << 30;

tl::unexpected<Problem> NotReadable(const std::filesystem::path& path) {
  return Fail(Kind::not_found, "problem.file.not_readable", {{"file", path.string()}});
}

}  // namespace

Result<Instance> OpenInstance(const std::filesystem::path& path) {
  std::error_code error;
  const auto opener = [&path](const char* name) { return [file = path / name] { return FileSource(file); }; };
  if (std::filesystem::is_directory(path, error)) {
    SparseFiles files{opener("accounts.csv"), opener("reps.csv"), opener("candidates.csv")};
    if (std::filesystem::exists(path / "forbidden.csv", error)) files.forbidden = opener("forbidden.csv");
    return ReadSparse(files);
  }
  const std::string name = path.filename().string();
  const auto size =
      std::filesystem::is_regular_file(path, error) ? std::filesystem::file_size(path, error) : 0;
  if (error) return NotReadable(path);
  if (size > kMostTextBytes) {
    return Fail(Kind::too_large, "problem.instance.too_many_bytes",
                {{"file", name}, {"limit", static_cast<std::int64_t>(kMostTextBytes >> 20)}});
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return NotReadable(path);
  std::string text(size, '\0');
  file.read(text.data(), static_cast<std::streamsize>(size));
  if (!file) return NotReadable(path);
  return ReadOrLibrary(text, name);
}

}  // namespace baton::format
