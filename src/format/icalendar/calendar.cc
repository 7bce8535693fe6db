#include "format/icalendar/calendar.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "base/zone.h"
#include "format/icalendar/component.h"
#include "format/icalendar/event.h"

namespace baton::format::icalendar {
namespace {

constexpr int kMostSteps = 300'000;  // occurrences looked at, of all events together
constexpr std::int64_t kLongest = 366 * kMillisecondsPerDay;
constexpr int kMinutesPerDay = 24 * 60;

// A time as the calendar writes it, and the zone of its wall.
struct WallTime {
  icaltimetype wall;
  std::string zone;  // "UTC" for one in UTC
  bool is_day = false;
};

std::string ShortText(const char* text) {
  if (text == nullptr || !IsUtf8(text)) return {};
  std::string clean(Trim(text).substr(0, kMaxTitleBytes));
  while (!clean.empty() && !IsUtf8(clean)) clean.pop_back();  // a character that was cut
  std::ranges::replace_if(
      clean, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return clean;
}

LocalTime LocalOf(const icaltimetype& time) {
  const auto day = ToDay({time.year, time.month, time.day});
  return {day.value_or(Day{}), std::clamp(time.hour * 60 + time.minute, 0, kMinutesPerDay - 1)};
}

bool IsTime(const icaltimetype& time) {
  return icaltime_is_null_time(time) == 0 && ToDay({time.year, time.month, time.day}).has_value();
}

Instant InstantOf(const WallTime& time) {
  LocalTime local = LocalOf(time.wall);
  if (time.is_day) local.minute_of_day = 0;
  return ToInstant(local, time.zone);
}

// The wall time that an instant has, for the iterator of libical, which knows no zones.
icaltimetype WallOf(Instant at, const std::string& zone) {
  const LocalTime local = ToLocal(at, zone);
  const CalendarDate date = ToCalendarDate(local.day);
  icaltimetype time = icaltime_null_time();
  time.year = date.year;
  time.month = date.month;
  time.day = date.day;
  time.hour = local.minute_of_day / 60;
  time.minute = local.minute_of_day % 60;
  return time;
}

// Nobody is busy each minute: such a rule would only keep us busy. And of the rarest rules libical lays out other days than
// the standard says (those that calendar_test.cc names): a wrong day would be a guess.
bool IsKnownRule(const icalrecurrencetype& rule) {
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
  return rule.interval >= 1 && !(has(rule.by_set_pos) && has(rule.by_hour));
}

class Reader {
 public:
  explicit Reader(const CalendarWindow& window) : window_(window) {}

  Result<CalendarContent> Read(icalcomponent* root) {
    Gather(root, 0);
    if (events_.size() > kMostCalendarEvents) {
      return Fail(Kind::too_large, "problem.calendar.too_many",
                  {{"limit", static_cast<std::int64_t>(kMostCalendarEvents)}});
    }
    content_.events = static_cast<std::int32_t>(events_.size());
    for (icalcomponent* event : events_) NoteException(event);
    for (icalcomponent* event : events_) {
      if (!Lay(event)) ++content_.unread;
      if (steps_ > kMostSteps || content_.busy.size() > kMostBusyTimes) {
        return Fail(Kind::too_large, "problem.calendar.too_busy",
                    {{"limit", static_cast<std::int64_t>(kMostBusyTimes)}});
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
         one != nullptr && events_.size() <= kMostCalendarEvents;
         one = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) {
      const auto kind = icalcomponent_isa(one);
      if (kind == ICAL_VEVENT_COMPONENT) events_.push_back(one);
      if (kind == ICAL_VTIMEZONE_COMPONENT) NoteZone(one);
      if (kind == ICAL_VCALENDAR_COMPONENT) Gather(one, depth + 1);
    }
  }

  void NoteZone(icalcomponent* zone) {
    icalproperty* id = icalcomponent_get_first_property(zone, ICAL_TZID_PROPERTY);
    if (id == nullptr || icalproperty_get_tzid(id) == nullptr) return;
    const std::string name = icalproperty_get_tzid(id);
    for (icalproperty* one = icalcomponent_get_first_property(zone, ICAL_X_PROPERTY); one != nullptr;
         one = icalcomponent_get_next_property(zone, ICAL_X_PROPERTY)) {
      const char* key = icalproperty_get_x_name(one);
      const char* value = icalproperty_get_x(one);
      if (key == nullptr || value == nullptr || std::string_view(key) != "X-LIC-LOCATION") continue;
      if (auto known = FindZoneName(value)) own_zones_.emplace(name, std::move(*known));
    }
    std::set<int> offsets;
    for (icalcomponent* part = icalcomponent_get_first_component(zone, ICAL_ANY_COMPONENT); part != nullptr;
         part = icalcomponent_get_next_component(zone, ICAL_ANY_COMPONENT)) {
      icalproperty* to = icalcomponent_get_first_property(part, ICAL_TZOFFSETTO_PROPERTY);
      if (to != nullptr) offsets.insert(icalproperty_get_tzoffsetto(to) / 60);
    }
    if (offsets.size() != 1) return;
    const int offset = *offsets.begin();
    if (offset <= -kMinutesPerDay || offset >= kMinutesPerDay) return;
    const int size = std::abs(offset);
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    const std::string fixed = (offset < 0 ? "GMT-" : "GMT+") + two(size / 60) + ":" + two(size % 60);
    if (IsZone(fixed)) own_zones_.emplace(name, fixed);
  }

  std::optional<std::string> ZoneNamed(const char* name) {
    const std::string key = name;
    if (const auto known = zones_.find(key); known != zones_.end()) return known->second;
    auto found = FindZoneName(key);
    if (!found) {
      if (const auto own = own_zones_.find(key); own != own_zones_.end()) found = own->second;
    }
    zones_.emplace(key, found);
    return found;
  }

  std::optional<WallTime> TimeOf(icalproperty* property, icaltimetype time) {
    if (!IsTime(time)) return std::nullopt;
    WallTime wall{.wall = time, .zone = window_.zone, .is_day = time.is_date != 0};
    if (icaltime_is_utc(time) != 0) {
      wall.zone = "UTC";
    } else if (icalparameter* id = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
               id != nullptr && !wall.is_day) {
      const char* name = icalparameter_get_tzid(id);
      auto zone = name == nullptr ? std::nullopt : ZoneNamed(name);
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

  struct What {
    std::string title;
    Shows shows = Shows::busy;
    std::optional<MeetingTime> meeting = {};  // without its times
    bool is_repeated = false;
  };

  void Add(const WallTime& start, std::int64_t length, const What& what) {
    const Instant from = InstantOf(start);
    const Instant to =
        start.is_day
            ? ToInstant({LocalOf(start.wall).day + static_cast<int>(length / kMillisecondsPerDay), 0},
                        start.zone)
            : from + length;
    if (to <= window_.from || from >= window_.to || to <= from) return;
    content_.busy.push_back({from, to, what.title, start.is_day, what.shows});
    if (!what.meeting) return;
    MeetingTime& meeting = content_.meetings.emplace_back(*what.meeting);
    meeting.starts_at = from;
    meeting.ends_at = to;
    if (what.is_repeated) meeting.occurs_on = LocalOf(start.wall).day;
  }

  // What all of its times have in common, where it is a meeting. An exception is named by the day that it stands for.
  std::optional<MeetingTime> MeetingOf(icalcomponent* event, const WallTime& start, Shows shows,
                                       const std::vector<Guest>& guests) {
    if (start.is_day || shows != Shows::busy || IsPrivate(event)) return std::nullopt;
    MeetingTime meeting{.uid = UidOf(event),
                        .occurs_on = {},
                        .starts_at = {},
                        .ends_at = {},
                        .created_at = {},
                        .others = OthersIn(event, guests, window_.emails)};
    if (meeting.uid.empty() || meeting.others.empty()) return std::nullopt;
    if (const auto created = TimeAt(event, ICAL_CREATED_PROPERTY)) meeting.created_at = InstantOf(*created);
    if (const auto instead = TimeAt(event, ICAL_RECURRENCEID_PROPERTY)) {
      meeting.occurs_on =
          instead->is_day ? LocalOf(instead->wall).day : ToLocal(InstantOf(*instead), start.zone).day;
    }
    return meeting;
  }

  // False: it cannot be read.
  bool Lay(icalcomponent* event) {
    const auto start = TimeAt(event, ICAL_DTSTART_PROPERTY);
    if (!start) return false;
    const auto length = LengthOf(event, *start);
    if (!length) return false;
    const auto shows = ShowsOf(event, start->is_day);
    const std::vector<Guest> guests = GuestsOf(event);
    const bool is_busy = shows && icalcomponent_get_status(event) != ICAL_STATUS_CANCELLED &&
                         !IsDeclined(guests, window_.emails);
    if (!is_busy || *length <= 0) return true;  // a moment or a reminder takes no time
    const std::int64_t bounded = std::min(*length, kLongest);
    const bool is_exception = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY) != nullptr;
    icalproperty* rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    icalproperty* more = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
    const What what{.title = IsPrivate(event) ? std::string() : ShortText(icalcomponent_get_summary(event)),
                    .shows = *shows,
                    .meeting = MeetingOf(event, *start, *shows, guests),
                    .is_repeated = !is_exception && (rule != nullptr || more != nullptr)};
    if (is_exception || (rule == nullptr && more == nullptr)) {
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
    if (!IsKnownRule(rule)) return false;
    if (!icaltime_is_null_time(rule.until) && icaltime_is_utc(rule.until) != 0) {
      rule.until = WallOf(InstantOf({rule.until, "UTC", false}), start.zone);
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
         IsTime(next) && ++steps_ <= kMostSteps && content_.busy.size() <= kMostBusyTimes;
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
  std::map<std::string, std::string> own_zones_;
  std::map<std::string, std::optional<std::string>> zones_;
  std::map<std::string, std::set<Instant>> moved_;  // by UID: the occurrences that have an event of their own
  CalendarContent content_;
  int steps_ = 0;
};

}  // namespace

Result<CalendarContent> ReadCalendar(std::string_view text, const CalendarWindow& window) {
  if (text.size() > kMaxCalendarBytes) {
    return Fail(Kind::too_large, "problem.calendar.too_large",
                {{"megabytes", static_cast<std::int64_t>(kMaxCalendarBytes / (1024 * 1024))}});
  }
  if (text.find('\0') != std::string_view::npos || text.find("BEGIN:VCALENDAR") == std::string_view::npos) {
    return Fail(Kind::malformed, "problem.calendar.none");
  }
  const Component calendar(icalparser_parse_string(std::string(text).c_str()));
  if (!calendar) return Fail(Kind::malformed, "problem.calendar.none");
  return Reader(window).Read(calendar.get());
}

}  // namespace baton::format::icalendar
