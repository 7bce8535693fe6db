// A small team in a database of either engine, and requests to routes without a network: for the tests of handoffs,
// plans and the board.
//
//   class PlanRoutesTest : public handoff::TeamTest { void AddRoutes(http::Router& r) override { ... } };
//   TEST_P(PlanRoutesTest, X) { const auto answer = Ask(jim(), "POST", "/api/v1/plans", "{}"); }
#pragma once

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>

#include "access/principal.h"
#include "action/action.h"
#include "base/temporary.h"
#include "base/text.h"
#include "book/activity.h"
#include "book/directory.h"
#include "db/test_database.h"
#include "http/router.h"
#include "http/service.h"
#include "people/directory.h"
#include "people/organization.h"
#include "words/catalogue.h"

namespace baton::handoff {

struct TestReply {
  int status = 0;
  json::Value body;
  std::string text;

  const json::Value& at(std::string_view pointer) const { return body.at_pointer(pointer); }
  std::string Said(std::string_view pointer) const { return std::string(at(pointer).as_string()); }
  std::int64_t Number(std::string_view pointer) const { return at(pointer).as_int64(); }
};

class TeamTest : public db::DatabaseTest {
 public:
  static constexpr Id kOrg{7};

 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    Seed();
    AddRoutes(router_);
    options_.authenticate = [this](const http::RequestInfo& request) { return Authenticate(request); };
    options_.now_for = [this](db::Connection&, Id) { return now_; };
    service_ = std::make_unique<http::Service>(
        options_, router_, http::ServerParts{db(), clock_, events_, words::Catalogue::Compiled()});
  }

  virtual void AddRoutes(http::Router& router) = 0;

