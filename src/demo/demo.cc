#include "demo/demo.h"

#include <array>

#include "base/clock.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "demo/scene.h"
#include "departure/outlook.h"
#include "managers/manager_line.h"
#include "people/directory.h"
#include "people/now.h"
#include "people/organization.h"
#include "people/person_store.h"
#include "ties/learn.h"

namespace baton::demo {
namespace {

constexpr int kMonthEnd = 7;  // days after the scene, when Jim closes November,
constexpr int kYearEnd = 41;  // and December

// What a reset clears, children before parents: everything but the organization, its people and their sessions.
constexpr auto kPlayed = std::to_array<std::string_view>({"friday_page",
                                                          "friday_week",
                                                          "report_sent",
                                                          "report_commitment",
                                                          "monthly_report",
                                                          "report_format",
                                                          "mentor_talk",
                                                          "mentor_text",
                                                          "mentor_link",
                                                          "mentor",
                                                          "assessment_box",
                                                          "assessment_voice",
                                                          "assessment_round",
                                                          "assessment",
                                                          "worked_letter",
                                                          "review_dismissal",
                                                          "review_comment",
                                                          "review_round",
                                                          "review_version",
                                                          "review_text",
                                                          "review",
                                                          "coaching_step",
                                                          "coaching_note",
                                                          "coaching_item",
                                                          "coaching_text",
                                                          "coaching_answer",
                                                          "coaching_session_skill",
                                                          "coaching_session_rep",
                                                          "coaching_session",
                                                          "skill_share",
                                                          "skill_level",
                                                          "skill",
                                                          "week_place",
                                                          "week_draw",
                                                          "week_hours",
                                                          "ninety_days",
                                                          "ninety_days_path",
                                                          "win",
                                                          "coaching_conflict",
                                                          "win_look",
                                                          "first_day",
                                                          "takeover_source",
                                                          "takeover",
                                                          "takeover_look",
                                                          "agreed_share_account",
                                                          "agreed_share",
                                                          "cover_account",
                                                          "cover",
                                                          "leaving_call",
                                                          "delegation",
                                                          "client_answer_text",
                                                          "client_answer",
                                                          "client_token",
                                                          "client_link",
                                                          "appointment_told",
                                                          "meeting_guest",
                                                          "meeting",
                                                          "planned_activity",
                                                          "mail_reply",
                                                          "mail_content",
                                                          "mail",
                                                          "import_source_run",
                                                          "import_source_file",
                                                          "import_source",
                                                          "import_source_secret",
                                                          "import_reject",
                                                          "import_file",
                                                          "import_mapping",
                                                          "import",
                                                          "displacement",
                                                          "promise",
                                                          "receipt",
                                                          "interruption",
                                                          "handoff_step",
                                                          "handover_sheet",
                                                          "source_owner",
                                                          "my_job_reader",
                                                          "my_job",
                                                          "letter_template",
                                                          "digest_choice",
                                                          "promise_choice",
                                                          "calendar_feed",
                                                          "busy_time",
                                                          "person_calendar",
                                                          "working_week",
                                                          "logged_hour",
                                                          "absence",
                                                          "digest_state",
                                                          "client_promise",
                                                          "handoff",
                                                          "plan_line",
                                                          "plan_proof",
                                                          "plan",
                                                          "forbidden_pair",
                                                          "own_mailbox_folder",
                                                          "own_mailbox",
                                                          "mail_touch",
                                                          "mail_source",
                                                          "mail_exclusion",
                                                          "mail_address",
                                                          "said_tie",
                                                          "tie",
                                                          "tie_learning",
                                                          "departure_line",
                                                          "manager_line",
                                                          "manager_outlook",
                                                          "departure_outlook",
                                                          "own_meeting",
                                                          "attendance",
                                                          "activity",
                                                          "score_quarter",
                                                          "score_look",
                                                          "score_week",
                                                          "score_total",
                                                          "score_deal",
                                                          "deal_course_look",
                                                          "deal_course",
                                                          "opportunity",
                                                          "stage",
                                                          "product",
                                                          "contact_address",
                                                          "contact",
                                                          "ownership",
                                                          "account",
                                                          "erasure",
                                                          "external_reference",
                                                          "notice",
                                                          "setting",
                                                          "idempotency",
                                                          "change",
                                                          "action",
                                                          "search_word",
                                                          "search_near"});
// What goes too when the demo is removed.
constexpr std::array<std::string_view, 16> kStaying = {
    "chat_hook", "webhook_delivery", "webhook_secret", "webhook",     "webhook_cursor", "mailbox_look",
    "mailbox",   "calling_card",     "mail_relay",     "job",         "api_token",      "invitation",
    "session",   "membership",       "person",         "organization"};

void Clear(db::Tx& tx, Id org_id, std::span<const std::string_view> tables) {
  for (const std::string_view table : tables) {
    tx.Execute("DELETE FROM " + std::string(table) + " WHERE org_id = $1", org_id);
  }
}

void ClearPlayed(db::Tx& tx, Id org_id) {
  Clear(tx, org_id, kPlayed);
  for (const people::Person& person : people::FindPeople(tx, org_id))
    people::RefreshSearch(tx, org_id, person.id);
}

}  // namespace

std::vector<std::string_view> ClearedTables() {
  std::vector<std::string_view> tables(kPlayed.begin(), kPlayed.end());
  tables.insert(tables.end(), kStaying.begin(), kStaying.end());
  return tables;
}

std::optional<Id> FindDemo(db::Connection& connection) {
  return connection.QueryValue<Id>(
      "SELECT org_id FROM organization WHERE is_demo = 1 ORDER BY org_id LIMIT 1");
}

Result<Id> CreateDemo(db::Database& database, const seal::Key* key) {
  return database.Write([&](db::Tx& tx) -> Result<Id> {
    if (FindDemo(tx)) return Fail(Kind::conflict, "problem.demo.exists");
    const Id org_id = tx.NewId();
    people::Organization organization;
    organization.name = std::string(kOrganization);
    organization.currency = "USD";
    organization.time_zone = std::string(kZone);
    organization.is_demo = true;
    organization.clock_at = SceneNow();
    action::Action action(tx, {org_id, std::nullopt}, "organization.create", At(-3300, 0), org_id);
    people::InsertOrganization(action, organization);
    InsertPeople(tx, org_id);
    InsertBook(tx, org_id);
    InsertCalendars(tx, org_id);
    InsertCoaching(tx, org_id, key);
    InsertReviews(tx, org_id, key);
    InsertAssessment(tx, org_id, key);
    InsertMentors(tx, org_id);
    InsertNinetyDays(tx, org_id);
    InsertOtherTeams(tx, org_id, key);
    InsertClosedQuarters(tx, org_id);
    InsertReports(tx, org_id);
    ties::LearnIn(tx, org_id, SceneNow());
    departure::WorkOutIn(tx, org_id, SceneNow());
    managers::WorkOutIn(tx, org_id, SceneNow());
    InsertFridays(tx, org_id, {});
    return org_id;
  });
}

bool RemoveDemo(db::Database& database) {
  return database.Write([](db::Tx& tx) {
    const auto org_id = FindDemo(tx);
    if (!org_id) return false;
    Clear(tx, *org_id, kPlayed);
    // A person may have a manager: the tree comes down from its leaves.
    tx.Execute("UPDATE person SET manager_id = NULL WHERE org_id = $1", *org_id);
    Clear(tx, *org_id, kStaying);
    return true;
  });
}

Result<Done> ResetDemo(db::Database& database, Id org_id, DemoDay day, const seal::Key* key) {
  return database.Write([&](db::Tx& tx) -> Result<Done> {
    ClearPlayed(tx, org_id);
    InsertBook(tx, org_id);
    InsertCalendars(tx, org_id);
    InsertCoaching(tx, org_id, key);
    InsertReviews(tx, org_id, key);
    InsertAssessment(tx, org_id, key);
    InsertMentors(tx, org_id);
    InsertNinetyDays(tx, org_id);
    InsertOtherTeams(tx, org_id, key);
    InsertClosedQuarters(tx, org_id);
    InsertReports(tx, org_id);
    SetClock(tx, org_id, SceneNow());
    if (day == DemoDay::sixty) {
      InsertHandoffs(tx, org_id, 0, kMonthEnd);
      std::vector<std::optional<report::Exposure>> exposures{ExposureThen(tx, org_id, "2026-12-01")};
      InsertHandoffs(tx, org_id, kMonthEnd, kYearEnd);
      exposures.push_back(ExposureThen(tx, org_id, "2027-01-04"));
      InsertHandoffs(tx, org_id, kYearEnd, kDaySixty);
      InsertSheets(tx, org_id);
      InsertShownOwners(tx, org_id);
      InsertAgreements(tx, org_id);
      InsertSixtyDays(tx, org_id);
      InsertCoachingSince(tx, org_id, key);
      InsertReviewsSince(tx, org_id, key);
      InsertAssessmentSince(tx, org_id, key);
      InsertMentorTalk(tx, org_id, key);
      InsertOtherTeamsSince(tx, org_id, key);
      InsertWins(tx, org_id);
      InsertWeek(tx, org_id);
      InsertConflict(tx, org_id);
      InsertCover(tx, org_id);
      InsertReportsSince(tx, org_id, exposures);
      InsertFridays(tx, org_id, exposures);
      SetClock(tx, org_id, At(kDaySixty, kSceneMinute));
    }
    const Instant now = people::NowIn(tx, org_id, Instant{});
    ties::LearnIn(tx, org_id, now);
    departure::WorkOutIn(tx, org_id, now);
    managers::WorkOutIn(tx, org_id, now);
    if (day == DemoDay::one) InsertFridays(tx, org_id, {});
    return Done{};
  });
}

}  // namespace baton::demo
