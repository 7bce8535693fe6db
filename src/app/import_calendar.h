// `baton import FILE.ics`: somebody's own calendar from the command line. Prints which meetings with clients would count and what is
// left out and why, asks, and takes them.
//
//   if (IsCalendarFile(path)) return ImportCalendar(context, path, options, watching);
#pragma once

#include <string>

#include "app/import_command.h"
#include "intake/import_service.h"

namespace baton::app {

// By its content.
bool IsCalendarFile(const std::string& path);
// REQUIRES: the context's person is whose calendar it is.
Result<int> ImportCalendar(const intake::ImportContext& context, const std::string& path,
                           const ImportOptions& options, const Watching& watching);

}  // namespace baton::app
