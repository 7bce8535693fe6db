#include "format/mailbox/mailbox.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <vector>

namespace baton::format::mailbox {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 1u << 18;
constexpr std::size_t kFirst = 4'096;       // what shows what a file is
constexpr zip_int64_t kMostLookedAt = 100;  // files of a zip, for what it is

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// "From jim@larmar.example Tue Mar 04 03:33:20 2003".
bool IsFromLine(std::string_view line) {
  if (!line.starts_with("From ")) return false;
  bool has_hour = false;
  bool has_year = false;
  for (std::size_t i = 5; i < line.size(); ++i) {
    has_hour = has_hour || (line[i] == ':' && IsDigit(line[i - 1]) && i + 2 < line.size() &&
                            IsDigit(line[i + 1]) && IsDigit(line[i + 2]));
    const std::string_view year = line.substr(i, 4);
    has_year = has_year || (!IsDigit(line[i - 1]) && (year.starts_with("19") || year.starts_with("20")) &&
                            std::ranges::all_of(year, IsDigit) && year.size() == 4);
  }
  return has_hour && has_year;
}

// A table in which somebody noted a mail has its fields too, but further down. Broken mails have blanks around a name.
bool BeginsWithField(std::string_view text) {
  const auto begin = std::min(text.find_first_not_of(" \t"), text.size());
  const auto end = std::min(text.find_first_of(": \t\r\n,;", begin), text.size());
  const auto colon = std::min(text.find_first_not_of(" \t", end), text.size());
  return end > begin && colon < text.size() && text[colon] == ':';
}

std::optional<Shape> ShapeOf(std::string_view first) {
  if (first.starts_with("PK\x03\x04")) return Shape::zip;
  while (first.starts_with("\n") || first.starts_with("\r")) first.remove_prefix(1);
  if (first.starts_with("From ")) return Shape::mbox;
  if (BeginsWithField(first) && mime::ReadHeader(first)) return Shape::mail;
  return std::nullopt;
}

// Whether a name in a folder or zip is a mail's, whatever is in it: Maildir's cur and new, and .eml.
bool IsNamedAsMail(const fs::path& path) {
  const std::string parent = path.parent_path().filename().string();
  return parent == "cur" || parent == "new" || path.extension() == ".eml";
}

// What a program keeps beside the mails: half-delivered ones, hidden files.
bool IsBeside(const fs::path& path) {
  const std::string name = path.filename().string();
  return path.parent_path().filename() == "tmp" || name.empty() || name.front() == '.' ||
         *path.begin() == "__MACOSX";
}

// Bytes that come piece by piece: a file, or one in a zip.
using Pull = std::function<std::size_t(char* into, std::size_t most)>;

class Reading {
 public:
  // `most`: bytes; what comes behind them is not read.
  Reading(const Take& take, const Told& told, std::int64_t most)
      : take_(take), told_(told), most_(most), piece_(kPiece) {}

  // False: no more is wanted. `is_mail`: it is one by its name.
  bool Read(const Pull& pull, bool is_mail) {
    std::size_t filled = Fill(pull, kFirst);
    const std::string_view first(piece_.data(), filled);
    auto shape = ShapeOf(first);
    if (shape == Shape::zip) shape = std::nullopt;
    if (!shape && !is_mail) return take_(tl::unexpected(Refusal::not_mail));
    was_mail_ = true;
    if (shape == Shape::mbox) return ReadMbox(pull, filled);
    return ReadMail(pull, filled);
  }

  bool was_mail() const { return was_mail_; }
  bool is_too_large() const { return read_ > most_; }

 private:
  std::size_t Fill(const Pull& pull, std::size_t most) {
    std::size_t filled = 0;
    while (filled < most) {
      const std::size_t got = pull(piece_.data() + filled, most - filled);
      if (got == 0) break;
      filled += got;
    }
    Tell(filled);
    return filled;
  }

