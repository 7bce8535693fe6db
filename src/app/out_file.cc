#include "app/out_file.h"

#include <filesystem>
#include <fstream>
#include <utility>

namespace baton::app {
namespace {

tl::unexpected<Problem> CannotWrite(const std::string& path) {
  return Fail(Kind::unavailable, "problem.file.cannot_write", {{"path", path}});
}

}  // namespace

Result<OutFile> OutFile::Open(const std::string& path) {
  OutFile file(path);
  if (path.empty() || !std::ofstream(file.part_, std::ios::binary | std::ios::trunc)) {
    file.part_.clear();
    return CannotWrite(path);
  }
  return file;
}

OutFile::OutFile(OutFile&& other) noexcept
    : path_(std::move(other.path_)), part_(std::exchange(other.part_, {})) {}

OutFile::~OutFile() {
  std::error_code ignored;
  if (!part_.empty()) std::filesystem::remove(part_, ignored);
}

Result<Done> OutFile::Write(std::string_view bytes) const {
  std::ofstream stream(part_, std::ios::binary | std::ios::trunc);
  stream << bytes;
  stream.flush();
  if (!stream) return CannotWrite(path_);
  return Done{};
}

Result<Done> OutFile::Finish() {
  std::error_code error;
  std::filesystem::rename(part_, path_, error);
  if (error) return CannotWrite(path_);
  part_.clear();
  return Done{};
}

}  // namespace baton::app
