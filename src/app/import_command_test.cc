#include "app/import_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "app/routes.h"
#include "base/clock.h"
#include "db/test_database.h"
#include "demo/demo.h"
#include "words/catalogue.h"

namespace baton::app {
namespace {

using testing::HasSubstr;
using testing::Not;

class ImportCommandTest : public db::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    folder_ = std::filesystem::temp_directory_path() / ("import_command_" + ToString(db().NewId()));
    std::filesystem::create_directories(folder_);
    AddTables(tables_);
    intake_.data_folder = folder_.string();
    intake_.tables = &tables_;
    intake_.clock = &clock_;
    options_.as = "jim@larmar.example";
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
    DatabaseTest::TearDown();
  }

  std::string File(const std::string& name, const std::string& text) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::string Read(const std::string& path) {
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  Result<int> Run(std::function<bool()> is_interrupted = {},
                  std::function<bool(const std::string&)> ask = {}) {
    out_.str("");
    return ImportFiles(db(), intake_, options_, "http://127.0.0.1:8080",
                       {.out = out_,
                        .progress = progress_,
                        .is_live = true,
                        .ask = std::move(ask),
                        .is_interrupted = std::move(is_interrupted)});
  }
  std::string KeyOf(const Result<int>& result) { return result ? "" : result.error().message.key; }
  std::int64_t Accounts() {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM account WHERE deleted_at IS NULL");
  }
  std::string State() {
    return *db().Read()->QueryValue<std::string>("SELECT state FROM import ORDER BY id DESC LIMIT 1");
  }
  std::size_t Folders() {
    const auto imports = folder_ / "imports";
    if (!std::filesystem::exists(imports)) return 0;
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(imports), std::filesystem::directory_iterator{}));
  }

  std::filesystem::path folder_;
  const SystemClock clock_{};
  action::Tables tables_;
  intake::IntakeOptions intake_;
  ImportOptions options_;
  std::ostringstream out_;
  std::ostringstream progress_;
};

const std::string kClients =
    "Client,City,Revenue,Owner,Shoe size\n"
    "Orrin Mills,Chicago,\"$48,200.00\",Jada Ellis,9\n"
    "Quill Paper,Gary,a lot,Somebody Else,10\n";

TEST_P(ImportCommandTest, ShowsWhatWouldComeAndRunsIt) {
  ASSERT_TRUE(demo::CreateDemo(db()));
  const auto before = Accounts();
  options_.files = {File("clients.csv", kClients)};
  options_.preview = true;
  ASSERT_EQ(Run().value_or(-1), kImportDone);
  EXPECT_THAT(out_.str(), HasSubstr("clients.csv: 2 rows, taken for Clients (table)"));
  EXPECT_THAT(out_.str(), HasSubstr("Revenue    Revenue a year"));
  EXPECT_THAT(out_.str(), HasSubstr("Shoe size  -"));
  EXPECT_THAT(out_.str(), HasSubstr("Jada Ellis, 1 row: Jada Ellis (Has the same name)"));
  EXPECT_THAT(out_.str(), HasSubstr("Somebody Else"));
  EXPECT_THAT(out_.str(), HasSubstr("Clients: 1 new, 0 changed, 0 unchanged, 1 refused"));
  EXPECT_THAT(out_.str(), HasSubstr("refused: clients.csv, line 3, Revenue:"));
  EXPECT_THAT(out_.str(), HasSubstr("http://127.0.0.1:8080/import/"));
  EXPECT_EQ(Accounts(), before);
  EXPECT_EQ(State(), "uploaded");

  options_.preview = false;
  EXPECT_EQ(KeyOf(Run()), "problem.import.not_confirmed");
  EXPECT_EQ(Run({}, [](const std::string&) { return false; }).value_or(-1), kImportDone);
  EXPECT_EQ(Accounts(), before);

  options_.yes = true;
  options_.owners = {"Somebody Else=jada@larmar.example"};
  options_.rejected = (folder_ / "mend.csv").string();
  ASSERT_EQ(Run().value_or(-1), kImportRejected) << out_.str();
  EXPECT_EQ(Accounts(), before + 1);
  EXPECT_EQ(State(), "done");
  EXPECT_THAT(out_.str(), HasSubstr("Somebody Else, 1 row: Jada Ellis (Chosen by you)"));
  EXPECT_THAT(out_.str(), HasSubstr("The import is done"));
  EXPECT_THAT(Read(options_.rejected), HasSubstr("clients.csv,3,Revenue,"));
  EXPECT_THAT(Read(options_.rejected), HasSubstr("Quill Paper"));
}

