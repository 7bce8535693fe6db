// Baton's own export comes in again: where it was made it changes nothing, elsewhere it makes the same book.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <iterator>
#include <map>

#include "archive/export.h"
#include "base/text.h"
#include "book/account_writes.h"
#include "book/directory.h"
#include "format/csv/read_all.h"
#include "format/csv/writer.h"
#include "format/workbook/archive.h"
#include "intake/intake_fixture.h"
#include "people/person_store.h"

namespace baton::intake {
namespace {

class OwnExportTest : public IntakeTest {
 protected:
  std::string Export() {
    const std::string path = (folder_ / "export.zip").string();
    archive::WriteExport(db(), kOrg, path);
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }
  void Fill() {
    Import_(CrmFiles("salesforce-export-workshop",
                     {"Account.csv", "Contact.csv", "Opportunity.csv", "Task.csv"}));
  }
  void BeAdministrator() {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE person SET role = 'administrator' WHERE org_id = $1 AND id = $2", kOrg, jim_);
    });
  }
  void FillWithTheUnusual();
  // A client for each of the naughty strings.
  void FillWithNaughtyStrings() {
    std::ifstream in(BATON_TEST_DATA "/strings/blns.json", std::ios::binary);
    const auto list = boost::json::parse(std::string(std::istreambuf_iterator<char>(in), {})).as_array();
    std::string csv;
    format::CsvWriter writer(&csv, {.neutralise_formulas = false});
    writer.Write({"id", "Client", "City"});
    std::size_t number = 0;
    for (const auto& item : list) {
      const auto clean = CleanText(Trim(std::string_view(item.as_string())));
      if (clean && !clean->empty()) writer.Write({std::to_string(++number), *clean, *clean});
    }
    EXPECT_EQ(Of(Import_({{"naughty.csv", csv}}), Target::account).created, number);
  }

  using Line = std::map<std::string, std::string>;  // cells by header
  std::map<std::string, std::vector<Line>> Read(const std::string& zip) {
    const std::string path = (folder_ / "read.zip").string();
    std::ofstream(path, std::ios::binary) << zip;
    const auto archive = format::Archive::Open(path, {});
    std::map<std::string, std::vector<Line>> tables;
    for (const std::string& name : archive::ExportedFiles()) {
      const auto table = format::ReadBytes(*(*archive)->ReadWhole(*(*archive)->Find(name), 1U << 24));
      for (std::size_t i = 1; i < table.rows.size(); ++i) {
        Line line;
        for (std::size_t c = 0; c < table.rows[0].fields.size(); ++c)
          line[table.rows[0].fields[c]] = table.rows[i].fields[c];
        tables[name].push_back(std::move(line));
      }
    }
    return tables;
  }
  // As texts in their order, with the ids that the other book gave; a reference's own id means nothing.
  static std::vector<std::string> Sorted(const std::vector<Line>& lines,
                                         const std::map<std::string, std::string>& new_id) {
    std::vector<std::string> texts;
    for (const Line& line : lines) {
      std::string text;
      for (const auto& [header, cell] : line) {
        const auto found = new_id.find(cell);
        if (header == "id" && line.contains("table_name")) continue;
        text += header + '=' + (found == new_id.end() ? cell : found->second) + '|';
      }
      texts.push_back(std::move(text));
    }
    std::ranges::sort(texts);
    return texts;
  }

