// How long a scoreboard takes to count, cold, in an organization of 10,000 reps with three years behind it: of a manager with eight
// reps, and of the one at the top with all of them below. That of the manager first with nothing kept of the log of changes
// (src/scoreboard/courses.h), then with all of it; that of the top from sums (src/scoreboard/scores.h), and once without them. And what an
// hour of both is worth (src/hour).
//   build/release/bench/scoreboard_bench [REPS]          BATON_TEST_POSTGRESQL=CONNINFO for PostgreSQL too
#include <array>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "base/zone.h"
#include "book/account.h"
#include "book/activity.h"
#include "book/opportunity.h"
#include "book/stage.h"
#include "coaching/session.h"
#include "db/scratch.h"
#include "hour/gather.h"
#include "people/directory.h"
#include "people/organization.h"
#include "people/person.h"
#include "scoreboard/courses.h"
#include "scoreboard/gather_more.h"
#include "scoreboard/more.h"
#include "scoreboard/score_weeks.h"
#include "scoreboard/scores.h"
#include "side_by_side.h"

namespace baton::bench {
namespace {

constexpr Id kOrg{1};
constexpr Instant kNow{1'764'000'000'000};
constexpr std::size_t kRepsOfManager = 8;
constexpr std::size_t kRepsAtOnce = 50;  // are written together
constexpr int kDays = 3 * 365;
constexpr int kDealEvery = 30;  // days, of a rep; a third are lost
constexpr int kSessionEvery = 28;
constexpr int kMeetingsOfDeal = 3;
constexpr int kRepeats = 5;

struct ActionRow {
  static constexpr std::string_view kTable = "action";
  Id org_id;
  Id id;
  std::string kind;
  std::string cause;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(ActionRow, (), (org_id, id, kind, cause, at))

struct ChangeRow {
  static constexpr std::string_view kTable = "change";
  Id org_id;
  Id id;
  Id action_id;
  std::string table_name;
  Id row_id;
  std::optional<std::int64_t> version_before;
  std::int64_t version_after = 1;
  std::optional<std::string> old_values;
  std::string new_values;
};
BOOST_DESCRIBE_STRUCT(ChangeRow, (),
                      (org_id, id, action_id, table_name, row_id, version_before, version_after, old_values,
                       new_values))

Instant Ago(int days) { return kNow - days * kMillisecondsPerDay; }
std::string StageJson(Id stage) { return "{\"stage_id\": " + ToString(stage) + "}"; }

struct Company {
  Id top;
  std::vector<Id> managers;
  std::vector<Id> reps;  // eight of each manager, in their order
  Id early;
  Id offer;
  Id sign;
};

// What some reps did in three years, before it is written.
class Years {
 public:
  Years(db::Tx& tx, const Company& company, std::mt19937_64& random)
      : tx_(tx), company_(company), random_(random) {}

  void Add(Id rep, Id manager) {
    const Id account = tx_.NewId();
    accounts_.push_back({.org_id = kOrg, .id = account, .version = 1, .name = "Client", .currency = "USD"});
    for (int ago = Below(kDealEvery); ago < kDays; ago += kDealEvery) AddDeal(rep, account, ago);
    for (int ago = Below(kSessionEvery); ago < kDays; ago += kSessionEvery) AddSession(rep, manager, ago);
  }

  void Write() {
    tx_.InsertMany(book::Account::kTable, accounts_);
    tx_.InsertMany(book::Opportunity::kTable, deals_);
    tx_.InsertMany(ActionRow::kTable, actions_);
    tx_.InsertMany(ChangeRow::kTable, changes_);
    tx_.InsertMany(book::Activity::kTable, activities_);
    tx_.InsertMany(book::Attendance::kTable, attendances_);
    tx_.InsertMany(coaching::Session::kTable, sessions_);
    tx_.InsertMany(coaching::SessionRep::kTable, session_reps_);
  }

 private:
  int Below(int most) { return static_cast<int>(random_() % static_cast<std::uint64_t>(most)); }

  void AddDeal(Id rep, Id account, int ago) {
    book::Opportunity deal{.org_id = kOrg, .id = tx_.NewId(), .version = 3};
    deal.account_id = account;
    deal.owner_id = rep;
    deal.stage_id = company_.sign;
    deal.name = "Deal";
    deal.status = Below(3) == 0 ? book::OpportunityStatus::lost : book::OpportunityStatus::won;
    deal.amount_minor = 100'000 + Below(1'000'000);
    deal.currency = "USD";
    deal.opened_on = DayIn(Ago(ago + 60), "UTC");
    deal.closes_on = DayIn(Ago(ago), "UTC");
    deal.created_at = Ago(ago + 60);
    AddChange(deal.id, Ago(ago + 60), {},
              "{\"status\": \"open\", \"amount_minor\": " + std::to_string(*deal.amount_minor) +
                  ", \"stage_id\": " + ToString(company_.early) + "}");
    AddChange(deal.id, Ago(ago + 30), StageJson(company_.early), StageJson(company_.offer));
    AddChange(deal.id, Ago(ago + 5), StageJson(company_.offer), StageJson(company_.sign));
    for (int i = 0; i < kMeetingsOfDeal; ++i) AddMeeting(rep, account, Ago(ago + 5 + i * 15));
    deals_.push_back(std::move(deal));
  }

