// What the tests of sending share: an organization with one person, a server that says what the test wants, a runner.
#pragma once

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>

#include "action/undo.h"
#include "db/test_database.h"
#include "mail/mail_routes.h"
#include "mail/outbox.h"
#include "mail/relay.h"
#include "mail/scripted_server.h"
#include "mail/send.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::mail {

inline constexpr Id kOrg{5};
inline constexpr Instant kNow{1'795'513'260'000};  // 2026-11-24T09:41:00Z
inline constexpr access::Scope kAll{access::Reach::organization, kOrg, Id{}};

class SendTest : public db::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    Act([&](action::Action& action) {
      people::InsertOrganization(action, {.name = "Northwind", .currency = "USD", .time_zone = "UTC"});
      people::Person jim;
      jim.name = "Jim Calder";
      jim.name_fold = "jim calder";
      jim.email = "jim@northwind.example";
      jim.email_fold = "jim@northwind.example";
      jim.role = access::Role::manager;
      jim_ = people::InsertPerson(action, jim)->id;
    });
    runner_.emplace(db(), clock_);
    AddMailJobs(*runner_, {.folder = folder_, .key = &key_, .hosts = hosts_});
  }
  void TearDown() override {
    runner_.reset();
    std::filesystem::remove_all(folder_);
    DatabaseTest::TearDown();
  }

  template <class F>
  void Act(F&& deed) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, std::nullopt}, "account.create", clock_.Now());
      deed(action);
    });
  }

  void SetRelay(RelayInput input) {
    Act([&](action::Action& action) {
      ASSERT_TRUE(FaultsOf(input, {}, outward::Hosts::private_too).empty());
      ASSERT_TRUE(PutRelay(action, FindRelay(action.tx(), kOrg), input, key_));
      SendWaiting(action.tx(), kOrg, clock_.Now());
    });
  }
  RelayInput ToServer() {
    RelayInput input;
    input.host = "127.0.0.1";
    input.port = server_.port();
    input.security = RelaySecurity::none;
    input.from_email = "baton@northwind.example";
    input.from_name = "Baton";
    return input;
  }

  Draft Letter() {
    Draft draft;
    draft.sender_id = jim_;
    draft.to = {{"Bill Larmar", "bill@larmar.example"}};
    draft.cc = {{"Jada Ellis", "jada@northwind.example"}};
    draft.subject = "Jada will look after you";
    draft.text = "Dear Bill,\n.\nfrom here on Jada.\n";
    return draft;
  }
  Id QueueLetter() {
    Id id;
    Act([&](action::Action& action) { id = Queue(action, Letter()).id; });
    return id;
  }
  // What a process leaves that dies after the server's yes: a mail that is being sent.
  void CutOff(Id id) {
    Act([&](action::Action& action) {
      Mail sending = Find(id);
      sending.state = MailState::sending;
      ASSERT_TRUE(action.Update(Find(id), sending));
    });
  }
  std::int64_t CountNotices() {
    return *db().Read()->QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM notice WHERE org_id = $1 AND person_id = $2", kOrg, jim_);
  }
  Mail Find(Id id) { return FindMail(*db().Read(), kAll, id).value(); }

  const std::string folder_ =
      (std::filesystem::temp_directory_path() / ("baton_mail_" + std::to_string(::getpid()))).string();
  outward::Hosts hosts_ = outward::Hosts::private_too;  // before SetUp
  const seal::Key key_{{1, 2, 3}};
  FixedClock clock_{kNow};
  ScriptedServer server_;
  std::optional<job::Runner> runner_;
  Id jim_;
};

}  // namespace baton::mail
