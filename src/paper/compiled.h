// The frame of a page for paper and its style, as they were when the binary was built (cmake/compile_texts.cmake writes the .cc).
#pragma once

#include <string_view>

namespace baton::paper {

std::string_view CompiledTemplate();  // Mustache: {{value}} is escaped
std::string_view CompiledStyle();

}  // namespace baton::paper