  void Tell(std::size_t bytes) {
    read_ += static_cast<std::int64_t>(bytes);
    if (told_) told_(read_);
  }

  bool ReadMbox(const Pull& pull, std::size_t filled) {
    MboxReader reader(take_);
    while (filled > 0) {
      if (!reader.Feed({piece_.data(), filled})) return false;
      if (is_too_large()) return true;  // half a header is none
      filled = Fill(pull, piece_.size());
    }
    return reader.End();
  }

  bool ReadMail(const Pull& pull, std::size_t filled) {
    std::string header(piece_.data(), filled);
    while (header.size() <= mime::kMostHeader && !HasEnd(header)) {
      filled = Fill(pull, kFirst);
      if (filled == 0) break;
      header.append(piece_.data(), filled);
    }
    return take_(mime::ReadHeader(header));
  }

  static bool HasEnd(std::string_view header) {
    for (const char* end : {"\n\n", "\n\r\n", "\r\r"}) {
      if (header.find(end) != std::string_view::npos) return true;
    }
    return false;
  }

  const Take& take_;
  const Told& told_;
  const std::int64_t most_;
  std::vector<char> piece_;
  std::int64_t read_ = 0;
  bool was_mail_ = false;
};

bool ReadFile(const fs::path& path, Reading& reading, const Take& take, bool is_mail) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return take(tl::unexpected(Refusal::unreadable));
  return reading.Read(
      [&](char* into, std::size_t most) {
        file.read(into, static_cast<std::streamsize>(most));
        return static_cast<std::size_t>(file.gcount());
      },
      is_mail);
}

void ReadFolder(const fs::path& folder, Reading& reading, const Take& take) {
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator it(folder, options, error), end; !error && it != end;
       it.increment(error)) {
    std::error_code unknown;
    if (it->is_symlink(unknown) || !it->is_regular_file(unknown) || IsBeside(it->path())) continue;
    if (!ReadFile(it->path(), reading, take, IsNamedAsMail(it->path()))) return;
  }
}

struct CloseZip {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

Result<Done> ReadZip(const std::string& path, Reading& reading, const Take& take) {
  int error = 0;
  const std::unique_ptr<zip_t, CloseZip> archive(zip_open(path.c_str(), ZIP_RDONLY, &error));
  if (!archive) return Fail(Kind::invalid, "problem.mailbox.damaged");
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(archive.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS);
    const fs::path inside(name == nullptr ? "" : name);
    if (inside.empty() || IsBeside(inside)) continue;  // a folder's name ends with a slash
    const std::unique_ptr<zip_file_t, CloseEntry> entry(
        zip_fopen_index(archive.get(), static_cast<zip_uint64_t>(i), 0));
    if (!entry) {  // encrypted, or damaged
      if (!take(tl::unexpected(Refusal::unreadable))) return Done{};
      continue;
    }
    const bool goes_on = reading.Read(
        [&](char* into, std::size_t most) {
          const zip_int64_t got = zip_fread(entry.get(), into, most);
          return got > 0 ? static_cast<std::size_t>(got) : 0;
        },
        IsNamedAsMail(inside));
    if (!goes_on) return Done{};
    if (!reading.is_too_large()) continue;
    if (!reading.was_mail()) return Fail(Kind::too_large, "problem.mailbox.unpacked");
    take(tl::unexpected(Refusal::cut));
    break;
  }
  return Done{};
}

// Whether one of the first files in it is mail.
bool IsZipOfMail(const std::string& path) {
  int error = 0;
  const std::unique_ptr<zip_t, CloseZip> archive(zip_open(path.c_str(), ZIP_RDONLY, &error));
  if (!archive) return false;
  const zip_int64_t count = std::min(zip_get_num_entries(archive.get(), 0), kMostLookedAt);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(archive.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS);
    const fs::path inside(name == nullptr ? "" : name);
    if (inside.empty() || IsBeside(inside)) continue;
    if (IsNamedAsMail(inside)) return true;
    const std::unique_ptr<zip_file_t, CloseEntry> entry(
        zip_fopen_index(archive.get(), static_cast<zip_uint64_t>(i), 0));
    std::array<char, kFirst> first{};
    const zip_int64_t got = entry ? zip_fread(entry.get(), first.data(), first.size()) : 0;
    if (got <= 0) continue;
    const auto shape = ShapeOf(std::string_view(first.data(), static_cast<std::size_t>(got)));
    if (shape == Shape::mbox || shape == Shape::mail) return true;
  }
  return false;
}

