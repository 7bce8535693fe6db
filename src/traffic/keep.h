// Keeps touches: of a source whose owner said so.
//
//   StartKeeping(action, source, now);                     // a job reads the spool, keeps, and deletes it
//
//   Keeper keeper(database, source, now);                  // for a reader that goes on with a source that is kept
//   reader.Read(keeper.Taker());
//   const Tally tally = keeper.Finish();                   // of this reading; the source's own goes on
//
// A keeper writes some thousand rows at a time, each time in a short transaction; cut at any point and begun again it keeps
// nothing twice. One keeper a source at a time: its job sees to it. Touches are no part of the log of deeds (docs/decisions);
// that ties have to be learnt again is seen by the source's touched_id. Not thread-safe.
#pragma once

#include <memory>

#include "db/database.h"
#include "format/mailbox/mailbox.h"
#include "job/runner.h"
#include "traffic/traffic.h"

namespace baton::traffic {

class Keeper {
 public:
  // Who has which address, and what is left out, is read now.
  Keeper(db::Database& database, const MailSource& source, Instant now);
  ~Keeper();

  format::mailbox::Take Taker();
  void Take(const format::mime::ReadOne& one);
  // What is still to be written, the tally and when it was read.
  Tally Finish();

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

// REQUIRES: the source waits.
MailSource StartKeeping(action::Action& action, const MailSource& source, Instant now);

inline constexpr const char* kKeepKind = "mail.keep";

struct TrafficOptions {
  std::string data_folder;
};
void AddTrafficJobs(job::Runner& runner, const TrafficOptions& options);

}  // namespace baton::traffic
