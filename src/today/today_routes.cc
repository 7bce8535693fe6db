#include "today/today_routes.h"

#include <utility>

#include "http/router.h"
#include "today/managers.h"

namespace baton::today {

void AddTodayRoutes(http::Router& router, TodaySources sources) {
  router.Get("/api/v1/today", {.name = "getToday", .deed = access::Deed::read, .word = access::Word::today},
             [sources = std::move(sources)](const http::Call& call) -> Result<Today> {
               return ViewToday(call, sources);
             });
  router.Get("/api/v1/today/managers",
             {.name = "listManagersProgress", .deed = access::Deed::read, .word = access::Word::today},
             ListManagers);
}

}  // namespace baton::today
