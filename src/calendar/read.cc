#include "calendar/read.h"

#include <algorithm>

#include "base/clock.h"
#include "base/text.h"
#include "calendar/meetings.h"
#include "format/icalendar/calendar.h"
#include "people/directory.h"
#include "people/now.h"
#include "people/organization.h"
#include "seal/seal.h"
#include "traffic/rules.h"

namespace baton::calendar {
namespace {

using format::icalendar::BusyTime;

constexpr std::int64_t kLongestPause = 120 * kMillisecondsPerMinute;

std::string PlaceOf(Id org_id, Id calendar_id) {
  return "person_calendar:" + ToString(org_id) + ":" + ToString(calendar_id);
}

// Two contents with one hash would only mean that a change is seen five minutes later.
std::string HashOf(const std::vector<BusyTime>& busy) {
  constexpr const char* kMarks[] = {"", "a", "u"};  // by what it shows
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  const auto add = [&hash](std::string_view bytes) {
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  };
  for (const BusyTime& one : busy) {
    add(std::to_string(one.starts_at.milliseconds) + ' ' + std::to_string(one.ends_at.milliseconds) +
        (one.is_whole_day ? "d" : "t") + kMarks[static_cast<int>(one.shows)] + one.title + '\n');
  }
  return std::to_string(hash);
}

class Reading {
 public:
  Reading(job::Context& context, const CalendarOptions& options) : context_(context), options_(options) {}

  job::Outcome Run() {
    const auto found = FindCalendar(*context_.database().Read(), org_id(), context_.job().ref);
    if (!found || found->job_id != context_.job().id) return job::Outcome::done;
    calendar_ = *found;
    if (EndWithThePerson()) return job::Outcome::done;
    std::string problem = Read();
    End(problem);
    return job::Outcome::done;
  }

  // It met an error each time: it is said, and tried again later.
  void GiveUp() {
    const auto found = FindCalendar(*context_.database().Read(), org_id(), context_.job().ref);
    if (!found || found->job_id != context_.job().id) return;
    calendar_ = *found;
    End("calendar.problem.given_up");
  }

 private:
  Id org_id() const { return context_.job().org_id; }

  // Who was removed has no calendar any more: what opens it goes, and its times, and it is not read again.
  bool EndWithThePerson() {
    if (people::FindPerson(*context_.database().Read(), org_id(), calendar_.person_id)) return false;
    context_.database().Write([&](db::Tx& tx) { RemoveCalendar(tx, calendar_); });
    return true;
  }

  // The key of what went wrong; empty: nothing.
  std::string Read() {
    const auto access = OpenAccess(*options_.key, calendar_);
    if (!access) return "calendar.problem.other_key";
    format::icalendar::CalendarWindow window;
    {
      auto reader = context_.database().Read();
      const auto person = people::FindPerson(*reader, org_id(), calendar_.person_id);
      const auto organization = people::FindOrganization(*reader, org_id());
      if (!person || !organization) return "calendar.problem.given_up";
      now_ = people::NowIn(*reader, org_id(), context_.Now());
      window.zone = person->time_zone.empty() ? organization->time_zone : person->time_zone;
      window.emails = traffic::FindOwnEmails(*reader, org_id(), person->id);
    }
    window.from = now_ - kDaysBack * kMillisecondsPerDay;
    window.to = now_ + kDaysAhead * kMillisecondsPerDay;
    Question question{calendar_.kind, *access, calendar_.etag, calendar_.modified, window.from, window.to};
    // What was read lies in a window that moves on: once a day it is read also where it is the same.
    // And when a meeting with a client is over, since it counts then.
    const bool is_due = calendar_.meeting_ends_at && *calendar_.meeting_ends_at <= now_;
    if (is_due || !calendar_.read_at || DayOf(*calendar_.read_at) != DayOf(now_)) {
      question.etag.clear();
      question.modified.clear();
    }
    const Fetched fetched = options_.fetch(question, options_.hosts);
    if (!fetched.problem.empty()) return fetched.problem;
    calendar_.etag = fetched.etag;
    calendar_.modified = fetched.modified;
    return fetched.is_same ? std::string() : Take(fetched.bodies, window);
  }

  static std::int64_t DayOf(Instant at) { return at.milliseconds / kMillisecondsPerDay; }

