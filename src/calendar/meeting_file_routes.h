// Routes for a calendar that is handed over as a file: to look at what would count, and to take it.
#pragma once

#include "http/router.h"

namespace baton::calendar {

void AddMeetingFileRoutes(http::Router& router);

}  // namespace baton::calendar
