#include "audit/job_routes.h"

#include "http/router.h"
#include "json/arguments.h"
#include "json/json.h"
#include "words/catalogue.h"

namespace baton::audit {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct JobView {
  static constexpr const char* kSchemaName = "Job";
  Id id;
  std::string kind;
  job::State state = job::State::waiting;
  std::int64_t done = 0;
  std::int64_t total = 0;  // 0: not known
  std::optional<double> rate_per_second;
  std::optional<std::int64_t> seconds_left;
  std::string text;
  Instant created_at;
  std::optional<Instant> finished_at;
};
BOOST_DESCRIBE_STRUCT(JobView, (),
                      (id, kind, state, done, total, rate_per_second, seconds_left, text, created_at,
                       finished_at))

JobView ToView(const job::Job& job, std::string text, Instant now) {
  const Pace pace = PaceOf(job, now);
  return {job.id,
          job.kind,
          job.state,
          job.done,
          job.total,
          pace.rate_per_second,
          pace.seconds_left,
          std::move(text),
          job.created_at,
          job.finished_at};
}

Message MessageOf(const job::Job& job) {
  if (job.message_key.empty()) return {"job." + job.kind};
  return {job.message_key, json::ParseArguments(job.message_arguments)};
}

// Jobs of others are nobody's business but an administrator's.
std::optional<job::Job> Visible(const Call& call, db::Connection& connection, Id id) {
  auto found = job::FindJob(connection, call.org_id(), id);
  const bool may =
      found && (call.scope().reach == access::Reach::organization || found->person_id == call.person_id());
  return may ? found : std::nullopt;
}

// Jobs run by the wall's clock, also where the organization has its own.
Result<JobView> View(const Call& call, db::Connection& connection, Id id) {
  const auto found = Visible(call, connection, id);
  if (!found) return NotFound("job");
  return ToView(*found, call.Say(MessageOf(*found)), SystemClock().Now());
}

struct JobQuery {
  std::optional<job::State> state;
  std::optional<Id> after;
};
BOOST_DESCRIBE_STRUCT(JobQuery, (), (state, after))

// The newest first: a person's own, or with a reach over the organization everybody's and Baton's.
Result<http::Page<JobView>> ListPage(const Call& call, const JobQuery& query, const std::string& quiet_kind) {
  constexpr int kPage = 50;
  const bool sees_all = call.scope().reach == access::Reach::organization;
  const auto jobs = job::ListJobs(call.db(), call.org_id(),
                                  {.person_id = sees_all ? std::nullopt : std::optional(call.person_id()),
                                   .state = query.state,
                                   .after = query.after,
                                   .without_done = quiet_kind,
                                   .limit = kPage});
  http::Page<JobView> page;
  const Instant now = SystemClock().Now();
  for (const job::Job& job : jobs) page.items.push_back(ToView(job, call.Say(MessageOf(job)), now));
  if (std::ssize(jobs) == kPage) page.next = ToString(jobs.back().id);
  return page;
}

}  // namespace

Pace PaceOf(const job::Job& job, Instant now) {
  Pace pace;
  const double seconds = static_cast<double>(now.milliseconds - job.run_at.milliseconds) / 1000.0;
  if (job.state != job::State::running || job.done <= 0 || seconds <= 0.5) return pace;
  pace.rate_per_second = static_cast<double>(job.done) / seconds;
  if (job.total > job.done) {
    pace.seconds_left =
        static_cast<std::int64_t>(static_cast<double>(job.total - job.done) / *pace.rate_per_second);
  }
  return pace;
}

void AddJobRoutes(http::Router& router, const WhenCancelled& when_cancelled, const std::string& quiet_kind) {
  router.Get(
      "/api/v1/jobs", {.name = "listJobs", .deed = Deed::read, .word = Word::job},
      [quiet_kind](const Call& call, const JobQuery& query) { return ListPage(call, query, quiet_kind); });
  router.Post(
      "/api/v1/jobs/{id}/retry", {.name = "retryJob", .deed = Deed::change, .word = Word::job, .status = 200},
      [](const Call& call, Id id) -> Result<JobView> {
        return call.Write([&](db::Tx& tx) -> Result<JobView> {
          const auto job = Visible(call, tx, id);
          if (!job) return NotFound("job");
          // One that was cancelled has put back what it was for.
          if (job->state != job::State::failed || !job::Retry(tx, call.org_id(), id, SystemClock().Now()))
            return Fail(Kind::conflict, "problem.job.not_failed");
          return View(call, tx, id);
        });
      });
  router.Get("/api/v1/jobs/{id}", {.name = "getJob", .deed = Deed::read, .word = Word::job},
             [](const Call& call, Id id) { return View(call, call.db(), id); });
  router.Post("/api/v1/jobs/{id}/cancel",
              {.name = "cancelJob", .deed = Deed::change, .word = Word::job, .status = 200},
              [when_cancelled](const Call& call, Id id) -> Result<JobView> {
                return call.Write([&](db::Tx& tx) -> Result<JobView> {
                  const auto job = Visible(call, tx, id);
                  if (!job) return NotFound("job");
                  const Instant now = SystemClock().Now();
                  const bool is_cancelled = job::RequestCancel(tx, call.org_id(), id, now);
                  const auto told = when_cancelled.find(job->kind);
                  if (is_cancelled && job->state == job::State::waiting && told != when_cancelled.end())
                    told->second(tx, *job, now);
                  return View(call, tx, id);
                });
              });
}

void PublishJob(http::EventHub& hub, const words::Catalogue& catalogue, const job::Job& job, Instant now) {
  if (!job.person_id) return;
  const JobView view = ToView(job, catalogue.Say(MessageOf(job), "en"), now);
  hub.Publish(
      {.org_id = job.org_id, .person_ids = {*job.person_id}, .event = "job", .data = json::ToText(view)});
}

}  // namespace baton::audit
