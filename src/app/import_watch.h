// `baton import --watch FOLDER`: files that fall into a folder come in by themselves.
//
//   baton import --watch /srv/crm --as jim@larmar.example
//
// A file counts when nobody has written it for a few seconds. It comes in with the mapping used last for its headers, then
// moves to FOLDER/done, or, refused, to FOLDER/refused beside a text with the reason. FOLDER/.baton-watch.json remembers which
// import a file's content became: killed at any point, the next start goes on with that import and makes no second one. It
// is safe beside a server: the import is a job, run by whoever takes it first. One watch a folder (a lock in it).
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/import_command.h"

namespace baton::app {

// A file in the folder.
struct Listed {
  std::string name;
  std::uintmax_t size = 0;
  std::int64_t written_at = 0;  // any scale; larger is later

  bool operator==(const Listed&) const = default;
};

// Which files are whole. Pure: what it knows is what it was shown.
class Settling {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Settling(std::chrono::milliseconds quiet) : quiet_(quiet) {}
  // Those of the listing that have not changed for that long, the one written first first. Not: hidden files, names of files
  // on their way (".part", ".tmp"), and what was let be.
  std::vector<Listed> Look(const std::vector<Listed>& listing, Time now);
  // Not named again until it changes.
  void LetBe(const std::string& name);

 private:
  struct Seen {
    Listed file;
    Time since;
    bool is_let_be = false;
  };

  const std::chrono::milliseconds quiet_;
  std::map<std::string, Seen> seen_;
};

struct WatchPace {
  std::chrono::milliseconds look{1'000};
  std::chrono::milliseconds quiet{3'000};
};

// Until it is interrupted: 0. A problem: the folder cannot be watched, or the person may not import any more.
Result<int> WatchFolder(db::Database& database, const intake::IntakeOptions& intake,
                        const ImportOptions& options, const std::string& public_url, const Watching& watching,
                        const WatchPace& pace = {});

}  // namespace baton::app
