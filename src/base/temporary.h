// A file or a folder that is there for one answer: new, nobody else may read it, gone with its object unless it was handed over.
//
//   const TemporaryFile file("export", ".zip");
//   WriteExport(database, org_id, file.path());
//   return http::File{.path = file.Release(), .remove_after = true};
//
// One thread each.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace baton {

class TemporaryFile {
 public:
  // Throws when it cannot be made.
  TemporaryFile(std::string_view use, std::string_view ending);
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();
  const std::string& path() const { return path_; }
  std::string Release() { return std::exchange(path_, {}); }

 private:
  std::string path_;
};

class TemporaryFolder {
 public:
  // Where temporary files are, or in another folder; path() is empty when it could not be made.
  explicit TemporaryFolder(std::string_view use, std::string_view where = {});
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace baton
