// Baton's own export comes in again: where it was made it changes nothing, elsewhere it makes the same book.
#include "archive/export.h"
#include "intake/intake_fixture.h"

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
  // What the book says, without our ids.
  std::string State() {
    std::string state;
    for (const char* sql :
         {"SELECT name || '|' || city || '|' || country || '|' || phone || '|' || "
          "COALESCE(CAST(revenue_minor AS TEXT), "
          "'') AS line FROM account WHERE org_id = $1 AND deleted_at IS NULL ORDER BY line",
          "SELECT contact.name || '|' || COALESCE(email, '') || '|' || COALESCE(account.name, '') AS line "
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

TEST_P(OwnExportTest, ChangesNothingWhereItWasMade) {
  Fill();
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

INSTANTIATE_TEST_SUITE_P(Engines, OwnExportTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::intake
