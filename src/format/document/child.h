// One program run over one file, with bounds on its time, memory and output: for formats that only a program reads. It gets
// no shell, no environment, no files but its standard three, may write nowhere, and where the system lets it has no network.
//
//   auto ended = RunBounded("/usr/bin/pdftotext", {"-enc", "UTF-8", path, "-"}, {});
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace baton::format {

struct ChildLimits {
  std::chrono::milliseconds time{15'000};
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;
  std::size_t output_bytes = std::size_t{4} << 20;
};

enum class ChildEnd {
  kExited,   // by itself; see `code`
  kMissing,  // there is no such program
  kTooLong,  // stopped: its time was over
  kTooMuch,  // stopped: it said more than `output_bytes`
  kCrashed   // by a signal: out of memory, or worse
};

struct ChildOutcome {
  ChildEnd end = ChildEnd::kExited;
  int code = 0;
  std::string output;
  std::string errors;  // the first 4 KB
};

// Blocks until the program has ended or was stopped. `arguments` are those behind the program's name.
ChildOutcome RunBounded(const std::string& program, const std::vector<std::string>& arguments,
                        const ChildLimits& limits);

}  // namespace baton::format
