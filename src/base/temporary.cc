#include "base/temporary.h"

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

namespace baton {
namespace {

std::string Pattern(std::string_view use, std::string_view where) {
  const std::filesystem::path folder =
      where.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path(where);
  return (folder / (std::string(use) + "-XXXXXX")).string();
}

}  // namespace

TemporaryFile::TemporaryFile(std::string_view use, std::string_view ending)
    : path_(Pattern("baton-" + std::string(use), "") + std::string(ending)) {
  const int file = mkstemps(path_.data(), static_cast<int>(ending.size()));
  if (file < 0) throw std::runtime_error("cannot make a temporary file in " + path_);
  close(file);
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove(path_, ignored);
}

TemporaryFolder::TemporaryFolder(std::string_view use, std::string_view where) : path_(Pattern(use, where)) {
  if (mkdtemp(path_.data()) == nullptr) path_.clear();
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace baton
