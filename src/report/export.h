// A report as a file: what the page shows, with plain numbers for programs beside the figures as they are said.
//
//   WriteCsv(report, "en")     // one row a line
//   WriteXlsx(report, "de")    // three sheets: the lines, what is behind them, commitments
//
// Texts that a spreadsheet would run as formulas stay texts. Stateless, hence thread-safe.
#pragma once

#include <string>

#include "report/report_view.h"

namespace baton::report {

std::string WriteCsv(const ReportView& report, const std::string& language);
std::string WriteXlsx(const ReportView& report, const std::string& language);

}  // namespace baton::report
