#include "feed/feed_routes.h"

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "http/router.h"
#include "people/now.h"
#include "session/attempt.h"
#include "session/secret.h"

namespace baton::feed {
namespace {

using access::Deed;
using access::Word;
using http::Call;

// Addresses that lead nowhere, by one network, before it waits.
constexpr int kMissesAllowed = 15;
// In the log without the address; hence not to be undone.
constexpr const char* kMakeKind = "calendar_feed.make";
constexpr const char* kEndKind = "calendar_feed.end";
constexpr std::string_view kFresh = "private, max-age=300";

struct FeedInput {
  static constexpr const char* kSchemaName = "CalendarFeedInput";

  bool has_titles = false;  // what each is about, not only with whom
};
BOOST_DESCRIBE_STRUCT(FeedInput, (), (has_titles))

struct FeedView {
  static constexpr const char* kSchemaName = "CalendarFeed";

  std::int64_t version = 0;  // 0: there never was one
  bool is_on = false;
  bool has_titles = false;
  std::optional<Instant> created_at;
};
BOOST_DESCRIBE_STRUCT(FeedView, (), (version, is_on, has_titles, created_at))

// The address is said once; only its hash is kept.
struct NewFeedView {
  static constexpr const char* kSchemaName = "NewCalendarFeed";

  std::int64_t version = 0;
  std::string url;
  bool has_titles = false;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(NewFeedView, (), (version, url, has_titles, created_at))

Result<FeedView> Get(const Call& call) {
  const auto feed = FindFeed(call.db(), call.org_id(), call.person_id());
  if (!feed) return FeedView{};
  if (!feed->is_on) return FeedView{.version = feed->version};
  return FeedView{feed->version, true, feed->has_titles, feed->created_at};
}

Result<Done> CheckFeed(const Call& call, db::Connection& connection) {
  const auto feed = FindFeed(connection, call.org_id(), call.person_id());
  return action::CheckVersion(call, feed ? feed->version : 0, "calendar_feed");
}

Result<NewFeedView> Make(const Call& call, const FeedOptions& options, const FeedInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<NewFeedView> {
    if (auto current = CheckFeed(call, tx); !current) return Fail(current.error());
    const action::Action action(tx, call, kMakeKind, call.person_id());
    const auto [feed, secret] = MakeFeed(tx, call.org_id(), call.person_id(), input.has_titles, call.now());
    return NewFeedView{feed.version, options.public_url + "/calendar/" + secret + ".ics", feed.has_titles,
                       feed.created_at};
  });
}

Result<Done> End(const Call& call) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    if (auto current = CheckFeed(call, tx); !current) return Fail(current.error());
    const action::Action action(tx, call, kEndKind, call.person_id());
    EndFeed(tx, call.org_id(), call.person_id());
    return Done{};
  });
}

class Reading {
 public:
  explicit Reading(const FeedOptions& options) : options_(options) {}

  Result<http::Answer> Read(const Call& call, const std::string& secret) const {
    const Instant now = options_.clock->Now();
    session::Subject subject = session::SubjectOfAddress(call.client_address());
    subject = {"feed-" + subject.name, kMissesAllowed};
    std::string text;
    {
      auto reader = call.database().Read();
      if (const auto feed = FindFeedBySecret(*reader, secret)) {
        const Instant there = people::NowIn(*reader, feed->org_id, now);
        text = WriteFeedOf(*reader, *feed, options_.sources, there);
      }
    }
    if (text.empty()) {
      // The same for every reason why an address leads nowhere; each one counts. A good address never waits for the bad ones
      // of its network: 256 bits are not guessed, and a whole office shares one address.
      const auto counted = session::BeginAttempt(call.database(), std::span(&subject, 1), now);
      if (!counted) return TooMany(WaitOf(call, subject, now));
      return http::Answer{
          .status = 404, .content_type = "text/plain", .headers = {{"Cache-Control", "no-store"}}};
    }
    const std::string tag = '"' + session::TokenHash(text).substr(0, 32) + '"';
    const std::vector<http::Header> headers = {{"ETag", tag}, {"Cache-Control", std::string(kFresh)}};
    if (call.request().header("if-none-match") == tag) {
      return http::Answer{.status = 304, .content_type = "", .headers = headers};
    }
    return http::Answer{
        .content_type = "text/calendar; charset=utf-8", .body = std::move(text), .headers = headers};
  }

 private:
  // Milliseconds that the network of who asks has to wait after too many addresses that lead nowhere.
  static std::int64_t WaitOf(const Call& call, const session::Subject& subject, Instant now) {
    const auto known = session::FindFailures(*call.database().Read(), subject);
    if (!known) return 0;
    return session::WaitLeft(std::max(0, known->failures - subject.allowance), known->last_at, now);
  }

  static http::Answer TooMany(std::int64_t wait) {
    const std::int64_t seconds = std::max<std::int64_t>(1, (wait + 999) / 1000);
    return {.status = 429,
            .content_type = "text/plain",
            .headers = {{"Retry-After", std::to_string(seconds)}, {"Cache-Control", "no-store"}}};
  }

  const FeedOptions& options_;
};

}  // namespace

void AddFeedRoutes(http::Router& router, const FeedOptions& options) {
  router.Get("/api/v1/calendar-feed", {.name = "getCalendarFeed", .deed = Deed::read, .word = Word::notice},
             Get);
  router.Post(
      "/api/v1/calendar-feed",
      {.name = "makeCalendarFeed",
       .deed = Deed::change,
       .word = Word::notice,
       .versioned = true,
       .keeps_answer = false,
       .summary = "A secret address for calendar programs, said once; one that was there before ends"},
      [&options](const Call& call, const FeedInput& input) { return Make(call, options, input); });
  router.Delete("/api/v1/calendar-feed",
                {.name = "endCalendarFeed", .deed = Deed::change, .word = Word::notice, .versioned = true},
                End);
  router.Get("/calendar/{secret}.ics", {.name = "readCalendarFeed", .open = true},
             [reading = Reading(options)](const Call& call, const std::string& secret) {
               return reading.Read(call, secret);
             });
}

void AddTables(action::Tables& tables) {
  for (const char* kind : {kMakeKind, kEndKind}) tables.KeepFromUndo(kind, "problem.feed.kept");
}

}  // namespace baton::feed
