#include "format/icalendar/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "base/zone.h"

namespace baton::format::icalendar {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Instant At(std::string_view text) { return *ParseInstant(text); }

CalendarWindow Window(std::string zone = "Europe/Berlin") {
  return {At("2026-11-20T00:00:00Z"), At("2027-04-30T00:00:00Z"), std::move(zone), {"jim@x.example"}};
}

std::string Calendar(const std::string& inside) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n" + inside + "END:VCALENDAR\r\n";
}
std::string Event(const std::string& lines) {
  return "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n" + lines + "END:VEVENT\r\n";
}

// "2026-11-24T09:00:00Z+60 Title"
std::vector<std::string> Read(const std::string& text, const CalendarWindow& window = Window()) {
  const auto read = ReadCalendar(text, window);
  if (!read) return {read.error().message.key};
  std::vector<std::string> lines;
  for (const BusyTime& busy : read->busy) {
    const auto minutes = (busy.ends_at.milliseconds - busy.starts_at.milliseconds) / kMillisecondsPerMinute;
    lines.push_back(ToString(busy.starts_at) + "+" + std::to_string(minutes) +
                    (busy.title.empty() ? "" : " " + busy.title) +
                    (busy.shows == Shows::busy   ? ""
                     : busy.shows == Shows::away ? " (away)"
                                                 : " (unsaid)"));
  }
  if (read->unread > 0) lines.push_back("unread " + std::to_string(read->unread));
  return lines;
}

TEST(Calendar, ReadsEachKindOfTime) {
  EXPECT_THAT(Read(Calendar(Event("SUMMARY:Utc\r\nDTSTART:20261124T090000Z\r\nDTEND:20261124T100000Z\r\n"))),
              ElementsAre("2026-11-24T09:00:00Z+60 Utc"));
  EXPECT_THAT(Read(Calendar(Event("DTSTART;TZID=America/Chicago:20261124T090000\r\nDURATION:PT30M\r\n"))),
              ElementsAre("2026-11-24T15:00:00Z+30"));
  EXPECT_THAT(Read(Calendar(Event(
                  "DTSTART;TZID=W. Europe Standard Time:20261124T090000\r\nDTEND;TZID=W. Europe Standard "
                  "Time:20261124T093000\r\n"))),
              ElementsAre("2026-11-24T08:00:00Z+30"));
  EXPECT_THAT(Read(Calendar(Event("DTSTART:20261124T090000\r\nDURATION:PT30M\r\n"))),
              ElementsAre("2026-11-24T08:00:00Z+30"))
      << "on the owner's wall";
  EXPECT_THAT(Read(Calendar(Event("DTSTART;VALUE=DATE:20261124\r\nTRANSP:OPAQUE\r\n"))),
              ElementsAre("2026-11-23T23:00:00Z+1440"));
  EXPECT_THAT(Read(Calendar(Event("DTSTART:20261124T090000Z\r\n"))), IsEmpty()) << "a moment takes no time";
}

TEST(Calendar, GuessesNoZone) {
  EXPECT_THAT(Read(Calendar(Event("DTSTART;TZID=Jim's own:20261124T090000\r\nDURATION:PT30M\r\n"))),
              ElementsAre("unread 1"));
  EXPECT_THAT(
      Read(Calendar("BEGIN:VTIMEZONE\r\nTZID:Jim's own\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                    "TZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" +
                    Event("DTSTART;TZID=Jim's own:20261124T090000\r\nDURATION:PT30M\r\n"))),
      ElementsAre("2026-11-24T03:30:00Z+30"));
  EXPECT_EQ(FindZoneName("/mozilla.org/20050126_1/Europe/Berlin"), "Europe/Berlin");
  EXPECT_EQ(FindZoneName("/x/America/Argentina/Buenos_Aires"), "America/Argentina/Buenos_Aires");
  EXPECT_EQ(FindZoneName("Central Standard Time"), "America/Chicago");
  EXPECT_EQ(FindZoneName("Nowhere"), std::nullopt);
}

