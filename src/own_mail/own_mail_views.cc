#include "own_mail/own_mail_views.h"

#include "coaching/directory.h"
#include "job/job.h"
#include "json/arguments.h"

namespace baton::own_mail {
namespace {

using traffic::SourceState;

std::string TextOf(const http::Call& call, db::Connection& connection, const OwnMailbox& one,
                   const OwnMailboxView& view) {
  const auto at = [&](Instant when) {
    return coaching::TimeText(connection, one.org_id, one.person_id, when);
  };
  if (view.problem && view.read_at && view.failing_since) {
    return call.Say(
        {"own_mailbox.failing",
         {{"at", at(*view.read_at)}, {"since", at(*view.failing_since)}, {"why", *view.problem}}});
  }
  if (view.problem) return *view.problem;
  if (!one.is_on) return call.Say({"own_mailbox.stopped"});
  if (view.state == SourceState::looking) return call.Say({"own_mailbox.looking"});
  if (view.state == SourceState::waiting) return call.Say({"own_mailbox.waiting"});
  return view.read_at ? call.Say({"own_mailbox.read", {{"at", at(*view.read_at)}}})
                      : call.Say({"own_mailbox.looking"});
}

}  // namespace

bool IsRunning(db::Connection& connection, const OwnMailbox& mailbox) {
  const auto job = mailbox.job_id ? job::FindJob(connection, mailbox.org_id, *mailbox.job_id) : std::nullopt;
  return job && job->state == job::State::running;
}

OwnMailboxView ViewOf(const http::Call& call, db::Connection& connection, const OwnMailbox& one) {
  OwnMailboxView view;
  view.version = one.version;
  view.host = one.host;
  view.port = one.port;
  view.security = one.security;
  view.user_name = one.user_name;
  view.days = one.days;
  for (const OwnFolder& folder : FindFolders(connection, one))
    view.folders.push_back({folder.name, folder.readable, folder.kind, folder.is_read});
  view.is_on = one.is_on;
  view.source_id = one.source_id;
  if (const auto source = traffic::FindSourceOf(connection, one.org_id, one.source_id))
    view.state = source->state;
  const auto job = one.job_id ? job::FindJob(connection, one.org_id, *one.job_id) : std::nullopt;
  // Of a new mailbox also while it waits for its turn.
  view.is_running = job && (job->state == job::State::running ||
                            (view.state == SourceState::looking && job->state == job::State::waiting));
  if (view.is_running) {
    view.done = job->done;
    view.total = job->total;
  }
  view.read_at = one.read_at;
  view.failing_since = one.failing_since;
  if (!one.problem.empty())
    view.problem = call.Say({one.problem, json::ParseArguments(one.problem_arguments)});
  view.text = TextOf(call, connection, one, view);
  return view;
}

}  // namespace baton::own_mail
