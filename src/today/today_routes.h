// /api/v1/today: a person's first screen; /api/v1/today/managers: for a director, how far each manager is.
#pragma once

#include "today/today.h"

namespace baton::http {
class Router;
}

namespace baton::today {

void AddTodayRoutes(http::Router& router, TodaySources sources = {});

}  // namespace baton::today
