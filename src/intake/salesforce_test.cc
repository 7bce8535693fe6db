// A Salesforce export from upload to undo, and the other sets of real exports, against counts taken independently.
#include <algorithm>
#include <cmath>

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

INSTANTIATE_TEST_SUITE_P(Engines, RealExportTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::intake
