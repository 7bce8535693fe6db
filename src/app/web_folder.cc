#include "app/web_folder.h"

#include <filesystem>

namespace baton::app {

std::string WebFolder(const Config& config) {
  if (!config.web.empty()) return config.web;
  std::error_code error;
  const auto binary = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return "";
  const auto beside = binary.parent_path();
  for (const char* place : {"web", "../share/baton/web", "../../../web/dist"}) {
    const auto folder = (beside / place).lexically_normal();
    if (std::filesystem::exists(folder / "index.html", error)) return folder.string();
  }
  return "";
}

}  // namespace baton::app