  void AddChange(Id deal, Instant at, std::optional<std::string> old_values, std::string new_values) {
    const Id action = tx_.NewId();
    actions_.push_back({kOrg, action, "opportunity.change", "person", at});
    const auto before = old_values ? std::optional<std::int64_t>(1) : std::nullopt;
    changes_.push_back({kOrg, tx_.NewId(), action, "opportunity", deal, before, 2, std::move(old_values),
                        std::move(new_values)});
  }

  void AddMeeting(Id rep, Id account, Instant at) {
    book::Activity meeting{.org_id = kOrg, .id = tx_.NewId(), .version = 1};
    meeting.account_id = account;
    meeting.owner_id = rep;
    meeting.starts_at = at;
    meeting.minutes = 60;
    attendances_.push_back({kOrg, tx_.NewId(), 1, meeting.id, at, rep, {}});
    activities_.push_back(std::move(meeting));
  }

  void AddSession(Id rep, Id manager, int ago) {
    coaching::Session session{.org_id = kOrg, .id = tx_.NewId(), .version = 1, .manager_id = manager};
    session.state = coaching::SessionState::held;
    session.starts_at = session.tagged_at = Ago(ago);
    session.recorded_at = Ago(ago);
    session.minutes = 60;
    session.held_minutes = 60;
    session.created_at = Ago(ago + 7);
    session_reps_.push_back({kOrg, tx_.NewId(), 1, session.id, rep, {}});
    sessions_.push_back(session);
  }

  db::Tx& tx_;
  const Company& company_;
  std::mt19937_64& random_;
  std::vector<book::Account> accounts_;
  std::vector<book::Opportunity> deals_;
  std::vector<ActionRow> actions_;
  std::vector<ChangeRow> changes_;
  std::vector<book::Activity> activities_;
  std::vector<book::Attendance> attendances_;
  std::vector<coaching::Session> sessions_;
  std::vector<coaching::SessionRep> session_reps_;
};

Company FillPeople(db::Database& database, std::size_t reps) {
  Company company;
  database.Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "organization.create", Ago(kDays));
    people::InsertOrganization(action, {.name = "Bench", .currency = "USD", .time_zone = "UTC"});
    std::vector<people::Person> people;
    const auto add = [&](access::Role role, std::optional<Id> manager) {
      people::Person person{.org_id = kOrg, .id = tx.NewId(), .version = 1};
      person.name = person.name_fold = "person " + std::to_string(people.size());
      person.role = role;
      person.manager_id = manager;
      people.push_back(person);
      return person.id;
    };
    company.top = add(access::Role::manager, std::nullopt);
    for (std::size_t i = 0; i < reps; ++i) {
      if (i % kRepsOfManager == 0) company.managers.push_back(add(access::Role::manager, company.top));
      company.reps.push_back(add(access::Role::rep, company.managers.back()));
    }
    tx.InsertMany(people::Person::kTable, people);
    const auto stage = [&](book::StageCategory category, const char* name) {
      book::Stage row;
      row.name = row.name_fold = name;
      row.category = category;
      return action.Insert(row).id;
    };
    company.early = stage(book::StageCategory::early, "early");
    company.offer = stage(book::StageCategory::proposal, "offer");
    company.sign = stage(book::StageCategory::signature, "sign");
  });
  return company;
}

Company Fill(db::Database& database, std::size_t reps) {
  Company company = FillPeople(database, reps);
  std::mt19937_64 random(1);
  for (std::size_t done = 0; done < company.reps.size(); done += kRepsAtOnce) {
    database.Write(
        [&](db::Tx& tx) {
          Years years(tx, company, random);
          for (std::size_t i = done; i < std::min(company.reps.size(), done + kRepsAtOnce); ++i) {
            years.Add(company.reps[i], company.managers[i / kRepsOfManager]);
          }
          years.Write();
        },
        {.bulk = true});
  }
  return company;
}