TEST_P(ImportCommandTest, CtrlCCancelsBehindAChunk) {
  ASSERT_TRUE(demo::CreateDemo(db()));
  const auto before = Accounts();
  std::string text = "Client,City\n";
  for (int i = 0; i < 400; ++i) text += "Cancelled Client " + std::to_string(i) + ",Gary\n";
  options_.files = {File("many.csv", text)};
  options_.yes = true;
  intake_.chunk_rows = 1;
  intake_.before_commit = [] { std::this_thread::sleep_for(std::chrono::milliseconds(5)); };
  EXPECT_EQ(Run([&] { return Accounts() > before; }).value_or(-1), kImportCancelled);
  EXPECT_EQ(State(), "cancelled");
  EXPECT_GT(Accounts(), before);
  EXPECT_LT(Accounts(), before + 400);
  EXPECT_THAT(out_.str(), HasSubstr("The import was cancelled"));
  EXPECT_THAT(progress_.str(), HasSubstr("of 400 rows"));
  EXPECT_THAT(progress_.str(), HasSubstr("Cancelling"));
}

TEST_P(ImportCommandTest, ASourceOfItsOwnKeepsItsIdsApart) {
  ASSERT_TRUE(demo::CreateDemo(db()));
  const auto before = Accounts();
  options_.files = {File("a.csv", "id,Client,City,Revenue\n7,Orrin Mills,Gary,100\n")};
  options_.yes = true;
  options_.source = "ledger";
  ASSERT_EQ(Run().value_or(-1), kImportDone) << out_.str();
  options_.files = {File("b.csv", "id,Client,City,Revenue\n7,Quill Paper,Gary,200\n")};
  options_.source = "shop";
  ASSERT_EQ(Run().value_or(-1), kImportDone) << out_.str();
  EXPECT_EQ(Accounts(), before + 2);
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM external_reference WHERE external_id = '7' AND source IN ('ledger', "
                "'shop')"),
            2);
}

TEST_P(ImportCommandTest, FaultsNameTheMendAndLeaveNothing) {
  options_.files = {File("clients.csv", kClients)};
  options_.yes = true;
  EXPECT_EQ(KeyOf(Run()), "problem.organization.none");
  ASSERT_TRUE(demo::CreateDemo(db()));
  options_.as = "nobody@larmar.example";
  EXPECT_EQ(KeyOf(Run()), "problem.import.as_unknown");
  options_.as = "jada@larmar.example";
  EXPECT_EQ(KeyOf(Run()), "problem.import.may_not");
  options_.as = "JIM@larmar.example";
  options_.source = "baton";
  EXPECT_EQ(KeyOf(Run()), "problem.import.source");
  options_.source = "";
  options_.owners = {"Nobody=jada@larmar.example"};
  EXPECT_EQ(KeyOf(Run()), "problem.import.owner_unknown");
  options_.owners = {"Jada Ellis"};
  EXPECT_EQ(KeyOf(Run()), "problem.import.owner_form");
  options_.owners = {};
  options_.rejected = "/no/such/folder/mend.csv";
  EXPECT_EQ(KeyOf(Run()), "problem.file.cannot_write");
  options_.rejected = "";
  options_.files = {(folder_ / "no_such_file.csv").string()};
  EXPECT_EQ(KeyOf(Run()), "problem.file.cannot_read");
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM import"), 0);
  EXPECT_EQ(Folders(), 0u);
}

