// A call takes one connection to read, however much it asks for: two could make calls wait for each other.
#include <gtest/gtest.h>

#include <stdexcept>

#include "base/clock.h"
#include "db/database.h"
#include "db/scratch.h"
#include "http/router.h"
#include "http/service.h"
#include "words/catalogue.h"

namespace baton::http {
namespace {

class Reader : public ::testing::Test {
 protected:
  Reader() {
    options_.authenticate = [](const RequestInfo&) {
      return Result<std::optional<access::Principal>>(
          access::Principal{.org_id = Id{1}, .person_id = Id{2}, .role = access::Role::manager});
    };
    options_.now_for = [this](db::Connection& connection, Id) {
      (void)connection;
      ++times_;
      return Instant{1};
    };
  }

  template <class F>
  int Run(Method method, F handler) {
    Router router;
    const auto run = [handler](const Call& call) -> Result<Done> {
      handler(call);
      return Done{};
    };
    const access::Word word = method == Method::get ? access::Word::today : access::Word::plan;
    if (method == Method::get) {
      router.Get("/api/v1/now", {.name = "now", .deed = access::Deed::read, .word = word}, run);
    } else {
      router.Post("/api/v1/now", {.name = "now", .deed = access::Deed::change, .word = word}, run);
    }
    EventHub events;
    const FixedClock clock{Instant{1}};
    const Service service(options_, router, {*database_, clock, events, words::Catalogue::Compiled()});
    RequestInfo request;
    request.method = method;
    request.target = request.path = "/api/v1/now";
    request.headers.push_back({"X-Baton-CSRF", "1"});
    return service.Run(request, "", nullptr).answer.status;
  }

  const db::Scratch scratch_{db::Engine::sqlite};
  const std::unique_ptr<db::Database> database_ = db::Database::Open(
      {.where = scratch_.where(), .readers = 1, .wait_timeout = std::chrono::milliseconds(50)});
  ServerOptions options_;
  int times_ = 0;
};

TEST_F(Reader, OneConnectionIsEnoughForACall) {
  EXPECT_EQ(Run(Method::get,
                [](const Call& call) {
                  (void)call.db();
                  (void)call.now();
                  (void)call.now();
                }),
            204);
  EXPECT_EQ(times_, 1);
}

TEST_F(Reader, ACallThatAsksForNoTimeReadsNone) {
  EXPECT_EQ(Run(Method::get, [](const Call& call) { (void)call.db(); }), 204);
  EXPECT_EQ(times_, 0);
}

// Each reading meets a row that is gone by its second statement, but for those of one state.
TEST_F(Reader, WhatDoesNotFitTogetherIsReadOnceMoreOfOneState) {
  database_->Write([](db::Tx& tx) { tx.Execute("CREATE TABLE thing (id INTEGER)"); });
  int runs = 0;
  const auto handler = [&](const Call& call) {
    ++runs;
    const auto count = [&] { return *call.db().QueryValue<std::int64_t>("SELECT count(*) FROM thing"); };
    const std::int64_t first = count();
    database_->Write([](db::Tx& tx) { tx.Execute("INSERT INTO thing (id) VALUES (1)"); });
    if (count() != first) throw std::out_of_range("a row that is not known");
  };
  EXPECT_EQ(Run(Method::get, handler), 204);
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(Run(Method::post, handler), 500) << "what writes is not done twice";
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(Run(Method::get,
                [&](const Call& call) {
                  (void)call.db();
                  ++runs;
                  throw std::out_of_range("always");
                }),
            500);
  EXPECT_EQ(runs, 5);
}

TEST_F(Reader, ACallThatWritesKnowsTheTimeAndHoldsNoConnection) {
  const int status = Run(Method::post, [this](const Call& call) {
    EXPECT_EQ(times_, 1);
    (void)*database_->Read();
    (void)call.now();
  });
  EXPECT_TRUE(status == 201 || status == 204) << status;
  EXPECT_EQ(times_, 1);
}

}  // namespace
}  // namespace baton::http
