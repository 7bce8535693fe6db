#include "session/session_routes.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <map>
#include <memory>

#include "db/test_database.h"
#include "http/router.h"
#include "http/service.h"
#include "people/directory.h"
#include "people/organization.h"
#include "session/attempt.h"
#include "session/identity.h"
#include "session/invitation.h"
#include "session/secret.h"
#include "session/session_store.h"
#include "session/throttle.h"
#include "words/catalogue.h"

namespace baton::session {
namespace {

constexpr Id kOrg{7};
constexpr std::string_view kPassword = "correct horse battery staple";

// A browser, or a program with a token, at an address.
struct Client {
  std::string address = "192.0.2.7";
  std::map<std::string, std::string> cookies = {};
  std::string token = {};
};

struct Reply {
  int status = 0;
  json::Value body;
};

class SessionRoutesTest : public db::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    Seed();
    options_ = {.clock = &clock_, .public_url = "https://baton.example"};
    AddSessionRoutes(router_, options_);
    AddInvitationRoutes(router_, options_);
    AddTokenRoutes(router_, options_);
    server_.public_url = options_.public_url;
    server_.authenticate = [this](const http::RequestInfo& request) {
      return Authenticate(db(), options_, request);
    };
    service_ = std::make_unique<http::Service>(
        server_, router_, http::ServerParts{db(), clock_, events_, words::Catalogue::Compiled()});
  }

  void Seed() {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "organization.create", clock_.Now());
      people::Organization organization;
      organization.org_id = kOrg;
      organization.name = "Northwind";
      organization.currency = "USD";
      organization.time_zone = "UTC";
      people::InsertOrganization(action, organization);
      for (const char* name : {"jim", "jada"}) {
        people::Person person;
        person.name = person.name_fold = name;
        person.email = person.email_fold = std::string(name) + "@x.example";
        person.created_at = clock_.Now();
        ids_[name] = people::InsertPerson(action, person)->id;
      }
      jim_identity_ = InsertIdentity(tx, "jim@x.example", HashPassword(kPassword), clock_.Now()).id;
      InsertMembership(tx, {jim_identity_, kOrg, ids_["jim"]});
    });
  }

  Reply Ask(Client& client, http::Method method, const std::string& path, std::string_view body = "") {
    http::RequestInfo request;
    request.method = method;
    request.target = request.path = "/api/v1" + path;
    request.client_address = client.address;
    request.request_id = "test";
    request.headers = {{"Content-Type", "application/json"}, {"X-Baton-CSRF", "1"}};
    for (const auto& [name, value] : client.cookies)
      request.headers.push_back({"Cookie", name + '=' + value});
    if (!client.token.empty()) request.headers.push_back({"Authorization", "Bearer " + client.token});
    const http::Answer answer = service_->Run(request, body, nullptr).answer;
    for (const http::Header& header : answer.headers) {
      if (header.name != "Set-Cookie") continue;
      EXPECT_NE(header.value.find("; HttpOnly; SameSite=Lax; Secure"), std::string::npos) << header.value;
      const auto equals = header.value.find('=');
      client.cookies[header.value.substr(0, equals)] =
          header.value.substr(equals + 1, header.value.find(';') - equals - 1);
    }
    return {answer.status, answer.body.empty() ? json::Value() : boost::json::parse(answer.body)};
  }
  Reply SignIn(Client& client, std::string_view email, std::string_view password) {
    return Ask(client, http::Method::post, "/session",
               R"({"email":")" + std::string(email) + R"(","password":")" + std::string(password) + "\"}");
  }
  Client Jim() {
    Client client;
    EXPECT_EQ(SignIn(client, "jim@x.example", kPassword).status, 201);
    return client;
  }
  int Sees(Client& client) { return Ask(client, http::Method::get, "/session").status; }
  std::string NewApiToken(Client& client) {
    const auto made = Ask(client, http::Method::post, "/tokens",
                          R"({"name":"robot","scope":"all","expires_at":"2026-12-24T00:00:00Z"})");
    EXPECT_EQ(made.status, 201);
    return std::string(made.body.at("token").as_string());
  }
  Reply Accept(Client& client, InvitationKind kind, const std::string& name, const std::string& email) {
    const std::string link =
        db().Write([&](db::Tx& tx) { return InsertInvitation(tx, kind, kOrg, ids_[name], clock_.Now()); });
    return Ask(client, http::Method::post, "/invitations/" + link + "/acceptance",
               R"({"name":"N","email":")" + email + R"(","password":"a brand new password"})");
  }
  void Remove(const std::string& name) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE person SET deleted_at = $1 WHERE org_id = $2 AND id = $3", clock_.Now(), kOrg,
                 ids_[name]);
    });
  }

  FixedClock clock_{*ParseInstant("2026-11-24T09:41:00Z")};
  std::map<std::string, Id> ids_;
  Id jim_identity_;

 private:
  SessionOptions options_;
  http::ServerOptions server_;
  http::EventHub events_;
  http::Router router_;
  std::unique_ptr<http::Service> service_;
};

