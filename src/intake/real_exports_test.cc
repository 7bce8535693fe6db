// A Salesforce export from upload to undo, and the other sets of real exports, against counts taken independently.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "format/csv/read_all.h"
#include "intake/intake_fixture.h"

namespace baton::intake {
namespace {

class RealExportTest : public IntakeTest {
 protected:
  // The cells of one column, counted without the importer: a test of its own arithmetic.
  static std::vector<std::string> Column(const std::string& file, const std::string& header) {
    const auto all = format::ReadBytes(TestFile(file));
    const auto& head = all.rows.front().fields;
    const auto at = static_cast<std::size_t>(std::ranges::find(head, header) - head.begin());
    std::vector<std::string> cells;
    for (std::size_t i = 1; i < all.rows.size(); ++i) cells.push_back(all.rows[i].fields.at(at));
    return cells;
  }
  static std::int64_t SumMinor(const std::vector<std::string>& cells) {
    std::int64_t sum = 0;
    for (const std::string& cell : cells) {
      if (!cell.empty()) sum += std::llround(std::stod(cell) * 100);
    }
    return sum;
  }
  static std::string Quoted(const std::vector<std::string>& cells) {
    std::string list = "''";
    for (const std::string& cell : cells) list += ",'" + cell + "'";
    return list;
  }
  static std::int64_t NotBlank(const std::vector<std::string>& cells) {
    return std::ranges::count_if(cells, [](const std::string& cell) { return !cell.empty(); });
  }
};

const std::string kWorkshop = "salesforce-export-workshop";

TEST_P(RealExportTest, SalesforceWorkshopFromUploadToUndo) {
  const Id id = Upload(CrmFiles(kWorkshop, {"Task.csv", "Opportunity.csv", "Contact.csv", "Account.csv"}));
  const Mapping mapping = MappingNow(id);
  ASSERT_EQ(mapping.files.size(), 4U);
  EXPECT_EQ(mapping.files[0].recognised_as, "salesforce.activity");
  EXPECT_EQ(mapping.files[1].recognised_as, "salesforce.opportunity");
  EXPECT_EQ(mapping.files[2].recognised_as, "salesforce.contact");
  EXPECT_EQ(mapping.files[3].recognised_as, "salesforce.account");
  EXPECT_EQ(mapping.files[3].encoding, "UTF-8");
  // No users came along: the owner of nearly everything is proposed to be whoever imports.
  ASSERT_EQ(mapping.owners.size(), 2U);
  const auto& most =
      mapping.owners[0].count > mapping.owners[1].count ? mapping.owners[0] : mapping.owners[1];
  EXPECT_EQ(most.person_id, jim_);
  EXPECT_EQ(most.proposal, OwnerProposal::map);

  const auto preview = MakePreview(*db().Read(), options_, Find(id), kNow);
  ASSERT_TRUE(preview.has_value());
  EXPECT_EQ(Of(preview->counts, Target::account).created, 22);
  EXPECT_EQ(Of(preview->counts, Target::contact).created, 102);
  EXPECT_EQ(Of(preview->counts, Target::opportunity).created, 50);
  EXPECT_EQ(Of(preview->counts, Target::activity).created, 75);
  EXPECT_EQ(Rows("account"), 0) << "a preview writes nothing";

  const Counts counts = Run(id);
  EXPECT_EQ(Of(counts, Target::account).created, 22);
  EXPECT_EQ(Of(counts, Target::contact).created, 102);
  EXPECT_EQ(Of(counts, Target::opportunity).created, 50);
  EXPECT_EQ(Of(counts, Target::activity).created, 75);
  EXPECT_EQ(Rows("account"), std::ssize(Column(kWorkshop + "/Account.csv", "Id")));
  EXPECT_EQ(Number("SELECT CAST(SUM(amount_minor) AS BIGINT) AS n FROM opportunity WHERE org_id = $1"),
            SumMinor(Column(kWorkshop + "/Opportunity.csv", "Amount")));
  EXPECT_EQ(Number("SELECT CAST(SUM(revenue_minor) AS BIGINT) AS n FROM account WHERE org_id = $1"),
            SumMinor(Column(kWorkshop + "/Account.csv", "AnnualRevenue")));
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM opportunity WHERE org_id = $1 AND status = 'won'"), 12);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM opportunity WHERE org_id = $1 AND status = 'lost'"), 3);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM opportunity WHERE org_id = $1 AND account_id IS NOT NULL"), 50);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM contact WHERE org_id = $1 AND account_id IS NOT NULL"), 18);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM attendance WHERE org_id = $1 AND contact_id IS NOT NULL"), 60);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM stage WHERE org_id = $1 AND is_confirmed = 0"), 6);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM ownership WHERE org_id = $1 AND to_at IS NULL"), 22);
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) AS n FROM ownership WHERE org_id = $1 AND person_id = $2", kOrg, jim_),
            21);
  EXPECT_GT(Number("SELECT COUNT(*) AS n FROM search_word WHERE org_id = $1 AND word = 'patricia'"), 0);

  // The same again changes nothing.
  const std::int64_t changes = Number("SELECT COUNT(*) AS n FROM change WHERE org_id = $1");
  const Counts again =
      Import_(CrmFiles(kWorkshop, {"Account.csv", "Contact.csv", "Opportunity.csv", "Task.csv"}));
  for (const TargetCounts& entry : again) {
    EXPECT_EQ(entry.created, 0) << json::NameOf(entry.target);
    EXPECT_EQ(entry.changed, 0) << json::NameOf(entry.target);
    EXPECT_EQ(entry.kept, 0) << json::NameOf(entry.target);
  }
  EXPECT_EQ(Of(again, Target::opportunity).unchanged, 50);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM change WHERE org_id = $1"), changes);

  Undo(id);
  for (const char* table : {"account", "contact", "opportunity", "activity", "stage"})
    EXPECT_EQ(Rows(table), 0) << table;
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM external_reference WHERE org_id = $1"), 0);
  EXPECT_FALSE(std::filesystem::exists(FolderOf(options_, id)));
}

