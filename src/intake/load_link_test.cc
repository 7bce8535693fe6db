// Tables that say what belongs together, and that name what others mention by id.
#include "intake/intake_fixture.h"

namespace baton::intake {
namespace {

class LinkTest : public IntakeTest {};

// HubSpot says in tables of their own what belongs together, and what its stages are called.
TEST_P(LinkTest, HubspotLinksAndStages) {
  const Files files = {
      {"company_data.csv", "id,property_name,property_industry\n1,Larmar,\n2,Bexley,\n"},
      {"contact_data.csv",
       "id,property_email,property_firstname,property_lastname\n11,bill@larmar.example,Bill,Larmar\n"},
      {"deal_data.csv",
       "deal_id,deal_pipeline_stage_id,owner_id,property_dealname,property_amount\n21,s1,77,Terminals,5\n"
       "22,s2,77,Letters,6\n23,s3,77,Nothing,7\n"},
      {"deal_pipeline_stage_data.csv",
       "stage_id,label,display_order,closed_won,is_closed,pipeline_id\n"
       "s1,Contract sent,1,FALSE,FALSE,p\ns2,Ours,2,TRUE,TRUE,p\ns3,Theirs,3,FALSE,TRUE,p\n"
       "s4,Ours,1,TRUE,TRUE,q\n"},
      {"engagement_call_data.csv",
       "engagement_id,property_hs_timestamp,type\n31,2014-08-27 20:50:44.778000,CALL\n"},
      {"deal_company.csv",
       "company_id,deal_id,type_id,category\n1,21,5,HUBSPOT_DEFINED\n1,22,5,HUBSPOT_DEFINED\n"},
      {"contact_company.csv", "contact_id,company_id,type_id\n11,2,1\n"},
      {"engagement_contact.csv", "contact_id,engagement_id,engagement_type,type_id\n11,31,CALL,194\n"},
      {"engagement_deal.csv",
       "deal_id,engagement_id,engagement_type,type_id\n21,31,CALL,194\n99,31,CALL,194\n"},
  };
  const Id id = Upload(files);
  const auto preview = MakePreview(*db().Read(), options_, Find(id), kNow);
  ASSERT_TRUE(preview.has_value());
  EXPECT_EQ(Of(preview->counts, Target::link).rejected, 1);
  const Counts counts = Run(id);
  EXPECT_EQ(Of(counts, Target::link).changed, 5);
  EXPECT_EQ(Of(counts, Target::link).rejected, 1) << "a deal that has not come in";
  const auto text = [&](const std::string& sql) { return *db().Read()->QueryValue<std::string>(sql, kOrg); };
  EXPECT_EQ(
      text("SELECT account.name FROM opportunity JOIN account ON account.org_id = opportunity.org_id AND "
           "account.id = opportunity.account_id WHERE opportunity.org_id = $1 AND opportunity.name = "
           "'Letters'"),
      "Larmar");
  EXPECT_EQ(text("SELECT account.name FROM contact JOIN account ON account.org_id = contact.org_id AND "
                 "account.id = contact.account_id WHERE contact.org_id = $1"),
            "Bexley");
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM activity WHERE org_id = $1 AND account_id IS NOT NULL AND "
                   "opportunity_id "
                   "IS NOT NULL"),
            1);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM attendance WHERE org_id = $1 AND contact_id IS NOT NULL"), 1);
  EXPECT_EQ(text("SELECT person.name FROM ownership JOIN account ON account.org_id = ownership.org_id AND "
                 "account.id "
                 "= ownership.account_id JOIN person ON person.org_id = ownership.org_id AND person.id = "
                 "ownership.person_id WHERE ownership.org_id = $1 AND account.name = 'Larmar'"),
            text("SELECT person.name FROM opportunity JOIN person ON person.org_id = opportunity.org_id AND "
                 "person.id "
                 "= opportunity.owner_id WHERE opportunity.org_id = $1 AND opportunity.name = 'Letters'"));
  EXPECT_EQ(text("SELECT stage.name || ' ' || status FROM opportunity JOIN stage ON stage.org_id = "
                 "opportunity.org_id "
                 "AND stage.id = opportunity.stage_id WHERE opportunity.org_id = $1 AND opportunity.name = "
                 "'Terminals'"),
            "Contract sent open");
  EXPECT_EQ(text("SELECT status FROM opportunity WHERE org_id = $1 AND name = 'Letters'"), "won");
  EXPECT_EQ(text("SELECT status FROM opportunity WHERE org_id = $1 AND name = 'Nothing'"), "lost");
  EXPECT_EQ(Rows("stage"), 3) << "two pipelines have one called Ours";

  const auto changes = Number("SELECT COUNT(*) AS n FROM change WHERE org_id = $1");
  const Counts again = Import_(files);
  EXPECT_EQ(Of(again, Target::link).unchanged, 5);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM change WHERE org_id = $1"), changes);
  Undo(id);
  EXPECT_EQ(Rows("account") + Rows("contact") + Rows("opportunity") + Rows("activity") + Rows("stage"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, LinkTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::intake
