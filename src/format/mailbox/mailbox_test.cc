#include "format/mailbox/mailbox.h"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "json/json.h"

namespace baton::format::mailbox {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

std::string Mail(const std::string& from, const std::string& body = "Hello\n") {
  return "From: " + from + "\nTo: jim@x.example\nDate: Wed, 25 Nov 2026 10:00:00 +0000\n\n" + body;
}

class MailboxTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("mailbox." + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& bytes) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return (folder_ / name).string();
  }
  // Who wrote each mail; "-" for one that was refused.
  std::vector<std::string> Read(const std::string& path, std::int64_t most_unpacked = kMostUnpacked) {
    std::vector<std::string> senders;
    problem_.clear();
    const auto take = [&](const ReadOne& one) {
      const bool is_cut = !one && one.error() == Refusal::cut;
      senders.push_back(is_cut ? "cut" : one && one->from ? one->from->email : "-");
      return true;
    };
    const auto read = ReadMailbox(path, take, {}, most_unpacked);
    if (!read) problem_ = read.error().message.key;
    return senders;
  }

  std::string Zip(const std::map<std::string, std::string>& files) {
    const std::string path = (folder_ / "mail.zip").string();
    fs::remove(path);
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, nullptr);
    for (const auto& [name, bytes] : files) {
      zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0), 0);
    }
    zip_close(archive);
    return path;
  }

  fs::path folder_;
  std::string problem_;
};

std::vector<std::string> InPieces(const std::string& bytes, std::size_t piece) {
  std::vector<std::string> senders;
  MboxReader reader([&](const ReadOne& one) {
    senders.push_back(one && one->from ? one->from->email : "-");
    return true;
  });
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.Feed(std::string_view(bytes).substr(at, piece));
  }
  reader.End();
  return senders;
}

TEST(MboxReader, ReadsTheSameHoweverItsBytesCome) {
  const std::string mbox = "From a Tue Mar 04 03:33:20 2003\n" +
                           Mail("a@x.example",
                                "From here on it is ours.\n\n"
                                "From there to here, at last.\n\n>From quoted Tue Mar 04 03:33:20 2003\n\n") +
                           "From b@x.example Tue Mar  4 03:33:20 +0100 2003\r\n" + Mail("b@x.example", "\n") +
                           "From - Tue Mar 04 03:33:20 2003\nX: without a sender\nTo: c@x.example\n";
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{64}, mbox.size()}) {
    EXPECT_THAT(InPieces(mbox, piece), ElementsAre("a@x.example", "b@x.example", "-")) << piece;
  }
}