TEST_P(RealExportTest, SalesforceStageHistory) {
  const std::string folder = "salesforce-export-stage-history";
  const Id id =
      Upload(CrmFiles(folder, {"Account.csv", "Contact.csv", "Opportunity.csv", "OpportunityHistory.csv"}));
  const Mapping mapping = MappingNow(id);
  EXPECT_EQ(mapping.files[3].target, Target::skip) << "a history of stages is no deal";
  const auto closes = std::ranges::find(mapping.files[2].columns, "CloseDate", &ColumnMapping::header);
  EXPECT_EQ(closes->field, Field::closes_on);
  EXPECT_EQ(closes->date_form, DateChoice::mdy);
  // No column has owners, so the rows are the importer's.
  ASSERT_EQ(mapping.owners.size(), 1U);
  EXPECT_EQ(mapping.owners[0].person_id, jim_);
  const Counts counts = Run(id);
  EXPECT_EQ(Of(counts, Target::account).created, std::ssize(Column(folder + "/Account.csv", "Id")));
  EXPECT_EQ(Of(counts, Target::contact).created, std::ssize(Column(folder + "/Contact.csv", "Id")));
  EXPECT_EQ(Of(counts, Target::opportunity).created, std::ssize(Column(folder + "/Opportunity.csv", "Id")));
  EXPECT_EQ(Number("SELECT CAST(SUM(amount_minor) AS BIGINT) AS n FROM opportunity WHERE org_id = $1"),
            SumMinor(Column(folder + "/Opportunity.csv", "Amount")));
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM opportunity WHERE org_id = $1 AND status = 'won'"),
            std::ranges::count(Column(folder + "/Opportunity.csv", "IsWon"), "TRUE"));
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM opportunity WHERE org_id = $1 AND status <> 'open'"),
            std::ranges::count(Column(folder + "/Opportunity.csv", "IsClosed"), "TRUE"));
  EXPECT_EQ(Number("SELECT MIN(closes_on) AS n FROM opportunity WHERE org_id = $1"),
            ToDay({2024, 2, 3})->days);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM ownership WHERE org_id = $1"), 18);
}