  // What the book says, without our ids.
  std::string State() {
    std::string state;
    for (const char* sql :
         {"SELECT name || '|' || city || '|' || country || '|' || phone || '|' || "
          "COALESCE(CAST(revenue_minor AS TEXT), "
          "'') AS line FROM account WHERE org_id = $1 AND deleted_at IS NULL ORDER BY line",
          "SELECT contact.name || '|' || COALESCE(email, '') || '|' || COALESCE(time_zone, '') || '|' || "
          "COALESCE(part, '') || '|' || COALESCE(account.name, '') AS line "
          "FROM contact "
          "LEFT JOIN account ON account.org_id = contact.org_id AND account.id = contact.account_id WHERE "
          "contact.org_id "
          "= $1 ORDER BY line",
          "SELECT opportunity.name || '|' || status || '|' || CAST(amount_minor AS TEXT) || '|' || "
          "CAST(closes_on AS "
          "TEXT) || '|' || stage.name || '|' || stage.category || '|' || person.name AS line FROM "
          "opportunity JOIN stage "
          "ON stage.org_id = opportunity.org_id AND stage.id = opportunity.stage_id JOIN person ON "
          "person.org_id = "
          "opportunity.org_id AND person.id = opportunity.owner_id WHERE opportunity.org_id = $1 ORDER BY "
          "line",
          "SELECT subject || '|' || kind || '|' || CAST(starts_at AS TEXT) || '|' || CAST(is_done AS TEXT) "
          "AS line FROM "
          "activity WHERE org_id = $1 ORDER BY line",
          "SELECT COALESCE(person.name, '') || '|' || COALESCE(contact.name, '') || '|' || "
          "CAST(attendance.starts_at AS "
          "TEXT) AS line FROM attendance LEFT JOIN person ON person.org_id = attendance.org_id AND person.id "
          "= "
          "attendance.person_id LEFT JOIN contact ON contact.org_id = attendance.org_id AND contact.id = "
          "attendance.contact_id WHERE attendance.org_id = $1 ORDER BY line",
          "SELECT account.name || '|' || person.name AS line FROM ownership JOIN account ON account.org_id = "
          "ownership.org_id AND account.id = ownership.account_id JOIN person ON person.org_id = "
          "ownership.org_id AND "
          "person.id = ownership.person_id WHERE ownership.org_id = $1 AND to_at IS NULL ORDER BY line"}) {
      for (const auto& line : db().Read()->Query<std::string>(sql, kOrg)) state += line + '\n';
    }
    return state;
  }
};

