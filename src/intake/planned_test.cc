// A meeting that Baton invited to comes back from the CRM: it is the same one.
#include "book/planned.h"

#include "intake/intake_fixture.h"

namespace baton::intake {
namespace {

class PlannedTest : public IntakeTest {};

TEST_P(PlannedTest, IsJoinedAndNotDoubled) {
  Import_({{"account.csv", "id,name,industry\n1,Larmar,\n2,Bexley,\n"}});
  const Id larmar =
      *db().Read()->QueryValue<Id>("SELECT id FROM account WHERE org_id = $1 AND name = 'Larmar'", kOrg);
  const Id planned = db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "meeting.plan", kNow);
    book::Activity activity;
    activity.account_id = larmar;
    activity.owner_id = jim_;
    activity.subject = "Larmar meets Jada Ellis";
    activity.starts_at = *ParseInstant("2025-12-02T22:00:00Z");
    activity.minutes = 30;
    return book::PlanActivity(action, activity, {{jim_}, {}}).id;
  });
  const Files events = {{"event.csv",
                         "id,account_id,subject,activity_date_time,duration_in_minutes\n"
                         "e1,1,Intro Larmar,2025-12-02 22:00:00 UTC,30\n"  // out of Jim's calendar
                         "e2,1,Intro Larmar,2025-12-02 22:00:00 UTC,30\n"  // and of Jada's
                         "e3,1,Something else,2025-12-02 23:00:00 UTC,30\n"
                         "e4,2,Intro Bexley,2025-12-02 22:00:00 UTC,30\n"}};
  const Id id = Upload(events);
  const Counts counts = Run(id);
  EXPECT_EQ(Of(counts, Target::activity).created, 2);
  EXPECT_EQ(Of(counts, Target::activity).unchanged, 2);
  EXPECT_EQ(Rows("activity"), 3);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM external_reference WHERE org_id = $1 AND row_id = " +
                   ToString(planned)),
            2);
  EXPECT_EQ(Of(Import_(events), Target::activity).created, 0);
  Undo(id);
  EXPECT_EQ(
      *db().Read()->QueryValue<std::string>("SELECT subject FROM activity WHERE org_id = $1 AND id = $2 AND "
                                            "deleted_at IS NULL",
                                            kOrg, planned),
      "Larmar meets Jada Ellis");
}

INSTANTIATE_TEST_SUITE_P(Engines, PlannedTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::intake
