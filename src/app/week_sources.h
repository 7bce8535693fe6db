// What the plan of a week shows of slices that it does not know.
#pragma once

#include "week/plan.h"

namespace baton::app {

week::WeekSources SourcesOfWeeks();

}  // namespace baton::app
