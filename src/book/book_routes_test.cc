// Requests to the book's routes, without a network.
#include "book/book_routes.h"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <map>
#include <memory>

#include "action/tables.h"
#include "action/undo.h"
#include "book/book_fixture.h"
#include "http/router.h"
#include "http/service.h"
#include "ties/learn.h"
#include "words/catalogue.h"

namespace baton::book {
namespace {

using http::Method;
using testing::HasSubstr;
using testing::Not;

struct Reply {
  int status = 0;
  std::string text;
  json::Value body;
  std::map<std::string, std::string> headers;

  std::string Said(std::string_view pointer) const {
    return std::string(body.at_pointer(pointer).as_string());
  }
  std::int64_t Number(std::string_view pointer) const { return body.at_pointer(pointer).as_int64(); }
};

class BookRoutesTest : public BookTest {
 protected:
  void SetUp() override {
    BookTest::SetUp();
    if (IsSkipped()) return;
    AddBookRoutes(router_, [this](db::Tx&, Id org_id) { noted_.push_back(org_id); });
    AddSearchRoutes(router_);
    options_.authenticate = [this](const http::RequestInfo& request) { return Authenticate(request); };
    options_.now_for = [](db::Connection&, Id) { return kNow; };
    service_ = std::make_unique<http::Service>(
        options_, router_, http::ServerParts{db(), clock_, events_, words::Catalogue::Compiled()});
  }

  Result<std::optional<access::Principal>> Authenticate(const http::RequestInfo& request) const {
    const auto header = request.header("X-Person");
    const auto person = header ? ParseId(*header) : std::nullopt;
    if (!person) return std::optional<access::Principal>();
    access::Principal principal;
    principal.org_id = kOrg;
    principal.person_id = *person;
    principal.role = *person == jim_ || *person == ann_ ? access::Role::manager : access::Role::rep;
    principal.language = "en";
    return std::optional(principal);
  }

  Reply Ask(Id person, Method method, const std::string& path, std::string_view body = "",
            std::optional<std::int64_t> version = {}) {
    http::RequestInfo request;
    request.method = method;
    request.target = path;
    const auto mark = path.find('?');
    request.path = path.substr(0, mark);
    if (mark != std::string::npos) request.parameters = *http::ParseQuery(path.substr(mark + 1));
    request.headers = {
        {"X-Person", ToString(person)}, {"Content-Type", "application/json"}, {"X-Baton-CSRF", "1"}};
    if (method == Method::patch) request.headers[1].value = "application/merge-patch+json";
    if (version) request.headers.push_back({"If-Match", "\"" + std::to_string(*version) + "\""});
    request.request_id = "test";
    const http::Answer answer = service_->Run(request, body, nullptr).answer;
    Reply reply{.status = answer.status, .text = answer.body, .body = nullptr, .headers = {}};
    if (!answer.body.empty()) reply.body = boost::json::parse(answer.body);
    for (const auto& header : answer.headers) reply.headers[header.name] = header.value;
    return reply;
  }
  Reply Get(Id person, const std::string& path) { return Ask(person, Method::get, path); }

