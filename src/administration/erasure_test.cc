// A colleague and a contact of the demo are erased, and then every text of every table is searched for them: by the database's own
// schema, so that a table that comes later cannot be forgotten.
#include "administration/erasure.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "action/action.h"
#include "action/tables.h"
#include "action/undo.h"
#include "administration/administration_routes.h"
#include "administration/schema.h"
#include "administration/take_along.h"
#include "base/text.h"
#include "book/book_routes.h"
#include "db/test_database.h"
#include "demo/demo.h"
#include "format/workbook/archive.h"
#include "json/json.h"
#include "people/people_routes.h"
#include "seal/seal.h"
#include "seal/texts.h"
#include "search/index.h"
#include "search/match.h"

namespace baton::administration {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr Instant kNow{1'795'858'860'000};

struct Who {
  Id id;
  std::string name;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(Who, (), (id, name, email))

class ErasureTest : public db::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped()) return;
    org_ = demo::CreateDemo(db(), &key_).value();
  }

  Who Find(const std::string& sql) { return db().Read()->QueryOne<Who>(sql, org_).value(); }
  // A rep with clients, coaching, mail and letters.
  Who Rep() {
    return Find(
        "SELECT id, name, email FROM person WHERE org_id = $1 AND role = 'rep' AND deleted_at IS NULL AND id "
        "IN (SELECT rep_id FROM coaching_note WHERE org_id = $1) AND id IN (SELECT rep_id FROM review WHERE "
        "org_id = $1) ORDER BY id LIMIT 1");
  }
  Who Administrator() {
    return Find(
        "SELECT id, name, email FROM person WHERE org_id = $1 AND role = 'administrator' ORDER BY id LIMIT "
        "1");
  }
  Who Contact() {
    return Find(
        "SELECT id, name, email FROM contact WHERE org_id = $1 AND email IS NOT NULL AND name LIKE '% %' AND "
        "id IN "
        "(SELECT contact_id FROM attendance WHERE org_id = $1) ORDER BY id LIMIT 1");
  }
  void Remove(Id person) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE person SET deleted_at = $1, version = version + 1 WHERE org_id = $2 AND id = $3",
                 kNow, org_, person);
    });
  }
  // Where people are named that no slice knows of: texts of others.
  void WriteOf(const Who& who) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {org_, Administrator().id}, "test.deed", kNow);
      tx.Execute("UPDATE account SET industry = industry WHERE org_id = $1", org_);
      tx.Execute(
          "INSERT INTO notice (org_id, id, version, person_id, action_id, message_key, message_arguments, "
          "link, "
          "created_at) VALUES ($1, $2, 1, $3, $4, 'notice.promise.left', $5, '/', 1)",
          org_, tx.NewId(), Administrator().id, action.id(),
          json::ToText(
              json::Value(boost::json::object{{"name", who.name}, {"line", "a\n" + who.name + " left"}})));
      tx.Execute(
          "UPDATE opportunity SET next_step = $1 WHERE org_id = $2 AND id = (SELECT MIN(id) FROM opportunity "
          "WHERE org_id = $2)",
          "Ask " + who.name + " <" + who.email + ">", org_);
      tx.Execute(
          "INSERT INTO change (org_id, id, action_id, table_name, row_id, old_values, new_values) VALUES "
          "($1, $2, $3, "
          "'opportunity', 1, $4, $5)",
          org_, tx.NewId(), action.id(), R"({"next_step":"Ask )" + who.name + "\"}",
          R"({"next_step":"Ask )" + who.email + "\"}");
      tx.Execute("INSERT INTO coaching_text (org_id, id, sealed, written_at) VALUES ($1, $2, $3, 1)", org_,
                 kText,
                 seal::Seal(key_, "coaching_text:" + ToString(org_) + ":" + ToString(kText),
                            "As " + who.name + " does it"));
    });
  }
  Result<Erasure> Ask(Subject subject, const Who& who, const std::string& typed) {
    return db().Write([&](db::Tx& tx) {
      action::Action action(tx, {org_, Administrator().id}, "person.ask_erasure", kNow);
      return AskErasure(action, subject, who.id, typed);
    });
  }
  void Erase(Subject subject, const Who& who) {
    const auto erasure = Ask(subject, who, who.name);
    ASSERT_TRUE(erasure) << erasure.error().message.key;
    EXPECT_TRUE(RunErasure(db(), key_, *erasure, kNow, [](std::int64_t, std::int64_t) { return false; }));
  }

  // Every text of the database that holds one of these, whatever the table.
  std::vector<std::string> Holding(const std::vector<std::string>& needles) {
    std::vector<std::string> found;
    db::Reader reader = db().Read();
    for (const Table& table : ReadSchema(*reader)) {
      for (const Column& column : table.columns) {
        if (!column.is_text) continue;
        ForEachRow(*reader, "SELECT " + column.name + " FROM " + table.name, {},
                   [&](std::span<const std::string>, std::span<const db::OwnedValue> cells) {
                     const std::string text = Fold(TextOf(cells[0]));
                     for (const std::string& needle : needles) {
                       if (text.find(Fold(needle)) != std::string::npos)
                         found.push_back(table.name + "." + column.name + ": " + text.substr(0, 200));
                     }
                   });
      }
    }
    for (const char* table : {"coaching_text", "review_text", "mentor_text"}) {
      seal::RewriteTexts(db(), org_, key_, table, [&](Id, const std::string& text) {
        for (const std::string& needle : needles) {
          if (Fold(text).find(Fold(needle)) != std::string::npos)
            found.push_back(std::string(table) + ": " + text);
        }
        return std::optional<std::string>();
      });
    }
    return found;
  }
  std::int64_t Count(const std::string& table) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + table + " WHERE org_id = $1",
                                                  org_);
  }
  std::int64_t CountOf(const std::string& table, const std::string& column, Id id) {
    return *db().Read()->QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM " + table + " WHERE org_id = $1 AND " + column + " = $2", org_, id);
  }

  static constexpr Id kText{1};
  seal::Key key_{[] {
    std::array<unsigned char, seal::Key::kBytes> bytes{};
    bytes.fill(7);
    return bytes;
  }()};
  Id org_;
};

