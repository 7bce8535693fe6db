#include "introduction/meeting_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/local_time.h"
#include "words/catalogue.h"

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

// ICU puts a narrow no-break space before AM and PM, for which some mail programs show a box.
std::string WithPlainSpaces(std::string text) {
  constexpr std::string_view kNarrow = "\xE2\x80\xAF";
  for (std::size_t at = 0; (at = text.find(kNarrow, at)) != std::string::npos;)
    text.replace(at, kNarrow.size(), " ");
  return text;
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
    return WithPlainSpaces(
        words::Catalogue::Compiled().Say({"mail.meeting." + key, arguments}, reader.language, reader.zone));
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