  // Jim manages Jada, Tom and Lena; Dana directs; Max manages another team. Three accounts are Jim's.
  void Seed() {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "organization.create", now_);
      people::Organization organization;
      organization.org_id = kOrg;
      organization.name = "Northwind";
      organization.currency = "USD";
      organization.time_zone = "UTC";
      people::InsertOrganization(action, organization);
      dana_ = AddPerson(action, "Dana Ruiz", access::Role::director, {});
      jim_ = AddPerson(action, "Jim Calder", access::Role::manager, dana_);
      max_ = AddPerson(action, "Max Orr", access::Role::manager, dana_);
      jada_ = AddPerson(action, "Jada Ellis", access::Role::rep, jim_);
      tom_ = AddPerson(action, "Tom Reyes", access::Role::rep, jim_);
      lena_ = AddPerson(action, "Lena Koch", access::Role::rep, jim_);
      ann_ = AddPerson(action, "Ann Admin", access::Role::administrator, {});
      larmar_ = AddAccount(action, "Larmar Freight", "Freight", 4'820'000, jim_);
      bexley_ = AddAccount(action, "Bexley Motors", "Cars", 5'410'000, jim_);
      wren_ = AddAccount(action, "Wren Dairy", "Food", 3'160'000, jim_);
      // Jada knows freight, Tom cars.
      for (int i = 0; i < 3; ++i)
        AddAccount(action, "Freight " + std::to_string(i), "Freight", 100'000, jada_);
      for (int i = 0; i < 3; ++i) AddAccount(action, "Cars " + std::to_string(i), "Cars", 100'000, tom_);
    });
  }

  Id AddPerson(action::Action& action, const std::string& name, access::Role role,
               std::optional<Id> manager) {
    people::Person person;
    person.name = name;
    person.name_fold = Fold(name);
    person.email = Fold(name.substr(0, name.find(' '))) + "@northwind.example";
    person.email_fold = person.email;
    person.role = role;
    person.manager_id = manager;
    person.languages = "en";
    person.created_at = now_;
    const auto inserted = people::InsertPerson(action, person);
    EXPECT_TRUE(inserted);
    roles_[inserted->id] = role;
    return inserted->id;
  }

  Id AddAccount(action::Action& action, const std::string& name, const std::string& industry,
                std::int64_t revenue, Id owner) {
    book::Account account;
    account.name = name;
    account.name_fold = Fold(name);
    account.industry = industry;
    account.revenue_minor = revenue;
    account.currency = "USD";
    account.load_minutes = 60;
    account.created_at = now_;
    const Id id = book::InsertAccount(action, account, owner).id;
    book::Contact contact;
    contact.account_id = id;
    contact.name = "Bill of " + name;
    contact.name_fold = Fold(contact.name);
    contact.email = "bill@client.example";
    contact.email_fold = contact.email;
    contact.created_at = now_;
    book::InsertContact(action, contact);
    return id;
  }

  // People of ours, the first of whom leads, meet the account's contact.
  Id Meet(Id account, const std::vector<Id>& people, Instant at,
          book::ActivityKind kind = book::ActivityKind::meeting) {
    return *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, people.front()}, "activity.create", now_);
      const auto activity = action.Insert(book::Activity{.kind = kind,
                                                         .account_id = account,
                                                         .owner_id = people.front(),
                                                         .subject = "Review",
                                                         .starts_at = at,
                                                         .minutes = 30,
                                                         .created_at = now_});
      for (const Id person : people)
        action.Insert(book::Attendance{.activity_id = activity.id, .starts_at = at, .person_id = person});
      const Id contact = book::FindContacts(tx, kOrg, account).front().id;
      action.Insert(book::Attendance{.activity_id = activity.id, .starts_at = at, .contact_id = contact});
      return activity.id;
    });
  }
  Instant DaysFromNow(int days) const { return now_ + days * kMillisecondsPerDay; }

  Result<std::optional<access::Principal>> Authenticate(const http::RequestInfo& request) const {
    const auto header = request.header("X-Person");
    const auto person = header ? ParseId(*header) : std::nullopt;
    if (!person) return std::optional<access::Principal>();
    access::Principal principal;
    principal.org_id = kOrg;
    principal.person_id = *person;
    principal.role = roles_.at(*person);
    principal.language = "en";
    return std::optional(principal);
  }

  TestReply Ask(Id person, http::Method method, const std::string& path, std::string_view body = "",
                std::optional<std::int64_t> version = {}) {
    return ReplyTo(RequestOf(person, method, path, version), body, nullptr);
  }
  // A file as the whole body.
  TestReply Upload(Id person, const std::string& path, std::string_view bytes,
                   std::optional<std::int64_t> version = {}) {
    const TemporaryFolder folder("baton-upload-test");
    const http::RequestInfo request = RequestOf(person, http::Method::post, path, version);
    options_.uploads_folder = folder.path();
    http::UploadWriter writer(folder.path(), request);
    writer.Feed(bytes);
    return ReplyTo(request, "", &writer);
  }

  static http::RequestInfo RequestOf(Id person, http::Method method, const std::string& path,
                                     std::optional<std::int64_t> version) {
    http::RequestInfo request;
    request.method = method;
    request.target = path;
    const auto mark = path.find('?');
    request.path = path.substr(0, mark);
    if (mark != std::string::npos) request.parameters = *http::ParseQuery(path.substr(mark + 1));
    request.headers = {
        {"X-Person", ToString(person)}, {"Content-Type", "application/json"}, {"X-Baton-CSRF", "1"}};
    if (version) request.headers.push_back({"If-Match", "\"" + std::to_string(*version) + "\""});
    request.request_id = "test";
    return request;
  }
  TestReply ReplyTo(const http::RequestInfo& request, std::string_view body, http::UploadWriter* upload) {
    const http::Answer answer = service_->Run(request, body, upload).answer;
    TestReply reply{.status = answer.status, .body = nullptr, .text = answer.body};
    if (answer.content_type.find("json") != std::string::npos && !answer.body.empty()) {
      reply.body = boost::json::parse(answer.body);
    }
    for (const http::Header& header : answer.headers) {
      if (header.name == "Baton-Action") action_id_ = ParseId(header.value);
    }
    if (answer.remove_after) std::filesystem::remove(answer.path);
    return reply;
  }
  TestReply Get(Id person, const std::string& path) { return Ask(person, http::Method::get, path); }
  TestReply Post(Id person, const std::string& path, std::string_view body,
                 std::optional<std::int64_t> version = {}) {
    return Ask(person, http::Method::post, path, body, version);
  }

  Id OwnerOf(Id account) {
    const auto ownership = book::FindOwnership(*db().Read(), kOrg, account);
    return ownership ? ownership->person_id : Id{};
  }
  std::int64_t NoticesOf(Id person) {
    return *db().Read()->QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM notice WHERE org_id = $1 AND person_id = $2", kOrg, person);
  }

  Instant now_ = *ParseInstant("2026-11-24T09:41:00Z");
  Id dana_, jim_, max_, jada_, tom_, lena_, ann_;
  Id larmar_, bexley_, wren_;
  std::optional<Id> action_id_;  // of the last write

 private:
  FixedClock clock_{now_};
  http::EventHub events_;
  http::Router router_;
  http::ServerOptions options_;
  std::unordered_map<Id, access::Role> roles_;
  std::unique_ptr<http::Service> service_;
};

}  // namespace baton::handoff
