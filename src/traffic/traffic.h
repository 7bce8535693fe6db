// Who wrote to whom when, from people's own mail. A source is one mailbox: a file that was handed over, or one that is read by
// itself. What every reader does, whatever it reads:
//
//   action::Action action(tx, call, "mail_source.add");
//   MailSource source = AddSource(action, {.person_id = jim, .kind = SourceKind::file, .name = "sent.mbox"});
//   ...
//   Spool spool(place, source.id, now);                   // spool.h; outside of transactions
//   format::mailbox::ReadMailbox(path, spool.Taker());    // each header is judged, and noted without a subject
//   spool.Close();
//   EndLooking(tx, source, survey.tally, now);            // state waiting: its owner sees what would be kept (preview.h)
//   ...
//   // The owner says so: StartKeeping; a job keeps what the spool noted and deletes the spool (keep.h). State kept.
//   ...
//   Keeper keeper(database, source, now);                 // later: what came since, of a source that is kept
//   reader.Read(keeper.Taker());
//   keeper.Finish();
//
// To stop is RemoveSource: all that came from it goes, and what other slices have of it (ON DELETE CASCADE on mail_source).
// A source is its owner's alone: no route shows or changes somebody else's. Stateless, thread-safe.
#pragma once

#include <array>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "base/date.h"
#include "base/id.h"
#include "db/database.h"

namespace baton::traffic {

enum class SourceKind { file, imap };
BOOST_DESCRIBE_ENUM(SourceKind, file, imap)

// looking: being read for the first time. waiting: for its owner to say that it is kept. refused: could not be read at all.
enum class SourceState { looking, waiting, keeping, kept, refused };
BOOST_DESCRIBE_ENUM(SourceState, looking, waiting, keeping, kept, refused)

// Why a mail is left out; the first that applies, in this order. The words are "traffic.left_out.<name>", the rule
// "traffic.rule.<name>".
enum class LeftOut {
  not_mail,        // a file among those that were handed over, or in a zip or folder of mails, that is none
  cut,             // no mail: the rest of a zip that would be too large unpacked, however many are in it
  unreadable,      // no header, or one without end
  no_date,         // none that can be read
  wrong_date,      // before 1990, or to come
  no_sender,       // nobody wrote it
  automatic,       // an answer of a machine, a delivery report
  list,            // a newsletter or a mailing list
  bulk,            // Precedence: bulk
  crowd,           // to more than kMostOthers
  too_old,         // earlier than the organization keeps
  excluded,        // somebody in it is on a list of those left out
  not_yours,       // neither from nor to any address of the owner
  internal,        // among ourselves
  shared,          // with an address that more than one contact has
  unknown,         // with nobody who is a contact
  between_others,  // a contact is in it, but neither wrote to the other
  twice            // the same mail once more
};
BOOST_DESCRIBE_ENUM(LeftOut, not_mail, cut, unreadable, no_date, wrong_date, no_sender, automatic, list, bulk,
                    crowd, too_old, excluded, not_yours, internal, shared, unknown, between_others, twice)
inline constexpr std::size_t kReasons = 18;

inline constexpr std::size_t kMostOthers = 10;  // a mail to more says little about two of them (judgement)

// Mails by what became of them: read = kept + all that were left out.
struct Tally {
  std::int64_t read = 0;
  std::int64_t kept = 0;     // mails
  std::int64_t touches = 0;  // of one contact each
  std::array<std::int64_t, kReasons> left_out = {};
  std::optional<Instant> first_at = {};  // of those that are kept
  std::optional<Instant> last_at = {};

  void LeaveOut(LeftOut why) {
    ++read;
    ++left_out[static_cast<std::size_t>(why)];
  }
  void Keep(Instant at, std::int64_t touched);
  std::int64_t of(LeftOut why) const { return left_out[static_cast<std::size_t>(why)]; }
  // `later` came after this one.
  void Add(const Tally& later);
  bool operator==(const Tally&) const = default;
};

std::string ToText(const Tally& tally);
// REQUIRES: made by ToText, or empty.
Tally TallyOf(std::string_view text);

// The row.
struct MailSource {
  static constexpr std::string_view kTable = "mail_source";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  SourceKind kind = SourceKind::file;
  std::string name;
  SourceState state = SourceState::looking;
  std::string problem;  // refused: the key of why
  std::string tally;    // ToText; of all that was kept so far, or would be
  std::optional<Id> job_id;
  Id touched_id;
  Instant created_at;
  std::optional<Instant> kept_at;
  std::optional<Instant> read_at;
};
BOOST_DESCRIBE_STRUCT(MailSource, (),
                      (org_id, id, version, person_id, kind, name, state, problem, tally, job_id, touched_id,
                       created_at, kept_at, read_at))

struct NewSource {
  Id person_id;
  SourceKind kind = SourceKind::file;
  std::string name;
  Id id = {};  // 0: a new one
};

MailSource AddSource(action::Action& action, const NewSource& source);
std::vector<MailSource> FindSources(db::Connection& connection, Id org_id, Id person_id);
// Of that person only: somebody else's is not there.
std::optional<MailSource> FindSource(db::Connection& connection, Id org_id, Id person_id, Id id);
// For jobs, which act for its owner.
std::optional<MailSource> FindSourceOf(db::Connection& connection, Id org_id, Id id);

// It was read: its owner is to look. No part of the log of deeds: nothing is kept yet.
void EndLooking(db::Tx& tx, const MailSource& source, const Tally& tally, Instant now);
// It could not be read; `problem` is the key of why.
void RefuseSource(db::Tx& tx, const MailSource& source, std::string_view problem, Instant now);
// All that was noted of it is kept now.
void EndKeeping(db::Tx& tx, const MailSource& source, const Tally& tally, Instant now);
// A source that is kept was read once more.
void SaveReading(db::Tx& tx, const MailSource& source, const Tally& tally, Instant now);
// All that came from it goes, at once. Its spool is for the caller: RemoveSpool.
void RemoveSource(action::Action& action, const MailSource& source);

}  // namespace baton::traffic
