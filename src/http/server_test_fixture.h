// A server with a few routes over a scratch database, for the tests of this folder.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "db/database.h"
#include "db/scratch.h"
#include "http/http.h"
#include "http/open_api.h"
#include "http/router.h"
#include "http/test_client.h"
#include "words/catalogue.h"

namespace baton::http {

struct ThingInput {
  std::string name;
  std::optional<std::string> note;
  std::vector<std::int32_t> marks;
};
BOOST_DESCRIBE_STRUCT(ThingInput, (), (name, note, marks))

struct Thing {
  Id id;
  std::int64_t version = 1;
  std::string name;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id, version, name, note))

enum class Sort { name, revenue };
BOOST_DESCRIBE_ENUM(Sort, name, revenue)

struct ThingQuery {
  std::optional<std::string> q;
  std::optional<Id> owner;
  Sort sort = Sort::name;
  std::int32_t limit = 50;
  std::vector<Id> ids;
  bool is_open = false;
};
BOOST_DESCRIBE_STRUCT(ThingQuery, (), (q, owner, sort, limit, ids, is_open))

struct Echo {
  std::string text;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Echo, (), (text, number))

// Who asks is said by a header in place of a session: "X-Role: rep", with "X-Session: 1" as if by cookie.
inline Result<std::optional<access::Principal>> AuthenticateTest(const RequestInfo& request) {
  const auto role = request.header("X-Role");
  if (!role) return std::optional<access::Principal>();
  if (*role == "broken") return Fail(Kind::unauthenticated, "problem.unauthenticated");
  access::Principal principal;
  principal.org_id = Id{7};
  principal.person_id = Id{8};
  principal.role = json::EnumOf<access::Role>(*role).value_or(access::Role::rep);
  if (request.header("X-Session")) principal.session_id = Id{9};
  principal.language = "en";
  return std::optional<access::Principal>(principal);
}

class ServerTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("baton-http-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "static" / "assets");
    WriteFile(folder_ / "static" / "index.html", "<!doctype html>" + std::string(2000, ' '));
    WriteFile(folder_ / "static" / "assets" / "app-3f2a91bc.js", "let a = 1;");
    WriteFile(folder_ / "static" / "assets" / "app-3f2a91bc.js.br", "brotli");
    WriteFile(folder_ / "secret.txt", "secret");
    database_ = db::Database::Open({.where = scratch_.where()});
    database_->LeaseNode();
    options_.port = 0;
    options_.workers = 2;
    options_.uploads_folder = folder_ / "uploads";
    options_.static_folder = folder_ / "static";
    options_.authenticate = AuthenticateTest;
    AddRoutes();
  }
  void TearDown() override {
    is_let_go_ = true;
    server_.reset();
    database_.reset();
    std::filesystem::remove_all(folder_);
  }
  void Start() {
    server_ = std::make_unique<Server>(
        options_, router_, ServerParts{*database_, clock_, events_, words::Catalogue::Compiled()});
    server_->Start();
  }
  TestAnswer Ask(std::string_view bytes) {
    if (!server_) Start();
    TestClient client(server_->port());
    return client.Ask(bytes);
  }
  void AddRoutes();
  static void WriteFile(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
  }

  db::Scratch scratch_{db::Engine::sqlite};
  std::unique_ptr<db::Database> database_;
  std::filesystem::path folder_;
  FixedClock clock_{Instant{1'795'513'260'000}};
  EventHub events_;
  Router router_;
  ServerOptions options_;
  std::unique_ptr<Server> server_;
  std::atomic<int> writes_ = 0;
  // What asks for /api/v1/slow is at work until it is let go.
  std::atomic<bool> is_at_work_ = false;
  std::atomic<bool> is_let_go_ = false;
};

