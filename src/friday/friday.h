// The Friday half hour: at most seven cards about the week that ends and the one that comes, for a manager alone; what of them was
// ticked goes as a frozen page to the one above (docs/friday.md). Words of the slice: its rows, and what the API answers.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "people/person.h"

namespace baton::friday {

// Raised when a card or a line is counted otherwise, or means something else.
inline constexpr std::int32_t kDefinitions = 2;
inline constexpr std::size_t kMaxStop = 500;
inline constexpr std::size_t kMostRows = 8;  // of a card; the rest is a number

// In their order.
enum class CardKey { promises, least, handoffs, takeovers, introductions, slots, stop };
BOOST_DESCRIBE_ENUM(CardKey, promises, least, handoffs, takeovers, introductions, slots, stop)
inline constexpr CardKey kCards[] = {CardKey::promises,  CardKey::least,         CardKey::handoffs,
                                     CardKey::takeovers, CardKey::introductions, CardKey::slots,
                                     CardKey::stop};

// The row of a week; `shown` and `passed` are JSON lists of cards.
struct FridayWeek {
  static constexpr std::string_view kTable = "friday_week";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;
  Day week_on;
  std::string shown = "[]";
  std::string passed = "[]";
  std::string stop;
};
BOOST_DESCRIBE_STRUCT(FridayWeek, (), (org_id, id, version, manager_id, week_on, shown, passed, stop))

// The row of a page that was sent.
struct FridayPage {
  static constexpr std::string_view kTable = "friday_page";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id manager_id;
  Id reader_id;
  Day week_on;
  Instant sent_at;
  std::string frozen;  // json of Frozen
};
BOOST_DESCRIBE_STRUCT(FridayPage, (), (org_id, id, version, manager_id, reader_id, week_on, sent_at, frozen))

struct RowView {
  static constexpr const char* kSchemaName = "FridayRow";
  static constexpr bool kDefaults = true;
  std::string title;
  std::string beside;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (title, beside))

struct CardView {
  static constexpr const char* kSchemaName = "FridayCard";
  static constexpr bool kDefaults = true;
  CardKey key = CardKey::promises;
  std::string title;
  std::string meaning;  // how it is counted
  std::string statement;
  bool is_empty = false;  // nothing to do
  std::vector<RowView> rows;
  std::int64_t more = 0;     // rows that are not listed
  std::string told;          // what the one above reads in place of `statement`
  bool tells_rows = false;   // and whether the rows go along; rows of the manager and one rep do not
  std::string action_label;  // of the one thing to do, empty on a page that was sent
  std::string link;
};
BOOST_DESCRIBE_STRUCT(CardView, (),
                      (key, title, meaning, statement, is_empty, rows, more, told, tells_rows, action_label,
                       link))

struct SinceLineView {
  static constexpr const char* kSchemaName = "FridaySinceLine";
  static constexpr bool kDefaults = true;
  std::string key;
  std::string label;
  std::string text;
  std::string basis;  // what it rests on
};
BOOST_DESCRIBE_STRUCT(SinceLineView, (), (key, label, text, basis))

struct SinceView {
  static constexpr const char* kSchemaName = "FridaySince";
  static constexpr bool kDefaults = true;
  std::string title;
  std::vector<SinceLineView> lines;
};
BOOST_DESCRIBE_STRUCT(SinceView, (), (title, lines))

struct PageView {
  static constexpr const char* kSchemaName = "FridayPage";
  static constexpr bool kDefaults = true;
  std::string organization;
  std::string person;
  std::string reader;
  Day week_on;
  Instant made_at;
  std::string time_zone;
  std::int32_t definitions = kDefinitions;
  std::vector<CardView> cards;
  SinceView since;
};
BOOST_DESCRIBE_STRUCT(PageView, (),
                      (organization, person, reader, week_on, made_at, time_zone, definitions, cards, since))

struct LanguagePage {
  static constexpr bool kDefaults = true;
  std::string language;
  PageView page;
};
BOOST_DESCRIBE_STRUCT(LanguagePage, (), (language, page))

// What would go with the manager, as it was worked out at a time.
struct Exposure {
  static constexpr bool kDefaults = true;
  Instant worked_out_at;
  std::int64_t expected_minor = 0;
  std::int64_t low_minor = 0;
  std::int64_t high_minor = 0;
  std::int32_t accounts = 0;
  std::int32_t without_ties = 0;
};
BOOST_DESCRIBE_STRUCT(Exposure, (),
                      (worked_out_at, expected_minor, low_minor, high_minor, accounts, without_ties))

struct Frozen {
  static constexpr bool kDefaults = true;
  std::vector<LanguagePage> pages;
  std::optional<Exposure> exposure;  // what a later page is held against
};
BOOST_DESCRIBE_STRUCT(Frozen, (), (pages, exposure))

// A page in a list.
struct SentView {
  static constexpr const char* kSchemaName = "FridaySent";
  Id id;
  people::PersonRef person;
  people::PersonRef reader;
  Day week_on;
  Instant sent_at;
};
BOOST_DESCRIBE_STRUCT(SentView, (), (id, person, reader, week_on, sent_at))

struct SentPageView {
  static constexpr const char* kSchemaName = "FridayKept";
  Id id;
  Day week_on;
  Instant sent_at;
  PageView page;
};
BOOST_DESCRIBE_STRUCT(SentPageView, (), (id, week_on, sent_at, page))

struct MarkView {
  static constexpr const char* kSchemaName = "FridayMark";
  std::int64_t version = 0;
  std::vector<CardKey> shown;
  std::vector<CardKey> passed;
  std::string stop;
};
BOOST_DESCRIBE_STRUCT(MarkView, (), (version, shown, passed, stop))

struct FridayView {
  static constexpr const char* kSchemaName = "Friday";
  Day week_on;
  MarkView mark;
  std::optional<people::PersonRef> reader;  // who is above; none: nobody to send it to
  std::vector<CardView> cards;
  std::string last_stop;  // of the last week that has one
  std::optional<Day> last_stop_week_on;
  SinceView since;
  std::optional<SentView> sent;  // this week's
};
BOOST_DESCRIBE_STRUCT(FridayView, (),
                      (week_on, mark, reader, cards, last_stop, last_stop_week_on, since, sent))

struct MarkInput {
  static constexpr const char* kSchemaName = "FridayMarkInput";
  std::vector<CardKey> shown;
  std::vector<CardKey> passed;
  std::string stop;
};
BOOST_DESCRIBE_STRUCT(MarkInput, (), (shown, passed, stop))

}  // namespace baton::friday
