#include "letter/field.h"

#include <algorithm>

#include "json/json.h"
#include "words/day_text.h"

namespace baton::letter {
namespace {

constexpr int kDaysPerYear = 365;
constexpr const char* kNone = "none";  // what the messages select for "nothing there"

// The first of them come first in the editor.
constexpr std::array kClientFields{
    Field{"greeting", true},
    Field{"contact"},
    Field{"account"},
    Field{"industry"},
    Field{"former"},
    Field{"successor"},
    Field{"successor_title"},
    Field{"successor_email"},
    Field{"reach", true},
    Field{"together", true},
    Field{"years"},
    Field{"times_met", true},
    Field{"meetings"},
    Field{"experience", true},
    Field{"clients"},
    Field{"open_matters", true},
    Field{"open_deals"},
    Field{"meeting_when", true},
    Field{"introduction_week"},
    Field{"my_job"},
    Field{"page"},
};
constexpr std::array kTeamFields{Field{"manager"}, Field{"stops"}, Field{"decide"}, Field{"there"}};

// The paragraph cannot hold itself, and the page is the letter's.
constexpr std::span kParagraphFields = std::span(kClientFields).first(kClientFields.size() - 2);

constexpr std::array<std::string_view, 11> kIntroduction{"greeting", "opening",    "together", "my_job",
                                                         "met",      "experience", "open",     "meeting",
                                                         "reach",    "page",       "closing"};
constexpr std::array<std::string_view, 1> kMyJobClient{"paragraph"};
constexpr std::array<std::string_view, 8> kMyJobTeam{"opening", "stops_title", "stops", "decide_title",
                                                     "decide",  "there_title", "there", "closing"};

std::span<const std::string_view> ParagraphsOf(TemplateKind kind) {
  switch (kind) {
    case TemplateKind::introduction:
      return kIntroduction;
    case TemplateKind::my_job_client:
      return kMyJobClient;
    case TemplateKind::my_job_team:
      return kMyJobTeam;
  }
  return {};
}

std::int64_t YearsBetween(std::optional<Day> from, Day to) {
  if (!from || *from > to) return 0;
  return (to - *from) / kDaysPerYear;
}

std::string OrNone(const std::string& text) { return text.empty() ? kNone : text; }

// A number that counts nothing has no value.
Value Counted(std::int64_t number) { return {number > 0 ? std::to_string(number) : std::string()}; }

}  // namespace

std::span<const Field> FieldsOf(TemplateKind kind) {
  switch (kind) {
    case TemplateKind::introduction:
      return kClientFields;
    case TemplateKind::my_job_client:
      return kParagraphFields;
    case TemplateKind::my_job_team:
      return kTeamFields;
  }
  return {};
}

std::vector<std::string_view> FieldNames(TemplateKind kind) {
  std::vector<std::string_view> names;
  for (const Field& field : FieldsOf(kind)) names.push_back(field.name);
  return names;
}

Values ValuesOf(const LetterFacts& facts, std::string_view language, const words::Catalogue& catalogue) {
  const auto say = [&](std::string key, Arguments arguments) {
    return Value{catalogue.Say({std::move(key), std::move(arguments)}, language)};
  };
  const std::int64_t years = YearsBetween(facts.owner_since, facts.today);
  const std::string week = facts.introduction_on && *facts.introduction_on >= facts.today
                               ? words::DayText(*facts.introduction_on, language)
                               : std::string();
  Values values{{"contact", {facts.contact}},
                {"account", {facts.account}},
                {"industry", {facts.industry}},
                {"former", {facts.former}},
                {"successor", {facts.successor}},
                {"successor_title", {facts.successor_title}},
                {"successor_email", {facts.successor_email}},
                {"years", Counted(years)},
                {"meetings", Counted(facts.met)},
                {"clients", Counted(facts.clients_in_industry)},
                {"open_deals", Counted(facts.open_deals)},
                {"introduction_week", {week}},
                {"my_job", {facts.my_job, true}},
                {"page", {facts.page, true}}};
  values["greeting"] = say("letter.phrase.greeting", {{"contact", OrNone(facts.contact)}});
  values["reach"] =
      say("letter.phrase.reach", {{"successor", facts.successor}, {"email", OrNone(facts.successor_email)}});
  if (years > 0) values["together"] = say("letter.phrase.together", {{"years", years}});
  if (facts.met > 0) values["times_met"] = say("letter.phrase.times_met", {{"count", facts.met}});
  if (facts.clients_in_industry > 0 && !facts.industry.empty()) {
    values["experience"] =
        say("letter.phrase.experience", {{"count", facts.clients_in_industry}, {"industry", facts.industry}});
  }
  if (facts.open_deals > 0)
    values["open_matters"] = say("letter.phrase.open_matters", {{"count", facts.open_deals}});
  values["meeting_when"] =
      week.empty() ? say("letter.phrase.soon", {}) : say("letter.phrase.meeting_when", {{"week", week}});
  return values;
}

Values ValuesOf(const TeamFacts& facts) {
  return {{"manager", {facts.manager}},
          {"stops", {facts.stops, true}},
          {"decide", {facts.decide, true}},
          {"there", {facts.there, true}}};
}

Values ExamplesOf(TemplateKind kind, std::string_view language, const words::Catalogue& catalogue) {
  Values values;
  for (const Field& field : FieldsOf(kind)) {
    const bool is_markdown =
        kind == TemplateKind::my_job_team || field.name == "my_job" || field.name == "page";
    values[std::string(field.name)] = {catalogue.Say({"letter.example." + std::string(field.name)}, language),
                                       is_markdown};
  }
  return values;
}

std::vector<std::string> ForeignFields(TemplateKind kind, const Template& letter, std::string_view language,
                                       const words::Catalogue& catalogue) {
  std::vector<std::string> foreign;
  if (catalogue.Has("letter.phrase.greeting", language)) return foreign;
  for (const Field& field : FieldsOf(kind)) {
    const bool is_used = std::ranges::any_of(letter.paragraphs, [&](const Paragraph& paragraph) {
      return std::ranges::any_of(paragraph.parts,
                                 [&](const Part& part) { return part.is_field && part.text == field.name; });
    });
    if (field.is_phrase && is_used) foreign.emplace_back(field.name);
  }
  return foreign;
}

Wording DefaultWording(TemplateKind kind, std::string_view language, const words::Catalogue& catalogue) {
  Arguments placeholders;
  for (const std::string_view name : FieldNames(kind)) {
    placeholders[std::string(name)] = "{{" + std::string(name) + "}}";
  }
  const std::string prefix = "letter.default." + std::string(json::NameOf(kind)) + ".";
  const auto say = [&](std::string_view part) {
    return catalogue.Say({prefix + std::string(part), placeholders}, language);
  };
  Wording wording;
  if (kind != TemplateKind::my_job_client) wording.subject = say("subject");
  for (const std::string_view part : ParagraphsOf(kind)) {
    if (!wording.body.empty()) wording.body += "\n\n";
    wording.body += say(part);
  }
  wording.body += '\n';
  return wording;
}

std::string LetterLanguage(std::span<const std::string> wanted,
                           const std::function<bool(std::string_view language)>& is_written_in) {
  for (const std::string& language : wanted) {
    for (const std::string& one : {language, language.substr(0, language.find('-'))}) {
      if (!one.empty() && is_written_in(one)) return one;
    }
  }
  return "en";
}

}  // namespace baton::letter
