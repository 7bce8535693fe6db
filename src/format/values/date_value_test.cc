#include "format/values/date_value.h"

#include <gtest/gtest.h>

namespace baton::format {
namespace {

constexpr DateOrder kYear = DateOrder::year_first;
constexpr DateOrder kDay = DateOrder::day_first;
constexpr DateOrder kMonth = DateOrder::month_first;

struct DayCase {
  const char* text;
  DateOrder order;
  const char* day;  // nullptr: refused
};

TEST(ParseDay, Table) {
  const DayCase cases[] = {
      {"2026-11-24", kYear, "2026-11-24"},
      {"2026-11-24", kDay, "2026-11-24"},
      {"2026/1/4", kMonth, "2026-01-04"},
      {"2026.01.04", kDay, "2026-01-04"},
      {"24.11.2026", kDay, "2026-11-24"},
      {"4.1.2026", kDay, "2026-01-04"},
      {"24. 11. 2026", kDay, "2026-11-24"},
      {"24.11.26", kDay, "2026-11-24"},
      {"24/11/2026", kDay, "2026-11-24"},
      {"11/24/2026", kMonth, "2026-11-24"},
      {"02/03/24", kMonth, "2024-02-03"},
      {"02/03/24", kDay, "2024-03-02"},
      {"02/03/69", kDay, "2069-03-02"},
      {"02/03/70", kDay, "1970-03-02"},
      {" 1/2/2024 ", kMonth, "2024-01-02"},
      {"29/02/2024", kDay, "2024-02-29"},
      {"29/02/2023", kDay, nullptr},
      {"11/24/2026", kDay, nullptr},
      {"24/11/2026", kMonth, nullptr},
      {"11.24.2026", kMonth, nullptr},
      {"11/24/2026", kYear, nullptr},
      {"24-Nov-26", kMonth, "2026-11-24"},
      {"24 November 2026", kMonth, "2026-11-24"},
      {"Nov 24, 2026", kDay, "2026-11-24"},
      {"November 24 2026", kDay, "2026-11-24"},
      {"02/23/26 08:55 PM", kMonth, "2026-02-23"},
      {"2010-10-14T00:00:00.000Z", kYear, "2010-10-14"},
      {"2008-04-30 00:00:00.000", kYear, "2008-04-30"},
      {"", kYear, nullptr},
      {"24", kYear, nullptr},
      {"2026-11", kYear, nullptr},
      {"2009-07/14", kYear, nullptr},
      {"2009\\7\\14", kYear, nullptr},
      {"2026-11-24x", kYear, nullptr},
      {"415-555-0000", kMonth, nullptr},
      {"1/2/3", kMonth, nullptr},
      {"1/2/123", kMonth, nullptr},
      {"1 2 2024", kMonth, nullptr},
      {"12345-11-24", kYear, nullptr},
      {"0/5/2024", kMonth, nullptr},
      {"May May 2024", kMonth, nullptr},
      {"1/2/2024 25:00", kMonth, nullptr},
      {"1/2/2024 1:5", kMonth, nullptr},
  };
  for (const DayCase& c : cases) {
    const auto day = ParseDay(c.text, {c.order});
    EXPECT_EQ(day ? ToString(*day) : "refused", c.day == nullptr ? "refused" : c.day) << c.text;
  }
}

struct InstantCase {
  const char* text;
  const char* instant;
};

TEST(ParseInstant, TableInZurich) {
  const InstantCase cases[] = {
      {"2024-01-22T16:14:25.000+0000", "2024-01-22T16:14:25Z"},
      {"2024-01-22T16:14:25Z", "2024-01-22T16:14:25Z"},
      {"2024-01-22 16:14:25.25 UTC", "2024-01-22T16:14:25.250Z"},
      {"2024-01-22T16:14:25+02:00", "2024-01-22T14:14:25Z"},
      {"2024-01-22T16:14:25-08", "2024-01-23T00:14:25Z"},
      {"2010-10-14T12:00:00.000Z-0300", "2010-10-14T15:00:00Z"},
      {"07/15/2009 02:14:45+0800", "2009-07-14T18:14:45Z"},
      {"07/13/2009T22:14:45-0800", "2009-07-14T06:14:45Z"},
      {"02/23/26 08:55 PM", "2026-02-23T19:55:00Z"},
      {"02/23/26 12:05am", "2026-02-22T23:05:00Z"},
      {"2024-07-01 12:00:30.123", "2024-07-01T10:00:30.123Z"},
      {"2024-07-01", "2024-06-30T22:00:00Z"},
      {"2024-07-01 24:00", "refused"},
      {"2024-07-01 13:00 PM", "refused"},
      {"2024-07-01 12:00 +99:00", "refused"},
      {"2024-07-01 12:00 CEST", "refused"},
      {"soon", "refused"},
  };
  for (const InstantCase& c : cases) {
    const auto instant = ParseInstant(c.text, {kMonth}, "Europe/Zurich");
    EXPECT_EQ(instant ? ToString(*instant) : "refused", c.instant) << c.text;
  }
}

TEST(ParseDay, ProblemsQuoteTheValue) {
  const auto day = ParseDay("31/02/2024", {kDay});
  ASSERT_FALSE(day);
  EXPECT_EQ(day.error().message,
            (Message{"problem.value.no_such_day", {{"value", std::string("31/02/2024")}}}));
  const auto long_text = ParseDay(std::string(79, 'x') + "é and more", {kDay});
  EXPECT_EQ(std::get<std::string>(long_text.error().message.arguments.at("value")), std::string(79, 'x'));
}

}  // namespace
}  // namespace baton::format
