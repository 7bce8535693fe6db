#include "calendar/calendar.h"
#include "demo/furnish.h"
#include "demo/larmar.h"

namespace baton::demo {
namespace {

constexpr std::int64_t kAge = 5 * kMillisecondsPerMinute;

// What stands in their own calendars on the day of the scene and on day sixty, besides what the book knows.
struct OwnTime {
  std::string_view who;
  int from;  // minutes of the day
  int to;
  std::string_view title;  // empty: only that it is busy
};
constexpr OwnTime kTimes[] = {
    {"priya", 10 * 60, 11 * 60, ""},
    {"jada", 13 * 60, 13 * 60 + 30, "Call with the freight desk"},
    {"jim", 17 * 60, 18 * 60, ""},
};

}  // namespace

void InsertCalendars(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  // Marcus has none: the door says to ask him.
  for (const std::string_view who : {"jim", "jada", "priya", "tom", "lena"}) {
    auto calendar = calendar::AddReadCalendar(tx, {.org_id = org_id,
                                                   .id = {},
                                                   .person_id = scene.Person(who),
                                                   .name = "Work",
                                                   .host = "calendar.larmar.example",
                                                   .access_sealed = {},
                                                   .is_busy_only = who == "priya",
                                                   .job_id = {},
                                                   .etag = {},
                                                   .modified = {},
                                                   .content_hash = {},
                                                   .read_at = SceneNow() - kAge,
                                                   .tried_at = {},
                                                   .failing_since = {},
                                                   .problem = {},
                                                   .events = 1,
                                                   .created_at = At(-30, 9 * 60)});
    std::vector<calendar::BusyRow> rows;
    for (const int day : {0, kDaySixty}) {
      for (const OwnTime& time : kTimes) {
        if (time.who != who) continue;
        rows.push_back({.org_id = {},
                        .id = {},
                        .calendar_id = {},
                        .person_id = {},
                        .starts_at = At(day, time.from),
                        .ends_at = At(day, time.to),
                        .title = std::string(time.title)});
      }
    }
    calendar::ReplaceBusy(tx, calendar, rows);
  }
}

}  // namespace baton::demo
