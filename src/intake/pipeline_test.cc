// Tables joined by names; what people changed since; rejected rows; kill and resume.
#include <algorithm>
#include <boost/json/parse.hpp>

#include "base/text.h"
#include "book/directory.h"
#include "format/csv/writer.h"
#include "intake/intake_fixture.h"
#include "intake/rejected.h"
#include "ties/learn.h"

namespace baton::intake {
namespace {

const std::string kAccounts =
    "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n"
    "Acme Corporation,technolgy,1996,1100.04,2822,United States,\n"
    "Betasoloin,medical,1999,251.41,495,United States,\n";
const std::string kProducts =
    "product,series,sales_price\nGTX Basic,GTX,550\nGTX Pro,GTX,4821\nMG Special,MG,55\n";
const std::string kTeams =
    "sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central\nMoses Frase,Dustin "
    "Brinkmann,Central\n";
const std::string kPipeline =
    "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
    "1C1I7A6R,Moses Frase,GTXPro,Acme Corporation,Won,2016-10-20,2017-03-01,4514.0\n"
    "Z063OYW0,Anna Snelling,GTX Basic,Betasoloin,Lost,2016-10-25,2017-03-11,0\n"
    "EC4QE1BX,Anna Snelling,MG Special,,Engaging,2016-10-25,,\n"
    "MV1LWRNH,Moses Frase,GTX Basic,Codehow,Prospecting,,,\n"
    "BAD00001,Moses Frase,GTX Basic,Codehow,Won,2016-10-25,2017-13-45,100\n";

class PipelineTest : public IntakeTest {
 protected:
  static Files All() {
    return {{"sales_pipeline.csv", kPipeline},
            {"accounts.csv", kAccounts},
            {"products.csv", kProducts},
            {"sales_teams.csv", kTeams}};
  }
  std::string Text(const std::string& sql) {
    return db().Read()->QueryValue<std::string>(sql, kOrg).value_or("none");
  }
  std::string Rejected(Id id) {
    const auto source = RejectedCsv(db(), options_, Find(id), std::nullopt, "en");
    std::string all;
    for (std::string piece = source(); !piece.empty(); piece = source()) all += piece;
    return all;
  }
  // Everything that an import writes, without ids and instants.
  std::string State() {
    std::string state;
    const auto add = [&](const std::string& sql) {
      for (const auto& line : db().Read()->Query<std::string>(sql, kOrg)) state += line + '\n';
    };
    add("SELECT name || '|' || industry || '|' || country || '|' || COALESCE(CAST(revenue_minor AS TEXT), "
        "'') AS line "
        "FROM account WHERE org_id = $1 AND deleted_at IS NULL ORDER BY line");
    add("SELECT opportunity.name || '|' || status || '|' || COALESCE(CAST(amount_minor AS TEXT), '') || '|' "
        "|| "
        "COALESCE(account.name, '') || '|' || COALESCE(person.name, '') AS line FROM opportunity LEFT JOIN "
        "account ON "
        "account.org_id = opportunity.org_id AND account.id = opportunity.account_id LEFT JOIN person ON "
        "person.org_id = "
        "opportunity.org_id AND person.id = opportunity.owner_id WHERE opportunity.org_id = $1 AND "
        "opportunity.deleted_at IS NULL ORDER BY line");
    add("SELECT name || '|' || role || '|' || CAST(is_placeholder AS TEXT) AS line FROM person WHERE org_id "
        "= $1 AND "
        "deleted_at IS NULL ORDER BY line");
    add("SELECT name || '|' || category AS line FROM stage WHERE org_id = $1 AND deleted_at IS NULL ORDER BY "
        "line");
    add("SELECT name || '|' || series AS line FROM product WHERE org_id = $1 AND deleted_at IS NULL ORDER BY "
        "line");
    add("SELECT source || '|' || table_name || '|' || external_id AS line FROM external_reference WHERE "
        "org_id = $1 "
        "ORDER BY line");
    add("SELECT account.name || '|' || person.name AS line FROM ownership JOIN account ON account.org_id = "
        "ownership.org_id AND account.id = ownership.account_id JOIN person ON person.org_id = "
        "ownership.org_id AND "
        "person.id = ownership.person_id WHERE ownership.org_id = $1 AND to_at IS NULL ORDER BY line");
    add("SELECT reason || '|' || CAST(line AS TEXT) AS line FROM import_reject WHERE org_id = $1 ORDER BY "
        "line");
    return state;
  }
};

TEST_P(PipelineTest, JoinsByNamesInTheRightOrder) {
  const Id id = Upload(All());
  const Mapping mapping = MappingNow(id);
  EXPECT_EQ(mapping.files[0].recognised_as, "pipeline.opportunity");
  EXPECT_EQ(mapping.files[1].recognised_as, "pipeline.account");
  EXPECT_EQ(mapping.files[2].recognised_as, "pipeline.product");
  EXPECT_EQ(mapping.files[3].recognised_as, "pipeline.person");
  ASSERT_EQ(mapping.owners.size(), 2U);
  EXPECT_EQ(mapping.owners[0].note_key, "import.owner.in_file");

  const Counts counts = Run(id);
  EXPECT_EQ(Of(counts, Target::account).created, 3) << "and Codehow, which a deal names";
  EXPECT_EQ(Of(counts, Target::opportunity).created, 4);
  EXPECT_EQ(Of(counts, Target::opportunity).rejected, 1);
  EXPECT_EQ(Of(counts, Target::product).created, 3) << "GTXPro is GTX Pro";
  EXPECT_EQ(Of(counts, Target::person).created, 3) << "and their manager";
  EXPECT_EQ(Text("SELECT status FROM opportunity WHERE org_id = $1 AND amount_minor = 451400"), "won");
  EXPECT_EQ(Text("SELECT category FROM stage WHERE org_id = $1 AND name = 'Lost'"), "lost");
  // Accounts without an owner are the first seller's who has a deal there.
  EXPECT_EQ(Text("SELECT person.name FROM ownership JOIN account ON account.org_id = ownership.org_id AND "
                 "account.id = "
                 "ownership.account_id JOIN person ON person.org_id = ownership.org_id AND person.id = "
                 "ownership.person_id WHERE ownership.org_id = $1 AND account.name = 'Acme Corporation'"),
            "Moses Frase");
  const std::string rejected = Rejected(id);
  EXPECT_NE(rejected.find("sales_pipeline.csv,6,close_date,"), std::string::npos) << rejected;
  EXPECT_NE(rejected.find("BAD00001,Moses Frase,GTX Basic,Codehow,Won,2016-10-25,2017-13-45,100"),
            std::string::npos);
}

// What is no zone is left out; the row is of use without it.
TEST_P(PipelineTest, ContactsBringTheirTimeZone) {
  const Id id = Upload({{"contacts.csv",
                         "Contact ID,First Name,Last Name,Email,Account Name,Time Zone\n"
                         "1,Bill,Larmar,bill@larmar.example,Larmar,Europe/Berlin\n"
                         "2,Sue,Bell,sue@larmar.example,Larmar,Mars/Olympus\n"}});
  Run(id);
  const auto zone_of = [&](const std::string& name) {
    return Text("SELECT COALESCE(time_zone, 'no zone') FROM contact WHERE org_id = $1 AND name = '" + name +
                "'");
  };
  EXPECT_EQ(zone_of("Bill Larmar"), "Europe/Berlin");
  EXPECT_EQ(zone_of("Sue Bell"), "no zone");
}

TEST_P(PipelineTest, ContactsBringTheirPartInWhatIsBought) {
  Run(Upload({{"contacts.csv",
               "Contact ID,First Name,Last Name,Email,Account Name,Buying Role\n"
               "1,Bill,Larmar,bill@larmar.example,Larmar,DECISION_MAKER\n"
               "2,Sue,Bell,sue@larmar.example,Larmar,End user\n"
               "3,Ann,Fox,ann@larmar.example,Larmar,Golfer\n"}}));
  EXPECT_EQ(Text("SELECT name FROM contact WHERE org_id = $1 AND part = 'decides'"), "Bill Larmar");
  EXPECT_EQ(Text("SELECT name FROM contact WHERE org_id = $1 AND part = 'uses'"), "Sue Bell");
  EXPECT_EQ(Text("SELECT name FROM contact WHERE org_id = $1 AND part IS NULL"), "Ann Fox")
      << "says nothing of it";
}

// A CRM's events, and tasks that were calls, are who was in touch; what is only to be done is not.
TEST_P(PipelineTest, EventsAndTasksOfACrmMakeTies) {
  const std::string day =
      ToString(Day{static_cast<std::int32_t>(kNow.milliseconds / kMillisecondsPerDay) - 20});
  Run(Upload(
      {{"Account.csv", "Id,Name,OwnerId,IsDeleted\n001000000000001AAA,Larmar,005000000000001AAA,false\n"},
       {"Contact.csv",
        "Id,AccountId,FirstName,LastName,Email,IsDeleted\n"
        "003000000000001AAA,001000000000001AAA,Bill,Larmar,bill@larmar.example,false\n"},
       {"Event.csv",
        "Id,WhoId,WhatId,OwnerId,Subject,StartDateTime,EndDateTime,DurationInMinutes,IsDeleted\n"
        "00U000000000001AAA,003000000000001AAA,001000000000001AAA,005000000000001AAA,Visit," +
            day + "T10:00:00.000Z," + day + "T10:30:00.000Z,30,false\n"},
       {"Task.csv",
        "Id,WhoId,WhatId,OwnerId,Subject,ActivityDate,Status,TaskSubtype,IsDeleted\n"
        "00T000000000001AAA,003000000000001AAA,001000000000001AAA,005000000000001AAA,Phoned," +
            day +
            ",Completed,Call,false\n"
            "00T000000000002AAA,003000000000001AAA,001000000000001AAA,005000000000001AAA,Send the offer," +
            day + ",Not Started,Task,false\n"}}));
  ties::Learn(db(), kOrg, kNow);
  EXPECT_EQ(
      Text("SELECT person.name || ' ' || contact.name || ' ' || CAST(tie.touches AS TEXT) FROM tie JOIN "
           "person ON person.org_id = tie.org_id AND person.id = tie.person_id JOIN contact ON "
           "contact.org_id = tie.org_id AND contact.id = tie.contact_id WHERE tie.org_id = $1"),
      "Jim Calder Bill Larmar 2")
      << "the only owner is who imports";
}

TEST_P(PipelineTest, MendedRowsGoInWhenSentAgain) {
  const Id id = Upload(All());
  Run(id);
  std::string mended = Rejected(id);
  mended.replace(mended.find("2017-13-45,100"), 10, "2017-12-25");
  const Counts counts = Import_({{"rejected.csv", mended}});
  EXPECT_EQ(Of(counts, Target::opportunity).created, 1);
  EXPECT_EQ(Of(counts, Target::opportunity).rejected, 0);
  EXPECT_EQ(Of(counts, Target::account).created, 0);
}

TEST_P(PipelineTest, TheSameAgainChangesNothing) {
  Import_(All());
  const auto changes = Number("SELECT COUNT(*) AS n FROM change WHERE org_id = $1");
  const Counts again = Import_(All());
  for (const TargetCounts& entry : again) {
    EXPECT_EQ(entry.created + entry.changed + entry.kept, 0) << json::NameOf(entry.target);
  }
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM change WHERE org_id = $1"), changes);
}

TEST_P(PipelineTest, WhatPeopleChangedStaysAndIsListed) {
  Import_(All());
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, action::Actor{kOrg, jim_}, "account.change", kNow);
    Lookup lookup(tx, kOrg);
    const auto acme = lookup.Accounts({lookup.AccountsByName({"acme corporation"}).at("acme corporation")});
    book::Account changed = acme.begin()->second;
    changed.industry = "terminals";
    ASSERT_TRUE(action.Update(acme.begin()->second, changed).has_value());
  });
  std::string accounts = kAccounts;
  accounts.replace(accounts.find("technolgy"), 9, "hardware!");
  accounts.replace(accounts.find("1100.04"), 7, "1200.00");
  const Id id = Upload({{"accounts.csv", accounts}});
  const Counts counts = Run(id);
  EXPECT_EQ(Of(counts, Target::account).changed, 1);
  EXPECT_EQ(Of(counts, Target::account).kept, 1);
  EXPECT_EQ(Text("SELECT industry FROM account WHERE org_id = $1 AND name = 'Acme Corporation'"),
            "terminals");
  EXPECT_EQ(Number("SELECT revenue_minor AS n FROM account WHERE org_id = $1 AND name = 'Acme Corporation'"),
            120'000);
  EXPECT_NE(Rejected(id).find("industry"), std::string::npos);
  // An undo takes back the revenue, and nothing else.
  Undo(id);
  EXPECT_EQ(Number("SELECT revenue_minor AS n FROM account WHERE org_id = $1 AND name = 'Acme Corporation'"),
            110'004);
  EXPECT_EQ(Rows("account"), 3);
}

// A kill between any two steps, and inside any: the next run goes on, and the end is the same.
TEST_P(PipelineTest, EndsTheSameWhereverItIsKilled) {
  options_.chunk_rows = 2;
  options_.slice_rows = 1;
  const Id first = Upload(All());
  Run(first);
  const std::string expected = State();
  ASSERT_NE(expected.find("Acme"), std::string::npos);

  // Each fresh database of PostgreSQL takes long; there every third commit is tried.
  const int stride = GetParam() == db::Engine::sqlite ? 1 : 3;
  for (int kill = 1; kill < 12; kill += stride) {
    TearDown();
    SetUp();
    options_.chunk_rows = 2;
    options_.slice_rows = 1;
    const Id id = Upload(All());
    SetRunning(id);
    int commits = 0;
    int steps = 0;
    options_.before_commit = [&] {
      if (++commits == kill) throw std::runtime_error("killed");
    };
    for (bool is_done = false; !is_done;) {
      ImportRun run(db(), options_, kOrg, id, kNow);  // as a process that starts
      try {
        is_done = run.Step() == ImportRun::Outcome::done;
      } catch (const std::runtime_error&) {
      }
      ASSERT_LT(++steps, 100);
    }
    options_.before_commit = {};
    EXPECT_EQ(State(), expected) << "killed at commit " << kill;
    EXPECT_EQ(Of(CountsOf(Find(id)), Target::opportunity).created, 4);
  }
}

TEST_P(PipelineTest, AnUndoInPiecesEndsWithNothingLeft) {
  options_.chunk_rows = 3;
  const Id id = Upload(All());
  Run(id);
  Undo(id);
  for (const char* table : {"account", "opportunity", "product", "stage"}) EXPECT_EQ(Rows(table), 0) << table;
  EXPECT_EQ(Rows("person"), 1);
  // And in again.
  const Counts counts = Import_(All());
  EXPECT_EQ(Of(counts, Target::opportunity).created, 4);
}

TEST_P(PipelineTest, RefusesWhatIsNoTable) {
  EXPECT_EQ(
      TryUpload({{"a.csv", std::string("\x00\x01\x02\x03\x04", 5) + std::string(500, '\x02')}}).has_value(),
      false);
  EXPECT_EQ(TryUpload({{"a.pdf", "%PDF-1.4 and more"}}).error().kind, Kind::unsupported);
  EXPECT_EQ(TryUpload({{"a.zip", std::string("PK\x03\x04 cut off", 12)}}).has_value(), false);
  EXPECT_EQ(TryUpload({{"a.csv", "Name,City\n"}}).error().message.key, "problem.import.no_rows");
}

// A manager's file does not reach into another team.
TEST_P(PipelineTest, AccountsOfAnotherTeamStay) {
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, action::Actor{kOrg, std::nullopt}, "test.deed", kNow);
    people::Person ann;
    ann.name = "Ann";
    ann.name_fold = "ann";
    ann.role = access::Role::manager;
    book::Account account;
    account.name = "Larmar";
    account.city = "Chicago";
    account.currency = "USD";
    book::InsertAccount(action, account, people::InsertPerson(action, ann)->id);
  });
  const Id id =
      Upload({{"clients.csv", "Client,City,Owner\nLarmar,Gary,Jim Calder\nBexley,Gary,Jim Calder\n"}});
  const TargetCounts counts = Of(Run(id), Target::account);
  EXPECT_EQ(counts.created, 1);
  EXPECT_EQ(counts.rejected, 1);
  EXPECT_EQ(Text("SELECT city FROM account WHERE org_id = $1 AND name = 'Larmar'"), "Chicago");
  EXPECT_EQ(Text("SELECT reason FROM import_reject WHERE org_id = $1"), "import.reject.not_yours");
  const Id deals =
      Upload({{"deals.csv", "Deal name,Account name,Close date,Amount\nSteal,Larmar,2026-11-24,5\n"}});
  EXPECT_EQ(Of(Run(deals), Target::opportunity).rejected, 1);
}

