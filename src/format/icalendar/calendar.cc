#include "format/icalendar/calendar.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "base/zone.h"
#include "format/icalendar/component.h"
#include "format/icalendar/event.h"
#include "format/icalendar/wall.h"

namespace baton::format::icalendar {
namespace {

constexpr std::int64_t kLongest = 366 * kMillisecondsPerDay;

std::string ShortText(const char* text) {
  if (text == nullptr || !IsUtf8(text)) return {};
  std::string clean(Trim(text).substr(0, kMaxTitleBytes));
  while (!clean.empty() && !IsUtf8(clean)) clean.pop_back();  // a character that was cut
  std::ranges::replace_if(
      clean, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return clean;
}

// Nobody is busy each minute: such a rule would only keep us busy. And of the rarest rules libical lays out other days than
// the standard says (those that calendar_test.cc and vectors_test.cc name): a wrong day would be a guess.
bool IsKnownRule(const icalrecurrencetype& rule, bool is_day) {
  const auto has = [](const short* values) { return values[0] != ICAL_RECURRENCE_ARRAY_MAX; };
  const bool has_days_of_month = has(rule.by_month_day);
  switch (rule.freq) {
    case ICAL_YEARLY_RECURRENCE:
      if (has_days_of_month && !has(rule.by_month)) return false;
      break;
    case ICAL_WEEKLY_RECURRENCE:
      if (has_days_of_month) return false;
      break;
    case ICAL_MONTHLY_RECURRENCE:
    case ICAL_DAILY_RECURRENCE:
      break;
    default:
      return false;
  }
  if (has(rule.by_week_no) || has(rule.by_year_day)) return false;
  const bool has_times = has(rule.by_hour) || has(rule.by_minute) || has(rule.by_second);
  if (is_day && has_times) return false;
  const bool is_short = rule.freq == ICAL_DAILY_RECURRENCE || rule.freq == ICAL_WEEKLY_RECURRENCE;
  if (has(rule.by_set_pos) && (has_times || is_short)) return false;
  if (rule.freq == ICAL_DAILY_RECURRENCE) {
    for (const short* day = rule.by_month_day; *day != ICAL_RECURRENCE_ARRAY_MAX; ++day) {
      if (*day < 0) return false;
    }
  }
  return rule.interval >= 1;
}

// Whole days end on the day that is written: what hour of it, and where, was the writer's guess at the day's end.
icaltimetype DateOf(icaltimetype time) {
  if (icaltime_is_null_time(time)) return time;
  time.is_date = 1;
  time.hour = time.minute = time.second = 0;
  time.zone = nullptr;
  return time;
}

class Reader {
 public:
  explicit Reader(const CalendarWindow& window) : window_(window) {}

  Result<CalendarContent> Read(icalcomponent* root) {
    Gather(root, 0);
    if (events_.size() > window_.limits.events) {
      return Fail(Kind::too_large, "problem.calendar.too_many",
                  {{"limit", static_cast<std::int64_t>(window_.limits.events)}});
    }
    content_.events = static_cast<std::int32_t>(events_.size());
    for (icalcomponent* event : events_) NoteException(event);
    for (icalcomponent* event : events_) {
      const std::int64_t before = in_window_;
      if (!Lay(event)) {
        ++content_.unread;
      } else if (in_window_ == before) {
        ++content_.outside;
      }
      if (steps_ > window_.limits.steps || content_.busy.size() > window_.limits.times) {
        return Fail(Kind::too_large, "problem.calendar.too_busy",
                    {{"limit", static_cast<std::int64_t>(window_.limits.times)}});
      }
    }
    std::ranges::sort(content_.busy);
    content_.busy.erase(std::unique(content_.busy.begin(), content_.busy.end()), content_.busy.end());
    std::ranges::stable_sort(content_.meetings, {}, &MeetingTime::starts_at);
    return std::move(content_);
  }

 private:
  // Events of this calendar, or of several in one file; and the zones that have one offset only.
  void Gather(icalcomponent* component, int depth) {
    if (depth > 3) return;
    for (icalcomponent* one = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
         one != nullptr && events_.size() <= window_.limits.events;
         one = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) {
      const auto kind = icalcomponent_isa(one);
      if (kind == ICAL_VEVENT_COMPONENT) events_.push_back(one);
      if (kind == ICAL_VTIMEZONE_COMPONENT) zones_.Learn(one);
      if (kind == ICAL_VCALENDAR_COMPONENT) Gather(one, depth + 1);
    }
  }

  std::optional<WallTime> TimeOf(icalproperty* property, icaltimetype time) {
    if (!IsTime(time)) return std::nullopt;
    WallTime wall{.wall = time, .zone = {window_.zone, nullptr}, .is_day = time.is_date != 0};
    if (icaltime_is_utc(time) != 0) {
      wall.zone = Zone{};
    } else if (icalparameter* id = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
               id != nullptr && !wall.is_day) {
      const char* name = icalparameter_get_tzid(id);
      auto zone = name == nullptr ? std::nullopt : zones_.Find(name);
      if (!zone) return std::nullopt;
      wall.zone = std::move(*zone);
    }
    wall.wall.zone = nullptr;
    wall.wall.second = 0;
    return wall;
  }

  std::optional<WallTime> TimeAt(icalcomponent* event, icalproperty_kind kind) {
    icalproperty* property = icalcomponent_get_first_property(event, kind);
    if (property == nullptr) return std::nullopt;
    const icalvalue* value = icalproperty_get_value(property);
    if (value == nullptr) return std::nullopt;
    const icalvalue_kind what = icalvalue_isa(value);
    if (what == ICAL_DATE_VALUE) return TimeOf(property, icalvalue_get_date(value));
    if (what == ICAL_DATETIME_VALUE) return TimeOf(property, icalvalue_get_datetime(value));
    return std::nullopt;
  }

  static std::string UidOf(icalcomponent* event) {
    const char* uid = icalcomponent_get_uid(event);
    return uid == nullptr ? std::string() : uid;
  }

  void NoteException(icalcomponent* event) {
    if (const auto instead = TimeAt(event, ICAL_RECURRENCEID_PROPERTY)) {
      moved_[UidOf(event)].insert(InstantOf(*instead));
    }
  }

  // How long each occurrence is: whole days, or exactly so long (RFC 5545, 3.8.5.3).
  std::optional<std::int64_t> LengthOf(icalcomponent* event, const WallTime& start) {
    if (icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY) != nullptr) {
      const auto end = TimeAt(event, ICAL_DTEND_PROPERTY);
      if (!end) return std::nullopt;
      if (start.is_day) return (LocalOf(end->wall).day - LocalOf(start.wall).day) * kMillisecondsPerDay;
      return InstantOf(*end).milliseconds - InstantOf(start).milliseconds;
    }
    if (icalproperty* one = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY)) {
      const icaldurationtype duration = icalproperty_get_duration(one);
      if (duration.is_neg != 0) return std::nullopt;
      return ((std::int64_t{duration.weeks} * 7 + duration.days) * kMillisecondsPerDay) +
             ((std::int64_t{duration.hours} * 60 + duration.minutes) * kMillisecondsPerMinute);
    }
    return start.is_day ? kMillisecondsPerDay : 0;
  }

