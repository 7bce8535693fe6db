// What the tests of a forgotten password share: three people of whom two sign in, a mail server, the routes and the jobs.
#pragma once

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <vector>

#include "http/router.h"
#include "http/service.h"
#include "mail/send_fixture.h"
#include "reset/reset.h"
#include "session/identity.h"
#include "session/invitation.h"
#include "session/secret.h"
#include "session/session_routes.h"
#include "session/session_store.h"
#include "words/catalogue.h"

namespace baton::reset {

using mail::kNow;
using mail::kOrg;

inline constexpr std::string_view kPassword = "correct horse battery staple";
inline constexpr std::string_view kNewPassword = "a brand new password";

class ResetTest : public mail::SendTest {
 protected:
  void SetUp() override {
    SendTest::SetUp();
    if (IsSkipped()) return;
    jada_ = Add("Jada Ellis", "jada@northwind.example", access::Role::rep);
    ada_ = Add("Ada Admin", "ada@northwind.example", access::Role::administrator);
    LetSignIn(jim_, "jim@northwind.example");
    LetSignIn(ada_, "ada@northwind.example");
    options_ = {.clock = &clock_, .public_url = "https://baton.example"};
    session_ = {.clock = &clock_,
                .public_url = options_.public_url,
                .password_changed = TellOfChange(options_.public_url)};
    runner_.emplace(db(), clock_);
    mail::AddMailJobs(*runner_,
                      {.folder = folder_, .key = &key_, .hosts = hosts_, .finish = MakeLink(options_)});
    AddResetJob(*runner_, options_);
    AddResetRoutes(router_, options_);
    session::AddSessionRoutes(router_, session_);
    session::AddInvitationRoutes(router_, session_);
    server_options_.public_url = options_.public_url;
    server_options_.authenticate = [this](const http::RequestInfo& request) {
      return session::Authenticate(db(), session_, request);
    };
    service_ = std::make_unique<http::Service>(
        server_options_, router_, http::ServerParts{db(), clock_, events_, words::Catalogue::Compiled()});
  }

  Id Add(const std::string& name, const std::string& email, access::Role role) {
    Id id;
    Act([&](action::Action& action) {
      people::Person person;
      person.name = name;
      person.name_fold = name;
      person.email = person.email_fold = email;
      person.role = role;
      id = people::InsertPerson(action, person)->id;
    });
    return id;
  }

  void LetSignIn(Id person_id, const std::string& email) {
    db().Write([&](db::Tx& tx) {
      const auto identity = session::InsertIdentity(tx, email, session::HashPassword(kPassword), kNow);
      session::InsertMembership(tx, {identity.id, kOrg, person_id});
    });
  }

  http::Answer Send(http::Method method, const std::string& path, std::string_view body = "",
                    const std::string& cookie = "", const std::string& address = "192.0.2.7") {
    http::RequestInfo request;
    request.method = method;
    request.target = request.path = "/api/v1" + path;
    request.client_address = address;
    request.request_id = "test";
    request.headers = {{"Content-Type", "application/json"}, {"X-Baton-CSRF", "1"}};
    if (!cookie.empty()) request.headers.push_back({"Cookie", "__Host-baton=" + cookie});
    return service_->Run(request, body, nullptr).answer;
  }
  http::Answer Ask(const std::string& email, const std::string& address = "192.0.2.7") {
    return Send(http::Method::post, "/password-reset", R"({"email":")" + email + "\"}", "", address);
  }
  http::Answer Use(const std::string& token, std::string_view password = kNewPassword) {
    return Send(http::Method::post, "/invitations/" + token + "/acceptance",
                R"({"name":"","email":"","password":")" + std::string(password) + "\"}");
  }
  int SignIn(const std::string& email, std::string_view password) {
    return Send(http::Method::post, "/session",
                R"({"email":")" + email + R"(","password":")" + std::string(password) + "\"}")
        .status;
  }
  std::string SessionOf(Id person_id) {
    std::string token = session::NewToken();
    db().Write([&](db::Tx& tx) { session::InsertSession(tx, kOrg, person_id, token, "", clock_.Now()); });
    return token;
  }
  int Sees(const std::string& cookie) { return Send(http::Method::get, "/session", "", cookie).status; }
  int View(const std::string& token) { return Send(http::Method::get, "/invitations/" + token).status; }

  // What the server got, without the breaks that its encoding puts into lines.
  std::vector<std::string> Got() {
    std::vector<std::string> mails = server_.messages();
    for (std::string& mail : mails) {
      for (std::size_t at = 0; (at = mail.find("=\r\n", at)) != std::string::npos;) mail.erase(at, 3);
    }
    return mails;
  }
  static std::string TokenOf(const std::string& mail) {
    const auto at = mail.find("https://baton.example/join/");
    if (at == std::string::npos) return {};
    return mail.substr(at + std::string_view("https://baton.example/join/").size(),
                       session::kTokenCharacters);
  }
  // The link that comes to Jim.
  std::string Link() {
    EXPECT_EQ(Ask("jim@northwind.example").status, 204);
    runner_->RunDue();
    return Got().empty() ? "" : TokenOf(Got().back());
  }
  std::int64_t Count(const std::string& from) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + from);
  }
  // How many rows have the text in the column.
  std::int64_t Holding(const std::string& table, const std::string& column, const std::string& text) {
    return *db().Read()->QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM " + table + " WHERE REPLACE(" + column + ", $1, '') <> " + column, text);
  }
  void Change(const std::string& set) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE person SET " + set + " WHERE org_id = $1 AND id = $2", kOrg, jim_);
    });
  }

  Id jada_;  // does not sign in yet
  Id ada_;
  ResetOptions options_;
  session::SessionOptions session_;
  http::ServerOptions server_options_;
  http::EventHub events_;
  http::Router router_;
  std::unique_ptr<http::Service> service_;
};

}  // namespace baton::reset