  http::Router router_;
  http::ServerOptions options_;
  FixedClock clock_{kNow};
  http::EventHub events_;
  std::vector<Id> noted_;
  std::unique_ptr<http::Service> service_;
};

TEST_P(BookRoutesTest, TypesTenClientsAllOrNone) {
  const auto bad = Ask(jim_, Method::post, "/api/v1/accounts/batch",
                       R"({"accounts":[{"name":"Larmar"},{"name":" ","contact_email":"x"}]})");
  EXPECT_EQ(bad.status, 422);
  EXPECT_THAT(bad.text, HasSubstr("accounts[1].name"));
  EXPECT_THAT(bad.text, HasSubstr("accounts[1].contact_email"));
  EXPECT_EQ(Get(jim_, "/api/v1/accounts/summary").Number("/accounts"), 0);

  const auto good = Ask(jim_, Method::post, "/api/v1/accounts/batch",
                        R"({"accounts":[{"name":"Larmar","revenue_minor":41200000,"contact_name":"Bill"},)"
                        R"({"name":"Bexley","contact_email":"sue@bexley.example"}]})");
  ASSERT_EQ(good.status, 201) << good.text;
  EXPECT_EQ(good.Said("/items/0/owner/name"), "Jim");
  EXPECT_EQ(good.Said("/items/1/currency"), "USD");
  const auto summary = Get(jim_, "/api/v1/accounts/summary?owner=me");
  EXPECT_EQ(summary.Number("/only_me"), 2);
  EXPECT_EQ(summary.Number("/only_me_minor"), 41'200'000);
  EXPECT_EQ(Get(jim_, "/api/v1/accounts/summary?owner=any").Number("/accounts"), 2);
  EXPECT_EQ(Get(jim_, "/api/v1/search?q=bexly").Said("/items/0/title"), "Bexley");
}

TEST_P(BookRoutesTest, ChangesAndMovesWithAVersion) {
  const auto made =
      Ask(jim_, Method::post, "/api/v1/accounts", R"({"name":"Larmar","city":"Chicago","load_minutes":90})");
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string path = "/api/v1/accounts/" + made.Said("/id");
  EXPECT_EQ(Ask(jim_, Method::patch, path, R"({"city":"Joliet"})").status, 428);
  EXPECT_EQ(Ask(jim_, Method::patch, path, R"({"city":"Joliet"})", 7).status, 412);
  const auto changed = Ask(jim_, Method::patch, path, R"({"city":"Joliet","load_minutes":null})", 1);
  ASSERT_EQ(changed.status, 200) << changed.text;
  EXPECT_EQ(changed.Said("/city"), "Joliet");
  EXPECT_TRUE(changed.body.at("load_is_estimated").as_bool());

  EXPECT_EQ(Get(jada_, path).status, 404) << "not hers yet";
  const auto stranger = Ask(jim_, Method::patch, path, R"({"owner_id":")" + ToString(ann_) + "\"}", 2);
  EXPECT_EQ(stranger.status, 422) << "not below Jim";
  const auto moved = Ask(jim_, Method::patch, path, R"({"owner_id":")" + ToString(jada_) + "\"}", 2);
  ASSERT_EQ(moved.status, 200) << moved.text;
  EXPECT_EQ(moved.Said("/owner/name"), "Jada");
  EXPECT_EQ(moved.body.at("ownership").as_array().size(), 2U);
  EXPECT_EQ(Get(jada_, path).status, 200);
  EXPECT_EQ(Get(ann_, path).status, 404);
  EXPECT_EQ(Ask(jada_, Method::remove, path).status, 403) << "a rep removes no accounts";
  EXPECT_EQ(Ask(jim_, Method::remove, path).status, 204);
  EXPECT_EQ(Get(jim_, path).status, 404);
}

TEST_P(BookRoutesTest, KeepsContacts) {
  const Id account = AddAccount("Larmar", jada_);
  const std::string path = "/api/v1/accounts/" + ToString(account) + "/contacts";
  EXPECT_EQ(Ask(ann_, Method::post, path, R"({"name":"Bill"})").status, 404);
  const auto made = Ask(jada_, Method::post, path, R"({"name":"Bill","email":"bill@larmar.example"})");
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string contact = "/api/v1/contacts/" + made.Said("/id");
  EXPECT_EQ(Ask(jada_, Method::patch, contact, R"({"email":"nobody"})", 1).status, 422);
  EXPECT_EQ(Ask(jada_, Method::patch, contact, R"({"title":"Buyer"})", 1).Said("/title"), "Buyer");
  EXPECT_TRUE(made.body.at("time_zone").is_null());
  EXPECT_EQ(Ask(jada_, Method::patch, contact, R"({"time_zone":"Mars/Olympus"})", 2).status, 422);
  EXPECT_EQ(Ask(jada_, Method::patch, contact, R"({"time_zone":"Asia/Tokyo"})", 2).Said("/time_zone"),
            "Asia/Tokyo");
  EXPECT_EQ(Get(jada_, "/api/v1/accounts/" + ToString(account)).Said("/contacts/0/time_zone"), "Asia/Tokyo");
  EXPECT_TRUE(Ask(jada_, Method::patch, contact, R"({"time_zone":" "})", 3).body.at("time_zone").is_null());
  EXPECT_EQ(Ask(jada_, Method::remove, contact).status, 204);
  EXPECT_EQ(Get(jada_, "/api/v1/accounts/" + ToString(account)).body.at("contacts").as_array().size(), 0U);
}