TEST_P(SessionRoutesTest, StrangersDoNotKeepAKnownBrowserOut) {
  Client known = Jim();
  ASSERT_TRUE(known.cookies.contains("__Host-baton-browser"));
  known.cookies.erase("__Host-baton");
  Client stranger{.address = "198.51.100.1"};
  for (int i = 0; i < kFreeFailures; ++i) {
    EXPECT_EQ(SignIn(stranger, "jim@x.example", "not this one").status, 401);
  }
  EXPECT_EQ(SignIn(stranger, "jim@x.example", kPassword).status, 429);
  EXPECT_EQ(SignIn(known, "jim@x.example", kPassword).status, 201);
  // The token opens nothing for another account, and guesses with it are counted too.
  for (int i = 0; i < kFreeFailures; ++i) SignIn(known, "nobody@x.example", "not this one");
  EXPECT_EQ(SignIn(known, "nobody@x.example", "not this one").status, 429);
  for (int i = 0; i < kFreeFailures; ++i) SignIn(known, "jim@x.example", "not this one");
  EXPECT_EQ(SignIn(known, "jim@x.example", kPassword).status, 429);
}

TEST_P(SessionRoutesTest, SigningInDoesNotCountAgainstTheOffice) {
  Client client;
  SignIn(client, "jim@x.example", "not this one");
  for (int i = 0; i < 3; ++i) Jim();
  EXPECT_EQ(FindFailures(*db().Read(), SubjectOfAddress(client.address))->failures, 1);
  EXPECT_FALSE(FindFailures(*db().Read(), SubjectOfEmail("jim@x.example")).has_value());
}

TEST_P(SessionRoutesTest, PeopleChooseTheLanguageThatBatonSpeaksToThem) {
  Client client = Jim();
  const auto choose = [&](Client& who, const std::string& language) {
    return Ask(who, http::Method::post, "/session/language", R"({"language":")" + language + "\"}");
  };
  EXPECT_EQ(choose(client, "de").status, 204);
  const auto me = Ask(client, http::Method::get, "/session");
  EXPECT_EQ(me.body.at("person").at("language").as_string(), "de");
  const auto refused = choose(client, "tlh");
  EXPECT_EQ(refused.status, 422);
  const words::Catalogue& words = words::Catalogue::Compiled();
  EXPECT_EQ(refused.body.at("title").as_string(), words.Say({"problem.title.invalid"}, "de"));
  EXPECT_NE(refused.body.at("title").as_string(), words.Say({"problem.title.invalid"}, "en"));
  Client nobody;
  EXPECT_EQ(choose(nobody, "de").status, 401);
}

TEST_P(SessionRoutesTest, SigningInAgainEndsTheSessionOfThisBrowser) {
  Client client = Jim();
  Client copy = client;
  EXPECT_EQ(SignIn(client, "jim@x.example", kPassword).status, 201);
  EXPECT_EQ(Sees(client), 200);
  EXPECT_EQ(Sees(copy), 401);
}

TEST_P(SessionRoutesTest, ANewPasswordEndsTheOtherSessionsAndKeepsTokens) {
  Client here = Jim();
  Client there = Jim();
  Client robot{.token = NewApiToken(here)};
  const auto changed = Ask(here, http::Method::post, "/session/password",
                           R"({"current":"correct horse battery staple","password":"a brand new password"})");
  EXPECT_EQ(changed.status, 204);
  EXPECT_EQ(Sees(here), 200);
  EXPECT_EQ(Sees(there), 401);
  EXPECT_EQ(Sees(robot), 200);
}

TEST_P(SessionRoutesTest, GuessingTheCurrentPasswordWaits) {
  Client client = Jim();
  const std::string_view guess = R"({"current":"not this one","password":"a brand new password"})";
  for (int i = 0; i < kFreeFailures; ++i) {
    EXPECT_EQ(Ask(client, http::Method::post, "/session/password", guess).status, 422);
  }
  EXPECT_EQ(Ask(client, http::Method::post, "/session/password", guess).status, 429);
}