// Twins, the removed, the nameless, another currency, formulas, and a past.
void OwnExportTest::FillWithTheUnusual() {
  const Instant day{kNow.milliseconds + kMillisecondsPerDay + 7};
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, action::Actor{kOrg, jim_}, "account.create", day);
    people::Person dana{.name = "Dana", .name_fold = "dana", .role = access::Role::director};
    dana = *people::InsertPerson(action, dana);
    people::Person jada{.name = "Jada Ellis", .name_fold = "jada ellis", .email = "jada@t.example"};
    jada.email_fold = jada.email;
    jada.title = "'=Rep";
    jada.manager_id = dana.id;
    jada.language = "de";
    jada.time_zone = "Europe/Zurich";
    jada.territory = "North";
    jada.languages = "en,de";
    jada.capacity_minutes = 360;
    jada.starts_on = Day{20'000};
    jada.ends_on = Day{30'000};
    jada = *people::InsertPerson(action, jada);
    people::Person left = jada;
    left.id = Id{};
    left.email = "left@t.example";
    left.email_fold = left.email;
    left = *people::InsertPerson(action, left);

    book::Account larmar;
    larmar.name = "=Larmar, \"Sons\"";
    larmar.currency = "EUR";
    larmar.load_minutes = 45;
    larmar.renewal_on = Day{20'100};
    larmar = book::InsertAccount(action, larmar, left.id);
    book::Account twin = larmar;
    twin.id = Id{};
    twin.revenue_minor = -5;
    book::InsertAccount(action, twin, std::nullopt);
    book::Account removed;
    removed.name = "Removed";
    removed.currency = "USD";
    removed = book::InsertAccount(action, removed, jada.id);
    book::Contact bill{.account_id = larmar.id, .name = "Bill", .name_fold = "bill"};
    bill.time_zone = "Asia/Tokyo";
    bill.part = book::ContactPart::uses;
    bill = book::InsertContact(action, bill);
    book::Contact gone = bill;
    gone.id = Id{};
    gone = book::InsertContact(action, gone);

    std::vector<book::Product> products;
    for (const char* name : {"GTX Pro", "GTXPro", "+"}) {
      products.push_back({.name = name, .name_fold = Fold(name), .series = "G", .currency = "EUR"});
    }
    products[0].price_minor = 1;
    action.InsertMany(std::span(products));
    std::vector<book::Stage> stages(1);
    stages[0] = {.name = "Closed Won?", .name_fold = "closed won?", .position = 90, .is_confirmed = true};
    action.InsertMany(std::span(stages));
    std::vector<book::Opportunity> deals(2);
    deals[0].account_id = larmar.id;
    deals[0].owner_id = left.id;
    deals[0].product_id = products[1].id;
    deals[0].stage_id = stages[0].id;
    deals[0].name = "15 terminals\nand a line";
    deals[0].currency = "CHF";
    deals[0].created_at = day;
    deals[1] = deals[0];
    deals[1].account_id = removed.id;
    deals[1].stage_id = std::nullopt;
    deals[1].product_id = products[2].id;
    deals[1].status = book::OpportunityStatus::lost;
    deals[1].amount_minor = 12;
    deals[1].next_step = "'a";
    action.InsertMany(std::span(deals));
    std::vector<book::Activity> visits(1);
    visits[0].kind = book::ActivityKind::visit;
    visits[0].account_id = removed.id;
    visits[0].opportunity_id = deals[0].id;
    visits[0].owner_id = left.id;
    visits[0].starts_at = Instant{day.milliseconds + 1};
    visits[0].created_at = day;
    action.InsertMany(std::span(visits));
    std::vector<book::Attendance> seats(3);
    for (auto& seat : seats) {
      seat.activity_id = visits[0].id;
      seat.starts_at = visits[0].starts_at;
    }
    seats[0].person_id = left.id;
    seats[1].contact_id = bill.id;
    seats[2].contact_id = gone.id;
    action.InsertMany(std::span(seats));
    ASSERT_TRUE(book::MoveOwnership(action, larmar.id, jada.id).has_value());
    ASSERT_TRUE(book::RemoveAccount(action, removed).has_value());
    ASSERT_TRUE(book::RemoveContact(action, gone).has_value());
    ASSERT_TRUE(people::RemovePerson(action, left).has_value());
    people::Person again{.name = "Jada Ellis", .name_fold = "jada ellis", .is_placeholder = true};
    ASSERT_TRUE(people::InsertPerson(action, again).has_value());
    tx.Execute("UPDATE ownership SET from_at = $1 WHERE org_id = $2 AND to_at IS NOT NULL",
               Instant{kNow.milliseconds - 5}, kOrg);
  });
}

TEST_P(OwnExportTest, ChangesNothingWhereItWasMade) {
  Fill();
  FillWithTheUnusual();
  const std::string zip = Export();
  const auto changes = Number("SELECT COUNT(*) AS n FROM change WHERE org_id = $1");
  const Counts counts = Import_({{"export.zip", zip}});
  for (const TargetCounts& entry : counts) {
    EXPECT_EQ(entry.created + entry.changed + entry.kept + entry.rejected, 0) << json::NameOf(entry.target);
  }
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM change WHERE org_id = $1"), changes);
}

TEST_P(OwnExportTest, MakesTheSameBookElsewhere) {
  Fill();
  const std::string zip = Export();
  const std::string expected = State();
  TearDown();
  SetUp();
  const Counts counts = Import_({{"export.zip", zip}});
  for (const TargetCounts& entry : counts) EXPECT_EQ(entry.rejected, 0) << json::NameOf(entry.target);
  EXPECT_EQ(State(), expected);
}