// As if what the log says were older than the minutes of which it is read twice (action/news.h).
void Settle(db::Database& database) {
  database.Write([&](db::Tx& tx) {
    for (const char* sql :
         {"UPDATE deal_course_look SET change_id = (SELECT MAX(change.id) FROM change WHERE "
          "change.org_id = $1) WHERE org_id = $1",
          "UPDATE score_look SET change_id = (SELECT MAX(change.id) FROM change WHERE "
          "change.org_id = $1) WHERE org_id = $1"}) {
      tx.Execute(sql, kOrg);
    }
  });
}

// Each time on a database that is opened anew, as the first reader of the day finds it; the machine's own memory of files is warm.
void Ask(const std::string& where, const char* what, Id manager, const char* period_name,
         int repeats = kRepeats, std::size_t many_reps = scoreboard::kManyReps) {
  Times times;
  std::int64_t wins = 0;
  for (int i = 0; i < repeats; ++i) {
    const auto database = db::Database::Open({.where = where});
    const scoreboard::GatherAsked asked{.manager_id = manager,
                                        .reader = {.org_id = kOrg, .person_id = manager},
                                        .now = kNow,
                                        .zone = "UTC",
                                        .currency = "USD",
                                        .many_reps = many_reps};
    const auto period = scoreboard::ParsePeriod(period_name, DayIn(kNow, "UTC"));
    times.Add(MillisecondsOf([&] {
      auto reader = database->Read();
      const scoreboard::Below below = scoreboard::FindBelow(*reader, asked);
      const scoreboard::Board board = scoreboard::GatherBoard(*reader, asked, below, *period);
      const scoreboard::MoreFacts more =
          scoreboard::GatherMore(*reader, asked, below, period->span, period->YearAgo());
      wins = board.now.All() + static_cast<std::int64_t>(scoreboard::MoreFiguresOf(more).size());
    }));
  }
  std::printf("%-34s %s %9.0f ms, worst %9.0f (%lld)\n", what, period_name, times.Median(), times.Worst(),
              static_cast<long long>(wins));
  std::fflush(stdout);
}

// What an hour of the manager is worth (src/hour), which looks at a year of the team.
void AskHour(const std::string& where, const char* what, Id manager_id) {
  Times times;
  std::int64_t reps = 0;
  for (int i = 0; i < kRepeats; ++i) {
    const auto database = db::Database::Open({.where = where});
    times.Add(MillisecondsOf([&] {
      auto reader = database->Read();
      const hour::HourAsked asked{.person = *people::FindPerson(*reader, kOrg, manager_id),
                                  .reader = {.org_id = kOrg, .person_id = manager_id},
                                  .now = kNow,
                                  .zone = "UTC",
                                  .currency = "USD"};
      const hour::WorthFacts facts = hour::GatherWorth(*reader, asked);
      hour::WorthOf(facts, {});
      reps = facts.reps;
    }));
  }
  std::printf("%-34s     %9.0f ms, worst %9.0f (%lld reps)\n", what, times.Median(), times.Worst(),
              static_cast<long long>(reps));
  std::fflush(stdout);
}

void Run(db::Engine engine, std::size_t reps) {
  const db::Scratch scratch(engine);
  const auto database = db::Database::Open({.where = scratch.where()});
  database->LeaseNode();
  Company company;
  const double filled = MillisecondsOf([&] { company = Fill(*database, reps); });
  std::printf("%s: %zu reps, %zu managers, three years; written in %.0f s\n",
              engine == db::Engine::sqlite ? "SQLite" : "PostgreSQL", company.reps.size(),
              company.managers.size(), filled / 1000);
  const auto ask = [&](const char* manager) {
    for (const char* period : {"13w", "52w"}) Ask(scratch.where(), manager, company.managers.front(), period);
  };
  ask("a manager, from the log");
  const std::array watches{scoreboard::Courses(), scoreboard::KeptScores()};
  const double kept = MillisecondsOf([&] {
    watch::Look(*database, kOrg, kNow, watches);
    scoreboard::KeepTotals(*database, kOrg, kNow);
  });
  Settle(*database);
  std::printf("the first look keeps all of it        %9.0f ms\n", kept);
  ask("a manager, kept");
  for (const char* period : {"13w", "52w"}) Ask(scratch.where(), "the top, from sums", company.top, period);
  AskHour(scratch.where(), "a manager, an hour", company.managers.front());
  AskHour(scratch.where(), "the top, an hour", company.top);
  Ask(scratch.where(), "the top, each deal", company.top, "13w", 1, 10 * reps);
}

}  // namespace
}  // namespace baton::bench

int main(int argc, char** argv) {
  const std::size_t reps = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000;
  baton::bench::Run(baton::db::Engine::sqlite, reps);
  if (baton::db::TestServer()) baton::bench::Run(baton::db::Engine::postgresql, reps);
}
