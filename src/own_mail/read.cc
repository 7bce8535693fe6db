#include "own_mail/read.h"

#include <algorithm>

#include "base/log.h"
#include "format/mime/header.h"
#include "json/arguments.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/now.h"
#include "traffic/keep.h"
#include "traffic/preview.h"
#include "traffic/spool.h"

namespace baton::own_mail {
namespace {

using format::mime::ReadOne;
using traffic::MailSource;
using traffic::SourceState;

constexpr std::int64_t kLongestPause = kMillisecondsPerDay;
constexpr int kToldAfter = 3;  // failures that may pass by themselves; of others the first one

using Take = std::function<void(const ReadOne& header)>;

// What a mail of this folder is known by from now on, once all of it was taken.
struct Position {
  OwnFolder folder;
  std::vector<std::int64_t> uids;  // to be read
};

class Reading {
 public:
  Reading(job::Context& context, const OwnMailOptions& options) : context_(context), options_(options) {}

  job::Outcome Run() {
    const auto source = Find();
    if (!source) return job::Outcome::done;
    if (!people::FindPerson(*database().Read(), org_id(), mailbox_.person_id)) {
      // Who left has no mailbox here any more: what opens it goes. What was kept stays, as the history of the clients.
      database().Write([&](db::Tx& tx) { RemoveMailbox(tx, mailbox_); });
      return job::Outcome::done;
    }
    switch (source->state) {
      case SourceState::looking:
        return Ended(Look(*source), *source);
      case SourceState::kept:
        return Ended(mailbox_.is_on ? GoOn(*source) : Result<Done>(Done{}), *source);
      case SourceState::waiting:
      case SourceState::keeping:
        Later();
        return job::Outcome::done;
      case SourceState::refused:
        break;  // its owner mends it, which makes a new job
    }
    return job::Outcome::done;
  }

  // It met an error each time, or somebody cancelled it: it is said, and tried again later.
  void GiveUp(const char* why) {
    const auto source = Find();
    if (source) End(Problem{Kind::unavailable, {why}}, *source);
  }

 private:
  Id org_id() const { return context_.job().org_id; }
  db::Database& database() const { return context_.database(); }

  // Nothing: another job reads it by now, or it is gone.
  std::optional<MailSource> Find() {
    auto reader = database().Read();
    const auto found = FindMailboxOf(*reader, org_id(), context_.job().ref);
    if (!found || found->job_id != context_.job().id) return std::nullopt;
    mailbox_ = *found;
    return traffic::FindSourceOf(*reader, org_id(), mailbox_.source_id);
  }

  Result<Done> Connect() {
    const auto password = PasswordOf(mailbox_, *options_.key);
    if (!password) return Fail(Kind::conflict, "imap.problem.other_key");
    auto session = imap::Session::Connect(
        ServerOf(mailbox_), *password,
        {.hosts = options_.hosts, .should_stop = [this] { return context_.ShouldStop(); }});
    if (!session) return Fail(std::move(session.error()));
    session_ = std::move(*session);
    auto there = session_->Folders();
    if (!there) return Fail(std::move(there.error()));
    folders_ = database().Write([&](db::Tx& tx) { return MeetFolders(tx, mailbox_, *there); });
    return Done{};
  }

  // What is to be read of the folders that are wanted. `is_first`: from the beginning of the time that is wanted; later a folder
  // that is new here counts from now on, since nobody saw what would be kept of it.
  Result<std::vector<Position>> Positions(bool is_first) {
    std::vector<Position> positions;
    for (const OwnFolder& folder : folders_) {
      if (!folder.is_read) continue;
      auto opened = session_->Open(folder.name);
      if (!opened) return FailIn(folder, std::move(opened.error()));
      Position one{folder, {}};
      std::int64_t next = is_first ? 1 : folder.next_uid;
      if (!is_first && folder.uid_validity == 0) next = opened->next_uid;
      // Made anew by its server: nothing is known by its number any more.
      else if (folder.uid_validity != opened->uid_validity)
        next = 1;
      auto uids = session_->UidsIn(next, opened->next_uid, mailbox_.since_on);
      if (!uids) return Fail(std::move(uids.error()));
      one.uids = std::move(*uids);
      one.folder.uid_validity = opened->uid_validity;
      one.folder.next_uid = opened->next_uid;
      positions.push_back(std::move(one));
    }
    return positions;
  }

