#include "report/page.h"

#include <algorithm>
#include <span>

#include "base/zone.h"
#include "json/json.h"
#include "report/lines.h"
#include "words/catalogue.h"

namespace baton::report {
namespace {

using scoreboard::Guard;

constexpr int kNoon = 12 * 60;
constexpr std::size_t kMostParts = 12;  // people who are named in a sentence

std::string NameOf(SectionKey key) { return std::string(json::NameOf(key)); }

bool HasMoves(const MonthFacts& facts, Audience audience) {
  if (audience == Audience::own) return true;
  const scoreboard::Figure* promises = facts.above.Find(scoreboard::FigureKey::promises_kept);
  return !facts.is_settling && promises && promises->guard != Guard::few_reps;
}

bool HasAny(const std::vector<LineView>& lines) {
  return std::ranges::any_of(lines,
                             [](const LineView& line) { return line.count > 0 || line.row_count > 0; });
}

CommitmentView ViewOf(const Commitment& one, Day today) {
  return {.id = one.id,
          .version = one.version,
          .text = one.text,
          .due_on = one.due_on,
          .done_on = one.done_on,
          .month = MonthOf(one.month_on).Name(),
          .is_late = one.done_on ? *one.done_on > one.due_on : one.due_on < today};
}

std::string HeadingOf(const FormatSection& section, const Speaker& speaker) {
  return section.heading.empty() ? speaker.Say("report.heading." + NameOf(section.key)) : section.heading;
}

class Building {
 public:
  Building(const MonthFacts& facts, Audience audience, const std::string& language)
      : facts_(facts),
        audience_(audience),
        language_(language),
        speaker_(language, facts.asked.organization.time_zone, facts.asked.organization.currency) {}

  PageView Run() {
    const MonthAsked& asked = facts_.asked;
    PageView page{.title = TitleOf(asked.month, language_),
                  .organization = asked.organization.name,
                  .person = asked.manager.name,
                  .currency = asked.organization.currency,
                  .time_zone = asked.organization.time_zone,
                  .from_on = asked.month.from,
                  .to_on = asked.month.to,
                  .made_at = asked.now,
                  .note = {},
                  .shows_meanings = asked.format.shows_meanings};
    bool is_empty = facts_.commitments.earlier.empty() && facts_.commitments.next.empty();
    for (const FormatSection& section : asked.format.sections) {
      if (!section.is_on) continue;
      page.sections.push_back(SectionOf(section));
      is_empty = is_empty && (section.key == SectionKey::exposure || !HasAny(page.sections.back().lines));
    }
    if (is_empty) page.note = speaker_.Say("report.none.month");
    const Day today = DayIn(asked.now, asked.organization.time_zone);
    for (const Commitment& one : facts_.commitments.earlier) page.earlier.push_back(ViewOf(one, today));
    for (const Commitment& one : facts_.commitments.next) page.next.push_back(ViewOf(one, today));
    return page;
  }

 private:
  SectionView SectionOf(const FormatSection& asked) {
    SectionView section{.key = asked.key, .heading = HeadingOf(asked, speaker_), .note = {}, .comment = {}};
    const auto comment = facts_.comments.find(NameOf(asked.key));
    if (comment != facts_.comments.end()) section.comment = comment->second;
    switch (asked.key) {
      case SectionKey::handoffs:
        section.lines = HandoffLines(facts_, speaker_);
        break;
      case SectionKey::coaching:
      case SectionKey::scoreboard:
        section.lines = FigureLines(facts_, asked.key, audience_, speaker_);
        break;
      case SectionKey::exposure:
        section.lines = ExposureLines(facts_, speaker_);
        section.note = facts_.exposure ? speaker_.Say("report.exposure_as_of",
                                                      {{"at", facts_.exposure->worked_out_at.milliseconds}})
                                       : speaker_.Say("report.none.exposure");
        return section;
      case SectionKey::displaced:
        if (HasMoves(facts_, audience_)) section.lines = MoveLines(facts_, speaker_);
        for (LineView& line : FigureLines(facts_, asked.key, audience_, speaker_)) {
          section.lines.push_back(std::move(line));
        }
        break;
      case SectionKey::commitments:
        if (facts_.commitments.earlier.empty() && facts_.commitments.next.empty()) {
          section.note = speaker_.Say("report.none.commitments");
        }
        return section;
    }
    if (asked.key == SectionKey::scoreboard) section.note = SayParts();
    if (HasAny(section.lines)) return section;
    section.note = speaker_.Say("report.none." + NameOf(asked.key)) +
                   (section.note.empty() ? std::string() : " " + section.note);
    // Seven times nothing says no more than that.
    if (asked.key == SectionKey::handoffs) section.lines.clear();
    return section;
  }

