// A person's calendar for other programs: promises, meetings in which the person introduces or is introduced, and what else the
// slices put in, read by a secret address without signing in.
//
//   feed::MakeFeed(tx, org_id, jim, /*has_titles=*/false, now);    // with the secret, said once; an address before ends
//   const auto feed = feed::FindFeedBySecret(connection, secret);  // whose it is
//   const std::string text = feed::WriteFeedOf(connection, *feed, sources, now);
//
// Only the hash of the secret is kept, so a stolen database opens no calendar. Without titles an event says with whom, never what
// it is about: a calendar is often shared with others.
//
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/database.h"
#include "format/icalendar/feed.h"

namespace baton::feed {

// The row.
struct Feed {
  Id org_id;
  Id id;
  std::int64_t version = 1;
  Id person_id;
  std::string secret_hash;
  bool has_titles = false;
  bool is_on = true;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Feed, (), (org_id, id, version, person_id, secret_hash, has_titles, is_on, created_at))

inline constexpr std::int64_t kDaysBack = 31;
inline constexpr std::int64_t kDaysAhead = 366;
inline constexpr std::size_t kMostEvents = 2'000;

// Also one that was ended; none: there never was one.
std::optional<Feed> FindFeed(db::Connection& connection, Id org_id, Id person_id);
// Of a person who is still there.
std::optional<Feed> FindFeedBySecret(db::Connection& connection, std::string_view secret);
struct MadeFeed {
  Feed feed;
  std::string secret;
};
MadeFeed MakeFeed(db::Tx& tx, Id org_id, Id person_id, bool has_titles, Instant now);
void EndFeed(db::Tx& tx, Id org_id, Id person_id);

struct FeedQuery {
  Id org_id;
  Id person_id;
  std::string language;
  bool has_titles = false;
  Instant from;
  Instant to;
};
// What one slice puts in; each slice that has times of people is one.
using Source = std::function<std::vector<format::icalendar::FeedEvent>(db::Connection& connection,
                                                                       const FeedQuery& query)>;

std::vector<format::icalendar::FeedEvent> PromiseEvents(db::Connection& connection, const FeedQuery& query);
// Planned coaching sessions; not at the hour of a promise between the same two, which stands for both.
std::vector<format::icalendar::FeedEvent> SessionEvents(db::Connection& connection, const FeedQuery& query);
std::vector<format::icalendar::FeedEvent> MeetingEvents(db::Connection& connection, const FeedQuery& query);

std::string WriteFeedOf(db::Connection& connection, const Feed& feed, const std::vector<Source>& sources,
                        Instant now);

}  // namespace baton::feed
