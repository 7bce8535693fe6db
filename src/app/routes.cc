#include "app/routes.h"

#include "acquaintance/said_routes.h"
#include "acquaintance/ties_routes.h"
#include "app/leaving_people.h"
#include "app/today_sources.h"
#include "archive/archive_routes.h"
#include "assessment/assessment_routes.h"
#include "audit/audit_routes.h"
#include "audit/job_routes.h"
#include "base/clock.h"
#include "board/board_routes.h"
#include "book/book_routes.h"
#include "book/standard_stages.h"
#include "calendar/calendar_routes.h"
#include "client/client_routes.h"
#include "coaching/appointment.h"
#include "coaching/promise_routes.h"
#include "coaching/session_appointment.h"
#include "coaching/session_routes.h"
#include "conflict/conflict_routes.h"
#include "conflict/look.h"
#include "cover/cover_routes.h"
#include "cover/directory.h"
#include "delegation/delegation_routes.h"
#include "departure/departure_list.h"
#include "departure/departure_routes.h"
#include "departure/outlook.h"
#include "door/door_routes.h"
#include "first_day/first_day_routes.h"
#include "friday/friday_routes.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/own_job.h"
#include "hour/hour_routes.h"
#include "http/open_api.h"
#include "intake/intake_routes.h"
#include "introduction/answers.h"
#include "introduction/introduction_routes.h"
#include "introduction/tell.h"
#include "letter/letter_routes.h"
#include "mail/look.h"
#include "mail/mail_routes.h"
#include "managers/manager_line.h"
#include "managers/managers_routes.h"
#include "mentor/appointment.h"
#include "mentor/mentor_routes.h"
#include "ninety_days/ninety_days_routes.h"
#include "notice/notice_routes.h"
#include "own_mail/own_mail_routes.h"
#include "people/people_routes.h"
#include "plan/plan_routes.h"
#include "report/report_routes.h"
#include "report/send.h"
#include "review/review_routes.h"
#include "scoreboard/courses.h"
#include "scoreboard/quarters.h"
#include "scoreboard/score_weeks.h"
#include "scoreboard/scoreboard_routes.h"
#include "scoreboard/scores.h"
#include "session/session_routes.h"
#include "settings/settings_routes.h"
#include "share/share_routes.h"
#include "sheet/sheet_routes.h"
#include "sight/sight_routes.h"
#include "skill/directory.h"
#include "skill/skill_routes.h"
#include "takeover/look.h"
#include "takeover/takeover_routes.h"
#include "ties/learn.h"
#include "today/today_routes.h"
#include "traffic/traffic_routes.h"
#include "watch/watch.h"
#include "webhook/webhook_routes.h"
#include "week/week_routes.h"
#include "win/look.h"
#include "win/win_routes.h"
#include "writeback/writeback_routes.h"

