#include "traffic/keep.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "base/check.h"
#include "people/now.h"
#include "traffic/found.h"
#include "traffic/parties.h"
#include "traffic/spool.h"
#include "traffic/touch_store.h"

namespace baton::traffic {
namespace {

constexpr std::size_t kMailsAtOnce = 2'000;  // mails
constexpr const char* kGone = "problem.mail_source.spool_gone";

}  // namespace

class Keeper::Work {
 public:
  Work(db::Database& database, const MailSource& source, Instant now)
      : database_(database),
        source_(source),
        now_(now),
        parties_(*database.Read(), source.org_id, source.person_id, now) {}

  void Take(const format::mime::ReadOne& one) {
    Noted noted = NoteOf(source_.org_id, one, now_);
    if (!noted) return tally_.LeaveOut(noted.error());
    Take(std::move(*noted));
  }

  void Take(Note note) {
    notes_.push_back(std::move(note));
    if (notes_.size() >= kMailsAtOnce) Flush();
  }

  const Tally& Flush() {
    if (notes_.empty()) return tally_;
    std::vector<std::int64_t> hashes;
    for (const Note& note : notes_) hashes.push_back(note.message_hash);
    std::vector<MailTouch> touches;
    {
      auto reader = database_.Read();
      const Parties& parties = parties_.For(*reader, notes_);
      const auto known = FindKnown(*reader, source_, hashes);
      std::unordered_set<std::int64_t> seen(known.begin(), known.end());
      for (const Note& note : notes_) Judge(note, parties, seen, touches);
    }
    notes_.clear();
    if (touches.empty()) return tally_;
    database_.Write([&](db::Tx& tx) { InsertTouches(tx, source_, touches); }, {.bulk = true});
    return tally_;
  }

  db::Database& database() { return database_; }
  const MailSource& source() const { return source_; }
  Instant now() const { return now_; }

 private:
  void Judge(const Note& note, const Parties& parties, std::unordered_set<std::int64_t>& seen,
             std::vector<MailTouch>& touches) {
    const Judged judged = traffic::Judge(note, parties);
    if (judged.touches.empty()) return tally_.LeaveOut(judged.why);
    if (!seen.insert(note.message_hash).second) return tally_.LeaveOut(LeftOut::twice);
    tally_.Keep(note.at, static_cast<std::int64_t>(judged.touches.size()));
    for (const Touched& one : judged.touches) {
      touches.push_back({source_.org_id, source_.person_id, one.contact_id, note.message_hash, source_.id,
                         note.at, one.is_from_us, note.others, note.thread_hash, note.answers_hash});
    }
  }

