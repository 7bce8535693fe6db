// Prints a page as PDF with a Chromium of this machine, without a window.
//
//   Printer printer({.program = FindChromium(config.chromium, path), .font_file = "web/assets/...woff2"});
//   const Result<std::string> pdf = printer.Print(document);
//
// The page is handed over as a file in a folder of its own, which is gone afterwards: nothing is fetched, so Chromium needs no session, no
// token and no network, and gets none (docs/decisions/0014). One page is printed at a time, so few wait, the others are told when to come
// again: whoever prints holds a worker of the server for a second or two. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "paper/document.h"

namespace baton::paper {

struct PrinterOptions {
  std::string program = {};    // empty: there is none
  std::string font_file = {};  // a .woff2; empty: what the machine has
  std::chrono::milliseconds time{20'000};
  int waiting = 1;  // at once, beside the one that is printed
};

class Printer {
 public:
  explicit Printer(PrinterOptions options);
  Printer(const Printer&) = delete;
  Printer& operator=(const Printer&) = delete;

  // Kind::unavailable where there is no Chromium, too many print, or it failed: each with what to do.
  Result<std::string> Print(const Document& document);

 private:
  Result<std::string> Run(const Document& document) const;

  const PrinterOptions options_;
  std::string font_;
  std::mutex mutex_;
  std::condition_variable free_;
  bool is_printing_ = false;
  int waiting_ = 0;
};

// `configured` is a path, a name to look for, "none", or empty: Chromium by the names that systems give it. `path` is PATH. Empty: not found.
std::string FindChromium(std::string_view configured, std::string_view path);
// Of one printing; its sandbox is off only for root, who cannot have one.
std::vector<std::string> PrintArguments(const std::string& folder, bool is_root);

}  // namespace baton::paper
