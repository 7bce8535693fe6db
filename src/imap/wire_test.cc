#include "imap/wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "imap/session.h"

namespace baton::imap {
namespace {

using testing::ElementsAre;

// All answers in these bytes, given in pieces of `size`.
std::vector<Answer> InPieces(const std::string& bytes, std::size_t size) {
  AnswerReader reader;
  std::vector<Answer> answers;
  for (std::size_t at = 0; at < bytes.size(); at += size) {
    reader.Add(std::string_view(bytes).substr(at, size));
    while (auto answer = reader.Next()) answers.push_back(std::move(*answer));
    EXPECT_FALSE(reader.is_broken());
  }
  return answers;
}

TEST(Wire, ReadsStatusesNumbersAndFreeText) {
  const auto answer = ParseAnswer("* OK [UIDNEXT 4392] Predicted next UID (maybe");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->name, "OK");
  EXPECT_EQ(CodeIn(answer->text, "UIDNEXT"), 4392);
  EXPECT_EQ(CodeIn(answer->text, "UIDVALIDITY"), std::nullopt);
  EXPECT_EQ(ParseAnswer("* 172 exists")->number, 172);
  EXPECT_EQ(ParseAnswer("* 172 exists")->name, "EXISTS");
  EXPECT_EQ(ParseAnswer("B3 NO [AUTHENTICATIONFAILED] no")->text, "[AUTHENTICATIONFAILED] no");
  EXPECT_EQ(ParseAnswer("+ go on")->text, "go on");
}

TEST(Wire, ReadsAHeaderWhateverStandsInIt) {
  const std::string header = "From: (a\r\nTo: {5}\r\nB1 OK done\r\n* BYE ) \"\r\n\r\n";
  const std::string bytes =
      "* 12 FETCH (FLAGS (\\Seen \\Answered) UID 77 BODY[HEADER.FIELDS (\"FROM\" TO)]<0> {" +
      std::to_string(header.size()) + "}\r\n" + header + ")\r\nB1 OK done\r\n";
  for (const std::size_t size : {std::size_t{1}, std::size_t{7}, bytes.size()}) {
    const auto answers = InPieces(bytes, size);
    ASSERT_EQ(answers.size(), 2U);
    ASSERT_EQ(answers[0].values.size(), 1U);
    EXPECT_EQ(answers[0].number, 12);
    EXPECT_EQ(FindAfter(answers[0].values[0], "UID")->text, "77");
    EXPECT_EQ(FindAfter(answers[0].values[0], "BODY[")->text, header);
    EXPECT_EQ(FindAfter(answers[0].values[0], "ENVELOPE"), nullptr);
    EXPECT_EQ(answers[1].tag, "B1");
  }
}

TEST(Wire, ReadsQuotedTextAndNothing) {
  const auto answer = ParseAnswer(R"(* LIST (\HasNoChildren) NIL "a \"b\" \\ c")");
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->values.size(), 3U);
  EXPECT_EQ(answer->values[1].kind, Value::Kind::nothing);
  EXPECT_EQ(answer->values[2].text, R"(a "b" \ c)");
  EXPECT_EQ(Quoted(answer->values[2].text), R"("a \"b\" \\ c")");
}

TEST(Wire, RefusesWhatIsNoImap) {
  for (const char* bytes : {"", "*", "* ", "* 1 FETCH (UID 1", "* 1 FETCH UID 1)", "* LIST \"open",
                            "* 99999999999999999999 EXISTS", "* X {7}\r\nabc"}) {
    EXPECT_FALSE(ParseAnswer(bytes)) << bytes;
  }
  EXPECT_FALSE(ParseAnswer("* X " + std::string(kMaxDepth + 1, '(') + std::string(kMaxDepth + 1, ')')));
  AnswerReader reader;
  reader.Add("HTTP/1.1\r\n");
  EXPECT_FALSE(reader.Next());
  EXPECT_TRUE(reader.is_broken());
}

TEST(Wire, HoldsNoMoreThanALimit) {
  AnswerReader announced;
  announced.Add("* 1 FETCH (X {99999999}\r\n");
  EXPECT_FALSE(announced.Next());
  EXPECT_TRUE(announced.is_broken());
  AnswerReader endless;
  endless.Add(std::string(kMaxAnswerBytes + 1, 'x'));
  EXPECT_FALSE(endless.Next());
  EXPECT_TRUE(endless.is_broken());
}

TEST(Wire, ReadsNamesOfFolders) {
  EXPECT_EQ(ReadableName("Entw&APw-rfe"), "Entwürfe");
  EXPECT_EQ(ReadableName("R&-D"), "R&D");
  EXPECT_EQ(ReadableName("&ZeVnLIqe-"), "日本語");
  EXPECT_EQ(ReadableName("broken &!"), "broken &!");
}

std::vector<Folder> Of(const std::vector<std::string>& lines) {
  std::vector<Answer> answers;
  for (const std::string& line : lines) answers.push_back(ParseAnswer(line).value());
  return FoldersOf(answers);
}

TEST(Folders, AreKnownByTheirMarks) {
  const auto folders =
      Of({R"(* LIST (\HasNoChildren) "/" INBOX)", R"(* LIST (\HasChildren \Noselect) "/" "[Gmail]")",
          R"(* LIST (\Sent) "/" "[Gmail]/Gesendet")", R"(* LIST (\All) "/" "[Gmail]/Alle")",
          R"(* LIST () "/" Sent)", R"(* OK nothing)"});
  ASSERT_EQ(folders.size(), 4U);
  EXPECT_TRUE(folders[0].is_inbox);
  EXPECT_TRUE(folders[1].is_sent);
  EXPECT_TRUE(folders[2].is_aside);
  EXPECT_FALSE(folders[3].is_sent) << "a mark counts more than a name";
}

TEST(Folders, AreKnownByTheirNamesWhereNoneIsMarked) {
  const auto folders = Of({R"(* LIST () "." inbox)", R"(* LIST () "." INBOX.Sent)",
                           R"(* LIST () "/" "Gesendete Objekte")", R"(* LIST () "." "INBOX.Sentinel")"});
  ASSERT_EQ(folders.size(), 4U);
  EXPECT_TRUE(folders[0].is_inbox);
  EXPECT_TRUE(folders[1].is_sent);
  EXPECT_TRUE(folders[2].is_sent);
  EXPECT_FALSE(folders[3].is_sent);
}

}  // namespace
}  // namespace baton::imap
