// Somebody's own calendar as a file, handed over once: the meetings with clients that were held become activities, by the rules
// of a calendar that is read (meetings.h). It is looked at first, and nothing of the file is kept but those.
//
//   auto looked = LookAt(connection, person, text, now);       // what would count, and what not and why
//   if (looked) Take(database, person, *looked, now);          // those that are new
//
// Stateless, thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "base/problem.h"
#include "book/own_meetings.h"
#include "db/database.h"
#include "format/icalendar/calendar.h"

namespace baton::calendar {

inline constexpr int kFileYearsBack = 2;  // as far as ties look back
inline constexpr const char* kFileKind = "calendar.file";

struct MeetingFile {
  std::int32_t events = 0;
  Instant since;
  std::vector<book::OwnMeeting> fresh;  // held with clients, and new
  std::int64_t known = 0;               // stands here already, from wherever, or was taken out
  struct Left {
    std::string reason;  // "calendar.left_out.<reason>"
    std::int64_t count = 0;
  };
  std::vector<Left> left_out;  // the most first; none with nothing
};

Result<MeetingFile> LookAt(db::Connection& connection, const access::Principal& person, std::string_view text,
                           Instant now);
// In an action of the person's; none: there was nothing new. In several transactions: cut in between, the same file goes on.
std::optional<Id> Take(db::Database& database, const access::Principal& person, const MeetingFile& file,
                       Instant now);

// The clients of those that are new, the most first; of clients whom the person may not see only the number.
struct ClientMeetings {
  static constexpr const char* kSchemaName = "CalendarFileClient";

  Id account_id;
  std::string name;
  std::int64_t meetings = 0;
  Instant last_at;
};
BOOST_DESCRIBE_STRUCT(ClientMeetings, (), (account_id, name, meetings, last_at))
std::vector<ClientMeetings> ClientsIn(db::Connection& connection, const access::Principal& person,
                                      const MeetingFile& file);

}  // namespace baton::calendar