namespace baton::app {

void AddTables(action::Tables& tables) {
  people::AddTables(tables);
  book::AddTables(tables);
  acquaintance::AddTables(tables);
  plan::AddTables(tables);
  handoff::AddTables(tables);
  sheet::AddTables(tables);
  letter::AddTables(tables);
  writeback::AddTables(tables);
  client::AddTables(tables);
  coaching::AddTables(tables);
  review::AddTables(tables);
  assessment::AddTables(tables);
  mentor::AddTables(tables);
  coaching::AddSessionTables(tables);
  skill::AddTables(tables);
  intake::AddTables(tables);
  source::AddTables(tables);
  door::AddTables(tables);
  conflict::AddTables(tables);
  takeover::AddTables(tables);
  delegation::AddTables(tables);
  week::AddTables(tables);
  win::AddTables(tables);
  first_day::AddTables(tables);
  hour::AddTables(tables);
  ninety_days::AddTables(tables);
  report::AddTables(tables);
  friday::AddTables(tables);
  calendar::AddTables(tables);
  own_mail::AddTables(tables);
  traffic::AddTables(tables);
  feed::AddTables(tables);
  share::AddTables(tables);
  cover::AddTables(tables);
  settings::AddTables(tables);
  notice::AddTables(tables);
  digest::AddTables(tables);
  chat::AddTables(tables);
  mail::AddTables(tables);
  reset::AddTables(tables);
  introduction::AddTables(tables);
  webhook::AddTables(tables);
  administration::AddTables(tables);
}

namespace {

// What was noted by hand may be a takeover.
void LookAfterNoting(db::Tx& tx, Id org_id) { watch::LookSoon(tx, org_id, SystemClock().Now()); }

// What a calendar answered is to a meeting with a client, to a promise, a session or a conversation with a mentor.
bool TakeCalendarAnswer(db::Tx& tx, Id org_id, Instant now, const std::string& calendar,
                        const std::string& sender) {
  return introduction::TakeCalendarAnswer(tx, org_id, now, calendar, sender) ||
         coaching::TakePromiseAnswer(tx, org_id, now, calendar, sender) ||
         coaching::TakeSessionAnswer(tx, org_id, now, calendar, sender) ||
         mentor::TakeTalkAnswer(tx, org_id, now, calendar, sender);
}

}  // namespace

void AddRoutes(http::Router& router, RouteParts& parts) {
  AddTables(parts.tables);
  session::AddSessionRoutes(router, parts.session);
  session::AddInvitationRoutes(router, parts.session);
  session::AddTokenRoutes(router, parts.session);
  reset::AddResetRoutes(router, parts.reset);
  people::AddOrganizationRoutes(router);
  people::AddPeopleRoutes(router, LeavingPeople());
  book::AddBookRoutes(router, LookAfterNoting);
  book::AddSearchRoutes(router);
  acquaintance::AddTiesRoutes(router);
  acquaintance::AddSaidRoutes(router);
  archive::AddArchiveRoutes(router);
  intake::AddIntakeRoutes(router, parts.intake);
  plan::AddPlanRoutes(router);
  source::AddSourceRoutes(router, parts.source);
  handoff::AddHandoffRoutes(router);
  sheet::AddSheetRoutes(router);
  letter::AddLetterRoutes(router);
  writeback::AddWritebackRoutes(router);
  client::AddClientRoutes(router, parts.client);
  board::AddBoardRoutes(router);
  departure::AddDepartureListRoutes(router);
  departure::AddDepartureRoutes(router);
  scoreboard::AddScoreboardRoutes(router);
  hour::AddHourRoutes(router);
  ninety_days::AddNinetyDaysRoutes(router);
  managers::AddManagersRoutes(router);
  report::AddReportRoutes(router, *parts.printer);
  friday::AddFridayRoutes(router, *parts.printer);
  sight::AddSightRoutes(router);
  cover::AddCoverRoutes(router);
  mail::AddMailRoutes(router, parts.mail);
  introduction::AddIntroductionRoutes(router);
  webhook::AddWebhookRoutes(router, parts.webhook);
  coaching::AddPromiseRoutes(router);
  feed::AddFeedRoutes(router, parts.feed);
  calendar::AddCalendarRoutes(router, parts.calendar);
  own_mail::AddOwnMailRoutes(router, parts.own_mail);
  traffic::AddTrafficRoutes(router, parts.traffic);
  review::AddReviewRoutes(router, parts.review);
  coaching::AddSessionRoutes(router, parts.coaching);
  assessment::AddAssessmentRoutes(router, parts.coaching.key);
  mentor::AddMentorRoutes(router, parts.coaching.key);
  skill::AddSkillRoutes(router);
  door::AddDoorRoutes(router);
  conflict::AddConflictRoutes(router);
  takeover::AddTakeoverRoutes(router);
  delegation::AddDelegationRoutes(router);
  share::AddShareRoutes(router);
  today::AddTodayRoutes(router, SourcesOfToday());
  week::AddWeekRoutes(router);
  win::AddWinRoutes(router);
  first_day::AddFirstDayRoutes(router);
  settings::AddSettingsRoutes(router);
  notice::AddNoticeRoutes(router, parts.glances);
  digest::AddDigestRoutes(router, parts.digest);
  chat::AddChatRoutes(router, parts.chat);
  administration::AddAdministrationRoutes(router, parts.administration);
  administration::AddMetricsRoute(router, parts.metrics);
  audit::AddAuditRoutes(router, parts.tables);
  audit::AddJobRoutes(
      router,
      {{std::string(source::kRefreshKind), source::SkipCancelled},
       {std::string(own_mail::kReadKind), own_mail::SkipCancelled},
       {std::string(traffic::kKeepKind),
        [](db::Tx& tx, const job::Job& job, Instant) { traffic::StopKeeping(tx, job.org_id, job.ref); }}},
      watch::kLookKind);
  demo::AddDemoRoutes(router, parts.demo);
  http::AddOpenApiRoutes(router, "Baton", BATON_VERSION);
}

void AddJobs(job::Runner& runner, const RouteParts& parts) {
  intake::AddIntakeJobs(runner, parts.intake);
  traffic::AddTrafficJobs(runner, parts.traffic);
  administration::AddAdministrationJobs(runner, parts.administration);
  mail::AddMailJobs(runner, parts.mail);
  reset::AddResetJob(runner, parts.reset);
  digest::AddDigestJobs(runner, parts.digest);
  report::AddReportJobs(runner, parts.digest.public_url);
  handoff::AddHandoffJobs(runner);
  cover::AddCoverJobs(runner);
  watch::AddLookJobs(runner,
                     {takeover::Takeovers(), win::Wins(), scoreboard::Courses(), scoreboard::KeptScores()},
                     {conflict::Look, ties::Look, departure::Look, scoreboard::KeepTotals,
                      scoreboard::CloseQuarters, managers::Look});
  ties::AddLearnJob(runner);
  departure::AddOutlookJob(runner);
  managers::AddManagersJob(runner);
  introduction::AddTellJob(runner);
  coaching::AddAppointmentJob(runner);
  coaching::AddSessionAppointmentJob(runner);
  mentor::AddMentorJobs(runner);
  mail::AddMailboxJob(runner,
                      {.key = parts.mail.key, .hosts = parts.mail.hosts, .on_calendar = TakeCalendarAnswer});
}

std::function<void(action::Action&)> FurnishOrganization() {
  return [](action::Action& action) {
    book::InsertStandardStages(action);
    skill::InsertProvided(action);
  };
}

}  // namespace baton::app
