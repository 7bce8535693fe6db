// Any bytes as a calendar or an answer to an invitation: never a crash, and what is read can be stored and shown. The answer to an
// invitation that the fuzzer's bytes were written into is read back.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/text.h"
#include "format/icalendar/calendar.h"
#include "format/icalendar/invitation.h"

namespace {

using namespace baton::format::icalendar;

void CheckReply(std::string_view bytes) {
  const auto reply = ReadReply(bytes);
  if (!reply) return;
  baton::Check(!reply->uid.empty() && !reply->email.empty(), "an answer says who and to what");
  for (const std::string* text : {&reply->uid, &reply->email, &reply->comment}) {
    baton::Check(baton::IsUtf8(*text), "an answer is UTF-8");
  }
}

// What somebody typed adds no line of its own to an invitation.
void CheckInvitation(const std::string& typed) {
  if (!baton::CleanText(typed)) return;
  Invitation meeting;
  meeting.uid = "1@x.example";
  meeting.written_at = meeting.starts_at = baton::Instant{1'795'513'260'000};
  meeting.summary = meeting.description = meeting.location = typed;
  meeting.organizer = {typed, "jim@x.example"};
  meeting.attendees = {{typed, "bill@y.example"}};
  const std::string text = WriteInvitation(meeting);
  std::size_t lines = 0;
  for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos; at += 2) {
    lines += text[at + 2] == ' ' ? 0U : 1U;
  }
  const std::size_t written = typed.empty() ? 0 : 3;
  baton::Check(lines == 15 + written, "an invitation has its own lines only");
}

void CheckCalendar(const std::string& text) {
  const baton::Instant now{1'795'513'260'000};
  const CalendarWindow window{now - 7 * baton::kMillisecondsPerDay,
                              now + 90 * baton::kMillisecondsPerDay,
                              "Europe/Berlin",
                              {"jim@x.example"}};
  const auto read = ReadCalendar(text, window);
  if (!read) return;
  baton::Check(read->busy.size() <= kMostBusyTimes + 1, "a calendar is bounded");
  for (const BusyTime& busy : read->busy) {
    baton::Check(busy.starts_at < busy.ends_at && busy.ends_at > window.from && busy.starts_at < window.to,
                 "a busy time lies in the window");
    baton::Check(baton::IsUtf8(busy.title) && busy.title.size() <= kMaxTitleBytes, "a title is short UTF-8");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  CheckReply(bytes);
  CheckReply("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n" + bytes +
             "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  CheckInvitation(bytes);
  CheckCalendar(bytes);
  CheckCalendar("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + bytes + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  return 0;
}