  tl::unexpected<Problem> FailIn(const OwnFolder& folder, Problem problem) const {
    problem.message.arguments["folder"] = folder.readable;
    return Fail(std::move(problem));
  }

  Result<Done> ReadAll(const std::vector<Position>& positions, const Take& take) {
    std::int64_t total = 0;
    std::int64_t done = 0;
    for (const Position& one : positions) total += std::ssize(one.uids);
    for (const Position& one : positions) {
      if (one.uids.empty()) continue;
      if (auto opened = session_->Open(one.folder.name); !opened)
        return FailIn(one.folder, std::move(opened.error()));
      for (std::size_t at = 0; at < one.uids.size(); at += imap::Session::kMostAtOnce) {
        const auto some =
            std::span(one.uids).subspan(at).first(std::min(imap::Session::kMostAtOnce, one.uids.size() - at));
        const auto read = session_->Headers(some, HeaderFields(), [&](std::int64_t, std::string_view header) {
          take(format::mime::ReadHeader(header));
          context_.Progress(++done, total);
          return !context_.ShouldStop();
        });
        if (!read) return read;
      }
    }
    return Done{};
  }

  static const std::vector<std::string>& HeaderFields() {
    static const std::vector<std::string> kFields(format::mime::kFields.begin(), format::mime::kFields.end());
    return kFields;
  }

  // Nothing is kept: its owner is to see what would be.
  Result<Done> Look(const MailSource& source) {
    if (auto connected = Connect(); !connected) return connected;
    auto positions = Positions(true);
    if (!positions) return Fail(std::move(positions.error()));
    const traffic::SpoolPlace place{options_.traffic->data_folder, org_id()};
    traffic::Spool spool(place, source.id, NowOf(*database().Read()));
    if (auto read = ReadAll(*positions, [&](const ReadOne& one) { spool.Take(one); }); !read) return read;
    spool.Close();
    const auto survey = Survey(source, place);
    const traffic::Tally tally = survey ? survey->tally : traffic::Tally{};
    const bool is_held =
        Note(*positions, [&](db::Tx& tx, Instant now) { EndLooking(tx, source, tally, now); });
    if (!is_held) traffic::RemoveSpool(place, source.id);  // its owner took it away meanwhile
    return Done{};
  }

  std::optional<traffic::Survey> Survey(const MailSource& source, const traffic::SpoolPlace& place) {
    auto reader = database().Read();
    return traffic::SurveyOf(*reader, place, source, NowOf(*reader));
  }

  Result<Done> GoOn(const MailSource& source) {
    if (auto connected = Connect(); !connected) return connected;
    auto positions = Positions(false);
    if (!positions) return Fail(std::move(positions.error()));
    if (std::ranges::any_of(*positions, [](const Position& one) { return !one.uids.empty(); })) {
      traffic::Keeper keeper(database(), source, NowOf(*database().Read()));
      if (auto read = ReadAll(*positions, [&](const ReadOne& one) { keeper.Take(one); }); !read) return read;
      const bool has_more = keeper.Finish().touches > 0;
      if (has_more && options_.traffic->on_kept)
        options_.traffic->on_kept(database(), org_id(), context_.Now());
    }
    Note(*positions, [](db::Tx&, Instant) {});
    return Done{};
  }

  // How far it was read, with what comes of it. False: it was taken away, or is read by another job by now.
  template <class F>
  bool Note(const std::vector<Position>& positions, F&& also) {
    return database().Write([&](db::Tx& tx) {
      const auto held = FindMailboxOf(tx, org_id(), mailbox_.id);
      if (!held || held->job_id != context_.job().id) return false;
      for (const Position& one : positions) {
        tx.Execute(
            "UPDATE own_mailbox_folder SET uid_validity = $3, next_uid = $4 WHERE org_id = $1 AND id = $2",
            org_id(), one.folder.id, one.folder.uid_validity, one.folder.next_uid);
      }
      also(tx, NowOf(tx));
      return true;
    });
  }

  job::Outcome Ended(const Result<Done>& read, const MailSource& source) {
    if (read) {
      End(std::nullopt, source);
    } else if (context_.ShouldStop()) {
      return job::Outcome::again;
    } else {
      End(read.error(), source);
    }
    return job::Outcome::done;
  }

