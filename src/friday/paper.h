// A Friday page that was sent, as a page for paper.
//
//   printer.Print(PaperOf(page, "de"))
//
// Stateless, hence thread-safe.
#pragma once

#include <string>

#include "friday/friday.h"
#include "paper/document.h"

namespace baton::friday {

paper::Document PaperOf(const SentPageView& sent, const std::string& language);

}  // namespace baton::friday