TEST_P(RealExportTest, SalesforceSchemaRows) {
  const std::string folder = "salesforce-schema-rows";
  const Id id = Upload(CrmFiles(
      folder, {"sf_account_data.csv", "sf_contact_data.csv", "sf_opportunity_data.csv", "sf_event_data.csv",
               "sf_task_data.csv", "sf_user_data.csv", "sf_user_role_data.csv"}));
  std::vector<Target> targets;
  for (const auto& file : MappingNow(id).files) targets.push_back(file.target);
  EXPECT_EQ(targets, (std::vector{Target::account, Target::contact, Target::opportunity, Target::activity,
                                  Target::activity, Target::person, Target::skip}));
  const Counts counts = Run(id);
  EXPECT_EQ(Of(counts, Target::account).created,
            std::ranges::count(Column(folder + "/sf_account_data.csv", "is_deleted"), "false"));
  EXPECT_EQ(Of(counts, Target::account).rejected,
            std::ranges::count(Column(folder + "/sf_account_data.csv", "is_deleted"), "true"));
  EXPECT_EQ(Of(counts, Target::opportunity).rejected, 10) << "all of them are deleted";
  EXPECT_EQ(Of(counts, Target::activity).created, 20);
  EXPECT_EQ(Of(counts, Target::contact).created + Of(counts, Target::contact).rejected, 4);
  std::int64_t event_minutes = 0;
  for (const auto& cell : Column(folder + "/sf_event_data.csv", "duration_in_minutes"))
    event_minutes += std::stoi(cell);
  EXPECT_EQ(Number("SELECT CAST(SUM(minutes) AS BIGINT) AS n FROM activity WHERE org_id = $1"),
            event_minutes);
}

TEST_P(RealExportTest, HubspotSchemaRows) {
  const std::string folder = "hubspot-schema-rows";
  const Id id = Upload(CrmFiles(
      folder, {"company_data.csv", "contact_data.csv", "deal_data.csv", "owner_data.csv",
               "engagement_meeting_data.csv", "engagement_call_data.csv", "engagement_task_data.csv"}));
  for (const auto& file : MappingNow(id).files) EXPECT_EQ(file.source, "hubspot") << file.name;
  const Counts counts = Run(id);
  EXPECT_EQ(Of(counts, Target::account).created, std::ssize(Column(folder + "/company_data.csv", "id")) + 1)
      << "and one that a contact names";
  EXPECT_EQ(Of(counts, Target::contact).created, std::ssize(Column(folder + "/contact_data.csv", "id")));
  EXPECT_EQ(Of(counts, Target::opportunity).created,
            std::ssize(Column(folder + "/deal_data.csv", "deal_id")));
  EXPECT_EQ(Of(counts, Target::activity).created,
            std::ssize(Column(folder + "/engagement_meeting_data.csv", "engagement_id")) + 1 + 2);
  EXPECT_GE(Of(counts, Target::person).created, std::ssize(Column(folder + "/owner_data.csv", "owner_id")));
  EXPECT_EQ(Number("SELECT CAST(SUM(revenue_minor) AS BIGINT) AS n FROM account WHERE org_id = $1"),
            SumMinor(Column(folder + "/company_data.csv", "property_annualrevenue")));
}

TEST_P(RealExportTest, Workbench) {
  const Id id =
      Upload(CrmFiles("workbench", {"customer_relationship_manager_data.csv", "calendar_events.csv"}));
  const Mapping mapping = MappingNow(id);
  EXPECT_EQ(mapping.files[0].target, Target::account);
  EXPECT_EQ(mapping.files[1].target, Target::activity);
  EXPECT_EQ(mapping.owners.size(), 5U);
  const Counts counts = Run(id);
  EXPECT_EQ(Of(counts, Target::account).created, 200);
  EXPECT_EQ(Of(counts, Target::activity).created, 300);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM person WHERE org_id = $1 AND is_placeholder = 1"), 5);
  std::int64_t minutes = 0;
  for (const auto& cell : Column("workbench/calendar_events.csv", "duration")) minutes += std::stoi(cell);
  EXPECT_EQ(Number("SELECT CAST(SUM(minutes) AS BIGINT) AS n FROM activity WHERE org_id = $1"), minutes);
}

TEST_P(RealExportTest, DataLoaderSamples) {
  const std::string folder = "salesforce-dataloader-csv/samples";
  const Counts counts = Import_(CrmFiles(folder, {"accountData.csv", "opportunityData.csv"}));
  EXPECT_EQ(Of(counts, Target::account).created, std::ssize(Column(folder + "/accountData.csv", "ID")));
  EXPECT_EQ(Of(counts, Target::opportunity).created,
            std::ssize(Column(folder + "/opportunityData.csv", "ID")));
  EXPECT_EQ(Number("SELECT CAST(SUM(amount_minor) AS BIGINT) AS n FROM opportunity WHERE org_id = $1"),
            SumMinor(Column(folder + "/opportunityData.csv", "AMOUNT")));
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) AS n FROM ownership WHERE org_id = $1 AND person_id = $2", kOrg, jim_),
            423);
}

