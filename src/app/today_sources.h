// What Today shows of slices that it does not know.
#pragma once

#include "today/today.h"

namespace baton::app {

today::TodaySources SourcesOfToday();

}  // namespace baton::app