TEST_P(ImportCommandTest, LooksAtACalendarAndTakesItsMeetings) {
  ASSERT_TRUE(demo::CreateDemo(db()));
  const std::string bill = *db().Read()->QueryValue<std::string>(
      "SELECT contact.email FROM contact JOIN account ON account.org_id = contact.org_id AND account.id = "
      "contact.account_id WHERE contact.email IS NOT NULL AND contact.deleted_at IS NULL ORDER BY contact.id "
      "LIMIT 1");
  const auto meetings = [&] {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM own_meeting");
  };
  const std::int64_t before = meetings();
  options_.files = {
      File("calendar.ics",
           "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1@x\r\nDTSTART:20260912T031500Z\r\nDURATION:PT20M\r\n"
           "ATTENDEE:mailto:jim@larmar.example\r\nATTENDEE:mailto:" +
               bill + "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2@x\r\nDTSTART:20260912T031500Z\r\n" +
               "DURATION:PT20M\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")};
  options_.preview = true;
  EXPECT_EQ(Run().value_or(-1), kImportDone);
  EXPECT_THAT(out_.str(), HasSubstr("One meeting with a client"));
  EXPECT_THAT(out_.str(), HasSubstr("called off"));
  options_.preview = false;
  EXPECT_EQ(KeyOf(Run()), "problem.calendar.not_confirmed") << "nobody is there to say it";
  EXPECT_EQ(meetings(), before);
  options_.yes = true;
  EXPECT_EQ(Run().value_or(-1), kImportDone);
  EXPECT_EQ(meetings(), before + 1);
}

// A contact of the demo, and the mail of one and of nobody.
TEST_P(ImportCommandTest, LooksAtMailAndKeepsWhoWroteToWhom) {
  ASSERT_TRUE(demo::CreateDemo(db()));
  const std::string bill = *db().Read()->QueryValue<std::string>(
      "SELECT contact.email FROM contact JOIN account ON account.org_id = contact.org_id AND account.id = "
      "contact.account_id WHERE contact.email IS NOT NULL AND contact.deleted_at IS NULL ORDER BY contact.id "
      "LIMIT 1");
  const auto touches = [&] {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM mail_touch");
  };
  const std::int64_t before = touches();
  const auto mail = [&](const std::string& from, const std::string& more) {
    return "From x Tue Mar 04 03:33:20 2003\nFrom: " + from +
           "\nTo: jada@larmar.example\nDate: " + "Fri, 6 Nov 2026 10:00:00 +0000\nSubject: MARKSUBJECT\n" +
           more + "\nMARKBODY\n\n";
  };
  const std::string mbox = File(
      "sent.mbox", mail(bill, "") + mail("nobody@stranger.example", "") + mail(bill, "Precedence: bulk\n"));
  options_.as = "jada@larmar.example";  // who may import nothing else
  options_.files = {mbox, File("notes.eml", "Subject: without anything\n\n")};
  options_.preview = true;
  ASSERT_EQ(Run().value_or(-1), kImportDone);
  EXPECT_THAT(out_.str(), HasSubstr("sent.mbox +1: 1 of 4 mails would be kept, with 1 contact"));
  EXPECT_THAT(out_.str(), HasSubstr("3 mails are left out, and why"));
  EXPECT_THAT(out_.str(), HasSubstr("  1  Bulk mail: It says so itself"));
  EXPECT_THAT(out_.str(), HasSubstr("  1  Without a date: "));
  EXPECT_THAT(out_.str(), HasSubstr("Whom you write with and who is no contact: 1"));
  EXPECT_THAT(out_.str(), HasSubstr("http://127.0.0.1:8080/my-mail"));
  EXPECT_THAT(out_.str(), Not(HasSubstr("MARK")));
  options_.preview = false;
  EXPECT_EQ(KeyOf(Run()), "problem.mail_source.not_confirmed") << "nobody is there to say it";
  EXPECT_EQ(Run([] { return true; }).value_or(-1), kImportCancelled);
  EXPECT_EQ(touches(), before);
  options_.yes = true;
  options_.source = "ledger";
  EXPECT_EQ(KeyOf(Run()), "problem.import.mail_options");
  options_.source = "";
  ASSERT_EQ(Run().value_or(-1), kImportDone) << out_.str();
  EXPECT_EQ(touches(), before + 1);
  EXPECT_THAT(out_.str(), HasSubstr("\n1 mail is kept: "));
  EXPECT_THAT(progress_.str(), HasSubstr(" MB"));
  options_.files = {mbox, File("clients.csv", kClients)};
  EXPECT_EQ(KeyOf(Run()), "problem.import.may_not") << "mail and a table are an import of the book";
}

INSTANTIATE_TEST_SUITE_P(Engines, ImportCommandTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::app