  // What all times of an event have in common.
  struct What {
    std::string title;
    std::optional<Shows> shows = {};  // none: it takes no time
    std::optional<NoMeeting> no_meeting = {};
    MeetingTime meeting = {};  // where it is one; without its times
    bool is_repeated = false;
  };

  void Add(const WallTime& start, std::int64_t length, const What& what) {
    const Instant from = InstantOf(start);
    const Instant to =
        start.is_day
            ? ToInstant({LocalOf(start.wall).day + static_cast<int>(length / kMillisecondsPerDay), 0},
                        start.zone.name)
            : from + length;
    if (from >= window_.to || to < from || (to <= window_.from && (to > from || from < window_.from))) return;
    ++in_window_;
    if (what.no_meeting) ++content_.no_meeting[static_cast<std::size_t>(*what.no_meeting)];
    if (!what.shows || to == from) return;
    content_.busy.push_back({from, to, what.title, start.is_day, *what.shows});
    if (what.no_meeting) return;
    MeetingTime& meeting = content_.meetings.emplace_back(what.meeting);
    meeting.starts_at = from;
    meeting.ends_at = to;
    if (what.is_repeated) meeting.occurs_on = LocalOf(start.wall).day;
  }

  What WhatOf(icalcomponent* event, const WallTime& start, std::int64_t length) {
    What what;
    const std::vector<Guest> guests = GuestsOf(event);
    what.shows = ShowsOf(event, start.is_day);
    const auto is_no = [&](NoMeeting why) {
      if (!what.no_meeting) what.no_meeting = why;
      if (why <= NoMeeting::moment) what.shows.reset();
    };
    if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED) is_no(NoMeeting::cancelled);
    if (IsDeclined(guests, window_.emails)) is_no(NoMeeting::declined);
    if (!what.shows) is_no(NoMeeting::free);
    if (length <= 0) is_no(NoMeeting::moment);
    if (start.is_day || (what.shows && *what.shows != Shows::busy)) is_no(NoMeeting::whole_day);
    if (IsPrivate(event)) {
      is_no(NoMeeting::hidden);
    } else {
      what.title = ShortText(icalcomponent_get_summary(event));
    }
    auto others = OthersIn(event, guests, window_.emails);
    if (!others) is_no(others.error());
    what.meeting.uid = UidOf(event);
    if (what.meeting.uid.empty()) is_no(NoMeeting::alone);  // it could not be told from others
    if (what.no_meeting) return what;
    what.meeting.others = std::move(*others);
    if (const auto created = TimeAt(event, ICAL_CREATED_PROPERTY))
      what.meeting.created_at = InstantOf(*created);
    // An exception is named by the day that it stands for.
    if (const auto instead = TimeAt(event, ICAL_RECURRENCEID_PROPERTY)) {
      what.meeting.occurs_on =
          LocalOf(instead->is_day ? instead->wall : WallOf(InstantOf(*instead), start.zone)).day;
    }
    return what;
  }

