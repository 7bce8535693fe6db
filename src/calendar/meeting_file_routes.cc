#include "calendar/meeting_file_routes.h"

#include <fstream>
#include <iterator>

#include "calendar/meeting_file.h"

namespace baton::calendar {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kUploadMegabytes = 33;  // a file of the largest size in its form
constexpr std::size_t kMostShown = 100;

struct LeftOutView {
  static constexpr const char* kSchemaName = "CalendarFileLeftOut";
  std::string reason;
  std::string text;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(LeftOutView, (), (reason, text, count))

struct MeetingFileView {
  static constexpr const char* kSchemaName = "CalendarFile";
  std::int32_t events = 0;
  Instant since;                        // earlier ones do not count
  std::int64_t meetings = 0;            // held with clients and new: what would be kept, or was
  std::int64_t known = 0;               // held with clients, and here already
  std::vector<ClientMeetings> clients;  // of the new ones, where the caller may see them
  std::vector<LeftOutView> left_out;
  std::optional<Id> action_id;  // what took them, to be undone; none: nothing was kept
};
BOOST_DESCRIBE_STRUCT(MeetingFileView, (), (events, since, meetings, known, clients, left_out, action_id))

Result<std::string> TextOf(const Call& call) {
  if (call.uploads().size() != 1) return Fail(Kind::invalid, "problem.calendar.one_file");
  const http::Upload& upload = call.uploads().front();
  const auto limit = format::icalendar::kFileLimits.bytes;
  if (upload.bytes > static_cast<std::int64_t>(limit)) {
    return Fail(Kind::too_large, "problem.calendar.too_large",
                {{"megabytes", static_cast<std::int64_t>(limit / (1024 * 1024))}});
  }
  std::ifstream file(upload.path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<MeetingFileView> Read(const Call& call, bool is_taken) {
  const auto text = TextOf(call);
  if (!text) return Fail(text.error());
  const auto file = LookAt(call.db(), call.principal(), *text, call.now());
  if (!file) return Fail(file.error());
  MeetingFileView view{.events = file->events,
                       .since = file->since,
                       .meetings = std::ssize(file->fresh),
                       .known = file->known,
                       .clients = ClientsIn(call.db(), call.principal(), *file),
                       .left_out = {},
                       .action_id = {}};
  if (view.clients.size() > kMostShown) view.clients.resize(kMostShown);
  for (const MeetingFile::Left& left : file->left_out) {
    view.left_out.push_back(
        {left.reason, call.Say({"calendar.left_out." + left.reason, {{"count", left.count}}}), left.count});
  }
  if (is_taken) view.action_id = Take(call.database(), call.principal(), *file, call.now());
  return view;
}

}  // namespace

void AddMeetingFileRoutes(http::Router& router) {
  // Word::notice: one's own, as one's calendars are.
  const auto options = [](const char* name, const char* summary) {
    return http::RouteOptions{.name = name,
                              .deed = Deed::change,
                              .word = Word::notice,
                              .status = 200,
                              .upload = true,
                              .upload_limit_mb = kUploadMegabytes,
                              .keeps_answer = false,
                              .summary = summary};
  };
  router.Post("/api/v1/calendar-files/preview",
              options("previewCalendarFile",
                      "Which meetings with clients an own calendar (.ics) says were held. Nothing is kept"),
              [](const Call& call) { return Read(call, false); });
  router.Post("/api/v1/calendar-files",
              options("takeCalendarFile",
                      "Counts the meetings with clients that an own calendar (.ics) says were held"),
              [](const Call& call) { return Read(call, true); });
}

}  // namespace baton::calendar