TEST(Calendar, LeavesOutWhatIsNoBusyTime) {
  const std::string at = "DTSTART:20261124T090000Z\r\nDTEND:20261124T100000Z\r\n";
  EXPECT_THAT(Read(Calendar(Event(at + "STATUS:CANCELLED\r\n"))), IsEmpty());
  EXPECT_THAT(Read(Calendar(Event(at + "TRANSP:TRANSPARENT\r\n"))), IsEmpty());
  EXPECT_THAT(Read(Calendar(Event(at + "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"))), IsEmpty());
  EXPECT_THAT(Read(Calendar(Event(at + "ATTENDEE;PARTSTAT=DECLINED:mailto:JIM@x.example\r\n"))), IsEmpty());
  EXPECT_THAT(Read(Calendar(Event(at + "ATTENDEE;PARTSTAT=DECLINED:mailto:bill@y.example\r\n"))),
              ElementsAre("2026-11-24T09:00:00Z+60"));
  EXPECT_THAT(Read(Calendar(Event(at + "CLASS:PRIVATE\r\nSUMMARY:Doctor\r\n"))),
              ElementsAre("2026-11-24T09:00:00Z+60"));
}

TEST(Calendar, RepeatsOnTheWallAlsoWhenTheClocksChange) {
  EXPECT_THAT(Read(Calendar(Event("DTSTART;TZID=Europe/Berlin:20270321T090000\r\nDURATION:PT1H\r\n"
                                  "RRULE:FREQ=WEEKLY;UNTIL=20270404T070000Z\r\n"))),
              ElementsAre("2027-03-21T08:00:00Z+60", "2027-03-28T07:00:00Z+60", "2027-04-04T07:00:00Z+60"));
  EXPECT_THAT(Read(Calendar(Event("DTSTART;TZID=Europe/Berlin:20270327T023000\r\nDURATION:PT1H\r\n"
                                  "RRULE:FREQ=DAILY;COUNT=3\r\n"))),
              ElementsAre("2027-03-27T01:30:00Z+60", "2027-03-28T01:30:00Z+60", "2027-03-29T00:30:00Z+60"))
      << "half past two is skipped on the 28th";
  EXPECT_THAT(Read(Calendar(Event("DTSTART;VALUE=DATE:20270327\r\nDTEND;VALUE=DATE:20270329\r\n"))),
              ElementsAre("2027-03-26T23:00:00Z+2820 (unsaid)"))
      << "two days, one of 23 hours";
}

// The last day is the one that is written, east of Greenwich and west of it, whatever hour stands behind it.
TEST(Calendar, WholeDaysEndOnTheDayThatIsWritten) {
  for (const auto& [zone, midnight] : {std::pair{"Europe/Berlin", "23:00:00Z"},
                                       {"Pacific/Auckland", "11:00:00Z"},
                                       {"America/Chicago", "06:00:00Z"}}) {
    for (const char* until : {"20261126T235959Z", "20261126T000000Z", "20261126T235959", "20261126"}) {
      const auto read = ReadCalendar(Calendar(Event("DTSTART;VALUE=DATE:20261124\r\nRRULE:FREQ=DAILY;UNTIL=" +
                                                    std::string(until) + "\r\n")),
                                     Window(zone));
      ASSERT_TRUE(read);
      ASSERT_EQ(read->busy.size(), 3u) << zone << " " << until;
      const bool is_east = midnight[0] != '0';
      EXPECT_EQ(ToString(read->busy.back().starts_at),
                (is_east ? "2026-11-25T" : "2026-11-26T") + std::string(midnight))
          << zone << " " << until;
    }
  }
}

