#include "calendar/meeting_file.h"

#include <algorithm>
#include <boost/describe/enum_to_string.hpp>
#include <map>
#include <set>

#include "action/action.h"
#include "base/text.h"
#include "book/visibility.h"
#include "calendar/meetings.h"
#include "coaching/directory.h"
#include "traffic/rules.h"

namespace baton::calendar {
namespace {

using format::icalendar::NoMeeting;

constexpr std::size_t kInOneTransaction = 100;  // so that nobody waits long

Instant YearsBefore(Instant now, int years) { return now - years * 365 * kMillisecondsPerDay; }

void AddLeft(MeetingFile* file, std::string reason, std::int64_t count) {
  if (count > 0) file->left_out.push_back({std::move(reason), count});
}

struct Name {
  Id id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Name, (), (id, name))

}  // namespace

Result<MeetingFile> LookAt(db::Connection& connection, const access::Principal& person, std::string_view text,
                           Instant now) {
  format::icalendar::CalendarWindow window{
      .from = YearsBefore(now, kFileYearsBack),
      .to = now,
      .zone = coaching::ZoneOf(connection, person.org_id, person.person_id),
      .emails = traffic::FindOwnEmails(connection, person.org_id, person.person_id),
      .limits = format::icalendar::kFileLimits};
  auto content = format::icalendar::ReadCalendar(text, window);
  if (!content) return Fail(content.error());
  // What goes on is not over.
  std::erase_if(content->meetings, [&](const auto& one) { return one.ends_at > now; });
  auto sorted = SortMeetings(connection, person.org_id, person.person_id, content->meetings, now);
  MeetingFile file{.events = content->events,
                   .since = window.from,
                   .fresh = std::move(sorted.fresh),
                   .known = sorted.known,
                   .left_out = {}};
  for (std::size_t i = 0; i < content->no_meeting.size(); ++i) {
    AddLeft(&file, boost::describe::enum_to_string(static_cast<NoMeeting>(i), ""), content->no_meeting[i]);
  }
  AddLeft(&file, "nobody", sorted.nobody);
  AddLeft(&file, "unclear", sorted.unclear);
  AddLeft(&file, "unread", content->unread);
  AddLeft(&file, "outside", content->outside);
  std::ranges::stable_sort(file.left_out, std::ranges::greater(), &MeetingFile::Left::count);
  return file;
}

std::optional<Id> Take(db::Database& database, const access::Principal& person, const MeetingFile& file,
                       Instant now) {
  const action::Actor actor{person.org_id, person.person_id};
  std::optional<Id> action_id;
  for (std::size_t at = 0; at < file.fresh.size(); at += kInOneTransaction) {
    const auto slice = std::span(file.fresh).subspan(at, std::min(kInOneTransaction, file.fresh.size() - at));
    // A transaction may be run again: what it says counts once it is through.
    action_id = database.Write([&](db::Tx& tx) {
      std::optional<action::Action> action;
      const auto begin = [&]() -> action::Action& {
        if (!action && action_id) action.emplace(tx, actor, *action_id, now);
        if (!action) action.emplace(tx, actor, kFileKind, now, person.person_id);
        return *action;
      };
      for (const book::OwnMeeting& one : slice) book::TakeOwnMeeting(tx, person.org_id, one, begin);
      return action ? std::optional(action->id()) : action_id;
    });
  }
  return action_id;
}

std::vector<ClientMeetings> ClientsIn(db::Connection& connection, const access::Principal& person,
                                      const MeetingFile& file) {
  std::map<Id, ClientMeetings> clients;
  for (const book::OwnMeeting& one : file.fresh) {
    ClientMeetings& client = clients[*one.activity.account_id];
    client.account_id = *one.activity.account_id;
    ++client.meetings;
    client.last_at = std::max(client.last_at, one.activity.starts_at);
  }
  std::vector<Id> ids;
  for (const auto& [id, client] : clients) ids.push_back(id);
  const auto scope = access::ScopeOf(person, access::Deed::read, access::Word::account);
  for (const Name& one :
       connection.Query<Name>("SELECT id, name FROM account WHERE org_id = $1 AND id IN baton_list($3) AND " +
                                  book::VisibleAccounts(scope, "account.id"),
                              scope.org_id, scope.person_id, db::IdList(ids))) {
    clients[one.id].name = one.name;
  }
  std::vector<ClientMeetings> shown;
  for (auto& [id, client] : clients) {
    if (!client.name.empty()) shown.push_back(std::move(client));
  }
  std::ranges::stable_sort(shown, std::ranges::greater(), &ClientMeetings::meetings);
  return shown;
}

}  // namespace baton::calendar
