// A call takes one connection to read, however much it asks for: two could make calls wait for each other.
#include <gtest/gtest.h>

#include "base/clock.h"
#include "db/database.h"
#include "db/scratch.h"
#include "http/router.h"
#include "http/service.h"
#include "words/catalogue.h"

namespace baton::http {
namespace {

TEST(Reader, OneConnectionIsEnoughForACall) {
  const db::Scratch scratch{db::Engine::sqlite};
  const auto database = db::Database::Open(
      {.where = scratch.where(), .readers = 1, .wait_timeout = std::chrono::milliseconds(50)});
  Router router;
  router.Get("/api/v1/now", {.name = "now", .deed = access::Deed::read, .word = access::Word::today},
             [](const Call& call) -> Result<Done> {
               (void)call.db();
               (void)call.now();
               return Done{};
             });
  ServerOptions options;
  options.authenticate = [](const RequestInfo&) {
    return Result<std::optional<access::Principal>>(
        access::Principal{.org_id = Id{1}, .person_id = Id{2}, .role = access::Role::rep});
  };
  options.now_for = [&](Id) {
    (void)*database->Read();
    return Instant{1};
  };
  EventHub events;
  const FixedClock clock{Instant{1}};
  const Service service(options, router, {*database, clock, events, words::Catalogue::Compiled()});
  RequestInfo request;
  request.target = request.path = "/api/v1/now";
  EXPECT_EQ(service.Run(request, "", nullptr).answer.status, 204);
}

}  // namespace
}  // namespace baton::http
