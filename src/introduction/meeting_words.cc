#include "introduction/meeting_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/local_time.h"
#include "invite/words.h"

namespace baton::introduction {
namespace {

std::string_view NameOf(News news) {
  switch (news) {
    case News::invited:
      return "invited";
    case News::changed:
      return "changed";
    case News::cancelled:
      return "cancelled";
    case News::taken_off:
      break;
  }
  return "taken_off";
}

}  // namespace

MeetingMail WriteMeetingMail(News news, const MeetingFacts& facts, const Reader& reader) {
  const Arguments arguments{{"reader", reader.name.empty() ? std::string("none") : reader.name},
                            {"summary", facts.summary},
                            {"account", facts.account},
                            {"successor", facts.successor},
                            {"former", facts.former},
                            {"at", facts.starts_at.milliseconds},
                            {"until", facts.ends_at.milliseconds},
                            {"zone", ZoneText(reader.zone, facts.starts_at, reader.language)},
                            {"place", facts.place},
                            {"guests", fmt::format("{}", fmt::join(facts.guests, ", "))}};
  const auto say = [&](const std::string& key) {
    return invite::Say({"mail.meeting." + key, arguments}, reader.language, reader.zone);
  };
  const std::string what(NameOf(news));
  const bool is_on = news == News::invited || news == News::changed;

  MeetingMail mail;
  mail.subject = say("subject." + what);
  mail.text = say("hello") + "\n\n";
  mail.text += say((reader.is_client ? "client." : "ours.") + what) + "\n\n";
  mail.text += say("when") + "\n";
  if (is_on && facts.comes_twice) mail.text += say("twice") + "\n";
  if (!facts.place.empty()) mail.text += say("where") + "\n";
  if (is_on) {
    mail.text += say("who") + "\n";
    if (!facts.note.empty()) mail.text += "\n" + facts.note + "\n";
    mail.text += "\n" + say("answer") + "\n";
  }
  if (reader.is_client) mail.text += "\n" + facts.former + "\n";
  return mail;
}

}  // namespace baton::introduction