// ... nor does it give to another team, whether the file says so or the person who maps its owners.
TEST_P(PipelineTest, NothingIsGivenToAnotherTeam) {
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, action::Actor{kOrg, std::nullopt}, "test.deed", kNow);
    for (const bool is_below : {false, true}) {
      people::Person person;
      person.name = is_below ? "Jada" : "Ann";
      person.name_fold = is_below ? "jada" : "ann";
      if (is_below) person.manager_id = jim_;
      people::InsertPerson(action, person);
    }
  });
  const TargetCounts counts = Of(
      Import_({{"clients.csv", "Client,City,Owner\nLarmar,Gary,Ann\nBexley,Gary,Jada\n"}}), Target::account);
  EXPECT_EQ(counts.created, 1);
  EXPECT_EQ(counts.rejected, 1);
  // Bexley came with an import, so a file may move it: within the team.
  Import_({{"clients.csv", "Client,City,Owner\nBexley,Chicago,Ann\n"}});
  EXPECT_EQ(
      Text(
          "SELECT person.name FROM ownership JOIN person ON person.org_id = ownership.org_id AND person.id = "
          "ownership.person_id WHERE ownership.org_id = $1 AND to_at IS NULL"),
      "Jada");
  const Id deals = Upload(
      {{"deals.csv", "Deal name,Account name,Close date,Amount,Owner\nBig,Newcomer,2026-11-24,5,Ann\n"}});
  EXPECT_EQ(Of(Run(deals), Target::opportunity).rejected, 1);
  EXPECT_EQ(Rows("account"), 1);
}

