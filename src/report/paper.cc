#include "report/paper.h"

#include "base/noon.h"
#include "report/lines.h"

namespace baton::report {
namespace {

class Writer {
 public:
  Writer(const ReportView& report, const std::string& language)
      : report_(report),
        page_(report.page),
        speaker_(language, report.page.time_zone, report.page.currency),
        days_(language, "UTC", report.page.currency) {}

  paper::Document Write(const std::string& language) const {
    paper::Document document{.language = language,
                             .title = page_.title,
                             .above = page_.organization + " · " + page_.person,
                             .about = About(),
                             .logo = report_.logo,
                             .is_letter = paper::UsesLetter(page_.time_zone),
                             .note = page_.note};
    for (const SectionView& section : page_.sections) document.sections.push_back(SectionOf(section));
    return document;
  }

 private:
  std::string DayText(Day day) const { return days_.Say("report.value.date", {{"at", NoonOf(day)}}); }

  std::string About() const {
    std::string about =
        speaker_.Say("ui.report.made",
                     {{"from", DayText(page_.from_on)},
                      {"to", DayText(page_.to_on)},
                      {"zone", page_.time_zone},
                      {"at", speaker_.Say("report.value.date_time", {{"at", page_.made_at.milliseconds}})},
                      {"definitions", speaker_.Number(page_.definitions)}});
    if (report_.closed_by) {
      about += " " + speaker_.Say("ui.report.closed_by", {{"person", report_.closed_by->name}});
    } else {
      about += " " + speaker_.Say("report.paper.draft");
    }
    return about;
  }

  paper::Section SectionOf(const SectionView& section) const {
    paper::Section out{.heading = section.heading, .note = section.note, .comment = section.comment};
    for (const LineView& line : section.lines) {
      paper::Line& put = out.lines.emplace_back(paper::Line{
          .label = line.label, .figure = line.text, .is_quiet = line.guard != scoreboard::Guard::none});
      for (const std::string& one : line.beside) put.beside += (put.beside.empty() ? "" : " · ") + one;
      if (page_.shows_meanings) put.meaning = line.meaning;
    }
    if (section.key != SectionKey::commitments) return out;
    if (!page_.earlier.empty()) {
      out.lists.push_back(ListOf("ui.report.earlier", page_.earlier));
      for (std::size_t i = 0; i < page_.earlier.size(); ++i) {
        paper::Item& item = out.lists.back().items[i];
        item.text = (page_.earlier[i].done_on ? "✓ " : "○ ") + item.text;
      }
    }
    out.lists.push_back(ListOf("ui.report.next", page_.next));
    out.lists.back().none = speaker_.Say("ui.report.next_none");
    return out;
  }

  paper::List ListOf(const std::string& heading, const std::vector<CommitmentView>& commitments) const {
    paper::List list{.heading = speaker_.Say(heading)};
    for (const CommitmentView& one : commitments) list.items.push_back({one.text, Beside(one)});
    return list;
  }

  std::string Beside(const CommitmentView& one) const {
    if (one.done_on) {
      return speaker_.Say("ui.report.done_on", {{"on", DayText(*one.done_on)}, {"due", DayText(one.due_on)}});
    }
    return speaker_.Say(one.is_late ? "ui.report.due_late" : "ui.report.due", {{"on", DayText(one.due_on)}});
  }

  const ReportView& report_;
  const PageView& page_;
  const Speaker speaker_;
  const Speaker days_;  // days have no zone
};

}  // namespace

paper::Document PaperOf(const ReportView& report, const std::string& language) {
  return Writer(report, language).Write(language);
}

}  // namespace baton::report
