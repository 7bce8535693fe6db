#include "handoff/letter.h"

namespace baton::handoff {
namespace {

constexpr int kDaysPerYear = 365;
constexpr const char* kNone = "none";  // what the messages select for "nothing there"

std::int64_t YearsBetween(std::optional<Day> from, Day to) {
  if (!from || *from > to) return 0;
  return (to - *from) / kDaysPerYear;
}

// Midday in UTC, so that the day is the same in nearly every zone that it is said in.
std::int64_t Midday(Day day) { return day.days * kMillisecondsPerDay + kMillisecondsPerDay / 2; }

std::string OrNone(const std::string& text) { return text.empty() ? kNone : text; }

}  // namespace

LetterText WriteLetter(const LetterFacts& facts) {
  const Arguments successor{{"successor", facts.successor}};
  LetterText letter{.subject = {"handoff.letter.subject", successor}, .paragraphs = {}};
  const auto add = [&](std::string key, Arguments arguments) {
    arguments.insert(successor.begin(), successor.end());
    letter.paragraphs.push_back({std::move(key), std::move(arguments)});
  };

  add("handoff.letter.greeting", {{"contact", OrNone(facts.contact)}});
  add("handoff.letter.opening", {{"years", YearsBetween(facts.owner_since, facts.today)}});
  add("handoff.letter.why", {{"account", facts.account}});
  if (facts.met > 0) add("handoff.letter.met", {{"met", facts.met}});
  if (facts.clients_in_industry > 0 && !facts.industry.empty()) {
    add("handoff.letter.experience", {{"count", facts.clients_in_industry}, {"industry", facts.industry}});
  }
  if (facts.open_deals > 0) add("handoff.letter.open", {{"count", facts.open_deals}});
  if (facts.introduction_on && *facts.introduction_on >= facts.today) {
    add("handoff.letter.meeting", {{"on", Midday(*facts.introduction_on)}});
  } else {
    add("handoff.letter.meeting_open", {});
  }
  add("handoff.letter.reach", {{"email", OrNone(facts.successor_email)}});
  add("handoff.letter.closing", {});
  return letter;
}

std::string LetterLanguage(std::span<const std::string> wanted,
                           const std::function<bool(std::string_view language)>& is_written_in) {
  for (const std::string& language : wanted) {
    if (!language.empty() && is_written_in(language)) return language;
  }
  return "en";
}

}  // namespace baton::handoff
