// The files messages/*.json as they were when the binary was built (compile.cmake writes the .cc).
#pragma once

#include <string_view>
#include <vector>

namespace baton::words {

struct CompiledFile {
  std::string_view language;
  std::string_view json;
};

std::vector<CompiledFile> CompiledFiles();

}  // namespace baton::words