  std::string Take(const std::vector<std::string>& bodies, const format::icalendar::CalendarWindow& window) {
    std::vector<BusyTime> busy;
    std::int32_t events = 0;
    std::int32_t unread = 0;
    for (const std::string& body : bodies) {
      auto read = format::icalendar::ReadCalendar(body, window);
      if (!read) {
        return read.error().kind == Kind::too_large ? "calendar.problem.too_large"
                                                    : "calendar.problem.no_calendar";
      }
      events += read->events;
      unread += read->unread;
      busy.insert(busy.end(), read->busy.begin(), read->busy.end());
      if (calendar_.counts_meetings && !calendar_.is_busy_only) Keep(read->meetings);
      if (busy.size() > format::icalendar::kMostBusyTimes) return "calendar.problem.too_large";
    }
    calendar_.events = events;
    calendar_.unread = unread;
    for (BusyTime& one : busy) {
      if (calendar_.is_busy_only) one.title.clear();
    }
    std::ranges::sort(busy);
    const std::string hash = HashOf(busy);
    if (hash == calendar_.content_hash) return {};
    calendar_.content_hash = hash;
    rows_ = std::vector<BusyRow>();
    for (BusyTime& one : busy) {
      rows_->push_back({.org_id = {},
                        .id = {},
                        .calendar_id = {},
                        .person_id = {},
                        .starts_at = one.starts_at,
                        .ends_at = one.ends_at,
                        .title = std::move(one.title),
                        .is_whole_day = one.is_whole_day,
                        .shows = one.shows});
    }
    return {};
  }

  void Keep(std::vector<format::icalendar::MeetingTime>& read) {
    if (!meetings_) meetings_.emplace();
    meetings_->insert(meetings_->end(), std::make_move_iterator(read.begin()),
                      std::make_move_iterator(read.end()));
  }

  void End(const std::string& problem) {
    const Instant wall = context_.Now();
    context_.database().Write([&](db::Tx& tx) {
      const auto held = FindCalendar(tx, org_id(), calendar_.id);
      if (!held || held->job_id != context_.job().id) return;  // taken away, or read again by somebody else
      PersonCalendar after = calendar_;
      const Instant now = people::NowIn(tx, org_id(), wall);
      after.tried_at = now;
      after.problem = problem;
      if (problem.empty()) {
        after.read_at = now;
        after.failing_since = std::nullopt;
        after.failures = 0;
        if (meetings_ && held->counts_meetings)
          after.meeting_ends_at = TakeMeetings(tx, after, *meetings_, now);
        if (rows_) {
          ReplaceBusy(tx, after, *rows_);
          if (options_.on_change) options_.on_change(tx, org_id(), wall);
        }
      } else {
        if (!after.failing_since) after.failing_since = now;
        ++after.failures;
        after.etag = held->etag;
        after.modified = held->modified;
      }
      ReadSoon(tx, after, wall + PauseAfter(after.failures), wall);
      SaveCalendar(tx, after);
    });
  }

  job::Context& context_;
  const CalendarOptions& options_;
  PersonCalendar calendar_;
  Instant now_;
  std::optional<std::vector<BusyRow>> rows_;  // none: as they are
  std::optional<std::vector<format::icalendar::MeetingTime>>
      meetings_;  // none: nothing was read, or it is not wished
};

}  // namespace

std::string SealAccess(const seal::Key& key, Id org_id, Id calendar_id, const Access& access) {
  return seal::Seal(key, PlaceOf(org_id, calendar_id),
                    access.url + '\n' + access.user + '\n' + access.password);
}

Result<Access> OpenAccess(const seal::Key& key, const PersonCalendar& calendar) {
  auto text = seal::Open(key, PlaceOf(calendar.org_id, calendar.id), calendar.access_sealed);
  if (!text) return Fail(std::move(text.error()));
  const auto parts = Split(*text, '\n');  // none of the three holds a line break
  if (parts.size() != 3) return Fail(Kind::conflict, "problem.key.other");
  return Access{std::string(parts[0]), std::string(parts[1]), std::string(parts[2])};
}

void ReadSoon(db::Tx& tx, PersonCalendar& calendar, Instant at, Instant now) {
  calendar.job_id = job::Enqueue(tx,
                                 {.org_id = calendar.org_id,
                                  .person_id = calendar.person_id,
                                  .kind = std::string(kReadKind),
                                  .ref = calendar.id,
                                  .queue = std::string(kReadQueue),
                                  .run_at = at},
                                 now);
}

std::int64_t PauseAfter(std::int32_t failures) {
  std::int64_t pause = kReadEvery;
  for (std::int32_t i = 1; i < failures && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause);
}

void AddCalendarJobs(job::Runner& runner, const CalendarOptions& options) {
  runner.On(
      std::string(kReadKind), [options](job::Context& context) { return Reading(context, options).Run(); },
      [options](job::Context& context) { Reading(context, options).GiveUp(); });
}

}  // namespace baton::calendar