TEST_P(SessionRoutesTest, AResetAndSigningOutEverywhereEndTokensToo) {
  Client here = Jim();
  Client robot{.token = NewApiToken(here)};
  Client fresh;
  EXPECT_EQ(Accept(fresh, InvitationKind::reset, "jim", "jim@x.example").status, 201);
  EXPECT_EQ(Sees(here), 401);
  EXPECT_EQ(Sees(robot), 401);
  EXPECT_EQ(Sees(fresh), 200);
  robot.token = NewApiToken(fresh);
  EXPECT_EQ(Ask(fresh, http::Method::remove, "/sessions").status, 204);
  EXPECT_EQ(Sees(fresh), 401);
  EXPECT_EQ(Sees(robot), 401);
}

TEST_P(SessionRoutesTest, ATokenMakesNoTokens) {
  Client jim = Jim();
  Client robot{.token = NewApiToken(jim)};
  const auto made = Ask(robot, http::Method::post, "/tokens",
                        R"({"name":"heir","scope":"all","expires_at":"2026-12-24T00:00:00Z"})");
  EXPECT_EQ(made.status, 403);
}

TEST_P(SessionRoutesTest, WhoIsRemovedIsOutAtOnce) {
  Client jim = Jim();
  Client robot{.token = NewApiToken(jim)};
  Remove("jim");
  EXPECT_EQ(Sees(jim), 401);
  EXPECT_EQ(Sees(robot), 401);
  EXPECT_EQ(Ask(robot, http::Method::get, "/tokens").status, 401);
  Client again;
  EXPECT_EQ(SignIn(again, "jim@x.example", kPassword).status, 403);
}

TEST_P(SessionRoutesTest, TheAddressOfAColleagueIsTaken) {
  Client client;
  EXPECT_EQ(Accept(client, InvitationKind::join, "jada", "jim@x.example").status, 422);
  Remove("jim");  // and comes back as somebody new
  EXPECT_EQ(Accept(client, InvitationKind::join, "jada", "jim@x.example").status, 201);
  EXPECT_EQ(Sees(client), 200);
}

TEST_P(SessionRoutesTest, ALinkOpensOnce) {
  const std::string link = db().Write([&](db::Tx& tx) {
    return InsertInvitation(tx, InvitationKind::join, kOrg, ids_["jada"], clock_.Now());
  });
  const std::string_view body = R"({"name":"N","email":"jada@x.example","password":"a brand new password"})";
  Client client;
  EXPECT_EQ(Ask(client, http::Method::post, "/invitations/" + link + "/acceptance", body).status, 201);
  EXPECT_EQ(Ask(client, http::Method::post, "/invitations/" + link + "/acceptance", body).status, 404);
  EXPECT_EQ(Ask(client, http::Method::get, "/invitations/" + link).status, 404);
}

TEST_P(SessionRoutesTest, ALinkToANewPasswordIsShortLivedAndForWhoSignsIn) {
  const auto make = [&](const std::string& name) {
    return db().Write([&](db::Tx& tx) {
      return InsertInvitation(tx, InvitationKind::reset, kOrg, ids_[name], clock_.Now());
    });
  };
  const std::string link = make("jim");
  EXPECT_TRUE(FindInvitation(*db().Read(), link, clock_.Now() + (kResetLife - 1)).has_value());
  EXPECT_FALSE(FindInvitation(*db().Read(), link, clock_.Now() + kResetLife).has_value());
  EXPECT_FALSE(FindInvitation(*db().Read(), make("jada"), clock_.Now()).has_value()) << "she has no password";
}

TEST_P(SessionRoutesTest, ANewPasswordLeavesNameAndAddressAsTheyAre) {
  Client client;
  const auto me = Accept(client, InvitationKind::reset, "jim", "other@x.example");
  EXPECT_EQ(me.status, 201);
  EXPECT_EQ(me.body.at("person").at("name").as_string(), "jim");
  Client again;
  EXPECT_EQ(SignIn(again, "jim@x.example", "a brand new password").status, 201);
  EXPECT_EQ(SignIn(again, "other@x.example", "a brand new password").status, 401);
}

INSTANTIATE_TEST_SUITE_P(Engines, SessionRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::session
