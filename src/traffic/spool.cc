#include "traffic/spool.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "base/text.h"

namespace baton::traffic {
namespace {

namespace fs = std::filesystem;
using format::mime::Mailbox;

constexpr std::string_view kEnd = "end\t";
constexpr std::streamoff kLongestEnd = 1 << 14;  // bytes; a tally has a few words for each reason
constexpr const char* kFound = ".found";
constexpr auto kKeep = std::chrono::hours(7 * 24);

fs::path FolderOf(const SpoolPlace& place) {
  return fs::path(place.data_folder) / "mailboxes" / ToString(place.org_id);
}
fs::path PathOf(const SpoolPlace& place, Id source_id) { return FolderOf(place) / ToString(source_id); }

template <class T>
bool ReadNumber(std::string_view text, T& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

// No text of a header has a tab or a line break in it.
std::string LineOf(const Note& note) {
  std::string line =
      fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", note.message_hash, note.thread_hash, note.answers_hash,
                  note.at.milliseconds, note.others, note.from.email, note.from.name, note.sender);
  for (const Mailbox& one : note.to) line += '\t' + one.email + '\t' + one.name;
  return line += '\n';
}

std::optional<Note> NoteOf(std::string_view line) {
  const auto cells = Split(line, '\t');
  if (cells.size() < 8 || cells.size() % 2 != 0) return std::nullopt;
  Note note;
  const bool is_good = ReadNumber(cells[0], note.message_hash) && ReadNumber(cells[1], note.thread_hash) &&
                       ReadNumber(cells[2], note.answers_hash) &&
                       ReadNumber(cells[3], note.at.milliseconds) && ReadNumber(cells[4], note.others);
  if (!is_good) return std::nullopt;
  note.from = {std::string(cells[6]), std::string(cells[5])};
  note.sender = cells[7];
  for (std::size_t i = 8; i < cells.size(); i += 2) {
    note.to.push_back({std::string(cells[i + 1]), std::string(cells[i])});
  }
  return note;
}

}  // namespace

Spool::Spool(const SpoolPlace& place, Id source_id, Instant now)
    : place_(place), source_id_(source_id), now_(now) {
  fs::create_directories(FolderOf(place));
  fs::permissions(FolderOf(place), fs::perms::owner_all);
  RemoveSpool(place, source_id);
  path_ = PathOf(place, source_id).string();
  file_.open(path_, std::ios::binary | std::ios::trunc);
  if (!file_) throw std::runtime_error("the spool cannot be written: " + path_);
}

Spool::~Spool() {
  if (!is_closed_) RemoveSpool(place_, source_id_);
}

void Spool::Take(const format::mime::ReadOne& one) {
  const Noted noted = traffic::NoteOf(place_.org_id, one, now_);
  if (!noted) return tally_.LeaveOut(noted.error());
  file_ << LineOf(*noted);
  if (!file_) throw std::runtime_error("the spool cannot be written: " + path_);
}

format::mailbox::Take Spool::Taker() {
  return [this](const format::mime::ReadOne& one) {
    Take(one);
    return true;
  };
}

void Spool::Close() {
  file_ << kEnd << ToText(tally_) << '\n';
  file_.close();
  if (!file_) throw std::runtime_error("the spool cannot be written: " + path_);
  is_closed_ = true;
}

std::optional<WholeSpool> FindSpool(const SpoolPlace& place, Id source_id) {
  const fs::path path = PathOf(place, source_id);
  std::error_code error;
  const auto written = fs::last_write_time(path, error);
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (error || !file) return std::nullopt;
  const std::streamoff bytes = file.tellg();
  std::string end(static_cast<std::size_t>(std::min(bytes, kLongestEnd)), '\0');
  file.seekg(bytes - std::ssize(end));
  file.read(end.data(), std::ssize(end));
  if (!file || !end.ends_with('\n')) return std::nullopt;
  end.pop_back();
  const std::string_view last = std::string_view(end).substr(end.rfind('\n') + 1);
  if (!last.starts_with(kEnd)) return std::nullopt;
  return WholeSpool{bytes, static_cast<std::int64_t>(written.time_since_epoch().count()),
                    TallyOf(last.substr(kEnd.size()))};
}

std::optional<Tally> ForEachNote(const SpoolPlace& place, Id source_id,
                                 const std::function<bool(const Note&)>& take) {
  std::ifstream file(PathOf(place, source_id), std::ios::binary);
  bool is_wanted = true;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(kEnd)) return TallyOf(std::string_view(line).substr(kEnd.size()));
    if (!is_wanted) continue;
    if (const auto note = NoteOf(line)) is_wanted = take(*note);
  }
  return std::nullopt;
}

std::string FoundPath(const SpoolPlace& place, Id source_id) {
  return PathOf(place, source_id).string() + kFound;
}

void RemoveSpool(const SpoolPlace& place, Id source_id) {
  std::error_code error;
  fs::remove(PathOf(place, source_id), error);
  fs::remove(FoundPath(place, source_id), error);
}

void RemoveOldSpools(const SpoolPlace& place) {
  std::error_code error;
  const auto oldest = fs::file_time_type::clock::now() - kKeep;
  std::vector<fs::path> gone;
  for (fs::directory_iterator it(FolderOf(place), error), end; !error && it != end; it.increment(error)) {
    std::error_code unknown;
    const fs::path& path = it->path();
    if (path.extension() == kFound) {  // younger than its spool, and nothing without it
      if (!fs::exists(fs::path(path).replace_extension(), unknown)) gone.push_back(path);
    } else if (it->last_write_time(unknown) < oldest && !unknown) {
      gone.push_back(path);
      gone.emplace_back(path.string() + kFound);
    }
  }
  for (const fs::path& path : gone) fs::remove(path, error);
}

}  // namespace baton::traffic
