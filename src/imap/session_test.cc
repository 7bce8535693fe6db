#include "imap/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "imap/scripted_mailbox.h"

namespace baton::imap {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class SessionTest : public testing::Test {
 protected:
  SessionTest() {
    mailbox_.Change([](auto& folders) {
      folders["INBOX"].mails = {
          {3, "From: a@b.example\r\n\r\n"}, {4, "From: c@d.example\r\n\r\n"}, {9, "\r\n"}};
      folders["Sent"].marks = "\\Sent";
    });
  }

  Result<std::unique_ptr<Session>> Connect(outward::Hosts hosts = outward::Hosts::private_too) const {
    return Session::Connect(
        {.host = "127.0.0.1", .port = mailbox_.port(), .security = Security::none, .user_name = "jim"},
        "secret", {.hosts = hosts, .silent_seconds = 20});
  }

  ScriptedMailbox mailbox_;
};

TEST_F(SessionTest, ReadsHeadersAndNothingElse) {
  auto session = Connect();
  ASSERT_TRUE(session) << session.error().message.key;
  const auto folders = (*session)->Folders();
  ASSERT_TRUE(folders);
  EXPECT_TRUE(folders->at(0).is_inbox);
  EXPECT_TRUE(folders->at(1).is_sent);
  const auto opened = (*session)->Open("INBOX");
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->uid_validity, 7);
  EXPECT_EQ(opened->next_uid, 10);
  const auto uids = (*session)->UidsIn(1, opened->next_uid, ToDay({2026, 11, 1}));
  ASSERT_TRUE(uids);
  EXPECT_THAT(*uids, ElementsAre(3, 4, 9));
  std::vector<std::string> headers;
  ASSERT_TRUE((*session)->Headers(*uids, {"FROM", "TO"}, [&](std::int64_t, std::string_view header) {
    headers.emplace_back(header);
    return true;
  }));
  EXPECT_THAT(headers, ElementsAre("From: a@b.example\r\n\r\n", "From: c@d.example\r\n\r\n", "\r\n"));
  EXPECT_THAT(mailbox_.heard(),
              AllOf(Contains("UID SEARCH UID 1:9 SINCE 1-Nov-2026"),
                    Contains("UID FETCH 3:4,9 (UID BODY.PEEK[HEADER.FIELDS (FROM TO)]<0.262144>)"),
                    Each(Not(StartsWith("SELECT"))), Each(Not(HasSubstr("BODY[")))));
}

TEST_F(SessionTest, AsksForNothingWhereNothingIsNew) {
  auto session = Connect();
  ASSERT_TRUE(session);
  ASSERT_TRUE((*session)->Open("INBOX"));
  mailbox_.Forget();
  EXPECT_TRUE((*session)->UidsIn(10, 10)->empty());
  EXPECT_TRUE((*session)->Headers({}, {"FROM"}, [](std::int64_t, std::string_view) { return true; }));
  EXPECT_TRUE(mailbox_.heard().empty());
}

TEST_F(SessionTest, SaysWhatIsWrong) {
  EXPECT_EQ(Connect(outward::Hosts::public_only).error().message.key, "imap.problem.private");
  mailbox_.Refuse("AUTHENTICATE");
  const auto session = Connect();
  ASSERT_FALSE(session);
  EXPECT_EQ(session.error().message.key, "imap.problem.sign_in");
  EXPECT_FALSE(MayPass(session.error()));
  EXPECT_THAT(AnswerOf(session.error()), HasSubstr("not here"));
  mailbox_.Refuse("EXAMINE");
  auto other = Connect();
  ASSERT_TRUE(other);
  EXPECT_EQ((*other)->Open("Nowhere").error().message.key, "imap.problem.folder");
}

TEST_F(SessionTest, StopsWhenAsked) {
  auto session = Connect();
  ASSERT_TRUE(session);
  ASSERT_TRUE((*session)->Open("INBOX"));
  const std::vector<std::int64_t> uids = {3, 4};
  const auto said = (*session)->Headers(uids, {"FROM"}, [](std::int64_t, std::string_view) { return false; });
  EXPECT_EQ(said.error().message.key, "imap.problem.stopped");
}

TEST_F(SessionTest, ChecksWhatIsEnteredOfAServer) {
  const auto faults = [](const Server& server) {
    std::vector<std::string> keys;
    for (const auto& fault : FaultsOf(server, outward::Hosts::public_only)) keys.push_back(fault.message.key);
    return keys;
  };
  EXPECT_TRUE(faults({.host = "imap.example.org", .user_name = "jim"}).empty());
  EXPECT_THAT(faults({.host = "http://x", .port = 0, .security = Security::none}),
              ElementsAre("problem.imap.host", "problem.field.out_of_range", "problem.mail.not_encrypted",
                          "problem.field.required"));
  EXPECT_THAT(faults({.host = "10.0.0.1", .user_name = "jim"}), ElementsAre("problem.host.private"));
}

}  // namespace
}  // namespace baton::imap