TEST(Calendar, TakesOutAndMovesSingleOnes) {
  EXPECT_THAT(Read(Calendar(
                  Event("SUMMARY:Stand-up\r\nDTSTART;TZID=Europe/Berlin:20261123T090000\r\nDURATION:PT15M\r\n"
                        "RRULE:FREQ=DAILY;COUNT=5\r\nEXDATE;TZID=Europe/Berlin:20261124T090000\r\n"
                        "RDATE;TZID=Europe/Berlin:20261201T120000\r\n") +
                  Event("SUMMARY:Later\r\nRECURRENCE-ID;TZID=Europe/Berlin:20261125T090000\r\n"
                        "DTSTART;TZID=Europe/Berlin:20261125T140000\r\nDURATION:PT15M\r\n") +
                  Event("STATUS:CANCELLED\r\nRECURRENCE-ID:20261126T080000Z\r\n"
                        "DTSTART;TZID=Europe/Berlin:20261126T090000\r\nDURATION:PT15M\r\n"))),
              ElementsAre("2026-11-23T08:00:00Z+15 Stand-up", "2026-11-25T13:00:00Z+15 Later",
                          "2026-11-27T08:00:00Z+15 Stand-up", "2026-12-01T11:00:00Z+15 Stand-up"));
  EXPECT_THAT(Read(Calendar(Event("DTSTART;TZID=Europe/Berlin:20261123T090000\r\nDURATION:PT15M\r\n"
                                  "RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE;VALUE=DATE:20261124\r\n"))),
              ElementsAre("2026-11-23T08:00:00Z+15", "2026-11-25T08:00:00Z+15"));
}

TEST(Calendar, ToldWhatAWholeDayTakes) {
  const auto day = [](const std::string& lines) {
    return Read(Calendar(Event("DTSTART;VALUE=DATE:20261124\r\n" + lines)));
  };
  const std::string at = "2026-11-23T23:00:00Z+1440";
  EXPECT_THAT(day(""), ElementsAre(at + " (unsaid)"));
  EXPECT_THAT(day("TRANSP:OPAQUE\r\n"), ElementsAre(at));
  EXPECT_THAT(day("TRANSP:TRANSPARENT\r\n"), IsEmpty());
  EXPECT_THAT(day("X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n"), ElementsAre(at));
  EXPECT_THAT(day("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\r\n"), ElementsAre(at));
  EXPECT_THAT(day("X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"), IsEmpty());
  EXPECT_THAT(day("X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE\r\n"), IsEmpty());
  EXPECT_THAT(day("X-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n"), ElementsAre(at + " (away)"));
  EXPECT_THAT(day("TRANSP:OPAQUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n"), ElementsAre(at + " (away)"));
  EXPECT_THAT(day("TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n"), IsEmpty());
  EXPECT_THAT(Read(Calendar(Event("DTSTART:20261124T090000Z\r\nDURATION:PT1H\r\n"
                                  "X-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n"))),
              ElementsAre("2026-11-24T09:00:00Z+60 (away)"));
  EXPECT_THAT(Read(Calendar(Event("DTSTART:20261124T090000Z\r\nDURATION:PT1H\r\n"))),
              ElementsAre("2026-11-24T09:00:00Z+60"))
      << "a time of which nothing is said is busy, as the standard says";
}

