// From "Forgot your password?" to the mail that a server took, and back in by its link.
#include <filesystem>

#include "reset/reset_fixture_test.h"
#include "session/throttle.h"

namespace baton::reset {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST_P(ResetTest, AnswerAndWorkAreTheSameForEveryAddress) {
  SetRelay(ToServer());
  const http::Answer known = Ask("jim@northwind.example");
  const std::int64_t of_known = Count("job WHERE kind = 'reset.request'");
  EXPECT_EQ(Count("reset_request"), 1);
  EXPECT_EQ(Count("mail"), 0) << "who waits for the answer sees no mail being made";
  for (const char* email : {"nobody@northwind.example", "jada@northwind.example"}) {
    const http::Answer other = Ask(email);
    EXPECT_EQ(other.status, known.status);
    EXPECT_EQ(other.body, known.body);
    ASSERT_EQ(other.headers.size(), known.headers.size());
    for (std::size_t i = 0; i < other.headers.size(); ++i) {
      EXPECT_EQ(other.headers[i].name, known.headers[i].name);
      EXPECT_EQ(other.headers[i].value, known.headers[i].value);
    }
  }
  EXPECT_EQ(known.status, 204);
  EXPECT_EQ(Count("job WHERE kind = 'reset.request'"), 3 * of_known);
  EXPECT_EQ(Count("mail"), 0);
  EXPECT_EQ(Ask("no address").status, 422);
}

TEST_P(ResetTest, OnlyWhoSignsInWithTheAddressGetsAMail) {
  SetRelay(ToServer());
  Ask("nobody@northwind.example");
  Ask("jada@northwind.example");
  Change("deleted_at = 1");
  Ask("jim@northwind.example");
  runner_->RunDue();
  EXPECT_TRUE(server_.messages().empty());
  EXPECT_EQ(Count("reset_request"), 0) << "addresses that were typed in are forgotten";
  Change("deleted_at = NULL, language = 'de', email = 'other@northwind.example'");
  clock_.Set(kNow + kMillisecondsPerMinute);
  Ask("Jim@Northwind.example");
  runner_->RunDue();
  ASSERT_EQ(Got().size(), 1U);
  EXPECT_THAT(Got().front(), HasSubstr("To: Jim Calder <jim@northwind.example>"));
  EXPECT_THAT(Got().front(), HasSubstr("Auto-Submitted: auto-generated"));
  EXPECT_THAT(Got().front(), HasSubstr("Guten Tag Jim Calder"));
  EXPECT_EQ(View(TokenOf(Got().front())), 200);
}

TEST_P(ResetTest, TheLinkIsKeptNowhere) {
  SetRelay(ToServer());
  const std::string token = Link();
  ASSERT_EQ(token.size(), session::kTokenCharacters);
  for (const auto& [table, column] :
       std::vector<std::pair<std::string, std::string>>{{"mail_content", "content"},
                                                        {"mail", "recipients"},
                                                        {"mail", "answer"},
                                                        {"mail", "message_id"},
                                                        {"change", "new_values"},
                                                        {"change", "old_values"},
                                                        {"invitation", "token_hash"},
                                                        {"invitation", "account_hash"},
                                                        {"job", "message_arguments"},
                                                        {"notice", "message_arguments"}}) {
    EXPECT_EQ(Holding(table, column, token), 0) << table << '.' << column;
  }
  EXPECT_EQ(Holding("mail_content", "content", "https://baton.example/join/…"), 1) << "the test looks well";
  EXPECT_EQ(Holding("invitation", "token_hash", session::TokenHash(token)), 1);
  EXPECT_EQ(
      Count("change WHERE table_name = 'mail' AND REPLACE(new_values, 'jim@northwind', '') <> new_values"), 0)
      << "nor does the log hold the address";
}

TEST_P(ResetTest, UsingItEndsEverythingElseAndTellsThePerson) {
  SetRelay(ToServer());
  const std::string elsewhere = SessionOf(jim_);
  const std::string ada = SessionOf(ada_);
  const std::string token = Link();
  EXPECT_EQ(Use(token, "short").status, 422);
  EXPECT_EQ(Use(token, "jim@northwind.example").status, 422)
      << "the address is what the person signs in with";
  EXPECT_EQ(Use(token).status, 201);
  EXPECT_EQ(Use(token, "another new password").status, 404) << "a second time";
  EXPECT_EQ(View(token), 404);
  EXPECT_EQ(Sees(elsewhere), 401);
  EXPECT_EQ(Sees(ada), 200);
  EXPECT_EQ(SignIn("jim@northwind.example", kPassword), 401);
  EXPECT_EQ(SignIn("jim@northwind.example", kNewPassword), 201);
  EXPECT_EQ(Count("action WHERE kind = 'password.reset' AND actor_id IS NOT NULL"), 1);
  runner_->RunDue();
  ASSERT_EQ(Got().size(), 2U);
  EXPECT_THAT(Got().back(), HasSubstr("Subject: Your password for Baton was changed"));
  EXPECT_THAT(Got().back(), HasSubstr("Not you?"));
  EXPECT_THAT(Got().back(), Not(HasSubstr("/join/")));
}

TEST_P(ResetTest, ALinkEndsWithItsHourANewerOneAndWhatItOpens) {
  SetRelay(ToServer());
  const auto at = [&](int hours) { clock_.Set(kNow + hours * 25 * 60 * kMillisecondsPerMinute); };
  const std::string late = Link();
  clock_.Set(kNow + session::kMailedResetLife - 1);
  EXPECT_EQ(View(late), 200);
  clock_.Set(kNow + session::kMailedResetLife);
  EXPECT_EQ(View(late), 404) << "its hour is over";

  at(1);
  const std::string older = Link();
  clock_.Set(clock_.Now() + kMillisecondsPerMinute);
  const std::string newer = Link();
  EXPECT_EQ(View(older), 404) << "a newer one is there";
  EXPECT_EQ(View(newer), 200);
  Change("email = 'jim@elsewhere.example', email_fold = 'jim@elsewhere.example'");
  EXPECT_EQ(View(newer), 404) << "another address";

  at(2);
  const std::string before = Link();
  EXPECT_EQ(View(before), 200);
  db().Write([&](db::Tx& tx) {
    const auto identity = session::FindIdentityOf(tx, kOrg, jim_);
    session::SetPassword(tx, identity->id, session::HashPassword("some other password"), clock_.Now());
  });
  EXPECT_EQ(Use(before).status, 404) << "another password";

  at(3);
  const std::string left = Link();
  EXPECT_EQ(View(left), 200);
  Change("deleted_at = 1");
  EXPECT_EQ(Use(left).status, 404) << "the person has left";
}

TEST_P(ResetTest, AskingWaitsLongerEachTimeForAnAddressAndForAClient) {
  SetRelay(ToServer());
  for (const std::string email : {"jim@northwind.example", "nobody@northwind.example"}) {
    EXPECT_EQ(Ask(email).status, 204) << email;
    EXPECT_EQ(Ask(email).status, 429) << email;
    clock_.Set(clock_.Now() + 2'000);
    EXPECT_EQ(Ask(email).status, 204) << email;
    clock_.Set(clock_.Now() + 2'000);
    EXPECT_EQ(Ask(email, "198.51.100.1").status, 429) << email;
    clock_.Set(clock_.Now() + 60'000);
    EXPECT_EQ(Ask(email).status, 204) << email;
    clock_.Set(clock_.Now() + 60'000);
    EXPECT_EQ(Ask(email).status, 429) << email;
  }
  EXPECT_EQ(SignIn("jim@northwind.example", kPassword), 201) << "signing in is counted apart";
  int heard = 0;
  for (int i = 0; i < 100; ++i) {
    heard += Ask("n" + std::to_string(i) + "@x.example", "203.0.113.9").status == 204 ? 1 : 0;
  }
  EXPECT_EQ(heard, session::kFreeFailures + session::kAddressAllowance);
}

TEST_P(ResetTest, WithoutAServerNothingIsOfferedAndNothingHappens) {
  const auto is_offered = [&] { return Send(http::Method::get, "/password-reset").body; };
  EXPECT_EQ(is_offered(), R"({"by_mail":false})");
  EXPECT_EQ(Ask("jim@northwind.example").status, 409);
  EXPECT_EQ(Ask("jim@northwind.example").body, Ask("nobody@northwind.example").body);
  mail::RelayInput into_files = ToServer();
  into_files.kind = mail::RelayKind::folder;
  SetRelay(into_files);
  EXPECT_EQ(is_offered(), R"({"by_mail":false})") << "a dry run reaches nobody";
  SetRelay(ToServer());
  EXPECT_EQ(is_offered(), R"({"by_mail":true})");
  Ask("jim@northwind.example");
  EXPECT_EQ(Count("reset_request"), 1);
}

TEST_P(ResetTest, ADryRunWritesNoLinkIntoAFile) {
  SetRelay(ToServer());
  server_.AnswerRecipient("451 try later");
  Ask("jim@northwind.example");
  runner_->RunDue();
  mail::RelayInput into_files = ToServer();
  into_files.kind = mail::RelayKind::folder;
  SetRelay(into_files);
  runner_->RunDue();
  EXPECT_FALSE(std::filesystem::exists(folder_));
  EXPECT_EQ(Count("mail WHERE state = 'cancelled' AND answer = 'mail.answer.over'"), 1);
}

TEST_P(ResetTest, AnotherAttemptIsAnotherMailWithAnotherLink) {
  SetRelay(ToServer());
  server_.AnswerData("451 try later");
  const std::string first = Link();
  EXPECT_EQ(View(first), 200) << "nobody knows whether it arrived";
  server_.AnswerData("250 good");
  clock_.Set(kNow + kMillisecondsPerMinute);
  runner_->RunDue();
  ASSERT_EQ(Got().size(), 2U);
  const std::string second = TokenOf(Got().back());
  EXPECT_NE(first, second);
  EXPECT_EQ(View(first), 404);
  EXPECT_EQ(View(second), 200);
  const auto id_of = [](const std::string& mail) {
    const auto at = mail.find("Message-Id:");
    return mail.substr(at, mail.find("\r\n", at) - at);
  };
  EXPECT_NE(id_of(Got().front()), id_of(Got().back())) << "or a mail program would show the first one only";
}

TEST_P(ResetTest, WhatWaitedTooLongIsNotSent) {
  SetRelay(ToServer());
  server_.AnswerRecipient("451 try later");
  Ask("jim@northwind.example");
  runner_->RunDue();
  server_.AnswerRecipient("250 good");
  clock_.Set(kNow + kWorthSending + 1);
  runner_->RunDue();
  EXPECT_TRUE(server_.messages().empty());
  EXPECT_EQ(Count("mail WHERE state = 'cancelled'"), 1);
}

TEST_P(ResetTest, AnAdministratorStartsTheMailAndSeesNoLink) {
  SetRelay(ToServer());
  const std::string ada = SessionOf(ada_);
  const auto path = [](Id id) { return "/people/" + ToString(id) + "/password-reset"; };
  const http::Answer started = Send(http::Method::post, path(jim_), "", ada);
  EXPECT_EQ(started.status, 204);
  EXPECT_EQ(started.body, "");
  runner_->RunDue();
  ASSERT_EQ(Got().size(), 1U);
  EXPECT_THAT(Got().front(), HasSubstr("To: Jim Calder <jim@northwind.example>"));
  EXPECT_EQ(View(TokenOf(Got().front())), 200);
  EXPECT_EQ(Count("action WHERE kind = 'password.send' AND actor_id = " + ToString(ada_)), 1);
  EXPECT_EQ(Send(http::Method::post, path(jim_), "", ada).status, 429);
  EXPECT_EQ(Send(http::Method::post, path(jada_), "", ada).status, 409) << "she is invited instead";
  EXPECT_EQ(Send(http::Method::post, path(ada_), "", SessionOf(jim_)).status, 403);
  EXPECT_EQ(Send(http::Method::post, path(jim_), "", SessionOf(jada_)).status, 403);
  EXPECT_EQ(Send(http::Method::post, path(jim_)).status, 401);
}

// The mailbox that the administrator enters as Jim's address gets nothing: the link goes where Jim signs in.
TEST_P(ResetTest, AnAddressThatSomebodyElseEnteredGetsNothing) {
  SetRelay(ToServer());
  Change("email = 'ada@private.example', email_fold = 'ada@private.example'");
  Send(http::Method::post, "/people/" + ToString(jim_) + "/password-reset", "", SessionOf(ada_));
  Ask("ada@private.example");
  runner_->RunDue();
  ASSERT_EQ(Got().size(), 1U);
  EXPECT_THAT(Got().front(), Not(HasSubstr("ada@private.example")));
  EXPECT_THAT(Got().front(), HasSubstr("To: Jim Calder <jim@northwind.example>"));
}

TEST_P(ResetTest, APasswordChangedInTheSettingsIsToldToo) {
  SetRelay(ToServer());
  const auto changed = Send(http::Method::post, "/session/password",
                            R"({"current":"correct horse battery staple","password":"a brand new password"})",
                            SessionOf(jim_));
  EXPECT_EQ(changed.status, 204);
  runner_->RunDue();
  ASSERT_EQ(Got().size(), 1U);
  EXPECT_THAT(Got().front(), HasSubstr("Your password for Baton was changed"));
}

INSTANTIATE_TEST_SUITE_P(Engines, ResetTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::reset