// What docs/import.md says of the sets: which files come in as what; every other file is left out.
TEST_P(RealExportTest, EveryFileIsTakenForWhatItIs) {
  std::map<std::string, Target> taken = {
      {"salesforce-export-workshop/Account", Target::account},
      {"salesforce-export-workshop/Contact", Target::contact},
      {"salesforce-export-workshop/Opportunity", Target::opportunity},
      {"salesforce-export-workshop/Task", Target::activity},
      {"salesforce-export-stage-history/Account", Target::account},
      {"salesforce-export-stage-history/Contact", Target::contact},
      {"salesforce-export-stage-history/Opportunity", Target::opportunity},
      {"salesforce-schema-rows/sf_account_data", Target::account},
      {"salesforce-schema-rows/sf_contact_data", Target::contact},
      {"salesforce-schema-rows/sf_opportunity_data", Target::opportunity},
      {"salesforce-schema-rows/sf_event_data", Target::activity},
      {"salesforce-schema-rows/sf_task_data", Target::activity},
      {"salesforce-schema-rows/sf_user_data", Target::person},
      {"salesforce-schema-rows/sf_product_2_data", Target::product},
      {"hubspot-schema-rows/company_data", Target::account},
      {"hubspot-schema-rows/company_data_databricks", Target::account},
      {"hubspot-schema-rows/company_data_postgres", Target::account},
      {"hubspot-schema-rows/company_data_snowflake", Target::account},
      {"hubspot-schema-rows/contact_data", Target::contact},
      {"hubspot-schema-rows/deal_data", Target::opportunity},
      {"hubspot-schema-rows/deal_pipeline_stage_data", Target::stage},
      {"hubspot-schema-rows/owner_data", Target::person},
      {"hubspot-schema-rows/users_data", Target::person},
      {"hubspot-schema-rows/engagement_meeting_data", Target::activity},
      {"hubspot-schema-rows/engagement_call_data", Target::activity},
      {"hubspot-schema-rows/engagement_email_data", Target::activity},
      {"hubspot-schema-rows/engagement_task_data", Target::activity},
      {"workbench/customer_relationship_manager_data", Target::account},
      {"workbench/calendar_events", Target::activity},
  };
  for (const char* pair :
       {"deal_company", "deal_contact", "engagement_company", "engagement_contact", "engagement_deal"}) {
    taken["hubspot-schema-rows/" + std::string(pair) + "_data"] = Target::link;
  }
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(BATON_TEST_DATA "/crm")) {
    const std::string set = entry.path().parent_path().filename().string();
    if (entry.path().extension() != ".csv" || set == "samples" || set == "data") continue;
    const std::string name = set + '/' + entry.path().stem().string();
    const auto tables = SurveyFile(entry.path().string(), entry.path().filename().string());
    ASSERT_TRUE(tables.has_value()) << name << ' ' << tables.error().message.key;
    const auto wanted = taken.find(name);
    found += wanted == taken.end() ? 0 : 1;
    EXPECT_EQ(json::NameOf(tables->at(0).mapping.target),
              json::NameOf(wanted == taken.end() ? Target::skip : wanted->second))
        << name;
  }
  EXPECT_EQ(found, taken.size()) << "each of them is there";
}

// Salesforce's WhatId: 001 is a client, 006 a deal.
TEST_P(RealExportTest, WhatATaskIsAboutIsAClientOrADeal) {
  const Id id = Upload(CrmFiles(kWorkshop, {"Account.csv", "Contact.csv", "Opportunity.csv", "Task.csv"}));
  const Mapping mapping = MappingNow(id);
  const auto& task = mapping.files.at(3);
  const auto what = std::ranges::find(task.columns, "WhatId", &ColumnMapping::header);
  EXPECT_EQ(what->field, Field::about_id);
  Run(id);
  const auto whats = Column(kWorkshop + "/Task.csv", "WhatId");
  EXPECT_GT(NotBlank(whats), 20);
  EXPECT_EQ(
      Number("SELECT COUNT(*) AS n FROM activity JOIN external_reference ON external_reference.org_id = "
             "activity.org_id AND external_reference.row_id = activity.account_id AND table_name = 'account' "
             "WHERE activity.org_id = $1 AND subject <> '' AND external_id IN (" +
             Quoted(whats) + ")") > 0,
      true);
  const std::string deal_id = Column(kWorkshop + "/Opportunity.csv", "Id").front();
  Import_({{"Task.csv",
            "Id,Subject,ActivityDate,WhatId\n00TEc00000AAAAA,About a deal,2026-11-24," + deal_id + "\n"}});
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM activity WHERE org_id = $1 AND subject = 'About a deal' AND "
                   "opportunity_id IS NOT NULL AND account_id IS NOT NULL"),
            1);
}