TEST_P(ErasureTest, LeavesNoNameAndNoAddressOfAColleague) {
  const Who rep = Rep();
  WriteOf(rep);
  ASSERT_THAT(Holding({rep.name, rep.email}), Not(IsEmpty()));
  // Figures and history stay.
  const std::vector<std::string> kept = {"ownership",        "attendance", "activity", "opportunity",
                                         "coaching_session", "promise",    "handoff",  "review",
                                         "review_version",   "account"};
  std::map<std::string, std::int64_t> before;
  for (const std::string& table : kept) before[table] = Count(table);
  const std::int64_t owned = CountOf("ownership", "person_id", rep.id);

  EXPECT_EQ(Ask(Subject::person, rep, rep.name).error().message.key, "problem.erasure.still_here");
  Remove(rep.id);
  EXPECT_FALSE(Ask(Subject::person, rep, "Somebody Else"));
  Erase(Subject::person, rep);

  EXPECT_THAT(Holding({rep.name, rep.email}), IsEmpty());
  EXPECT_EQ(db().Read()->QueryValue<std::string>("SELECT name FROM person WHERE org_id = $1 AND id = $2",
                                                 org_, rep.id),
            "Former colleague 1");
  for (const std::string& table : kept) EXPECT_EQ(Count(table), before[table]) << table;
  EXPECT_EQ(CountOf("ownership", "person_id", rep.id), owned);
  for (const char* table :
       {"session", "notice", "tie", "mail_touch", "calling_card", "busy_time", "membership"})
    EXPECT_EQ(CountOf(table, "person_id", rep.id), 0) << table;
  for (const std::string& word : search::WordsOf(rep.name + " " + rep.email)) {
    const auto rows = db().Read()->QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM search_word WHERE org_id = $1 AND kind = 'person' AND row_id = $2 AND word = "
        "$3",
        org_, rep.id, word);
    EXPECT_EQ(rows, 0) << word;
  }
  // The text of somebody else reads on.
  const auto texts = seal::OpenTexts(*db().Read(), org_, key_, "coaching_text", std::vector<Id>{kText});
  EXPECT_EQ(texts.at(kText), "As Former colleague 1 does it");
  EXPECT_EQ(Ask(Subject::person, rep, rep.name).error().kind, Kind::not_found);
}

TEST_P(ErasureTest, LeavesNothingOfAContactAndGoesOnWhereItWasCut) {
  const Who contact = Contact();
  WriteOf(contact);
  const std::int64_t met = CountOf("attendance", "contact_id", contact.id);
  const auto preview = PreviewErasure(*db().Read(), org_, Subject::contact, contact.id);
  ASSERT_TRUE(preview);
  EXPECT_EQ(preview->becomes, "Former contact 1");
  EXPECT_TRUE(preview->looks_for_name);

  const auto erasure = Ask(Subject::contact, contact, contact.name);
  ASSERT_TRUE(erasure);
  EXPECT_EQ(Ask(Subject::contact, contact, contact.name).error().message.key, "problem.erasure.under_way");
  // Cut after each of its steps, over and over.
  std::int64_t most = 0;
  for (bool is_done = false; !is_done;) {
    std::int64_t steps = 0;
    most += 7;
    is_done =
        RunErasure(db(), key_, *erasure, kNow, [&](std::int64_t, std::int64_t) { return ++steps > most; });
  }
  EXPECT_THAT(Holding({contact.name, contact.email}), IsEmpty());
  EXPECT_EQ(CountOf("attendance", "contact_id", contact.id), met);
  EXPECT_EQ(ListErasures(*db().Read(), org_).front().state, ErasureState::done);
}

