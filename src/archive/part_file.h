// A file that is written for one answer: new, temporary, and nobody else may read it; removed unless it was handed over.
//
//   PartFile file;
//   WriteExport(database, org_id, file.path());
//   return http::File{.path = file.Release(), .remove_after = true};
#pragma once

#include <string>
#include <utility>

namespace baton::archive {

class PartFile {
 public:
  // Throws when it cannot be made.
  PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile();
  const std::string& path() const { return path_; }
  std::string Release() { return std::exchange(path_, {}); }

 private:
  std::string path_;
};

}  // namespace baton::archive
