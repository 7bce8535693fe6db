// A report as a page for paper: the lines of the page as it is read, without the rows behind them, which are folded there too.
//
//   printer.Print(PaperOf(report, "de"))
//
// Stateless, hence thread-safe.
#pragma once

#include <string>

#include "paper/document.h"
#include "report/report_view.h"

namespace baton::report {

paper::Document PaperOf(const ReportView& report, const std::string& language);

}  // namespace baton::report
