#include "paper/printer.h"

#include <sodium.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/log.h"
#include "base/temporary.h"
#include "base/text.h"
#include "child/child.h"

namespace baton::paper {
namespace {

constexpr std::uint64_t kMostFile = std::uint64_t{256} << 20;  // what its processes share is a file too
constexpr std::uint64_t kMostPdf = std::uint64_t{32} << 20;
constexpr std::uint64_t kOpenFiles = 1024;
constexpr std::size_t kMostSaid = 64 << 10;
constexpr std::int64_t kComeAgain = 5;        // seconds
constexpr std::int64_t kNotInstalled = 3600;  // a program that asks again by itself need not hurry
constexpr const char* kNames[] = {"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"};

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string Base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // its terminator
  return text;
}

std::string_view NameOf(child::End end) {
  switch (end) {
    case child::End::kExited:
      return "exited";
    case child::End::kMissing:
      return "missing";
    case child::End::kTooLong:
      return "too_long";
    case child::End::kTooMuch:
      return "too_much";
    case child::End::kCrashed:
      return "crashed";
  }
  return "";
}

tl::unexpected<Problem> NoChromium() {
  return Fail(Kind::unavailable, "problem.paper.no_chromium", {{"seconds", kNotInstalled}});
}

std::string FindIn(std::string_view path, const std::string& name) {
  for (const std::string_view folder : Split(path, ':')) {
    if (!folder.starts_with('/')) continue;
    const std::string program = std::string(folder) + "/" + name;
    if (::access(program.c_str(), X_OK) == 0) return program;
  }
  return "";
}

}  // namespace

std::string FindChromium(std::string_view configured, std::string_view path) {
  if (configured == "none") return "";
  if (configured.find('/') != std::string_view::npos) return std::string(configured);
  if (!configured.empty()) return FindIn(path, std::string(configured));
  for (const char* name : kNames) {
    if (std::string program = FindIn(path, name); !program.empty()) return program;
  }
  return "";
}

std::vector<std::string> PrintArguments(const std::string& folder, bool is_root) {
  std::vector<std::string> arguments = {
      "--headless",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-extensions",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--no-default-browser-check",
      // No name leads anywhere, and the page has no address in it anyway.
      "--host-resolver-rules=MAP * ~NOTFOUND",
      "--user-data-dir=" + folder + "/profile",
      "--font-render-hinting=none",  // letters as far apart as they are meant to be, not as a screen would have them
      "--no-pdf-header-footer",
      "--print-to-pdf=" + folder + "/page.pdf",
  };
  if (is_root) arguments.emplace_back("--no-sandbox");
  arguments.push_back("file://" + folder + "/page.html");
  return arguments;
}

Printer::Printer(PrinterOptions options) : options_(std::move(options)) {
  if (!options_.font_file.empty()) font_ = Base64(ReadAll(options_.font_file));
}

Result<std::string> Printer::Print(const Document& document) {
  if (options_.program.empty()) return NoChromium();
  {
    std::unique_lock lock(mutex_);
    const auto busy = Fail(Kind::unavailable, "problem.paper.busy", {{"seconds", kComeAgain}});
    if (is_printing_ && waiting_ >= options_.waiting) return busy;
    ++waiting_;
    const bool is_mine = free_.wait_for(lock, options_.time, [this] { return !is_printing_; });
    --waiting_;
    if (!is_mine) return busy;
    is_printing_ = true;
  }
  // Free again, whatever comes.
  struct Turn {
    Printer& printer;
    ~Turn() {
      {
        const std::lock_guard lock(printer.mutex_);
        printer.is_printing_ = false;
      }
      printer.free_.notify_one();
    }
  } const turn{*this};
  return Run(document);
}

Result<std::string> Printer::Run(const Document& document) const {
  const TemporaryFolder folder("baton-paper");
  const auto failed = [](std::string_view why, std::string_view said) {
    LogError("paper.failed", {{"why", why}, {"said", said}});
    return Fail(Kind::unavailable, "problem.paper.failed", {{"seconds", kComeAgain}});
  };
  if (folder.path().empty()) return failed("no_folder", "");
  std::ofstream(folder.path() + "/page.html", std::ios::binary) << WriteDocument(document, font_);
  const child::Outcome outcome =
      child::Run(options_.program, PrintArguments(folder.path(), ::geteuid() == 0),
                 {.time = options_.time,
                  .memory_bytes = 0,
                  .output_bytes = kMostSaid,
                  .file_bytes = kMostFile,
                  .open_files = kOpenFiles,
                  .is_cut_off = false,
                  .environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8",
                                  "HOME=" + folder.path(), "XDG_CONFIG_HOME=" + folder.path(),
                                  "XDG_CACHE_HOME=" + folder.path(), "TMPDIR=" + folder.path()}});
  if (outcome.end == child::End::kMissing) return NoChromium();
  if (outcome.end != child::End::kExited || outcome.code != 0)
    return failed(NameOf(outcome.end), outcome.errors);
  const std::string path = folder.path() + "/page.pdf";
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error || size > kMostPdf) return failed("no_pdf", outcome.errors);
  std::string pdf = ReadAll(path);
  if (!pdf.starts_with("%PDF-")) return failed("no_pdf", outcome.errors);
  return pdf;
}

}  // namespace baton::paper
