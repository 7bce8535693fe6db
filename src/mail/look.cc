#include "mail/look.h"

#include <algorithm>

#include "base/clock.h"
#include "imap/session.h"
#include "people/now.h"

namespace baton::mail {
namespace {

// In one look; the next one goes on at once.
constexpr int kWindows = 4;
constexpr std::int64_t kUidsInWindow = 500;

void GiveToJob(db::Tx& tx, Id org_id, Id mailbox_id, Instant run_at, Instant now) {
  const Id job_id = job::Enqueue(
      tx, {.org_id = org_id, .kind = std::string(kLookKind), .ref = mailbox_id, .run_at = run_at}, now);
  tx.Execute("UPDATE mailbox_look SET job_id = $3 WHERE org_id = $1 AND mailbox_id = $2", org_id, mailbox_id,
             job_id);
}

class Looking {
 public:
  Looking(job::Context& context, const MailboxOptions& options) : context_(context), options_(options) {}

  job::Outcome Run() {
    auto& database = context_.database();
    const auto mailbox = FindMailbox(*database.Read(), org_id());
    if (!mailbox || !mailbox->is_on) return job::Outcome::done;
    const auto look = FindLook(*database.Read(), org_id(), mailbox->id);
    if (!look || look->job_id != context_.job().id) return job::Outcome::done;
    mailbox_ = *mailbox;
    const auto password = PasswordOf(*mailbox, *options_.key);
    if (!password) return End(false, "mailbox.answer.other_key", false);
    auto session = imap::Session::Connect(ServerOf(*mailbox), *password, {.hosts = options_.hosts});
    if (!session) return End(false, AnswerOf(session.error()), false);
    const auto read = ReadNew(**session, *look);
    if (!read) return End(false, AnswerOf(read.error()), false);
    if (*read == Read::stopped) return job::Outcome::again;
    if (*read == Read::lost) return job::Outcome::done;
    return End(true, "", *read == Read::more);
  }

  // It met an error each time: it is said, and tried again later.
  void GiveUp() {
    const auto mailbox = FindMailbox(*context_.database().Read(), org_id());
    if (!mailbox || !mailbox->is_on) return;
    mailbox_ = *mailbox;
    (void)End(false, "mailbox.answer.given_up", false);
  }

 private:
  enum class Read {
    all,
    more,     // there is more, for the next look
    stopped,  // the process ends
    lost,     // another job looks by now
  };

  Id org_id() const { return context_.job().org_id; }

  static std::string AnswerOf(const Problem& problem) {
    const bool is_private = problem.message.key == "imap.problem.private";
    std::string answer = is_private ? "mailbox.answer.private_address" : imap::AnswerOf(problem);
    return answer.empty() ? problem.message.key : answer;
  }

  Result<Read> ReadNew(imap::Session& session, const Look& look) {
    const auto opened = session.Open(mailbox_.folder);
    if (!opened) return Fail(opened.error());
    std::int64_t next = look.next_uid;
    if (look.uid_validity != opened->uid_validity) {
      // Never read: only what comes from now on is for us. Made anew by its server: what is there may be new.
      next = look.next_uid == 0 ? opened->next_uid : 1;
      if (!Note(opened->uid_validity, next, 0, [](db::Tx&) { return false; })) return Read::lost;
    }
    for (int windows = 0; next < opened->next_uid; ++windows) {
      if (windows == kWindows) return Read::more;
      const std::int64_t end = std::min(next + kUidsInWindow, opened->next_uid);
      const auto uids = session.UidsIn(next, end);
      if (!uids) return Fail(uids.error());
      const auto read = ReadThese(session, opened->uid_validity, *uids);
      if (!read || *read != Read::all) return read;
      if (!Note(opened->uid_validity, end, 0, [](db::Tx&) { return false; })) return Read::lost;
      next = end;
    }
    return Read::all;
  }

  Result<Read> ReadThese(imap::Session& session, std::int64_t uid_validity,
                         const std::vector<std::int64_t>& uids) {
    for (const std::int64_t uid : uids) {
      if (context_.ShouldStop()) return Read::stopped;
      const auto bytes = session.Fetch(uid, format::mime::kMaxReadMail);
      if (!bytes) return Fail(bytes.error());
      const auto mail = format::mime::Read(*bytes);
      const bool is_ours = Note(uid_validity, uid + 1, 1, [&](db::Tx& tx) {
        return mail && TakeMail(tx, mailbox_, NowOf(tx), *mail, options_.on_calendar);
      });
      if (!is_ours) return Read::lost;
    }
    return Read::all;
  }

  // What came of a mail and that it was read, at once. False: another job looks by now.
  template <class F>
  bool Note(std::int64_t uid_validity, std::int64_t next_uid, std::int64_t count, F&& take) {
    return context_.database().Write([&](db::Tx& tx) {
      const auto held = tx.QueryValue<Id>(
          "SELECT id FROM mailbox_look WHERE org_id = $1 AND mailbox_id = $2 AND job_id = $3 "
          "baton_for_update()",
          org_id(), mailbox_.id, context_.job().id);
      if (!held) return false;
      const std::int64_t used = take(tx) ? 1 : 0;
      tx.Execute(
          "UPDATE mailbox_look SET uid_validity = $3, next_uid = $4, read_count = read_count + $5, "
          "used_count = "
          "used_count + $6 WHERE org_id = $1 AND mailbox_id = $2",
          org_id(), mailbox_.id, uid_validity, next_uid, count, used);
      return true;
    });
  }

  job::Outcome End(bool is_good, const std::string& answer, bool has_more) {
    const Instant now = context_.Now();
    context_.database().Write([&](db::Tx& tx) {
      const auto changed = tx.Execute(
          "UPDATE mailbox_look SET looked_at = $4, is_good = $5, answer = $6 WHERE org_id = $1 AND "
          "mailbox_id = $2 "
          "AND job_id = $3",
          org_id(), mailbox_.id, context_.job().id, now, is_good, answer);
      if (changed == 0) return;
      const Instant next = has_more ? now : now + mailbox_.interval_minutes * kMillisecondsPerMinute;
      GiveToJob(tx, org_id(), mailbox_.id, next, now);
    });
    return job::Outcome::done;
  }

  Instant NowOf(db::Connection& connection) const {
    return people::NowIn(connection, org_id(), context_.Now());
  }

  job::Context& context_;
  const MailboxOptions& options_;
  Mailbox mailbox_;
};

}  // namespace

void LookSoon(db::Tx& tx, Id org_id) {
  const auto mailbox = FindMailbox(tx, org_id);
  if (!mailbox || !mailbox->is_on) return;
  tx.Execute(
      "INSERT INTO mailbox_look (org_id, id, mailbox_id, uid_validity, next_uid, is_good, answer, "
      "read_count, "
      "used_count) VALUES ($1, $2, $3, 0, 0, 0, '', 0, 0) ON CONFLICT (org_id, mailbox_id) DO NOTHING",
      org_id, tx.NewId(), mailbox->id);
  const Instant now = SystemClock().Now();
  GiveToJob(tx, org_id, mailbox->id, now, now);
}

void AddMailboxJob(job::Runner& runner, const MailboxOptions& options) {
  runner.On(
      std::string(kLookKind), [options](job::Context& context) { return Looking(context, options).Run(); },
      [options](job::Context& context) { Looking(context, options).GiveUp(); });
}

}  // namespace baton::mail