TEST_P(BookRoutesTest, NotesWhatHappened) {
  const Id account = AddAccount("Larmar", jada_);
  const Id bill = AddContact(account, "Bill");
  const Id other = AddContact(AddAccount("Bexley", jada_), "Sue");
  const std::string path = "/api/v1/accounts/" + ToString(account) + "/activities";
  const auto note = [&](Id who, Id contact, Instant at, const std::string& more = "") {
    return Ask(who, Method::post, path,
               R"({"kind":"call","starts_at":")" + ToString(at) + R"(","minutes":15,"contact_ids":[")" +
                   ToString(contact) + "\"]" + more + "}");
  };
  const auto noted = note(jada_, bill, kNow - kMillisecondsPerDay);
  ASSERT_EQ(noted.status, 201) << noted.text;
  EXPECT_EQ(noted.Said("/people/0/name"), "Jada");
  ties::Learn(db(), kOrg, kNow);
  EXPECT_EQ(Get(jada_, "/api/v1/accounts/" + ToString(account)).Number("/known_by"), 1) << "it counts";
  EXPECT_EQ(noted_, std::vector{kOrg}) << "who wants to know is told";

  EXPECT_EQ(note(jada_, bill, kNow + 1000).status, 422) << "has not happened";
  EXPECT_EQ(note(jada_, bill, kNow - 400 * kMillisecondsPerDay).status, 422);
  EXPECT_EQ(note(jada_, other, kNow).status, 422) << "somebody of another client";
  EXPECT_EQ(note(jada_, bill, kNow, R"(,"person_ids":[])").status, 422) << "nobody of ours";
  EXPECT_EQ(note(jada_, bill, kNow, R"(,"person_ids":["5"])").status, 422);
  EXPECT_EQ(note(ann_, bill, kNow).status, 404) << "not her team's";
  const auto both =
      note(jada_, bill, kNow, R"(,"person_ids":[")" + ToString(jim_) + R"(",")" + ToString(jada_) + R"("])");
  EXPECT_EQ(both.body.at("people").as_array().size(), 2U) << both.text;

  EXPECT_EQ(Ask(ann_, Method::remove, "/api/v1/activities/" + noted.Said("/id")).status, 404);
  EXPECT_EQ(Ask(jada_, Method::remove, "/api/v1/activities/" + noted.Said("/id")).status, 204);
  EXPECT_EQ(Get(jada_, path).body.at("items").as_array().size(), 1U);
}

TEST_P(BookRoutesTest, ListsWithFiltersAndRefusesOthers) {
  AddAccount("Larmar", jim_);
  AddAccount("Bexley", jada_);
  EXPECT_EQ(Get(jim_, "/api/v1/accounts").body.at("items").as_array().size(), 2U);
  EXPECT_THAT(Get(jim_, "/api/v1/accounts?owner=me&sort=urgent&state=mine").text, Not(HasSubstr("Bexley")));
  EXPECT_EQ(Get(jim_, "/api/v1/accounts?owner=somebody").status, 422);
  EXPECT_EQ(Get(jim_, "/api/v1/accounts?sort=size").status, 422);
  EXPECT_EQ(Get(jim_, "/api/v1/accounts/5/activities").status, 404);
  const Id stage = AddStage("Contract", StageCategory::signature);
  EXPECT_EQ(Get(jada_, "/api/v1/stages").Said("/items/0/category"), "signature");
  EXPECT_EQ(Ask(jada_, Method::patch, "/api/v1/stages/" + ToString(stage), R"({"position":2})", 1).status,
            403);
}

INSTANTIATE_TEST_SUITE_P(Engines, BookRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::book
