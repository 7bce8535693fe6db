// One program run once, with bounds on its time, memory and output: for what only a program can read or draw. It gets no shell, no
// environment but what is named, no files but its standard three; unless it is said otherwise it may write nowhere, and where the
// system lets it has no network.
//
//   auto ended = child::Run("/usr/bin/pdftotext", {"-enc", "UTF-8", path, "-"}, {});
//
// Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace baton::child {

struct Limits {
  std::chrono::milliseconds time{15'000};
  std::uint64_t memory_bytes = std::uint64_t{1}
                               << 30;  // of addresses; 0: no bound, for what reserves far more than it uses
  std::size_t output_bytes = std::size_t{4} << 20;
  std::uint64_t file_bytes = 0;  // of each file that it writes; 0: none
  std::uint64_t open_files = 32;
  bool is_cut_off =
      true;  // no network, in a user namespace of its own: a program with a sandbox of its own cannot be
  std::vector<std::string> environment = {"LC_ALL=C"};
};

enum class End {
  kExited,   // by itself; see `code`
  kMissing,  // there is no such program
  kTooLong,  // stopped: its time was over
  kTooMuch,  // stopped: it said more than `output_bytes`
  kCrashed   // by a signal: out of memory, or worse
};

struct Outcome {
  End end = End::kExited;
  int code = 0;
  std::string output;
  std::string errors;  // the first 4 KB
};

// Blocks until the program has ended or was stopped, with what it started. `arguments` are those behind the program's name.
Outcome Run(const std::string& program, const std::vector<std::string>& arguments, const Limits& limits);

}  // namespace baton::child
