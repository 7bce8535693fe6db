#include "archive/archive_routes.h"

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <utility>

#include "archive/export.h"
#include "http/router.h"

namespace baton::archive {
namespace {

// A new temporary file that nobody else may read; removed unless it was handed over.
class PartFile {
 public:
  PartFile() : path_((std::filesystem::temp_directory_path() / "baton-export-XXXXXX.zip").string()) {
    const int file = mkstemps(path_.data(), 4);
    if (file < 0) throw std::runtime_error("cannot make a temporary file in " + path_);
    close(file);
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove(path_, error);
  }
  const std::string& path() const { return path_; }
  std::string Release() { return std::exchange(path_, {}); }

 private:
  std::string path_;
};

}  // namespace

// Written to a file first: one moment of the database, and a slow client does not hold it.
void AddArchiveRoutes(http::Router& router) {
  router.Get("/api/v1/export",
             {.name = "getExport", .deed = access::Deed::read, .word = access::Word::export_file},
             [](const http::Call& call) -> Result<http::File> {
               PartFile file;
               WriteExport(call.database(), call.org_id(), file.path());
               return http::File{.content_type = "application/zip",
                                 .name = "baton-export-" + ToString(call.now()).substr(0, 10) + ".zip",
                                 .path = file.Release(),
                                 .remove_after = true};
             });
}

}  // namespace baton::archive