  // False: it cannot be read.
  bool Lay(icalcomponent* event) {
    const auto start = TimeAt(event, ICAL_DTSTART_PROPERTY);
    if (!start) return false;
    const auto length = LengthOf(event, *start);
    if (!length) return false;
    const std::int64_t bounded = std::clamp(*length, std::int64_t{0}, kLongest);
    const bool is_exception = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY) != nullptr;
    icalproperty* rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    icalproperty* more = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
    What what = WhatOf(event, *start, *length);
    what.is_repeated = !is_exception && (rule != nullptr || more != nullptr);
    if (!what.is_repeated) {
      Add(*start, bounded, what);
      return true;
    }
    Without without = ExceptionsOf(event);
    if (rule == nullptr) AddUnless(without, *start, bounded, what);
    for (; rule != nullptr; rule = icalcomponent_get_next_property(event, ICAL_RRULE_PROPERTY)) {
      if (!Repeat(icalproperty_get_rrule(rule), *start, bounded, what, without)) return false;
    }
    return AddDates(event, *start, bounded, what, without);
  }

  struct Without {
    std::set<Instant> instants;
    std::set<Day> days;
  };

  Without ExceptionsOf(icalcomponent* event) {
    Without without;
    if (const auto moved = moved_.find(UidOf(event)); moved != moved_.end()) without.instants = moved->second;
    for (icalproperty* one = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY); one != nullptr;
         one = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY)) {
      const auto time = TimeOf(one, icalproperty_get_exdate(one));
      if (!time) continue;
      if (time->is_day) {
        without.days.insert(LocalOf(time->wall).day);
      } else {
        without.instants.insert(InstantOf(*time));
      }
    }
    return without;
  }

  void AddUnless(const Without& without, const WallTime& start, std::int64_t length, const What& what) {
    if (without.instants.contains(InstantOf(start)) || without.days.contains(LocalOf(start.wall).day)) {
      return;
    }
    Add(start, length, what);
  }

  bool Repeat(icalrecurrencetype rule, const WallTime& start, std::int64_t length, const What& what,
              const Without& without) {
    if (!IsKnownRule(rule, start.is_day)) return false;
    if (start.is_day) {
      rule.until = DateOf(rule.until);
    } else if (!icaltime_is_null_time(rule.until) && icaltime_is_utc(rule.until) != 0) {
      rule.until = WallOf(InstantOf({rule.until, {}, false}), start.zone);
    }
    const icaltimetype last = WallOf(window_.to + kMillisecondsPerDay, start.zone);
    if (icaltime_is_null_time(rule.until) || icaltime_compare(rule.until, last) > 0) rule.until = last;
    struct End {
      void operator()(icalrecur_iterator* one) const { icalrecur_iterator_free(one); }
    };
    const std::unique_ptr<icalrecur_iterator, End> iterator(icalrecur_iterator_new(rule, start.wall));
    if (!iterator) return false;
    if (rule.count == 0) {
      const icaltimetype first = WallOf(window_.from - length - 2 * kMillisecondsPerDay, start.zone);
      if (icaltime_compare(first, start.wall) > 0) icalrecur_iterator_set_start(iterator.get(), first);
    }
    for (icaltimetype next = icalrecur_iterator_next(iterator.get());
         IsTime(next) && ++steps_ <= window_.limits.steps && content_.busy.size() <= window_.limits.times;
         next = icalrecur_iterator_next(iterator.get())) {
      const WallTime one{next, start.zone, start.is_day};
      if (InstantOf(one) >= window_.to) break;
      AddUnless(without, one, length, what);
    }
    return true;
  }

  bool AddDates(icalcomponent* event, const WallTime& start, std::int64_t length, const What& what,
                const Without& without) {
    for (icalproperty* one = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY); one != nullptr;
         one = icalcomponent_get_next_property(event, ICAL_RDATE_PROPERTY)) {
      const icaldatetimeperiodtype date = icalproperty_get_rdate(one);
      const bool is_period = icaltime_is_null_time(date.time) != 0;
      auto time = TimeOf(one, is_period ? date.period.start : date.time);
      if (!time) return false;
      time->is_day = time->is_day && start.is_day;
      AddUnless(without, *time, length, what);
    }
    return true;
  }

  const CalendarWindow& window_;
  std::vector<icalcomponent*> events_;
  Zones zones_;
  std::map<std::string, std::set<Instant>> moved_;  // by UID: the occurrences that have an event of their own
  CalendarContent content_;
  std::int64_t steps_ = 0;
  std::int64_t in_window_ = 0;  // times so far, whatever became of them
};

}  // namespace

Result<CalendarContent> ReadCalendar(std::string_view text, const CalendarWindow& window) {
  if (text.size() > window.limits.bytes) {
    return Fail(Kind::too_large, "problem.calendar.too_large",
                {{"megabytes", static_cast<std::int64_t>(window.limits.bytes / (1024 * 1024))}});
  }
  if (text.find('\0') != std::string_view::npos || text.find("BEGIN:VCALENDAR") == std::string_view::npos) {
    return Fail(Kind::malformed, "problem.calendar.none");
  }
  const Component calendar(icalparser_parse_string(std::string(text).c_str()));
  if (!calendar) return Fail(Kind::malformed, "problem.calendar.none");
  return Reader(window).Read(calendar.get());
}

}  // namespace baton::format::icalendar