  // Who is counted for a part of the month: two reports count what the other leaves out.
  std::string SayParts() const {
    if (facts_.parts.empty()) return {};
    const Month& month = facts_.asked.month;
    const std::string& zone = facts_.asked.organization.time_zone;
    const auto say = [&](Day day) { return speaker_.Date(ToInstant({day, kNoon}, zone)); };
    std::string people;
    for (const PartOfMonth& one : std::span(facts_.parts).first(std::min(facts_.parts.size(), kMostParts))) {
      const std::string key = one.from_on == month.from ? "until"
                              : one.to_on == month.to   ? "from"
                                                        : "between";
      people += (people.empty() ? "" : ", ") +
                speaker_.Say("report.part." + key,
                             {{"person", one.person}, {"from", say(one.from_on)}, {"to", say(one.to_on)}});
    }
    const auto more = std::ssize(facts_.parts) - std::min(std::ssize(facts_.parts), std::int64_t{kMostParts});
    return speaker_.Say("report.part.sentence", {{"people", people}, {"more", more}});
  }

  const MonthFacts& facts_;
  const Audience audience_;
  const std::string language_;
  const Speaker speaker_;
};

}  // namespace

std::string TitleOf(const Month& month, const std::string& language) {
  return words::Catalogue::Compiled().Say(
      {"report.title", {{"on", ToInstant({month.from, kNoon}, "UTC").milliseconds}}}, language, "UTC");
}

PageView BuildPage(const MonthFacts& facts, Audience audience, const std::string& language) {
  return Building(facts, audience, language).Run();
}

Frozen Freeze(const MonthFacts& facts) {
  Frozen frozen;
  for (const Audience audience : {Audience::own, Audience::above}) {
    for (const std::string& language : words::Catalogue::Compiled().Languages()) {
      frozen.pages.push_back({audience, language, BuildPage(facts, audience, language)});
    }
  }
  frozen.rows = facts.rows;
  return frozen;
}

PageView PageFor(const Frozen& frozen, Audience audience, const std::string& language, const Format& format) {
  const Audience kept = audience == Audience::own ? Audience::own : Audience::above;
  const FrozenPage* found = nullptr;
  for (const FrozenPage& one : frozen.pages) {
    if (one.audience == kept && (!found || one.language == language)) found = &one;
  }
  if (!found) return {};
  PageView page = found->page;
  PutRows(page, frozen.rows, audience);
  if (audience == Audience::team) KeepOpen(page, format);
  return page;
}

void PutRows(PageView& page, const std::map<std::string, std::vector<RowView>>& rows, Audience audience) {
  for (SectionView& section : page.sections) {
    for (LineView& line : section.lines) {
      const bool is_shown = audience == Audience::own || (audience == Audience::above && !line.is_of_two &&
                                                          line.guard != Guard::not_yours);
      // The headline is made of all wins.
      const auto found = rows.find(line.key == "figure.saying" ? "figure.total_wins" : line.key);
      if (is_shown && found != rows.end()) line.rows = found->second;
    }
  }
}

void KeepOpen(PageView& page, const Format& format) {
  const auto is_open = [&](SectionKey key) {
    return std::ranges::any_of(format.sections, [&](const FormatSection& one) {
      return one.key == key && one.is_on && one.reps_see;
    });
  };
  std::erase_if(page.sections, [&](const SectionView& section) { return !is_open(section.key); });
  for (SectionView& section : page.sections) {
    section.comment.clear();
    for (LineView& line : section.lines) line.rows.clear();
  }
  if (is_open(SectionKey::commitments)) return;
  page.earlier.clear();
  page.next.clear();
}

std::vector<SectionView> Meanings(const Format& format, const std::string& language) {
  const Speaker speaker(language, "UTC", "USD");
  std::vector<SectionView> sections;
  for (const FormatSection& one : format.sections) {
    if (!one.is_on) continue;
    SectionView section{.key = one.key, .heading = HeadingOf(one, speaker), .note = {}, .comment = {}};
    for (const std::string& key : LineKeysOf(one.key)) section.lines.push_back(NamedLine(key, speaker));
    sections.push_back(std::move(section));
  }
  return sections;
}

}  // namespace baton::report
