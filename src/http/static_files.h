// The built UI, read into memory once: files by their path, and index.html for every other address of the UI.
//
//   const StaticFiles files("web/dist");
//   if (auto answer = files.Find(request)) return *answer;
//
// What is not in the folder when this is made is not served: no path of a request reaches the disk.
// Files below assets/ have their hash in their name and are kept by browsers for ever; a .gz or .br beside a
// file is sent in its place, and texts without one are packed here. Thread-safe once made.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "http/answer.h"
#include "http/request.h"

namespace baton::http {

class StaticFiles {
 public:
  StaticFiles() = default;
  // Throws std::filesystem::filesystem_error when the folder cannot be read.
  explicit StaticFiles(const std::string& folder);

  // For GET and HEAD. Nothing when there is no such file and no index.html, or a name with an extension is
  // missing.
  std::optional<Answer> Find(const RequestInfo& request) const;
  std::size_t count() const { return files_.size(); }

 private:
  struct StaticFile {
    std::string content_type;
    std::string etag;
    bool is_immutable = false;
    std::string bytes;
    std::string gzip;    // empty: none
    std::string brotli;  // empty: none
  };

  std::map<std::string, StaticFile, std::less<>> files_;  // by path, "/assets/app-3f2a91bc.js"
};

std::string ContentTypeOf(std::string_view file_name);

}  // namespace baton::http
