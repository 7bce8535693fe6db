#include "departure/outlook.h"

#include <chrono>
#include <cmath>
#include <future>

#include "action/news.h"
#include "base/check.h"
#include "base/zone.h"
#include "departure/gather.h"
#include "departure/past.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/organization.h"
#include "settings/settings.h"
#include "ties/directory.h"

namespace baton::departure {
namespace {

// One client of somebody who left, as it is kept.
struct KeptPast {
  double share = 0;
  bool has_second = false;
  double years_with_person = 0;
  double years_with_firm = 0;
  double completion = 0;
  bool is_lost = false;
};
BOOST_DESCRIBE_STRUCT(KeptPast, (),
                      (share, has_second, years_with_person, years_with_firm, completion, is_lost))

struct KeptPasts {
  std::vector<std::vector<KeptPast>> departures;
};
BOOST_DESCRIBE_STRUCT(KeptPasts, (), (departures))

std::string ToText(const std::vector<PastDeparture>& past) {
  KeptPasts kept;
  for (const PastDeparture& departure : past) {
    kept.departures.emplace_back();
    for (const auto& [features, is_lost] : departure) {
      kept.departures.back().push_back({features.share, features.has_second, features.years_with_person,
                                        features.years_with_firm, features.completion, is_lost});
    }
  }
  return json::ToText(kept);
}

std::vector<PastDeparture> PastOf(const std::string& text) {
  const auto kept = json::FromText<KeptPasts>(text);
  Check(kept.has_value(), "what is kept of people who left was written by ToText");
  std::vector<PastDeparture> past;
  for (const std::vector<KeptPast>& departure : kept->departures) {
    past.emplace_back();
    for (const KeptPast& each : departure) {
      past.back().push_back({.features = {.share = each.share,
                                          .has_second = each.has_second,
                                          .years_with_person = each.years_with_person,
                                          .years_with_firm = each.years_with_firm,
                                          .completion = each.completion},
                             .is_lost = each.is_lost});
    }
  }
  return past;
}

OutlookLine LineOf(Id person_id, const std::vector<AccountFacts>& facts, const Question& question) {
  const Outline outline = OutlineOf(facts, question);
  return {.person_id = person_id,
          .accounts = static_cast<std::int32_t>(facts.size()),
          .at_stake_minor = std::llround(outline.now.at_stake),
          .expected_minor = std::llround(outline.now.expected),
          .low_minor = std::llround(outline.now.low),
          .high_minor = std::llround(outline.now.high),
          .bad_year_minor = std::llround(outline.now.bad_year),
          .worst_minor = std::llround(outline.now.worst),
          .after_expected_minor = std::llround(outline.after.expected),
          .after_worst_minor = std::llround(outline.after.worst),
          .single_thread = outline.single_thread,
          .without_ties = outline.without_ties,
          .without_revenue = outline.without_revenue,
          .expected_low_minor = std::llround(outline.expected_low),
          .expected_high_minor = std::llround(outline.expected_high),
          .assumed = outline.assumed.assumption,
          .assumed_low_minor = std::llround(outline.assumed.low),
          .assumed_high_minor = std::llround(outline.assumed.high)};
}

// All that is written at the end.
struct Worked {
  Outlook outlook;
  std::vector<OutlookLine> lines;
  std::string past;
};

// `read` hands over a connection for a while: what is read lasts, a reader does not.
using Read = std::function<void(const std::function<void(db::Connection&)>&)>;

// `newest`: an id that was made before anything is read.
std::optional<Worked> Work(const Read& read, Id org_id, Id newest, Instant now, const watch::Tell& tell) {
  const auto begun = std::chrono::steady_clock::now();
  Worked worked{.outlook = {.worked_out_at = now}};
  std::vector<people::Person> people;
  Question question;
  GatherAsked asked{.now = now};
  read([&](db::Connection& connection) {
    worked.outlook.change_id = action::Settled(action::LastChange(connection, org_id), newest);
    worked.outlook.ties_as_of = ties::TiesAsOf(connection, org_id);
    const auto organization = people::FindOrganization(connection, org_id);
    Check(organization.has_value(), "an organization has its row");
    asked.today = DayIn(now, organization->time_zone);
    asked.currency = organization->currency;
    people = people::FindPeople(connection, org_id);
    const std::vector<PastDeparture> past = ReadPast(connection, {.org_id = org_id}, now);
    const settings::Settings settings = settings::Read(connection, org_id);
    question = {.model = Calibrate(past, ModelOf(settings)).model,
                .handoff_minutes = settings.handoff_minutes};
    worked.past = ToText(past);
  });
  // While one is read the one before is worked out: the two take about as long.
  std::future<OutlookLine> before;
  const auto take = [&] {
    if (before.valid()) worked.lines.push_back(before.get());
  };
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (tell && !tell(static_cast<std::int64_t>(i), static_cast<std::int64_t>(people.size()))) {
      return std::nullopt;
    }
    const people::Person& person = people[i];
    asked.reader = {.org_id = org_id, .person_id = person.id, .role = person.role};
    std::vector<AccountFacts> facts;
    read([&](db::Connection& connection) { facts = Gather(connection, person.id, asked).facts; });
    take();
    if (facts.empty()) continue;
    before = std::async(std::launch::async, LineOf, person.id, std::move(facts), std::cref(question));
  }
  take();
  const auto took = std::chrono::steady_clock::now() - begun;
  worked.outlook.took_ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
  return worked;
}

void Save(db::Tx& tx, Id org_id, Worked worked) {
  const Outlook& outlook = worked.outlook;
  // First its own row, so that of two that end at once one waits for the other.
  tx.Execute(
      "INSERT INTO departure_outlook (org_id, id, worked_out_at, ties_as_of, change_id, took_ms, past) "
      "VALUES "
      "($1, $1, $2, $3, $4, $5, $6) ON CONFLICT (org_id, id) DO UPDATE SET worked_out_at = "
      "excluded.worked_out_at, ties_as_of = excluded.ties_as_of, change_id = excluded.change_id, took_ms = "
      "excluded.took_ms, past = excluded.past",
      org_id, outlook.worked_out_at, outlook.ties_as_of, outlook.change_id, outlook.took_ms, worked.past);
  tx.Execute("DELETE FROM departure_line WHERE org_id = $1", org_id);
  for (OutlookLine& line : worked.lines) {
    line.org_id = org_id;
    line.id = tx.NewId();
  }
  tx.InsertMany(OutlookLine::kTable, worked.lines);
}

std::int64_t TookMs(db::Connection& connection, Id org_id) {
  const auto outlook = FindOutlook(connection, org_id);
  return outlook ? outlook->took_ms : 0;
}

bool WorkOutAnew(db::Database& database, Id org_id, Instant now, const watch::Tell& tell) {
  return WorkOut(database, org_id, now, tell).has_value();
}

constexpr watch::Anew kOutlookAnew{
    .kind = kOutlookKind, .is_due = &IsDue, .took_ms = &TookMs, .work = &WorkOutAnew};

}  // namespace

