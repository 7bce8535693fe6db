#include "digest/digest_routes.h"

#include "action/version.h"
#include "digest/digest.h"
#include "http/router.h"
#include "job/runner.h"
#include "people/directory.h"
#include "people/now.h"
#include "people/organization.h"

namespace baton::digest {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr const char* kKind = "digest";
constexpr Id kNoOrganization{0};
constexpr std::int64_t kEvery = 15 * kMillisecondsPerMinute;
constexpr std::int32_t kMinutesPerDay = 24 * 60;

struct DigestInput {
  static constexpr const char* kSchemaName = "DigestInput";

  Frequency frequency = Frequency::daily;
  std::int32_t at_minute = kDefaultMinute;
  std::int32_t quiet_from = kQuietFrom;
  std::int32_t quiet_to = kQuietTo;
  bool quiet_weekends = true;
};
BOOST_DESCRIBE_STRUCT(DigestInput, (), (frequency, at_minute, quiet_from, quiet_to, quiet_weekends))

struct DigestView {
  static constexpr const char* kSchemaName = "Digest";

  std::int64_t version = 0;  // 0: the defaults
  Frequency frequency = Frequency::daily;
  std::int32_t at_minute = kDefaultMinute;
  std::int32_t quiet_from = kQuietFrom;  // minutes of the own day
  std::int32_t quiet_to = kQuietTo;
  bool quiet_weekends = true;
  std::optional<std::string> email;  // where it goes; none: nowhere
};
BOOST_DESCRIBE_STRUCT(DigestView, (),
                      (version, frequency, at_minute, quiet_from, quiet_to, quiet_weekends, email))

struct DigestPreview {
  static constexpr const char* kSchemaName = "DigestPreview";

  std::string subject;  // empty: there is nothing new, so there is no mail
  std::string text;
};
BOOST_DESCRIBE_STRUCT(DigestPreview, (), (subject, text))

DigestView View(const Call& call, db::Connection& connection) {
  const auto choice = FindChoice(connection, call.org_id(), call.person_id());
  const auto person = people::FindPerson(connection, call.org_id(), call.person_id());
  DigestView view;
  if (choice) {
    view = {choice->version,
            choice->frequency,
            choice->at_minute,
            choice->quiet_from,
            choice->quiet_to,
            choice->quiet_weekends,
            {}};
  }
  if (person) view.email = person->email;
  return view;
}

Result<DigestView> Get(const Call& call) { return View(call, call.db()); }

std::vector<FieldFault> FaultsOf(const DigestInput& input) {
  std::vector<FieldFault> faults;
  const auto check = [&](const char* path, std::int32_t minute) {
    if (minute >= 0 && minute < kMinutesPerDay) return;
    faults.push_back({path,
                      {"problem.field.out_of_range",
                       {{"minimum", std::int64_t{0}}, {"maximum", std::int64_t{kMinutesPerDay - 1}}}}});
  };
  check("at_minute", input.at_minute);
  check("quiet_from", input.quiet_from);
  check("quiet_to", input.quiet_to);
  return faults;
}

Result<DigestView> Patch(const Call& call, const json::Patch<DigestInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<DigestView> {
    const auto before = FindChoice(tx, call.org_id(), call.person_id());
    if (auto current = action::CheckVersion(call, before ? before->version : 0, "digest"); !current) {
      return Fail(current.error());
    }
    DigestChoice wished = before.value_or(DigestChoice{});
    const DigestInput input = patch.Apply(
        {wished.frequency, wished.at_minute, wished.quiet_from, wished.quiet_to, wished.quiet_weekends});
    if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
    wished.frequency = input.frequency;
    wished.at_minute = input.at_minute;
    wished.quiet_from = input.quiet_from;
    wished.quiet_to = input.quiet_to;
    wished.quiet_weekends = input.quiet_weekends;
    action::Action action(tx, call, "digest.change");
    if (auto chosen = Choose(action, before, wished); !chosen) {
      return Fail(chosen.error());
    }
    return View(call, tx);
  });
}

Result<DigestPreview> Preview(const Call& call, const DigestParts& parts) {
  const auto person = people::FindPerson(call.db(), call.org_id(), call.person_id());
  const auto organization = people::FindOrganization(call.db(), call.org_id());
  const auto notices = FindUntold(call.db(), call.org_id(), call.person_id());
  if (!person || !organization || notices.empty()) return DigestPreview{};
  const std::string& zone = person->time_zone.empty() ? organization->time_zone : person->time_zone;
  DigestMail written = WriteDigest(*person, zone, parts.public_url, notices);
  return DigestPreview{std::move(written.subject), std::move(written.text)};
}

void Schedule(db::Tx& tx, Instant run_at, Instant now) {
  job::Enqueue(tx, {.org_id = kNoOrganization, .kind = kKind, .ref = kNoOrganization, .run_at = run_at}, now);
}

}  // namespace

void AddDigestRoutes(http::Router& router, const DigestParts& parts) {
  router.Get("/api/v1/digest", {.name = "getDigest", .deed = Deed::read, .word = Word::notice}, Get);
  router.Patch("/api/v1/digest",
               {.name = "changeDigest",
                .deed = Deed::change,
                .word = Word::notice,
                .summary = "When the own digest comes; before the first choice the version is 0"},
               Patch);
  router.Get("/api/v1/digest/preview", {.name = "previewDigest", .deed = Deed::read, .word = Word::notice},
             [&parts](const Call& call) { return Preview(call, parts); });
}

void AddDigestJobs(job::Runner& runner, const DigestParts& parts) {
  runner.On(kKind, [&parts](job::Context& context) {
    const Instant now = context.Now();
    for (const Id org_id : people::FindOrganizations(*context.database().Read())) {
      if (context.ShouldStop()) return job::Outcome::again;
      // A demo's clock stands, so nothing becomes due there but what was due when it was set.
      const Instant there = people::NowIn(*context.database().Read(), org_id, now);
      SendDue(context.database(), org_id, parts.public_url, there);
    }
    context.database().Write([&](db::Tx& tx) { Schedule(tx, now + kEvery, now); });
    return job::Outcome::done;
  });
}

void ScheduleDigests(db::Database& database, Instant now) {
  database.Write([&](db::Tx& tx) {
    const auto waiting = tx.QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM job WHERE kind = $1 AND state IN ('waiting', 'running')", kKind);
    if (waiting == 0) Schedule(tx, now, now);
  });
}

}  // namespace baton::digest
