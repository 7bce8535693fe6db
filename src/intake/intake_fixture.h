// For tests: an organization with a manager who imports, and imports made of texts or of files in test/data.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "book/book_routes.h"
#include "db/test_database.h"
#include "intake/import_run.h"
#include "intake/import_view.h"
#include "intake/intake_routes.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/organization.h"
#include "people/people_routes.h"

namespace baton::intake {

class IntakeTest : public db::DatabaseTest {
 protected:
  static constexpr Id kOrg{1};
  static constexpr Instant kNow{1'764'000'000'000};

  using Files = std::vector<std::pair<std::string, std::string>>;  // name, content

  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string(test->test_suite_name()) + test->name();
    for (char& c : name) c = c == '/' ? '_' : c;
    folder_ = std::filesystem::temp_directory_path() / ("baton-intake-" + name + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    tables_ = {};
    people::AddTables(tables_);
    book::AddTables(tables_);
    AddTables(tables_);
    options_.data_folder = folder_.string();
    options_.tables = &tables_;
    options_.clock = &clock_;
    jim_ = db().Write([](db::Tx& tx) {
      action::Action action(tx, action::Actor{kOrg, std::nullopt}, "account.create", kNow);
      people::InsertOrganization(
          action, {.name = "Terminals Inc", .currency = "USD", .time_zone = "America/Chicago"});
      people::Person jim;
      jim.name = "Jim Calder";
      jim.name_fold = "jim calder";
      jim.role = access::Role::manager;
      return people::InsertPerson(action, jim)->id;
    });
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
    DatabaseTest::TearDown();
  }

  static std::string TestFile(const std::string& name) {
    std::ifstream in(std::string(BATON_TEST_DATA "/crm/") + name, std::ios::binary);
    EXPECT_TRUE(in) << name;
    return std::string(std::istreambuf_iterator<char>(in), {});
  }

  static Files CrmFiles(const std::string& folder, std::initializer_list<const char*> names) {
    Files files;
    for (const char* name : names) files.emplace_back(name, TestFile(folder + '/' + name));
    return files;
  }

  // As the upload route does.
  Result<Id> TryUpload(const Files& files) {
    const Id id = db().NewId();
    std::filesystem::create_directories(FolderOf(options_, id));
    std::vector<Uploaded> uploads;
    for (const auto& [name, content] : files) {
      uploads.push_back({std::to_string(uploads.size()), name});
      std::ofstream(FolderOf(options_, id) + '/' + uploads.back().stored, std::ios::binary) << content;
    }
    auto survey = SurveyAll(*db().Read(), options_, kOrg, jim_, id, uploads, [this] { return db().NewId(); });
    if (!survey) return Fail(survey.error());
    db().Write([&](db::Tx& tx) {
      Import import;
      import.org_id = kOrg;
      import.id = id;
      import.version = 1;
      import.person_id = jim_;
      import.mapping = json::ToText(survey->mapping);
      import.created_at = kNow;
      tx.InsertMany(Import::kTable, std::vector{import});
      tx.InsertMany(ImportFile::kTable, survey->files);
    });
    return id;
  }
  Id Upload(const Files& files) {
    const auto id = TryUpload(files);
    EXPECT_TRUE(id.has_value()) << (id ? "" : id.error().message.key);
    return id.value_or(Id{});
  }

  void Change(Id id, const ImportChange& change) {
    const Import import = Find(id);
    const auto mapping = Apply(change, *db().Read(), options_, import);
    ASSERT_TRUE(mapping.has_value()) << mapping.error().message.key;
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE import SET mapping = $1 WHERE org_id = $2 AND id = $3", json::ToText(*mapping), kOrg,
                 id);
    });
  }

  void SetRunning(Id id) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE import SET state = 'running' WHERE org_id = $1 AND id = $2", kOrg, id);
    });
  }
  // All of it, in this thread.
  Counts Run(Id id) {
    SetRunning(id);
    ImportRun run(db(), options_, kOrg, id, kNow);
    while (run.Step() == ImportRun::Outcome::more) {
    }
    EXPECT_EQ(Find(id).state, ImportState::done);
    return CountsOf(Find(id));
  }
  Counts Import_(const Files& files) { return Run(Upload(files)); }
  void Undo(Id id) {
    SetRunning(id);
    const access::Principal jim{.org_id = kOrg, .person_id = jim_, .role = access::Role::manager};
    ImportUndo undo(db(), options_, jim, id, kNow);
    while (undo.Step() == ImportRun::Outcome::more) {
    }
    EXPECT_EQ(Find(id).state, ImportState::undone);
  }

  Import Find(Id id) { return *FindImport(*db().Read(), kOrg, id); }
  Mapping MappingNow(Id id) { return MappingOf(Find(id)); }

  static TargetCounts Of(Counts counts, Target target) { return CountsOf(counts, target); }

  std::int64_t Number(const std::string& sql) {
    return db().Read()->QueryValue<std::optional<std::int64_t>>(sql, kOrg)->value_or(0);
  }
  std::int64_t Rows(const std::string& table) {
    return Number("SELECT COUNT(*) AS n FROM " + table + " WHERE org_id = $1 AND deleted_at IS NULL");
  }

  std::filesystem::path folder_;
  FixedClock clock_{kNow};
  action::Tables tables_;
  IntakeOptions options_;
  Id jim_;
};

}  // namespace baton::intake