std::string FirstOf(const std::string& path) {
  std::string first(kFirst, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(first.data(), static_cast<std::streamsize>(first.size()));
  first.resize(static_cast<std::size_t>(file.gcount()));
  return first;
}

}  // namespace

bool MboxReader::Feed(std::string_view bytes) {
  while (is_wanted_ && !bytes.empty()) {
    const auto end = bytes.find('\n');
    const std::string_view piece = bytes.substr(0, end);
    if (end == std::string_view::npos) {
      // A line of a body may be as long as the body.
      const std::size_t most = is_in_header_ ? mime::kMostHeader + 1 : kFirst;
      if (line_.size() < most) line_ += piece.substr(0, most - line_.size());
      break;
    }
    bytes.remove_prefix(end + 1);
    if (line_.empty()) {
      TakeLine(piece);
      continue;
    }
    line_ += piece.substr(0, mime::kMostHeader);
    TakeLine(line_);
    line_.clear();
  }
  return is_wanted_;
}

bool MboxReader::End() {
  if (is_wanted_ && !line_.empty()) TakeLine(line_);
  line_.clear();
  if (is_wanted_ && is_in_header_) EndHeader();
  return is_wanted_;
}

void MboxReader::TakeLine(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  const bool is_after_empty = std::exchange(is_after_empty_, line.empty());
  if (is_after_empty && line.starts_with("From ") && (!is_in_mail_ || IsFromLine(line))) {
    if (is_in_header_) EndHeader();
    is_in_mail_ = true;
    is_in_header_ = true;
    return;
  }
  if (!is_in_header_) return;
  if (line.empty()) return EndHeader();
  is_too_large_ = is_too_large_ || header_.size() + line.size() > mime::kMostHeader;
  if (is_too_large_) return;
  header_ += line;
  header_ += '\n';
}

void MboxReader::EndHeader() {
  is_in_header_ = false;
  is_wanted_ = std::exchange(is_too_large_, false) ? take_(tl::unexpected(Refusal::header_too_large))
                                                   : take_(mime::ReadHeader(header_));
  header_.clear();
}

std::optional<Shape> ShapeOf(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return Shape::folder;
  return ShapeOf(std::string_view(FirstOf(path)));
}

bool IsMailbox(const std::string& path) {
  const auto shape = ShapeOf(path);
  return shape == Shape::zip ? IsZipOfMail(path) : shape.has_value();
}

Result<Done> ReadMailbox(const std::string& path, const Take& take, const Told& told,
                         std::int64_t most_unpacked) {
  const auto shape = ShapeOf(path);
  std::error_code error;
  if (!fs::exists(path, error)) return Fail(Kind::not_found, "problem.mailbox.not_there");
  if (!shape) return Fail(Kind::invalid, "problem.mailbox.not_mail");
  const bool is_bounded = shape == Shape::zip;
  Reading reading(take, told, is_bounded ? most_unpacked : std::numeric_limits<std::int64_t>::max());
  if (shape == Shape::folder) {
    ReadFolder(path, reading, take);
  } else if (shape == Shape::zip) {
    if (auto read = ReadZip(path, reading, take); !read) return read;
  } else {
    ReadFile(path, reading, take, true);
  }
  if (!reading.was_mail()) return Fail(Kind::invalid, "problem.mailbox.not_mail");
  return Done{};
}

}  // namespace baton::format::mailbox
