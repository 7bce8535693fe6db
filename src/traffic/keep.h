// Keeps touches: of a source whose owner said so.
//
//   StartKeeping(action, source, place, now);              // a job reads the spool, keeps, and deletes it
//
//   Keeper keeper(database, source, now);                  // for a reader that goes on with a source that is kept
//   reader.Read(keeper.Taker());
//   const Tally tally = keeper.Finish();                   // of this reading; the source's own goes on
//
// A keeper writes some thousand rows at a time, each time in a short transaction; cut at any point and begun again it keeps
// nothing twice. One keeper a source at a time: its job sees to it. Touches are no part of the log of deeds (docs/decisions);
// that ties have to be learnt again is seen by the source's touched_id. Not thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "db/database.h"
#include "format/mailbox/mailbox.h"
#include "job/runner.h"
#include "traffic/spool.h"
#include "traffic/traffic.h"

namespace baton::traffic {

class Keeper {
 public:
  class Work;

  // Who has which address, and what is left out, is read now.
  Keeper(db::Database& database, const MailSource& source, Instant now);
  ~Keeper();

  format::mailbox::Take Taker();
  void Take(const format::mime::ReadOne& one);
  // What is still to be written, the tally and when it was read.
  Tally Finish();

 private:
  std::unique_ptr<Work> work_;
};

// What the job does: keeps what was noted, from the start each time. Fails with problem.mail_source.stopped where `tell` was false,
// and with .spool_gone; nothing is settled then. REQUIRES: the source's state is keeping.
using TellKept = std::function<bool(std::int64_t done, std::int64_t total)>;  // mails
Result<Tally> KeepSpool(db::Database& database, const MailSource& source, const SpoolPlace& place,
                        Instant now, const TellKept& tell = {});

// Fails where what was looked at is not there any more, or something else is. REQUIRES: the source waits, and was read in the
// action's transaction. `wall` is the server's time.
Result<MailSource> StartKeeping(action::Action& action, const MailSource& source, const SpoolPlace& place,
                                Instant wall);

// The job was cancelled, failed for good, or found no spool: nothing of it is kept, and its owner is asked again.
void StopKeeping(db::Tx& tx, Id org_id, Id source_id);

inline constexpr const char* kKeepKind = "mail.keep";

struct TrafficOptions {
  std::string data_folder;
  const Clock* clock = nullptr;  // the wall's; outlives the routes
  // Something was kept, by the wall's time: ties are to be learnt again soon.
  std::function<void(db::Database& database, Id org_id, Instant now)> on_kept = {};
};
void AddTrafficJobs(job::Runner& runner, const TrafficOptions& options);
// The daily chore: what is older than the organization keeps goes, and mailboxes of which their owner said nothing for a week.
void ForgetOld(db::Database& database, const TrafficOptions& options, Id org_id, Instant now);

}  // namespace baton::traffic