// Whatever of a person's deeds is taken back afterwards, nothing of the person comes back.
TEST_P(ErasureTest, IsInNoUndoAnyMore) {
  action::Tables tables;
  people::AddTables(tables);
  book::AddTables(tables);
  AddTables(tables);
  const Who contact = Contact();
  const auto renamed = db().Write([&](db::Tx& tx) {
    const action::Action action(tx, {org_, Administrator().id}, "contact.change", kNow, contact.id);
    const auto version = *tx.QueryValue<std::int64_t>(
        "SELECT version FROM contact WHERE org_id = $1 AND id = $2", org_, contact.id);
    tx.Execute("UPDATE contact SET phone = '555', version = version + 1 WHERE org_id = $1 AND id = $2", org_,
               contact.id);
    tx.Execute(
        "INSERT INTO change (org_id, id, action_id, table_name, row_id, version_before, version_after, "
        "old_values, "
        "new_values) VALUES ($1, $2, $3, 'contact', $4, $5, $6, '{\"phone\":\"+49 551 998877\"}', "
        "'{\"phone\":\"555\"}')",
        org_, tx.NewId(), action.id(), contact.id, version, version + 1);
    return action.id();
  });
  Erase(Subject::contact, contact);
  const auto undone = db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {org_, Administrator().id}, "action.undo", kNow, renamed);
    return action::Undo(undoing, renamed, tables);
  });
  EXPECT_EQ(undone.undone, 0);
  EXPECT_EQ(undone.kept.at(0).why, "changed_since");
  EXPECT_THAT(Holding({"+49 551 998877", contact.email}), IsEmpty());
}

TEST_P(ErasureTest, AnExportHoldsWhatItsReaderMaySee) {
  const Who rep = Rep();
  const auto read = [&](bool is_self) {
    const std::string path =
        (std::filesystem::temp_directory_path() / ("take_along_" + db::EngineName({GetParam(), 0}) + ".zip"))
            .string();
    EXPECT_TRUE(WriteTakeAlong(db(), key_, {.org_id = org_, .row_id = rep.id, .is_self = is_self}, path));
    std::map<std::string, std::string> files;
    const auto archive = format::Archive::Open(path, {});
    EXPECT_TRUE(archive);
    for (const auto& member : (*archive)->members())
      files[member.name] = (*archive)->ReadWhole(member, 1U << 24).value_or("unreadable");
    std::filesystem::remove(path);
    return files;
  };
  const auto own = read(true);
  const auto others = read(false);
  EXPECT_THAT(own.at("person.csv"), HasSubstr(rep.email));
  EXPECT_THAT(others.at("person.csv"), HasSubstr(rep.email));
  EXPECT_THAT(own.at("README.txt"), HasSubstr("ownership.csv"));
  EXPECT_TRUE(own.contains("coaching_text.csv"));
  for (const char* file : {"coaching_text.csv", "review_text.csv", "promise.csv", "review.csv",
                           "mail_content.csv", "busy_time.csv", "notice.csv"})
    EXPECT_FALSE(others.contains(file)) << file;
  for (const auto& [name, text] : own) {
    EXPECT_THAT(text, Not(HasSubstr("_sealed"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("_hash"))) << name;
  }
  EXPECT_FALSE(WriteTakeAlong(db(), key_, {.org_id = Id{2}, .row_id = rep.id}, "/dev/null"));
}

// A new table with personal columns needs a line in personal_rules.cc.
TEST(PersonalRulesTest, KnowEveryTableWithPersonalColumns) {
  std::ifstream file(std::string(BATON_SOURCE_FOLDER) + "/migrations/manifest.json");
  std::ostringstream text;
  text << file.rdbuf();
  std::set<std::string_view> known(TablesOfNobody().begin(), TablesOfNobody().end());
  for (const Subject subject : {Subject::person, Subject::contact}) {
    for (const PersonalRule& rule : RulesOf(subject)) known.insert(rule.table);
  }
  const auto manifest = json::Parse(text.str());
  ASSERT_TRUE(manifest);
  for (const auto& table : manifest->as_object()) {
    if (table.value().at("personal").as_array().empty()) continue;
    EXPECT_TRUE(known.contains(table.key()))
        << table.key() << ": say in src/administration/personal_rules.cc what "
        << "becomes of it when a person's data are erased";
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, ErasureTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::administration