  db::Database& database_;
  const MailSource source_;
  const Instant now_;
  PartiesReader parties_;
  std::vector<Note> notes_;
  Tally tally_;
};

Keeper::Keeper(db::Database& database, const MailSource& source, Instant now)
    : work_(std::make_unique<Work>(database, source, now)) {}
Keeper::~Keeper() = default;

void Keeper::Take(const format::mime::ReadOne& one) { work_->Take(one); }

format::mailbox::Take Keeper::Taker() {
  return [this](const format::mime::ReadOne& one) {
    Take(one);
    return true;
  };
}

Tally Keeper::Finish() {
  const Tally tally = work_->Flush();
  const MailSource& source = work_->source();
  work_->database().Write([&](db::Tx& tx) {
    const auto found = FindSourceOf(tx, source.org_id, source.id);
    if (!found) return;
    Tally all = TallyOf(found->tally);
    all.Add(tally);
    SaveReading(tx, *found, all, work_->now());
  });
  return tally;
}

Result<Tally> KeepSpool(db::Database& database, const MailSource& source, const SpoolPlace& place,
                        Instant now, const TellKept& tell) {
  Check(source.state == SourceState::keeping, "its owner said so");
  const auto spool = FindSpool(place, source.id);
  if (!spool) return Fail(Kind::conflict, kGone);
  const std::int64_t total = std::max<std::int64_t>(0, TallyOf(source.tally).read - spool->left_out.read);
  // Begun again after it was cut: from the start.
  database.Write([&](db::Tx& tx) { DeleteTouches(tx, source); }, {.bulk = true});
  Keeper::Work work(database, source, now);
  std::int64_t taken = 0;
  bool is_cut = false;
  const auto left_out = ForEachNote(place, source.id, [&](const Note& note) {
    // Asked in front of the first too: a small mailbox is cancelled as a large one is.
    is_cut = tell && taken % static_cast<std::int64_t>(kMailsAtOnce) == 0 && !tell(taken, total);
    if (is_cut) return false;
    work.Take(note);
    ++taken;
    return true;
  });
  if (is_cut) return Fail(Kind::conflict, "problem.mail_source.stopped");
  if (!left_out) return Fail(Kind::conflict, kGone);
  Tally tally = *left_out;
  tally.Add(work.Flush());
  database.Write([&](db::Tx& tx) { EndKeeping(tx, source, tally, now); });
  return tally;
}

Result<MailSource> StartKeeping(action::Action& action, const MailSource& source, const SpoolPlace& place,
                                Instant wall) {
  Check(source.state == SourceState::waiting, "the source waits for its owner");
  if (!IsAsFound(place, source.id)) return Fail(Kind::conflict, kGone);
  MailSource keeping = source;
  keeping.state = SourceState::keeping;
  keeping.kept_at = action.now();
  keeping.job_id = job::Enqueue(action.tx(),
                                {.org_id = source.org_id,
                                 .person_id = source.person_id,
                                 .kind = kKeepKind,
                                 .ref = source.id,
                                 .run_at = wall},
                                wall);
  const auto updated = action.Update(source, std::move(keeping));
  Check(updated.has_value(), "the source was read in this transaction");
  return *updated;
}

void StopKeeping(db::Tx& tx, Id org_id, Id source_id) {
  const auto source = FindSourceOf(tx, org_id, source_id);
  if (!source || source->state != SourceState::keeping) return;
  DeleteTouches(tx, *source);
  tx.Execute(
      "UPDATE mail_source SET state = 'waiting', job_id = NULL, kept_at = NULL, version = version + 1 WHERE "
      "org_id = $1 AND id = $2",
      org_id, source_id);
}

void AddTrafficJobs(job::Runner& runner, const TrafficOptions& options) {
  const auto stop = [](job::Context& context) {
    context.database().Write([&](db::Tx& tx) { StopKeeping(tx, context.job().org_id, context.job().ref); },
                             {.bulk = true});
  };
  const auto keep = [options, stop](job::Context& context) {
    const Id org_id = context.job().org_id;
    auto source = FindSourceOf(*context.database().Read(), org_id, context.job().ref);
    if (!source || source->state != SourceState::keeping) return job::Outcome::done;
    const SpoolPlace place{options.data_folder, org_id};
    const Instant now = people::NowIn(*context.database().Read(), org_id, context.Now());
    const auto tell = [&](std::int64_t done, std::int64_t total) {
      context.Progress(done, total);
      return !context.ShouldStop();
    };
    const auto kept = KeepSpool(context.database(), *source, place, now, tell);
    if (!kept && context.ShouldStop()) return job::Outcome::again;
    if (!kept) {
      stop(context);
      context.Say(kept.error().message);
      return job::Outcome::done;
    }
    RemoveSpool(place, source->id);
    if (options.on_kept) options.on_kept(context.database(), org_id, context.Now());
    return job::Outcome::done;
  };
  runner.On(kKeepKind, keep, stop, stop);
}

void ForgetOld(db::Database& database, const TrafficOptions& options, Id org_id, Instant now) {
  const Instant since = KeptSince(*database.Read(), org_id, now);
  while (database.Write([&](db::Tx& tx) { return DeleteTouchesBefore(tx, org_id, since); }, {.bulk = true}) >
         0) {
  }
  RemoveOldSpools({options.data_folder, org_id});
}

}  // namespace baton::traffic
