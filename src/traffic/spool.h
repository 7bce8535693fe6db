// What was read of a mailbox that its owner has not decided on: a file of the data folder with one line for each mail that may
// be kept, of who, to whom and when. What is left out whoever it is between (newsletters, crowds, machines) is counted only. It
// goes when the owner decides, and after a week in any case.
//
//   Spool spool(place, source.id, now);
//   format::mailbox::ReadMailbox(path, spool.Taker());
//   spool.Close();
//   const auto tally = ForEachNote(place, source.id, [&](const Note& note) { ...; return true; });
//
// Throws std::runtime_error where the disk is full. One that goes without having been closed leaves nothing behind. Not thread-safe.
#pragma once

#include <cstdint>
#include <fstream>
#include <functional>
#include <optional>
#include <string>

#include "format/mailbox/mailbox.h"
#include "traffic/note.h"
#include "traffic/traffic.h"

namespace baton::traffic {

// Where the spools of an organization are.
struct SpoolPlace {
  std::string data_folder;
  Id org_id;
};

class Spool {
 public:
  Spool(const SpoolPlace& place, Id source_id, Instant now);
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;
  ~Spool();

  void Take(const format::mime::ReadOne& one);
  // The same as a function for the readers; this outlives it.
  format::mailbox::Take Taker();
  void Close();

 private:
  const SpoolPlace place_;
  const Id source_id_;
  const Instant now_;
  std::string path_;
  std::ofstream file_;
  Tally tally_;
  bool is_closed_ = false;
};

// A spool that is there and whole. Another one in its place differs in the first two.
struct WholeSpool {
  std::int64_t bytes = 0;
  std::int64_t written = 0;  // by the clock of its file system
  Tally left_out = {};       // whoever it is between

  bool IsSameAs(const WholeSpool& other) const { return bytes == other.bytes && written == other.written; }
};
std::optional<WholeSpool> FindSpool(const SpoolPlace& place, Id source_id);

// The notes in their order, until `take` is false. Returns the tally of what was left out whoever it is between; none: there is
// no spool, or it was not closed.
std::optional<Tally> ForEachNote(const SpoolPlace& place, Id source_id,
                                 const std::function<bool(const Note&)>& take);
// Where what was found of it lies: found.h.
std::string FoundPath(const SpoolPlace& place, Id source_id);
// With what was found of it.
void RemoveSpool(const SpoolPlace& place, Id source_id);
// Spools of which their owner said nothing for a week, with what was found of them.
void RemoveOldSpools(const SpoolPlace& place);

}  // namespace baton::traffic
