#include "friday/paper.h"

#include "base/noon.h"
#include "words/catalogue.h"

namespace baton::friday {

paper::Document PaperOf(const SentPageView& sent, const std::string& language) {
  const PageView& page = sent.page;
  const auto say = [&](const std::string& key, Arguments arguments, const std::string& zone) {
    return words::Catalogue::Compiled().Say({key, std::move(arguments)}, language, zone);
  };
  paper::Document document{
      .language = language,
      .title = say("friday.paper.title", {{"on", NoonOf(page.week_on)}}, "UTC"),
      .above = page.organization + " · " + page.person,
      .about = say("ui.friday.page_lead",
                   {{"person", page.person},
                    {"reader", page.reader},
                    {"at", say("friday.row.at", {{"at", sent.sent_at.milliseconds}}, page.time_zone)}},
                   page.time_zone),
      .is_letter = paper::UsesLetter(page.time_zone),
      .footer = say("ui.friday.page_note", {{"number", static_cast<std::int64_t>(page.definitions)}},
                    page.time_zone)};
  paper::Section& since = document.sections.emplace_back(paper::Section{.heading = page.since.title});
  for (const SinceLineView& line : page.since.lines) {
    since.lines.push_back({.label = line.label, .figure = line.text, .beside = line.basis});
  }
  for (const CardView& card : page.cards) {
    paper::Section& section = document.sections.emplace_back(
        paper::Section{.heading = card.title, .statement = card.statement, .meaning = card.meaning});
    if (card.rows.empty()) continue;
    paper::List& list = section.lists.emplace_back();
    for (const RowView& row : card.rows) list.items.push_back({row.title, row.beside});
    if (card.more > 0) {
      list.items.push_back({say("ui.friday.more", {{"count", card.more}}, page.time_zone), ""});
    }
  }
  return document;
}

}  // namespace baton::friday
