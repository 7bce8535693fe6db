// Where bytes come from: a function that fills what it is given and says how much; 0 is the end.
//
//   ByteSource source = FileSource("accounts.csv");
//
// A source is used by one reader, on one thread at a time, and is read once.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

#include "base/problem.h"

namespace baton::format {

using ByteSource = std::function<Result<std::size_t>(std::span<char> into)>;

// Gives `bytes` in pieces of at most `piece`. `bytes` must outlive the source.
ByteSource MemorySource(std::string_view bytes, std::size_t piece = std::size_t{1} << 20);

// Opens at the first call; the problem says when the file is missing or cannot be read.
ByteSource FileSource(const std::filesystem::path& path);

}  // namespace baton::format
