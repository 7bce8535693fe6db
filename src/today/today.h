// A person's first screen: what the day holds, what was promised, who waits, which clients come. By role: a
// manager's book that hangs on him alone and the promises made; a rep's promises and the clients on their
// way; a director's sum of what hangs on single managers. Joined from the slices that own it; nothing is
// stored.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "book/account.h"
#include "book/views.h"
#include "client/client.h"
#include "coaching/promise.h"
#include "conflict/conflict.h"
#include "cover/cover.h"
#include "door/receipt.h"
#include "handoff/handoff.h"
#include "http/call.h"
#include "people/person.h"
#include "takeover/takeover.h"
#include "today/day.h"
#include "today/last_week.h"

namespace baton::today {

struct Greeting {
  static constexpr const char* kSchemaName = "Greeting";

  std::string name;  // the first one
  PartOfDay part_of_day = PartOfDay::morning;
};
BOOST_DESCRIBE_STRUCT(Greeting, (), (name, part_of_day))

// today.statement.exposure: clients whom only I know; .team: the same of the managers below; .book: my
// clients.
struct TodayStatement {
  static constexpr const char* kSchemaName = "TodayStatement";

  std::int64_t accounts = 0;
  std::int64_t revenue_minor = 0;  // a year, of those in `currency`
  std::string currency;            // the organization's
  std::int64_t unknown = 0;        // of the accounts of an exposure, where nobody's tie is noted
  std::string key;
};
BOOST_DESCRIBE_STRUCT(TodayStatement, (), (accounts, revenue_minor, currency, unknown, key))

struct DayItem {
  static constexpr const char* kSchemaName = "DayItem";

  DayKind kind = DayKind::other;
  std::string title;
  Instant starts_at;
  std::int32_t minutes = 0;
  std::optional<people::PersonRef> person;
  std::optional<book::AccountRef> account;
  bool is_promise = false;
};
BOOST_DESCRIBE_STRUCT(DayItem, (), (kind, title, starts_at, minutes, person, account, is_promise))

struct KeptCount {
  static constexpr const char* kSchemaName = "KeptCount";

  std::int64_t kept = 0;  // by the time agreed first
  std::int64_t due = 0;   // whose first time has passed, this month
};
BOOST_DESCRIBE_STRUCT(KeptCount, (), (kept, due))

struct Introduction {
  static constexpr const char* kSchemaName = "Introduction";

  handoff::HandoffView handoff;
  book::AccountRef account;
  people::PersonRef to;
  std::optional<Day> introduction_on;
};
BOOST_DESCRIBE_STRUCT(Introduction, (), (handoff, account, to, introduction_on))

struct ImportCountsShort {
  static constexpr const char* kSchemaName = "ImportCountsShort";

  std::int64_t created = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::int64_t rejected = 0;
};
BOOST_DESCRIBE_STRUCT(ImportCountsShort, (), (created, changed, unchanged, rejected))

// An import that needs somebody: not run yet, or with rows returned.
struct ImportShort {
  static constexpr const char* kSchemaName = "ImportShort";

  Id id;
  std::string source;
  std::string state;
  Instant created_at;
  std::optional<ImportCountsShort> counts;
};
BOOST_DESCRIBE_STRUCT(ImportShort, (), (id, source, state, created_at, counts))

struct ComingHandoff : handoff::HandoffView {
  static constexpr const char* kSchemaName = "ComingHandoff";

  std::optional<book::AccountRow> account_row;
  std::vector<std::string> why;              // what speaks for the caller, by the plan that chose
  std::optional<client::AnswerView> answer;  // the client's last one on the page
};
BOOST_DESCRIBE_STRUCT(ComingHandoff, (handoff::HandoffView), (account_row, why, answer))

// promise: a rep asks for one; handoff: a rep said no to a client; level, share: somebody proposed one; check: a client of
// a colleague is to be asked how it goes; assessment: one's own is due; assessment_question: a manager asks about oneself;
// mentor: a conversation waits for a word; friday: the half hour of the week; report: last month's is to be closed;
// ninety_days: they run, and the path says what comes next
enum class WaitingKind {
  promise,
  handoff,
  level,
  share,
  check,
  assessment,
  assessment_question,
  mentor,
  friday,
  report,
  ninety_days
};
BOOST_DESCRIBE_ENUM(WaitingKind, promise, handoff, level, share, check, assessment, assessment_question,
                    mentor, friday, report, ninety_days)

struct WaitingItem {
  static constexpr const char* kSchemaName = "WaitingItem";

  WaitingKind kind = WaitingKind::promise;
  std::string title;
  std::optional<people::PersonRef> person;
  Instant since_at;
  std::string link;
};
BOOST_DESCRIBE_STRUCT(WaitingItem, (), (kind, title, person, since_at, link))

struct Today {
  static constexpr const char* kSchemaName = "Today";

  Greeting greeting;
  TodayStatement statement;
  std::vector<DayItem> day;
  std::vector<coaching::PromiseView> promises;  // open and asked ones by their time, then those kept today
  KeptCount promises_kept;
  std::vector<conflict::ConflictView> conflicts;  // to be asked about, the soonest first
  std::vector<Introduction> introductions;        // of the coming two weeks, and late ones
  std::vector<ImportShort> imports;
  std::vector<ComingHandoff> coming_to_me;
  std::vector<WaitingItem> waiting;
  std::vector<door::ReceiptView> receipts;  // of the last week, for the two they concern
  // Questions to the caller, and answers of others about the caller's clients that wait for a word.
  std::vector<takeover::TakeoverView> takeovers;
  // What the caller looks after for others, and who looks after the caller's clients: now, within a week, or just over.
  std::vector<cover::CoverView> covers;
  // Absences of the coming two weeks, the caller's and the team's, in which clients or promises are nobody's to look after: the next ones.
  std::vector<cover::UncoveredView> uncovered;
  std::int64_t uncovered_more = 0;    // such absences that are not listed
  std::optional<LastWeek> last_week;  // a manager's; none: nothing is recorded
};
BOOST_DESCRIBE_STRUCT(Today, (),
                      (greeting, statement, day, promises, promises_kept, conflicts, introductions, imports,
                       coming_to_me, waiting, receipts, takeovers, covers, uncovered, uncovered_more,
                       last_week))

// What the wiring adds from slices that Today does not know.
struct TodaySources {
  // The caller's imports that need somebody; none: there are no imports in this process.
  std::function<std::vector<ImportShort>(const http::Call& call)> imports = {};
  // What else waits for the caller.
  std::vector<std::function<std::vector<WaitingItem>(const http::Call& call)>> waiting = {};
};

Result<Today> ViewToday(const http::Call& call, const TodaySources& sources);

}  // namespace baton::today