std::optional<Outlook> FindOutlook(db::Connection& connection, Id org_id) {
  return connection.QueryOne<Outlook>(
      "SELECT worked_out_at, ties_as_of, change_id, took_ms FROM departure_outlook WHERE org_id = $1 AND id "
      "= "
      "$1",
      org_id);
}

std::vector<OutlookLine> FindOutlookLines(db::Connection& connection, Id org_id, std::span<const Id> people) {
  return connection.Query<OutlookLine>(
      "SELECT org_id, id, person_id, accounts, at_stake_minor, expected_minor, low_minor, high_minor, "
      "bad_year_minor, worst_minor, after_expected_minor, after_worst_minor, single_thread, without_ties, "
      "without_revenue, expected_low_minor, expected_high_minor, assumed, assumed_low_minor, "
      "assumed_high_minor FROM departure_line WHERE org_id = $1 AND person_id IN baton_list($2) ORDER BY "
      "person_id",
      org_id, db::IdList(people));
}

std::vector<PastDeparture> FindPast(db::Connection& connection, const access::Principal& reader,
                                    Instant now) {
  const auto kept = connection.QueryValue<std::string>(
      "SELECT past FROM departure_outlook WHERE org_id = $1 AND id = $1", reader.org_id);
  return kept ? PastOf(*kept) : ReadPast(connection, reader, now);
}

Calibration CalibrateByPast(db::Connection& connection, const access::Principal& reader,
                            const settings::Settings& settings, Instant now) {
  return Calibrate(FindPast(connection, reader, now), ModelOf(settings));
}

std::optional<std::int64_t> WorkOut(db::Database& database, Id org_id, Instant now, const watch::Tell& tell) {
  auto worked = Work([&](const auto& ask) { ask(*database.Read()); }, org_id, database.NewId(), now, tell);
  if (!worked) return std::nullopt;
  const auto lines = static_cast<std::int64_t>(worked->lines.size());
  database.Write([&](db::Tx& tx) { Save(tx, org_id, *worked); });
  return lines;
}

void WorkOutIn(db::Tx& tx, Id org_id, Instant now) {
  Save(tx, org_id, *Work([&](const auto& ask) { ask(tx); }, org_id, tx.NewId(), now, {}));
}

bool IsDue(db::Connection& connection, Id org_id, Instant now) {
  const auto outlook = FindOutlook(connection, org_id);
  if (!outlook) return true;
  // What ties are learnt from is in their time.
  return watch::IsOld(outlook->worked_out_at, now) ||
         outlook->ties_as_of != ties::TiesAsOf(connection, org_id) ||
         action::HasNews(connection, org_id, outlook->change_id,
                         {"account", "opportunity", "organization", "ownership", "handoff", "handoff_step",
                          "person", "plan", "plan_line", "said_tie", "setting"});
}

void Look(db::Database& database, Id org_id, Instant now) {
  watch::LookAnew(database, org_id, now, kOutlookAnew);
}

void AddOutlookJob(job::Runner& runner) { watch::AddAnewJob(runner, kOutlookAnew); }

}  // namespace baton::departure
