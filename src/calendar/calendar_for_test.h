// A team and what its calendars answer, for the tests of the routes.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "calendar/calendar_routes.h"
#include "coaching/promise_routes.h"
#include "handoff/team_for_test.h"

namespace baton::calendar {

inline std::string Event(const std::string& from, const std::string& to, const std::string& title) {
  return "BEGIN:VEVENT\r\nUID:" + title + "\r\nDTSTART:" + from + "\r\nDTEND:" + to + "\r\nSUMMARY:" + title +
         "\r\nEND:VEVENT\r\n";
}
inline std::string CalendarOf(const std::string& events) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n";
}

// Now is Tuesday, 2026-11-24 09:41 UTC, also on the wall.
class CalendarTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    options_.key = &key_;
    options_.clock = &wall_;
    options_.fetch = [this](const Question& question, outward::Hosts) {
      asked_ = question;
      return answer_;
    };
    AddCalendarRoutes(router, options_);
    coaching::AddPromiseRoutes(router);
  }

  // Jada's calendar, read once.
  std::string AddOne(Id person, const std::string& events, bool is_busy_only = false) {
    answer_ = {};
    answer_.bodies = {CalendarOf(events)};
    answer_.etag = "\"1\"";
    const auto made = Post(
        person, "/api/v1/calendars",
        std::string(R"({"name":"Work","kind":"address","url":"webcal://calendars.example/SECRET.ics",)") +
            R"("is_busy_only":)" + (is_busy_only ? "true" : "false") + "}");
    EXPECT_EQ(made.status, 201) << made.text;
    RunJobs();
    return made.Said("/id");
  }
  void RunJobs() {
    job::Runner runner(db(), wall_, {.queue = std::string(kReadQueue)});
    AddCalendarJobs(runner, options_);
    runner.RunDue();
  }
  // Makes what is waiting due.
  void Hurry() {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE job SET run_at = $1 WHERE kind = 'calendar' AND state = 'waiting'", now_);
    });
  }
  handoff::TestReply TimeOf(Id asks, Id person) {
    const auto times = Get(asks, "/api/v1/team-times");
    for (const auto& item : times.at("/items").as_array()) {
      if (item.at_pointer("/person/id").as_string() == ToString(person)) return {200, item, ""};
    }
    return {404, {}, times.text};
  }
  // How the first calendar is, with plain spaces where the time has narrow ones.
  std::string TextOfOne() {
    std::string text = Get(jada_, "/api/v1/calendars").Said("/items/0/text");
    constexpr std::string_view kNarrow = "\u202F";
    for (auto at = text.find(kNarrow); at != std::string::npos; at = text.find(kNarrow)) {
      text.replace(at, kNarrow.size(), " ");
    }
    return text;
  }
  std::int64_t CountBusy() {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM busy_time WHERE org_id = $1", kOrg);
  }

  FixedClock wall_{now_};
  const seal::Key key_{std::array<unsigned char, seal::Key::kBytes>{1, 2, 3}};
  CalendarOptions options_;
  Fetched answer_;
  std::optional<Question> asked_;
};

}  // namespace baton::calendar
