#include "http/static_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

#include "http/compress.h"
#include "http/header_text.h"
#include "http/idempotency.h"

namespace baton::http {
namespace {

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

std::string ContentTypeOf(std::string_view file_name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kTypes = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".ico", "image/x-icon"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".wasm", "application/wasm"},
  }};
  for (const auto& [end, type] : kTypes) {
    if (file_name.ends_with(end)) return std::string(type);
  }
  return "application/octet-stream";
}

StaticFiles::StaticFiles(const std::string& folder) {
  std::map<std::string, std::string> packed;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string path = '/' + std::filesystem::relative(entry.path(), folder).generic_string();
    std::string bytes = ReadAll(entry.path());
    if (path.ends_with(".gz") || path.ends_with(".br")) {
      packed.emplace(path, std::move(bytes));
      continue;
    }
    StaticFile file{.content_type = ContentTypeOf(path),
                    .etag = '"' + RequestHash({bytes}).substr(0, 24) + '"',
                    .is_immutable = path.starts_with("/assets/"),
                    .bytes = std::move(bytes),
                    .gzip = {},
                    .brotli = {}};
    files_.emplace(path, std::move(file));
  }
  for (auto& [path, file] : files_) {
    if (const auto found = packed.find(path + ".br"); found != packed.end()) file.brotli = found->second;
    if (const auto found = packed.find(path + ".gz"); found != packed.end()) {
      file.gzip = found->second;
    } else if (file.bytes.size() > 1024 && IsTextType(file.content_type)) {
      file.gzip = Gzip(file.bytes);
    }
  }
}

std::optional<Answer> StaticFiles::Find(const RequestInfo& request) const {
  auto found = files_.find(request.path);
  if (found == files_.end()) {
    // /accounts/12 is an address of the UI; /assets/gone.js is a file that is missing.
    const std::string_view last = std::string_view(request.path).substr(request.path.rfind('/') + 1);
    if (last.find('.') != std::string_view::npos) return std::nullopt;
    found = files_.find("/index.html");
    if (found == files_.end()) return std::nullopt;
  }
  const StaticFile& file = found->second;
  Answer answer{.status = 200, .content_type = file.content_type};
  answer.headers.push_back({"ETag", file.etag});
  answer.headers.push_back(
      {"Cache-Control", file.is_immutable ? "public, max-age=31536000, immutable" : "no-cache"});
  const bool has_packed = !file.gzip.empty() || !file.brotli.empty();
  if (has_packed) answer.headers.push_back({"Vary", "Accept-Encoding"});
  const auto known = request.header("If-None-Match");
  if (known && (*known == "*" || known->find(file.etag) != std::string_view::npos)) {
    answer.status = 304;
    answer.content_type.clear();
    return answer;
  }
  const std::string_view accepted = request.header("Accept-Encoding").value_or("");
  if (!file.brotli.empty() && AcceptsCoding(accepted, "br")) {
    answer.body = file.brotli;
    answer.headers.push_back({"Content-Encoding", "br"});
  } else if (!file.gzip.empty() && AcceptsCoding(accepted, "gzip")) {
    answer.body = file.gzip;
    answer.headers.push_back({"Content-Encoding", "gzip"});
  } else {
    answer.body = file.bytes;
  }
  return answer;
}

}  // namespace baton::http
