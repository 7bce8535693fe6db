#include "feed/feed.h"

#include <algorithm>

#include "coaching/directory.h"
#include "coaching/session_directory.h"
#include "introduction/directory.h"
#include "json/json.h"
#include "people/directory.h"
#include "session/secret.h"
#include "words/catalogue.h"

namespace baton::feed {
namespace {

using format::icalendar::FeedEvent;

std::string Say(const Message& message, const std::string& language) {
  return words::Catalogue::Compiled().Say(message, language);
}

std::string UidOf(std::string_view what, Id id, Id org_id) {
  return std::string(what) + "-" + ToString(id) + "." + ToString(org_id) + "@baton";
}

bool Overlaps(Instant starts_at, std::int32_t minutes, const FeedQuery& query) {
  return starts_at < query.to && query.from < starts_at + minutes * kMillisecondsPerMinute;
}

void SaveFeed(db::Tx& tx, const Feed& feed) {
  tx.Execute(
      "UPDATE calendar_feed SET version = $3, secret_hash = $4, has_titles = $5, is_on = $6, created_at = $7 "
      "WHERE org_id = $1 AND id = $2",
      feed.org_id, feed.id, feed.version, feed.secret_hash, feed.has_titles, feed.is_on, feed.created_at);
}

}  // namespace

std::optional<Feed> FindFeed(db::Connection& connection, Id org_id, Id person_id) {
  return connection.QueryOne<Feed>(
      "SELECT org_id, id, version, person_id, secret_hash, has_titles, is_on, created_at FROM calendar_feed "
      "WHERE org_id = $1 AND person_id = $2",
      org_id, person_id);
}

std::optional<Feed> FindFeedBySecret(db::Connection& connection, std::string_view secret) {
  if (secret.size() != session::kTokenCharacters) return std::nullopt;
  auto feed = connection.QueryOne<Feed>(
      "SELECT org_id, id, version, person_id, secret_hash, has_titles, is_on, created_at FROM calendar_feed "
      "WHERE secret_hash = $1 AND is_on = 1",
      session::TokenHash(secret));
  if (feed && !people::FindPerson(connection, feed->org_id, feed->person_id)) return std::nullopt;
  return feed;
}

MadeFeed MakeFeed(db::Tx& tx, Id org_id, Id person_id, bool has_titles, Instant now) {
  MadeFeed made{.feed = {}, .secret = session::NewToken()};
  const std::string hash = session::TokenHash(made.secret);
  if (const auto before = FindFeed(tx, org_id, person_id)) {
    made.feed = *before;
    ++made.feed.version;
    made.feed.secret_hash = hash;
    made.feed.has_titles = has_titles;
    made.feed.is_on = true;
    made.feed.created_at = now;
    SaveFeed(tx, made.feed);
    return made;
  }
  made.feed = {.org_id = org_id,
               .id = tx.NewId(),
               .person_id = person_id,
               .secret_hash = hash,
               .has_titles = has_titles,
               .created_at = now};
  tx.InsertMany("calendar_feed", std::vector{made.feed});
  return made;
}

void EndFeed(db::Tx& tx, Id org_id, Id person_id) {
  auto feed = FindFeed(tx, org_id, person_id);
  if (!feed || !feed->is_on) return;
  ++feed->version;
  feed->is_on = false;
  feed->secret_hash = session::TokenHash(session::NewToken());  // of a secret that nobody was told
  SaveFeed(tx, *feed);
}

std::vector<FeedEvent> PromiseEvents(db::Connection& connection, const FeedQuery& query) {
  const auto promises = coaching::FindPending(connection, query.org_id, query.person_id);
  std::vector<Id> people_ids;
  for (const auto& promise : promises) {
    people_ids.push_back(promise.manager_id);
    people_ids.push_back(promise.rep_id);
  }
  const auto people = people::FindRefs(connection, query.org_id, people_ids);
  std::vector<FeedEvent> events;
  for (const auto& promise : promises) {
    if (promise.state != coaching::PromiseState::open || !Overlaps(promise.due_at, promise.minutes, query))
      continue;
    const auto manager = people.find(promise.manager_id);
    const auto rep = people.find(promise.rep_id);
    if (manager == people.end() || rep == people.end()) continue;
    const std::string& other =
        promise.manager_id == query.person_id ? rep->second.name : manager->second.name;
    const Message title = query.has_titles
                              ? Message{"feed.promise.title", {{"person", other}, {"title", promise.title}}}
                              : Message{"feed.promise.private", {{"person", other}}};
    events.push_back({.uid = UidOf("promise", promise.id, query.org_id),
                      .sequence = promise.moves,
                      .written_at = promise.promised_at,
                      .starts_at = promise.due_at,
                      .minutes = promise.minutes,
                      .summary = Say(title, query.language)});
  }
  return events;
}

std::vector<FeedEvent> SessionEvents(db::Connection& connection, const FeedQuery& query) {
  const auto times =
      coaching::FindSessionTimes(connection, query.org_id, query.person_id, query.from, query.to);
  if (times.empty()) return {};
  const auto promises = coaching::FindPending(connection, query.org_id, query.person_id);
  std::vector<Id> people_ids;
  for (const auto& time : times) people_ids.insert(people_ids.end(), time.with.begin(), time.with.end());
  const auto people = people::FindRefs(connection, query.org_id, people_ids);
  std::vector<FeedEvent> events;
  for (const auto& time : times) {
    const auto& session = time.session;
    const auto& with = time.with;
    const bool is_promised = std::ranges::any_of(promises, [&](const coaching::Promise& one) {
      const Id other = one.manager_id == query.person_id ? one.rep_id : one.manager_id;
      return one.state == coaching::PromiseState::open && std::ranges::find(with, other) != with.end() &&
             coaching::StandsFor(one.due_at, one.minutes, session.starts_at, session.minutes);
    });
    if (is_promised) continue;
    const std::string kind =
        Say({"coaching.session_kind", {{"kind", std::string(json::NameOf(session.kind))}}}, query.language);
    const auto one = with.size() == 1 ? people.find(with.front()) : people.end();
    Message title{"feed.session.group", {{"count", static_cast<std::int64_t>(with.size())}}};
    if (one != people.end()) {
      title = query.has_titles
                  ? Message{"feed.promise.title", {{"person", one->second.name}, {"title", kind}}}
                  : Message{"feed.promise.private", {{"person", one->second.name}}};
    }
    const bool is_kind_only = query.has_titles && one == people.end();
    events.push_back({.uid = UidOf("session", session.id, query.org_id),
                      .sequence = static_cast<std::int32_t>(session.version),
                      .written_at = session.created_at,
                      .starts_at = session.starts_at,
                      .minutes = session.minutes,
                      .summary = is_kind_only ? kind : Say(title, query.language)});
  }
  return events;
}

std::vector<FeedEvent> MeetingEvents(db::Connection& connection, const FeedQuery& query) {
  std::vector<FeedEvent> events;
  for (const auto& [meeting, summary] : introduction::FindMeetingsWithPerson(
           connection, query.org_id, query.person_id, query.from, query.to)) {
    events.push_back({.uid = UidOf("meeting", meeting.id, query.org_id),
                      .sequence = meeting.revision,
                      .written_at = meeting.created_at,
                      .starts_at = meeting.starts_at,
                      .minutes = meeting.minutes,
                      .summary = query.has_titles ? summary : Say({"feed.meeting.private"}, query.language),
                      .location = query.has_titles ? meeting.place : std::string()});
  }
  return events;
}

std::string WriteFeedOf(db::Connection& connection, const Feed& feed, const std::vector<Source>& sources,
                        Instant now) {
  const auto person = people::FindPerson(connection, feed.org_id, feed.person_id);
  const std::string language = person ? person->language : std::string("en");
  const FeedQuery query{feed.org_id,
                        feed.person_id,
                        language,
                        feed.has_titles,
                        now - kDaysBack * kMillisecondsPerDay,
                        now + kDaysAhead * kMillisecondsPerDay};
  std::vector<FeedEvent> events;
  for (const Source& source : sources) {
    auto more = source(connection, query);
    events.insert(events.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  std::ranges::sort(events, [](const FeedEvent& a, const FeedEvent& b) {
    return std::pair(a.starts_at, a.uid) < std::pair(b.starts_at, b.uid);
  });
  if (events.size() > kMostEvents) events.resize(kMostEvents);
  return format::icalendar::WriteFeed(Say({"feed.name"}, language), events);
}

}  // namespace baton::feed