inline void ServerTest::AddRoutes() {
  using access::Deed;
  using access::Word;
  const RouteOptions read{.name = "", .deed = Deed::read, .word = Word::account};
  const auto named = [read](std::string name) {
    RouteOptions options = read;
    options.name = std::move(name);
    return options;
  };
  router_.Get("/api/v1/hello", {.name = "hello", .open = true},
              [](const Call&) -> Result<Echo> { return Echo{.text = "hello"}; });
  router_.Get("/api/v1/long", {.name = "long", .open = true},
              [](const Call&) -> Result<Echo> { return Echo{.text = std::string(5000, 'a')}; });
  router_.Get("/api/v1/throw", {.name = "throw", .open = true},
              [](const Call&) -> Result<Echo> { throw std::runtime_error("a secret path"); });
  router_.Get("/api/v1/slow", {.name = "slow", .open = true}, [this](const Call&) -> Result<Echo> {
    is_at_work_ = true;
    while (!is_let_go_) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return Echo{.text = "slow"};
  });
  router_.Get("/api/v1/cookie", {.name = "cookie", .open = true}, [](const Call& call) -> Result<Echo> {
    call.answer().SetCookie({.name = "a", .value = call.query("value").value_or("x"), .max_age_seconds = 60});
    return Echo{.text = call.cookie("b").value_or("")};
  });
  router_.Get("/api/v1/things/{id}", named("getThing"), [](const Call& call, Id id) -> Result<Thing> {
    if (id.value != 5) return NotFound("account");
    return Thing{.id = id, .version = 3, .name = json::ToText(call.scope().reach), .note = {}};
  });
  router_.Get("/api/v1/things/{id}.csv", named("getThingFile"), [](const Call&, Id id) -> Result<File> {
    return File{.content_type = "text/csv", .name = "Größe \"1\".csv", .bytes = ToString(id)};
  });
  router_.Get("/api/v1/things", named("getThings"),
              [](const Call&, const ThingQuery& query) -> Result<Page<Thing>> {
                Page<Thing> page;
                for (const Id id : query.ids)
                  page.items.push_back({.id = id, .version = 1, .name = "n", .note = {}});
                page.next = query.q;
                return page;
              });
  router_.Get("/api/v1/stream", named("stream"), [](const Call&) -> Result<File> {
    auto count = std::make_shared<int>(0);
    return File{.content_type = "text/plain",
                .source = [count] { return ++*count <= 3 ? std::to_string(*count) : std::string(); }};
  });
  router_.Post("/api/v1/things", {.name = "addThing", .deed = Deed::create, .word = Word::account},
               [this](const Call& call, const ThingInput& input) -> Result<Thing> {
                 return call.Write([&](db::Tx& tx) -> Result<Thing> {
                   ++writes_;
                   call.answer().Set("Baton-Action", "77");
                   return Thing{.id = tx.NewId(), .version = 1, .name = input.name, .note = input.note};
                 });
               });
  router_.Post("/api/v1/late", {.name = "addLate", .deed = Deed::create, .word = Word::account},
               [this](const Call& call, const ThingInput& input) -> Result<Thing> {
                 const auto id = call.Write([&](db::Tx& tx) -> Result<Id> {
                   ++writes_;
                   return tx.NewId();
                 });
                 return Thing{.id = *id, .version = 1, .name = input.name, .note = {}};
               });
  router_.Patch("/api/v1/things/{id}", {.name = "changeThing", .deed = Deed::change, .word = Word::account},
                [](const Call& call, Id id, const json::Patch<ThingInput>& patch) -> Result<Thing> {
                  const auto version = call.if_match();
                  if (!version) return Fail(version.error());
                  if (*version != 3) return Fail(Kind::stale, "problem.stale");
                  const ThingInput input = patch.Apply({.name = "old", .note = "note", .marks = {}});
                  return Thing{.id = id, .version = 4, .name = input.name, .note = input.note};
                });
  router_.Delete("/api/v1/things/{id}", {.name = "removeThing", .deed = Deed::remove, .word = Word::account},
                 [](const Call&, Id) -> Result<Done> { return Done{}; });
  router_.Post("/api/v1/settings", {.name = "changeSettings", .deed = Deed::change, .word = Word::settings},
               [](const Call&) -> Result<Done> { return Done{}; });
  router_.Post(
      "/api/v1/files", {.name = "addFiles", .deed = Deed::create, .word = Word::account, .upload = true},
      [](const Call& call) -> Result<Echo> {
        Echo echo;
        for (const auto& upload : call.uploads()) {
          std::ifstream file(upload.path, std::ios::binary);
          std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
          echo.text += upload.field + '|' + upload.file_name + '|' + bytes.substr(0, 20) + '\n';
          echo.number += upload.bytes;
        }
        for (const auto& [name, value] : call.form())
          echo.text.append(name).append("=").append(value).append("\n");
        return echo;
      });
  router_.Post("/api/v1/small-files",
               {.name = "addSmallFile",
                .deed = Deed::create,
                .word = Word::account,
                .upload = true,
                .upload_limit_mb = 1},
               [](const Call& call) -> Result<Echo> { return Echo{.number = call.uploads().front().bytes}; });
  router_.Events(
      "/api/v1/events", {.name = "listen", .deed = Deed::read, .word = Word::notice},
      [](const Call& call) -> Result<EventStream> {
        return EventStream{.resume = [&call](std::string_view last) {
          if (last.empty()) return std::vector<Event>{};
          return std::vector<Event>{
              {.org_id = call.org_id(), .id = "12", .event = "action", .data = "after " + std::string(last)}};
        }};
      });
  router_.Get("/page/{token}", {.name = "showPage", .open = true},
              [](const Call&, const std::string& token) -> Result<Answer> {
                return Answer{.content_type = "text/html",
                              .body = "<p>" + token,
                              .headers = {{"Content-Security-Policy", "default-src 'none'"}}};
              });
  router_.Post("/page/{token}", {.name = "answerPage", .open = true, .max_bytes = 1000},
               [](const Call&, const std::string&, const ThingInput& input) -> Result<Answer> {
                 return Answer{.content_type = "text/plain",
                               .body = input.name + '|' + input.note.value_or("-")};
               });
  AddOpenApiRoutes(router_, "Baton", "1");
}

}  // namespace baton::http
