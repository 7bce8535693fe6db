#include "archive/part_file.h"

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

namespace baton::archive {

PartFile::PartFile() : path_((std::filesystem::temp_directory_path() / "baton-export-XXXXXX.zip").string()) {
  const int file = mkstemps(path_.data(), 4);
  if (file < 0) throw std::runtime_error("cannot make a temporary file in " + path_);
  close(file);
}

PartFile::~PartFile() {
  std::error_code error;
  if (!path_.empty()) std::filesystem::remove(path_, error);
}

}  // namespace baton::archive