std::string TextOf(const std::string& name) {
  std::ifstream file(std::string(BATON_TEST_DATA) + "/calendar/ical4j/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// What mainstream programs write for birthdays and holidays.
TEST(Calendar, BirthdaysAndHolidaysBlockNoDay) {
  const CalendarWindow window{At("2000-01-01T00:00:00Z"), At("2027-01-01T00:00:00Z"), "UTC", {}};
  const auto apple = ReadCalendar(TextOf("Australian32Holidays.ics"), window);
  ASSERT_TRUE(apple);
  EXPECT_FALSE(apple->busy.empty());
  for (const BusyTime& one : apple->busy) EXPECT_EQ(one.shows, Shows::unsaid) << one.title;
  const auto nextcloud = ReadCalendar(TextOf("maritz.ics"), window);
  ASSERT_TRUE(nextcloud);
  EXPECT_EQ(nextcloud->events, 1);
  EXPECT_TRUE(nextcloud->busy.empty()) << "a yearly day that is marked as free";
}

// "uid 2026-11-24T09:00:00Z bill@x.example": with whom Jim meets.
std::vector<std::string> Meetings(const std::string& events) {
  const auto read = ReadCalendar(Calendar(events), Window());
  std::vector<std::string> lines;
  for (const MeetingTime& one : read->meetings) {
    std::string line = one.uid + (one.occurs_on == Day{} ? "" : "/" + ToString(one.occurs_on)) + " " +
                       ToString(one.starts_at);
    for (const std::string& email : one.others) line += " " + email;
    lines.push_back(std::move(line));
  }
  return lines;
}

const std::string kHour = "DTSTART:20261124T090000Z\r\nDTEND:20261124T100000Z\r\n";
const std::string kJim = "ORGANIZER:mailto:Jim@x.example\r\n";
const std::string kBill = "ATTENDEE;CN=Bill;PARTSTAT=ACCEPTED:MAILTO:Bill@larmar.example\r\n";

TEST(Calendar, SaysWithWhomItsOwnerMeets) {
  EXPECT_THAT(Meetings(Event(kHour + kJim + kBill)),
              ElementsAre("1 2026-11-24T09:00:00Z bill@larmar.example"));
  EXPECT_THAT(Meetings(Event(kHour + "ORGANIZER:mailto:bill@larmar.example\r\n"
                                     "ATTENDEE;PARTSTAT=ACCEPTED:mailto:jim@x.example\r\n"
                                     "ATTENDEE;PARTSTAT=DECLINED:mailto:sam@larmar.example\r\n"
                                     "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:jada@x.example\r\n")),
              ElementsAre("1 2026-11-24T09:00:00Z bill@larmar.example jada@x.example"));
  EXPECT_THAT(
      Meetings(Event("DTSTART;TZID=Europe/Berlin:20261124T090000\r\nDURATION:PT1H\r\n"
                     "RRULE:FREQ=DAILY;COUNT=2\r\n" +
                     kJim + kBill) +
               Event("RECURRENCE-ID:20261125T080000Z\r\nDTSTART;TZID=Europe/Berlin:20261126T150000\r\n"
                     "DURATION:PT1H\r\n" +
                     kJim + kBill)),
      ElementsAre("1/2026-11-24 2026-11-24T08:00:00Z bill@larmar.example",
                  "1/2026-11-25 2026-11-26T14:00:00Z bill@larmar.example"))
      << "the moved one is still that of the 25th";
}

TEST(Calendar, IsNoMeetingWhatIsPrivateUnansweredOrTooLarge) {
  EXPECT_THAT(Meetings(Event(kHour)), IsEmpty()) << "nobody else";
  EXPECT_THAT(Meetings(Event(kHour + kJim)), IsEmpty());
  EXPECT_THAT(Meetings(Event(kHour + kBill)), IsEmpty()) << "Jim is not in it: a calendar of somebody else";
  EXPECT_THAT(Meetings(Event(kHour + kJim + kBill + "CLASS:PRIVATE\r\n")), IsEmpty());
  EXPECT_THAT(Meetings(Event(kHour + kJim + kBill + "CLASS:CONFIDENTIAL\r\n")), IsEmpty());
  EXPECT_THAT(Meetings(Event(kHour + kJim + kBill + "TRANSP:TRANSPARENT\r\n")), IsEmpty());
  EXPECT_THAT(Meetings(Event(kHour + kJim + kBill + "STATUS:CANCELLED\r\n")), IsEmpty());
  EXPECT_THAT(Meetings(Event("DTSTART;VALUE=DATE:20261124\r\nTRANSP:OPAQUE\r\n" + kJim + kBill)), IsEmpty());
  for (const std::string said : {"NEEDS-ACTION", "TENTATIVE", "DECLINED"}) {
    EXPECT_THAT(Meetings(Event(kHour + "ORGANIZER:mailto:bill@larmar.example\r\nATTENDEE;PARTSTAT=" + said +
                               ":mailto:jim@x.example\r\n")),
                IsEmpty())
        << said;
  }
  std::string many;
  for (int i = 0; i < 11; ++i) many += "ATTENDEE:mailto:" + std::to_string(i) + "@larmar.example\r\n";
  EXPECT_THAT(Meetings(Event(kHour + kJim + many)), IsEmpty()) << "a webinar";
}

TEST(Calendar, SeesALongRepeatedEventThatBeganBeforeTheWindow) {
  EXPECT_THAT(Read(Calendar(Event("DTSTART:19990101T000000Z\r\nDURATION:P4D\r\nRRULE:FREQ=YEARLY;BYMONTH=11;"
                                  "BYMONTHDAY=18\r\n"))),
              ElementsAre("2026-11-18T00:00:00Z+5760"));
}

TEST(Calendar, RefusesWhatIsNoneAndBoundsWhatIsMuch) {
  EXPECT_THAT(Read("<html>Sign in</html>"), ElementsAre("problem.calendar.none"));
  EXPECT_THAT(Read(""), ElementsAre("problem.calendar.none"));
  EXPECT_THAT(Read("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), ElementsAre("problem.calendar.none")) << "cut";
  EXPECT_THAT(Read(std::string(kMaxCalendarBytes + 1, 'a')), ElementsAre("problem.calendar.too_large"));
  EXPECT_THAT(Read(Calendar("")), IsEmpty());
  EXPECT_THAT(Read(Calendar(Event("DTSTART:20261124T090000Z\r\nDURATION:PT1M\r\nRRULE:FREQ=SECONDLY\r\n"))),
              ElementsAre("unread 1"));
  std::string many;
  for (int i = 0; i < 60; ++i) {
    many += Event("DTSTART:20261101T" + std::string(i < 10 ? "0" : "") + std::to_string(i % 24) + "0" +
                  std::to_string(i % 10) + "00Z\r\nDURATION:PT1M\r\nRRULE:FREQ=DAILY\r\n");
  }
  const auto read = ReadCalendar(Calendar(many), Window());
  EXPECT_TRUE(!read || read->busy.size() <= kMostBusyTimes);
}

// However far it goes back and whether it ever ends: no more than the window holds, and what is never in it counts as outside.
TEST(Calendar, AnEndlessRecurrenceIsBoundedByTheWindow) {
  const std::string from_1979 = "DTSTART:19790101T090000Z\r\nDURATION:PT30M\r\nRRULE:FREQ=DAILY";
  const auto forever = ReadCalendar(Calendar(Event(from_1979 + "\r\n")), Window());
  ASSERT_TRUE(forever);
  EXPECT_FALSE(forever->busy.empty());
  EXPECT_LE(forever->busy.size(), 400u);
  const auto until = ReadCalendar(Calendar(Event(from_1979 + ";UNTIL=20990101T000000Z\r\n")), Window());
  ASSERT_TRUE(until);
  EXPECT_EQ(until->busy.size(), forever->busy.size());
  const auto never =
      ReadCalendar(Calendar(Event("DTSTART:20990101T090000Z\r\nDURATION:PT30M\r\nRRULE:FREQ=DAILY\r\n") +
                            Event("DTSTART:19790101T090000Z\r\nDURATION:PT30M\r\n") +
                            Event("DTSTART:99991231T235959Z\r\nDURATION:P9999W\r\nRRULE:FREQ=YEARLY\r\n") +
                            Event("DTSTART:20269999T090000Z\r\nDURATION:PT30M\r\n")),
                   Window());
  ASSERT_TRUE(never);
  EXPECT_TRUE(never->busy.empty());
  EXPECT_EQ(never->outside + never->unread, 4);
}

// Of these libical lays out other days than the standard says: they are counted as unread.
bool IsLeftOut(const std::string& rule) {
  const auto has = [&](const char* word) { return rule.find(word) != std::string::npos; };
  return has("BYWEEKNO") || has("BYYEARDAY") ||
         (has("BYSETPOS") && (has("BYHOUR") || has("DAILY") || has("WEEKLY"))) ||
         (has("WEEKLY") && has("BYMONTHDAY")) || (has("YEARLY") && has("BYMONTHDAY") && !has("BYMONTH="));
}

// The instances that dateutil lays out, held against ours: finer rules than a day are refused and left out here.
TEST(Calendar, LaysOutRulesAsDateutilDoes) {
  std::ifstream file(std::string(BATON_TEST_DATA) + "/calendar/dateutil/rrule-vectors.json");
  std::stringstream text;
  text << file.rdbuf();
  const auto vectors = boost::json::parse(text.str());
  int held = 0;
  for (const auto& vector : vectors.as_array()) {
    std::string rule(vector.at("rule").as_string());
    if (rule.find("HOURLY") != std::string::npos || rule.find("MINUTELY") != std::string::npos ||
        rule.find("SECONDLY") != std::string::npos || rule.find("BYSECOND") != std::string::npos ||
        rule.find("BYEASTER") != std::string::npos) {
      continue;
    }
    std::string lines;
    for (const char c : rule) lines += c == '\n' ? "\r\n" : std::string(1, c);
    const CalendarWindow window{At("1990-01-01T00:00:00Z"), At("2250-01-01T00:00:00Z"), "UTC", {}};
    std::vector<std::string> expected;
    for (const auto& one : vector.at("expected").as_array()) {
      const std::string at(one.as_string());
      if (at.substr(0, 4) >= "2250") continue;
      expected.push_back(at.substr(0, 4) + "-" + at.substr(4, 2) + "-" + at.substr(6, 2) + "T" +
                         at.substr(9, 2) + ":" + at.substr(11, 2) + ":00Z+1");
    }
    if (rule.find("COUNT") == std::string::npos && rule.find("UNTIL") == std::string::npos) continue;
    if (IsLeftOut(rule)) expected = {"unread 1"};
    EXPECT_EQ(Read(Calendar(Event(lines + "\r\nDURATION:PT1M\r\n")), window), expected) << rule;
    held += IsLeftOut(rule) ? 0 : 1;
  }
  EXPECT_GT(held, 40);
}

TEST(Calendar, ReadsWhatOtherProgramsWrite) {
  const std::filesystem::path folder = std::string(BATON_TEST_DATA) + "/calendar/ical4j";
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".ics") continue;
    const auto read = ReadCalendar(TextOf(entry.path().filename()),
                                   {At("1995-01-01T00:00:00Z"), At("2015-01-01T00:00:00Z"), "UTC", {}});
    if (!read) {
      EXPECT_EQ(read.error().kind, Kind::too_large) << entry.path();
      continue;
    }
    EXPECT_GT(read->events, 0) << entry.path();
    EXPECT_TRUE(std::ranges::is_sorted(read->busy)) << entry.path();
    for (const BusyTime& busy : read->busy) EXPECT_TRUE(IsUtf8(busy.title)) << entry.path();
    ++files;
  }
  EXPECT_GE(files, 8);
}

// Wherever the owner lives, a daily hour stays where it is on the wall, and two never overlap.
TEST(Calendar, KeepsTheWallInEachZone) {
  for (const std::string zone :
       {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca"}) {
    for (int hour = 0; hour < 24; ++hour) {
      const std::string at = (hour < 10 ? "0" : "") + std::to_string(hour);
      const auto read = ReadCalendar(
          Calendar(Event("DTSTART:20261101T" + at + "0000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n")),
          Window(zone));
      ASSERT_TRUE(read);
      ASSERT_GE(read->busy.size(), 160u);
      Day day = ToLocal(read->busy.front().starts_at, zone).day;
      for (const BusyTime& busy : read->busy) {
        const LocalTime local = ToLocal(busy.starts_at, zone);
        EXPECT_EQ(local.day, day);
        day = day + 1;
        EXPECT_EQ(busy.starts_at, ToInstant({local.day, hour * 60}, zone)) << zone << " " << at;
      }
    }
  }
}

}  // namespace
}  // namespace baton::format::icalendar
