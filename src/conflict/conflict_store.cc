#include "conflict/conflict_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/zone.h"
#include "book/calendar.h"
#include "calendar/slots.h"
#include "coaching/appointment.h"
#include "coaching/directory.h"
#include "coaching/session_directory.h"

namespace baton::conflict {
namespace {

constexpr std::string_view kColumns =
    "org_id, id, version, person_id, block_kind, block_id, block_at, other_kind, other_id, other_at, "
    "other_ends_at, told_at, answer, answered_at";

std::string Select(std::string_view where) {
  return fmt::format("SELECT {} FROM coaching_conflict WHERE org_id = $1 AND person_id = $2 AND {}", kColumns,
                     where);
}

Instant Until(const Asking& asking) { return asking.now + kDaysAhead * kMillisecondsPerDay; }

std::vector<coaching::SessionTime> FindSessions(db::Connection& connection, const Asking& asking) {
  auto times =
      coaching::FindSessionTimes(connection, asking.org_id, asking.person_id, asking.now, Until(asking));
  std::erase_if(times, [&](const coaching::SessionTime& one) {
    return one.session.manager_id != asking.person_id || one.session.starts_at <= asking.now;
  });
  return times;
}

// What has a time at which the two meet: a yes or no is owed by a time, and nobody is there then.
std::vector<coaching::Promise> FindPromises(db::Connection& connection, const Asking& asking) {
  auto promises = coaching::FindPending(connection, asking.org_id, asking.person_id);
  std::erase_if(promises, [&](const coaching::Promise& one) {
    return one.state != coaching::PromiseState::open || one.manager_id != asking.person_id ||
           !coaching::IsAppointment(one.kind) || one.due_at <= asking.now || one.due_at >= Until(asking);
  });
  return promises;
}

std::vector<Block> FindBlocks(db::Connection& connection, const Asking& asking) {
  auto sessions = FindSessions(connection, asking);
  std::vector<Block> blocks;
  for (const coaching::Promise& promise : FindPromises(connection, asking)) {
    Block block{.kind = BlockKind::promise,
                .id = promise.id,
                .span = {promise.due_at, coaching::EndOf(promise.due_at, promise.minutes)},
                .title = promise.title,
                .reps = {promise.rep_id}};
    std::erase_if(sessions, [&](const coaching::SessionTime& one) {
      const bool stands_for =
          one.with == block.reps &&
          coaching::StandsFor(promise.due_at, promise.minutes, one.session.starts_at, one.session.minutes);
      if (stands_for) block.along.push_back(one.session.id);
      return stands_for;
    });
    blocks.push_back(std::move(block));
  }
  for (coaching::SessionTime& one : sessions) {
    const coaching::Session& session = one.session;
    blocks.push_back({.kind = BlockKind::session,
                      .id = session.id,
                      .span = {session.starts_at, coaching::EndOf(session.starts_at, session.minutes)},
                      .title = {},
                      .session_kind = session.kind,
                      .reps = std::move(one.with)});
  }
  return blocks;
}

std::vector<Meeting> FindMeetings(db::Connection& connection, const Asking& asking, Instant to) {
  const auto entries =
      book::FindCalendar(connection, asking.org_id, std::vector{asking.person_id}, asking.now, to);
  std::vector<Id> ids;
  for (const book::CalendarEntry& entry : entries) ids.push_back(entry.id);
  if (ids.empty()) return {};
  auto people = book::FindPeopleIn(connection, asking.org_id, ids);
  std::vector<Meeting> meetings;
  for (const book::CalendarEntry& entry : entries) {
    meetings.push_back({entry.id,
                        {entry.starts_at, entry.EndsAt()},
                        entry.subject,
                        entry.account_id,
                        std::move(people[entry.id])});
  }
  return meetings;
}

}  // namespace

std::vector<Open> FindOpen(db::Connection& connection, const Asking& asking) {
  const auto blocks = FindBlocks(connection, asking);
  if (blocks.empty()) return {};
  Instant to = asking.now;
  for (const Block& one : blocks) to = std::max(to, one.span.to);
  const auto events = calendar::FindBusy(connection, asking.org_id, asking.person_id, asking.now, to);
  auto found = FindConflicts(blocks, FindMeetings(connection, asking, to), events, asking.now);
  if (found.empty()) return {};
  const auto asked = connection.Query<AskedConflict>(Select("block_at > $3 ORDER BY id"), asking.org_id,
                                                     asking.person_id, asking.now);
  std::vector<Open> open;
  for (Found& one : found) {
    const auto its = std::ranges::find(asked, one.key(), &AskedConflict::key);
    if (its == asked.end()) {
      open.push_back({std::move(one), std::nullopt});
    } else if (!its->answer) {
      open.push_back({std::move(one), *its});
    }
  }
  return open;
}

AskedConflict RowOf(const Key& key, Id person_id) {
  return {.person_id = person_id,
          .block_kind = key.block_kind,
          .block_id = key.block_id,
          .block_at = key.block_at,
          .other_kind = key.other_kind,
          .other_id = key.other_id,
          .other_at = key.other_at,
          .other_ends_at = key.other_ends_at};
}

std::optional<AskedConflict> FindAsked(db::Connection& connection, Id org_id, Id person_id, const Key& key) {
  return connection.QueryOne<AskedConflict>(
      Select("block_kind = $3 AND block_id = $4 AND block_at = $5 AND other_kind = $6 AND other_id = $7 AND "
             "other_at = $8 AND other_ends_at = $9"),
      org_id, person_id, key.block_kind, key.block_id, key.block_at, key.other_kind, key.other_id,
      key.other_at, key.other_ends_at);
}

std::optional<Instant> FindNewTime(db::Connection& connection, const Asking& asking, const Found& found,
                                   std::optional<Instant> at) {
  const calendar::Span& span = found.block.span;
  calendar::SlotAsk ask{.earliest = at.value_or(std::max(asking.now, found.other.to)),
                        .zone = coaching::ZoneOf(connection, asking.org_id, asking.person_id),
                        .minutes = static_cast<std::int32_t>((span.to.milliseconds - span.from.milliseconds) /
                                                             kMillisecondsPerMinute)};
  if (at) ask.days = 1;
  calendar::SlotPeople who{found.block.reps, found.block.along};
  who.people.push_back(asking.person_id);
  who.moving.push_back(found.block.id);
  const auto slots = calendar::FindSlots(connection, asking.org_id, who, ask, 1);
  if (slots.empty() || (at && slots.front() != *at)) return std::nullopt;
  return slots.front();
}

}  // namespace baton::conflict
