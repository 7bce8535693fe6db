// A month's facts as the page that people read, in a language and as far as the reader may see: each line with what it is called, how it
// is counted, the figure as it is said, and what must stand beside it.
//
//   const PageView page = BuildPage(facts, Audience::above, "de");
//
// Of two: rows that are a manager's and a rep's are counted for those above, and shown to the manager alone. Pure, thread-safe.
#pragma once

#include <string>
#include <vector>

#include "report/gather.h"
#include "report/report_view.h"

namespace baton::report {

// Without rows.
PageView BuildPage(const MonthFacts& facts, Audience audience, const std::string& language);
// Everything that is kept when the month is closed: for the manager and those above, in each language.
Frozen Freeze(const MonthFacts& facts);
// Of what was frozen, what a reader sees: reps as far as the organization's format opens it now. None: nothing.
PageView PageFor(const Frozen& frozen, Audience audience, const std::string& language, const Format& format);
// Puts the rows to their lines, as far as this reader may see them.
void PutRows(PageView& page, const std::map<std::string, std::vector<RowView>>& rows, Audience audience);
// For a rep: the sections that are open, without comments, commitments and rows.
void KeepOpen(PageView& page, const Format& format);

// What each line means, by section, without a figure.
std::vector<SectionView> Meanings(const Format& format, const std::string& language);
// "October 2026"
std::string TitleOf(const Month& month, const std::string& language);

}  // namespace baton::report