// All that a book can hold, and what is removed from it.
TEST_P(OwnExportTest, AnEmptyDatabaseExportsTheSameAfterwards) {
  BeAdministrator();
  Fill();
  FillWithTheUnusual();
  FillWithNaughtyStrings();
  const std::string zip = Export();
  const auto first = Read(zip);
  TearDown();
  SetUp();
  BeAdministrator();
  const Id id = Upload({{"export.zip", zip}});
  const auto preview = MakePreview(*db().Read(), options_, Find(id), kNow);
  ASSERT_TRUE(preview.has_value());
  for (const TargetCounts& entry : preview->counts)
    EXPECT_EQ(entry.rejected, 0) << json::NameOf(entry.target);
  for (const TargetCounts& entry : Run(id)) EXPECT_EQ(entry.rejected, 0) << json::NameOf(entry.target);
  auto second = Read(Export());

  // What the first book called a row is in the second one's references.
  std::map<std::string, std::string> new_id;
  for (const Line& line : second.at("external_reference.csv")) {
    if (line.at("source") == "baton") new_id[line.at("external_id")] = line.at("row_id");
  }
  std::erase_if(second.at("external_reference.csv"),
                [](const Line& line) { return line.at("source") == "baton"; });
  for (const std::string& name : archive::ExportedFiles()) {
    if (name == "said_tie.csv")
      continue;  // is to take along, and does not come in: what people say is theirs to say again
    const auto before = Sorted(first.at(name), new_id);
    const auto after = Sorted(second.at(name), {});
    std::vector<std::string> differing;
    std::ranges::set_symmetric_difference(before, after, std::back_inserter(differing));
    EXPECT_EQ(differing, std::vector<std::string>{}) << name;
    EXPECT_GE(first.at(name).size(), 2U) << name << " is worth comparing";
  }
  // And the same file again changes nothing.
  const auto changes = Number("SELECT COUNT(*) AS n FROM change WHERE org_id = $1");
  for (const TargetCounts& entry : Import_({{"export.zip", zip}})) {
    EXPECT_EQ(entry.created + entry.changed + entry.rejected, 0) << json::NameOf(entry.target);
  }
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM change WHERE org_id = $1"), changes);
  // Nor does the source's own file, which meets its rows again by its ids.
  for (const TargetCounts& entry :
       Import_(CrmFiles("salesforce-export-workshop", {"Account.csv", "Opportunity.csv"}))) {
    EXPECT_EQ(entry.created, 0) << json::NameOf(entry.target);
  }
}

// Whoever is here already keeps what is said of him here, and the past of an account that is here is not rewritten.
TEST_P(OwnExportTest, RewritesNobodyAndNoPast) {
  const std::string people =
      "id,name,email,role,is_placeholder,deleted_at\n7,Jim "
      "Calder,,administrator,false,\n8,Ann,,administrator,false,\n";
  const std::string accounts = "id,name,revenue_minor,owner_id\n1,Larmar,,7\n2,Bexley,,7\n";
  const std::string past =
      "id,account_id,person_id,from_at,to_at\n3,1,7,2020-01-01T00:00:00Z,2021-01-01T00:00:00Z\n"
      "4,2,7,2020-01-01T00:00:00Z,2021-01-01T00:00:00Z\n5,2,7,2021-01-01T00:00:00Z,\n6,9,7,2021-01-01T00:00:"
      "00Z,\n";
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, action::Actor{kOrg, jim_}, "account.create", kNow);
    book::Account account;
    account.name = "Larmar";
    account.currency = "USD";
    book::InsertAccount(action, account, jim_);
  });
  const Counts counts = Import_({{"person.csv", people}, {"account.csv", accounts}, {"ownership.csv", past}});
  EXPECT_EQ(Of(counts, Target::ownership).created, 2);
  EXPECT_EQ(Of(counts, Target::ownership).unchanged, 1);
  EXPECT_EQ(Of(counts, Target::ownership).rejected, 1) << "of a client that did not come";
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM ownership WHERE org_id = $1"), 3);
  // A manager's file makes nobody mightier than he is.
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM person WHERE org_id = $1 AND role = 'administrator'"), 0);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM person WHERE org_id = $1"), 2);
}

// A table's name comes out of the file and must not become part of a statement.
TEST_P(OwnExportTest, AReferenceNamesNoTableOfItsOwn) {
  const std::string references =
      "id,source,table_name,external_id,row_id\n1,x,\"person WHERE 1=1; DROP TABLE person; "
      "--\",a,1\n2,x,session,b,1\n";
  const Counts counts = Import_({{"external_reference.csv", references}});
  EXPECT_EQ(Of(counts, Target::reference).rejected, 2);
  EXPECT_EQ(Rows("person"), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, OwnExportTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::intake
