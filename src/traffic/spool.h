// What was read of a mailbox that its owner has not decided on: a file of the data folder with one line for each mail that may
// be kept, of who, to whom and when. What is left out whoever it is between (newsletters, crowds, machines) is counted only. It
// goes when the owner decides, and after a week in any case.
//
//   Spool spool(place, source.id, now);
//   format::mailbox::ReadMailbox(path, spool.Taker());
//   spool.Close();
//   const auto tally = ForEachNote(place, source.id, [&](const Note& note) { ...; return true; });
//
// Throws std::runtime_error where the disk is full. Not thread-safe.
#pragma once

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

  void Take(const format::mime::ReadOne& one);
  // The same as a function for the readers; this outlives it.
  format::mailbox::Take Taker();
  void Close();

 private:
  const Id org_id_;
  const Instant now_;
  std::string path_;
  std::ofstream file_;
  Tally tally_;
};

// The notes in their order, until `take` is false. Returns the tally of what was left out whoever it is between; none: there is
// no spool, or it was not closed.
std::optional<Tally> ForEachNote(const SpoolPlace& place, Id source_id,
                                 const std::function<bool(const Note&)>& take);
// Where what was found of it lies: found.h.
std::string FoundPath(const SpoolPlace& place, Id source_id);
// With what was found of it.
void RemoveSpool(const SpoolPlace& place, Id source_id);
// Spools of which their owner said nothing for a week.
void RemoveOldSpools(const SpoolPlace& place);

}  // namespace baton::traffic