TEST(MboxReader, HoldsNeitherALongLineNorALongHeader) {
  const std::string from = "From a Tue Mar 04 03:33:20 2003\n";
  const std::string mbox = from + Mail("a@x.example", std::string(8u << 20, 'b') + "\n\n") + from +
                           "From: b@x.example\n" + "X: " + std::string(2u << 20, 'h') + "\n\nbody\n\n" +
                           from + Mail("c@x.example");
  EXPECT_THAT(InPieces(mbox, 65'536), ElementsAre("a@x.example", "-", "c@x.example"));
}

// However many gigabytes it has: what is held between two pieces is bounded, and no body is in it.
TEST(MboxReader, HoldsNoMoreThanAHeaderOfAMailboxWithoutEnd) {
  int mails = 0;
  MboxReader reader([&](const ReadOne&) { return ++mails, true; });
  const std::string mail = "From a Tue Mar 04 03:33:20 2003\n" + Mail("a@x.example", "\n");
  const std::string body(1u << 16, 'b');
  std::size_t most = 0;
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(reader.Feed(mail));
    for (int piece = 0; piece < 16; ++piece) ASSERT_TRUE(reader.Feed(body));  // a line of a megabyte
    ASSERT_TRUE(reader.Feed("\n\n"));
    most = std::max(most, reader.held());
  }
  EXPECT_EQ(mails, 60);
  EXPECT_LE(most, 16'384u);
  reader.Feed("From a Tue Mar 04 03:33:20 2003\n");
  for (int i = 0; i < 60; ++i) ASSERT_TRUE(reader.Feed(body)) << "a header that does not end";
  EXPECT_LE(reader.held(), 2 * mime::kMostHeader + 16'384);
}

TEST(MboxReader, StopsWhereNoMoreIsWanted) {
  int taken = 0;
  MboxReader reader([&](const ReadOne&) { return ++taken < 2; });
  std::string mbox;
  for (int i = 0; i < 5; ++i) mbox += "From a Tue Mar 04 03:33:20 2003\n" + Mail("a@x.example", "\n");
  EXPECT_FALSE(reader.Feed(mbox));
  EXPECT_EQ(taken, 2);
}

// A body of a quarter of a gigabyte, a hole in the file: the mail behind it is read, and memory does not grow. With five gigabytes
// (kHole) it is the same and takes longer than a test should.
TEST_F(MailboxTest, AFileIsStreamedHoweverLargeItIs) {
  const std::string path = Write("large.mbox", "From a Tue Mar 04 03:33:20 2003\n" + Mail("a@x.example"));
  constexpr std::int64_t kHole = std::int64_t{1} << 28;
  std::ofstream out(path, std::ios::binary | std::ios::in | std::ios::out);
  out.seekp(kHole);
  out << "\n\nFrom b Tue Mar 04 03:33:20 2003\n" << Mail("b@x.example");
  out.close();
  const auto peak = [] {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;  // kB
  };
  const auto before = peak();
  std::vector<std::string> senders;
  std::int64_t bytes = 0;
  const auto take = [&](const ReadOne& one) {
    senders.push_back(one && one->from ? one->from->email : "-");
    return true;
  };
  ASSERT_TRUE(ReadMailbox(path, take, [&](std::int64_t read) { bytes = read; }));
  EXPECT_THAT(senders, ElementsAre("a@x.example", "b@x.example"));
  EXPECT_GE(bytes, kHole);
  EXPECT_LT(peak() - before, 64 * 1024);
}

TEST_F(MailboxTest, ReadsAMaildirAndLeavesOutWhatLiesBeside) {
  Write("Maildir/cur/1.host:2,S", Mail("a@x.example"));
  Write("Maildir/new/2.host", Mail("b@x.example"));
  Write("Maildir/.Sent/cur/3.host:2,", Mail("c@x.example"));
  Write("Maildir/tmp/4.host", Mail("half@x.example"));
  Write("Maildir/dovecot.index.log", "From: nobody\n\n");
  Write("Maildir/cur/5.host", std::string(5'000, '\0'));
  Write("Maildir/subscriptions", "INBOX\n");
  EXPECT_THAT(Read((folder_ / "Maildir").string()),
              UnorderedElementsAre("a@x.example", "b@x.example", "c@x.example", "-", "-", "-"))
      << "one without a sender, one without a header, and a file that is no mail";
}

TEST_F(MailboxTest, ReadsAZipOfAMaildirAndOfAnMbox) {
  const std::string path = Zip({{"Mail/cur/1.host:2,S", Mail("a@x.example")},
                                {"Mail/Sent.mbox", "From a Tue Mar 04 03:33:20 2003\n" + Mail("b@x.example")},
                                {"Mail/.DS_Store", Mail("hidden@x.example")},
                                {"Mail/photo.png", "\x89PNG"}});
  EXPECT_TRUE(IsMailbox(path));
  EXPECT_THAT(Read(path), UnorderedElementsAre("a@x.example", "b@x.example", "-")) << "the photo counts";
}

// What was read of it counts, and that there is more is said; an mbox that is no zip is read to its end.
TEST_F(MailboxTest, AZipIsCutWhereItWouldBeTooLarge) {
  const std::string from = "From a Tue Mar 04 03:33:20 2003\n";
  const std::string body = std::string(100, 'x') + "\n\n";
  std::string mbox;
  for (int i = 0; i < 9'000; ++i) mbox += from + Mail("a@x.example", body);
  const std::string path = Zip({{"1.mbox", mbox}, {"2.mbox", from + Mail("b@x.example")}});
  const auto all = Read(path);
  EXPECT_EQ(all.size(), 9'001u);
  const auto some = Read(path, 600'000);
  EXPECT_EQ(problem_, "");
  ASSERT_FALSE(some.empty());
  EXPECT_EQ(some.back(), "cut");
  EXPECT_EQ(std::ranges::count(some, "a@x.example"), std::ssize(some) - 1) << "no half of a mail";
  EXPECT_LT(some.size(), 9'000u);
  EXPECT_GT(some.size(), 2'000u);
  Read(Zip({{"1.png", "\x89PNG"}, {"2.png", "\x89PNG"}}), 3);
  EXPECT_EQ(problem_, "problem.mailbox.unpacked") << "nothing in what was read of it is mail";
  EXPECT_EQ(Read(Write("all.mbox", mbox), 600'000).size(), 9'000u);
}

// By which the command line and a screen decide what a file is meant for.
TEST_F(MailboxTest, ATableInWhichAMailIsNotedIsNoMail) {
  EXPECT_FALSE(IsMailbox(
      Write("notes.csv", "id,note\n1,\"Hello\nFrom: bill@x.example\nTo: jim@x.example\n\nBye\"\n")));
  EXPECT_FALSE(IsMailbox(Write("book.vcf", "BEGIN:VCARD\nFN:Bill\nEND:VCARD\n")));
  EXPECT_FALSE(IsMailbox(Write("export.zip", "PK\x03\x04 damaged")));
  EXPECT_TRUE(IsMailbox(Write("one.txt", Mail("a@x.example"))));
  EXPECT_TRUE(IsMailbox(Write("Sent", "From - Tue Mar 04 03:33:20 2003\n" + Mail("a@x.example"))));
  EXPECT_TRUE(IsMailbox(folder_.string()));
}

TEST_F(MailboxTest, RefusesWhatIsNoMail) {
  Read((folder_ / "nothing").string());
  EXPECT_EQ(problem_, "problem.mailbox.not_there");
  Read(Write("accounts.csv", "id,name\n1,Larmar\n"));
  EXPECT_EQ(problem_, "problem.mailbox.not_mail");
  Read(Write("bad.zip", "PK\x03\x04 and then nothing"));
  EXPECT_EQ(problem_, "problem.mailbox.damaged");
  Read(Write("empty.mbox", ""));
  EXPECT_EQ(problem_, "problem.mailbox.not_mail");
}

// Every file of other people's mail is read, or refused for a reason; how many is fixed, so that a change is seen.
TEST(OthersMail, EachIsReadOrRefused) {
  std::map<std::string, int> counts;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(BATON_TEST_DATA) / "mail")) {
    const fs::path& path = entry.path();
    if (!entry.is_regular_file() || path.extension() == ".json" || path.extension() == ".txt") continue;
    ++counts["files"];
    const auto read = ReadMailbox(path.string(), [&](const ReadOne& one) {
      ++counts["mails"];
      if (!one) return ++counts["refused"], true;
      counts["with_sender"] += one->from.has_value() ? 1 : 0;
      counts["with_date"] += one->at.has_value() ? 1 : 0;
      counts["to_somebody"] += one->recipients > 0 ? 1 : 0;
      return true;
    });
    if (!read) ++counts[read.error().message.key];
  }
  std::string found;
  for (const auto& [name, count] : counts) found += name + " " + std::to_string(count) + "\n";
  EXPECT_EQ(
      found,
      "files 309\nmails 312\nproblem.mailbox.not_mail 9\nto_somebody 238\nwith_date 212\nwith_sender 238\n");
}

std::vector<std::string> Expected(const json::Array& headers, std::string_view name) {
  std::vector<std::string> emails;
  for (const auto& header : headers) {
    if (!header.at("name").is_string() || header.at("name").as_string() != name) continue;
    const auto& value = header.at("value").at("Address").as_object();
    if (!value.contains("List")) continue;
    for (const auto& one : value.at("List").as_array()) {
      if (!one.at("address").is_string()) continue;  // a name only
      std::string email(one.at("address").as_string());
      std::ranges::transform(email, email.begin(),
                             [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      emails.push_back(email);
    }
  }
  return emails;
}

TEST(OthersMail, IsReadAsAnotherReaderReadIt) {
  int compared = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(BATON_TEST_DATA) / "mail" / "stalwart-rfc")) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    const auto answer = json::Parse(text);
    ASSERT_TRUE(answer.has_value());
    const auto& headers = answer->at("parts").at(0).at("headers").as_array();
    auto mail = entry.path();
    ReadMailbox(mail.replace_extension(".eml").string(), [&](const ReadOne& one) {
      EXPECT_TRUE(one.has_value()) << mail;
      const auto from = Expected(headers, "from");
      EXPECT_EQ(one->from.has_value(), !from.empty()) << mail;
      if (!from.empty() && one->from) {
        EXPECT_EQ(one->from->email, from.front()) << mail;
      }
      std::vector<std::string> to;
      for (const auto& mailbox : one->to) to.push_back(mailbox.email);
      auto expected = Expected(headers, "to");
      for (const auto& email : Expected(headers, "cc")) expected.push_back(email);
      EXPECT_EQ(to, expected) << mail;
      ++compared;
      return true;
    });
  }
  EXPECT_EQ(compared, 10);
}

}  // namespace
}  // namespace baton::format::mailbox