// Whatever a CSV looks like, each of its rows goes in or is refused.
TEST_P(PipelineTest, EveryCsvCaseIsCounted) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(BATON_TEST_DATA "/csv")) {
    if (entry.path().extension() != ".csv") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const auto id = TryUpload({{"case.csv", std::string(std::istreambuf_iterator<char>(in), {})}});
    if (!id) {
      EXPECT_FALSE(id.error().message.key.empty());
      continue;
    }
    const FileMapping file = MappingNow(*id).files.at(0);
    Change(*id, {.files = {{.id = file.id, .target = Target::account, .columns = {{0, Field::name}}}}});
    const TargetCounts counts = Of(Run(*id), Target::account);
    EXPECT_EQ(counts.created + counts.changed + counts.unchanged + counts.rejected, file.rows_estimate)
        << entry.path();
  }
}

// Each of the naughty strings comes through as it is, but for blanks around it and its normal form.
TEST_P(PipelineTest, NaughtyStringsComeThrough) {
  std::ifstream in(BATON_TEST_DATA "/strings/blns.json", std::ios::binary);
  const auto list = boost::json::parse(std::string(std::istreambuf_iterator<char>(in), {})).as_array();
  std::string csv;
  format::CsvWriter writer(&csv, {.neutralise_formulas = false});
  writer.Write({"id", "Client", "City"});
  std::vector<std::string> expected;
  for (const auto& item : list) {
    const std::string_view text(item.as_string());
    const auto clean = CleanText(Trim(text));
    if (!clean || clean->empty()) continue;
    const std::string number = std::to_string(expected.size());
    writer.Write({number, text, number});
    expected.push_back(*clean);
  }
  ASSERT_GT(expected.size(), 300U);
  const Counts counts = Import_({{"clients.csv", csv}});
  EXPECT_EQ(Of(counts, Target::account).created, std::ssize(expected));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(db().Read()->QueryValue<std::string>("SELECT name FROM account WHERE org_id = $1 AND city = $2",
                                                   kOrg, std::to_string(i)),
              expected[i]);
  }
}

TEST_P(PipelineTest, HostileTextComesThroughAsItIs) {
  const std::string name = "Robert'); DROP TABLE account;-- <b>Zoë</b> 社會科學院 \"quoted\" =1+1";
  std::string quoted = name;
  for (std::size_t at = 0; (at = quoted.find('"', at)) != std::string::npos; at += 2)
    quoted.insert(at, 1, '"');
  Import_({{"clients.csv", "Client,City\n\"" + quoted + "\",Bern\nOther,Basel\n"}});
  EXPECT_EQ(Text("SELECT name FROM account WHERE org_id = $1 AND city = 'Bern'"), name);
}

INSTANTIATE_TEST_SUITE_P(Engines, PipelineTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::intake