  void End(const std::optional<Problem>& problem, const MailSource& source) {
    const Instant wall = context_.Now();
    database().Write([&](db::Tx& tx) {
      auto held = FindMailboxOf(tx, org_id(), mailbox_.id);
      if (!held || held->job_id != context_.job().id) return;
      const Instant now = NowOf(tx);
      held->tried_at = now;
      if (problem) {
        NoteProblem(tx, *held, *problem, source, now);
      } else {
        held->read_at = now;
        held->failing_since = std::nullopt;
        held->failures = 0;
        held->is_told = false;
        held->problem.clear();
        held->problem_arguments = "{}";
      }
      const bool goes_on = held->is_on && !(problem && source.state == SourceState::looking);
      held->job_id = std::nullopt;
      if (goes_on) ReadSoon(tx, *held, wall + PauseAfter(held->failures), wall);
      SaveMailbox(tx, *held);
    });
    if (problem)
      LogWarning("own_mailbox.failed",
                 {{"mailbox", ToString(mailbox_.id)}, {"problem", problem->message.key}});
  }

  void NoteProblem(db::Tx& tx, OwnMailbox& held, const Problem& problem, const MailSource& source,
                   Instant now) {
    if (!held.failing_since) held.failing_since = now;
    ++held.failures;
    Message message = problem.message;
    message.arguments["host"] = held.host;
    message.arguments["port"] = std::to_string(held.port);
    if (!message.arguments.contains("answer")) message.arguments["answer"] = std::string();
    held.problem = message.key;
    held.problem_arguments = json::ToText(message.arguments);
    if (source.state == SourceState::looking) {  // somebody is waiting for it: they see it at once
      traffic::RefuseSource(tx, source, "own_mailbox.refused", now);  // why is said here
      return;
    }
    if (held.is_told || held.failures < (imap::MayPass(problem) ? kToldAfter : 1)) return;
    held.is_told = true;
    action::Action action(tx, {org_id(), std::nullopt}, "own_mailbox.fail", now, held.person_id);
    notice::Emit(action, held.person_id, {"notice.own_mailbox.failing", {{"host", held.host}}}, "/my-mail");
  }

  // Its owner has not decided yet.
  void Later() {
    const Instant wall = context_.Now();
    database().Write([&](db::Tx& tx) {
      auto held = FindMailboxOf(tx, org_id(), mailbox_.id);
      if (!held || held->job_id != context_.job().id) return;
      ReadSoon(tx, *held, wall + kReadEvery, wall);
      SaveMailbox(tx, *held);
    });
  }

  Instant NowOf(db::Connection& connection) const {
    return people::NowIn(connection, org_id(), context_.Now());
  }

  job::Context& context_;
  const OwnMailOptions& options_;
  OwnMailbox mailbox_;
  std::unique_ptr<imap::Session> session_;
  std::vector<OwnFolder> folders_;
};

}  // namespace

void ReadSoon(db::Tx& tx, OwnMailbox& mailbox, Instant at, Instant now) {
  mailbox.job_id = job::Enqueue(tx,
                                {.org_id = mailbox.org_id,
                                 .person_id = mailbox.person_id,
                                 .kind = std::string(kReadKind),
                                 .ref = mailbox.id,
                                 .queue = std::string(kReadQueue),
                                 .run_at = at},
                                now);
}

void SkipCancelled(db::Tx& tx, const job::Job& job, Instant wall) {
  auto mailbox = FindMailboxOf(tx, job.org_id, job.ref);
  if (!mailbox || mailbox->job_id != job.id) return;
  ReadSoon(tx, *mailbox, wall + kReadEvery, wall);
  SaveMailbox(tx, *mailbox);
}

std::int64_t PauseAfter(std::int32_t failures) {
  std::int64_t pause = kReadEvery;
  for (std::int32_t i = 0; i < failures && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause);
}

void AddOwnMailJobs(job::Runner& runner, const OwnMailOptions& options) {
  runner.On(
      std::string(kReadKind), [options](job::Context& context) { return Reading(context, options).Run(); },
      [options](job::Context& context) { Reading(context, options).GiveUp("imap.problem.given_up"); },
      [options](job::Context& context) { Reading(context, options).GiveUp("imap.problem.stopped"); });
}

}  // namespace baton::own_mail