// A preview of the first rows says how many they are, of how many.
TEST_P(RealExportTest, APreviewSaysHowFarItLooked) {
  options_.chunk_rows = 10;
  options_.preview_rows = 30;
  const Id id = Upload(CrmFiles(kWorkshop, {"Account.csv", "Contact.csv"}));
  const auto part = MakePreview(*db().Read(), options_, Find(id), kNow);
  EXPECT_EQ(part->rows_read, 22 + 30);
  EXPECT_EQ(part->rows_total, 22 + 102);
  EXPECT_FALSE(part->is_complete);
  options_.preview_rows = 102;
  EXPECT_TRUE(MakePreview(*db().Read(), options_, Find(id), kNow)->is_complete);
}

// Each of the 701 stores has one of the 17 sellers, who are among the 290 employees.
TEST_P(RealExportTest, AdventureWorksPeopleAndTheirStores) {
  const Id id = Upload(CrmFiles("adventureworks", {"Employee.csv", "Store.csv", "EmailAddress.csv"}));
  const Mapping mapping = MappingNow(id);
  Change(id, {.files = {{.id = mapping.files[0].id,
                         .target = Target::person,
                         .columns = {{0, Field::id}, {2, Field::name}, {5, Field::title}}},
                        {.id = mapping.files[1].id,
                         .target = Target::account,
                         .columns = {{0, Field::id}, {1, Field::name}, {2, Field::owner_id}}},
                        {.id = mapping.files[2].id,
                         .target = Target::contact,
                         .columns = {{0, Field::id}, {2, Field::email}}}}});
  const Counts counts = Run(id);
  EXPECT_EQ(Of(counts, Target::person).created, 290);
  EXPECT_EQ(Of(counts, Target::account).created, 701);
  EXPECT_EQ(Of(counts, Target::contact).created, 60);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM person WHERE org_id = $1 AND is_placeholder = 1"), 0);
  std::map<std::string, std::int64_t> stores;
  for (const auto& row : format::ReadBytes(TestFile("adventureworks/Store.csv")).rows)
    ++stores[row.fields.at(2)];
  for (const auto& [seller, count] : stores) {
    EXPECT_EQ(
        db().Read()->QueryValue<std::int64_t>(
            "SELECT COUNT(*) AS n FROM ownership JOIN external_reference ON external_reference.org_id = "
            "ownership.org_id AND external_reference.row_id = ownership.person_id AND table_name = 'person' "
            "WHERE "
            "ownership.org_id = $1 AND external_id = $2",
            kOrg, seller),
        count)
        << seller;
  }
}

// Tables without a header row take the mapping screen.
TEST_P(RealExportTest, AdventureWorksStoresThroughTheMapping) {
  const Id id = Upload(CrmFiles("adventureworks", {"Store.csv"}));
  const FileMapping file = MappingNow(id).files.at(0);
  EXPECT_FALSE(file.has_header);
  EXPECT_EQ(file.target, Target::skip);
  EXPECT_EQ(file.delimiter, "+|");
  Change(id, {.files = {{.id = file.id,
                         .target = Target::account,
                         .columns = {{0, Field::id}, {1, Field::name}, {2, Field::owner_id}}}}});
  const Counts counts = Run(id);
  std::set<std::string> sellers;
  const auto all = format::ReadBytes(TestFile("adventureworks/Store.csv"));
  for (const auto& row : all.rows) sellers.insert(row.fields.at(2));
  EXPECT_EQ(Of(counts, Target::account).created, std::ssize(all.rows));
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM person WHERE org_id = $1 AND is_placeholder = 1"),
            std::ssize(sellers));
  // The next time it is known.
  const FileMapping again = MappingNow(Upload(CrmFiles("adventureworks", {"Store.csv"}))).files.at(0);
  EXPECT_EQ(again.target, Target::account);
  EXPECT_EQ(again.columns.at(1).field, Field::name);
}

INSTANTIATE_TEST_SUITE_P(Engines, RealExportTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::intake
