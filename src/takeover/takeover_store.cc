#include "takeover/takeover_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/zone.h"
#include "people/directory.h"
#include "people/organization.h"
#include "people/promotion.h"
#include "settings/settings.h"
#include "takeover/settling.h"

namespace baton::takeover {
namespace {

constexpr std::string_view kColumns =
    "org_id, id, version, account_id, handoff_id, person_id, successor_id, week_on, standing, {} AS "
    "happened_at, seen_at, answer, reason, note, answered_at, reply, replied_at";
constexpr std::string_view kWithoutMail =
    "(SELECT MAX(seen.happened_at) FROM takeover_source AS seen WHERE seen.org_id = takeover.org_id AND "
    "seen.takeover_id = takeover.id AND seen.kind <> 'mail')";
constexpr std::string_view kHasDeal =
    "EXISTS (SELECT 1 FROM takeover_source WHERE takeover_source.org_id = $1 AND takeover_source.takeover_id "
    "= takeover.id AND takeover_source.kind = 'opportunity')";

struct CountRow {
  Id handoff_id;
  std::int64_t takeovers = 0;
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (handoff_id, takeovers))

// As they are written.
std::string Select(std::string_view where) {
  return fmt::format("SELECT {} FROM takeover WHERE org_id = $1 AND {}",
                     fmt::format(kColumns, "takeover.happened_at"), where);
}

// As they are to be seen.
class Sight {
 public:
  Sight(db::Connection& connection, Id org_id) : shows_mail_(ShowsMail(connection, org_id)) {}

  std::string_view happened_at() const { return shows_mail_ ? "takeover.happened_at" : kWithoutMail; }
  // "AND ..."; blank behind.
  std::string IsSeen() const {
    return shows_mail_ ? std::string() : fmt::format("AND {} IS NOT NULL ", kWithoutMail);
  }
  // `where` may be followed by an order.
  std::string Select(std::string_view where) const {
    return fmt::format("SELECT {} FROM takeover WHERE org_id = $1 {}AND {}",
                       fmt::format(kColumns, happened_at()), IsSeen(), where);
  }

 private:
  const bool shows_mail_;
};

// $1 the organization, $2 the people within reach, $3 the caller, $4 people who are left out. A number that is not asked
// for is 0; every parameter is named, as the database layer wants.
std::string Condition(const Filter& filter) {
  std::string where =
      "(person_id IN baton_list($2) OR successor_id IN baton_list($2)) AND person_id NOT IN baton_list($4) "
      "AND ($5 = 0 OR handoff_id = $5) AND ($6 = 0 OR person_id = $6) AND ($7 = 0 OR week_on >= $7) AND "
      "($8 = 0 OR week_on = $8) ";
  where += filter.mine ? "AND person_id = $3 " : "AND $3 > 0 ";
  if (filter.is_open) {
    where += *filter.is_open ? "AND standing = 'asked' AND answer IS NULL "
                             : "AND (standing <> 'asked' OR answer IS NOT NULL) ";
  }
  if (filter.standing) {
    where += *filter.standing == Standing::asked   ? "AND standing = 'asked' "
             : *filter.standing == Standing::joint ? "AND standing = 'joint' "
                                                   : "AND standing = 'agreed' ";
  }
  if (filter.has_deal) where += fmt::format("AND {}{} ", *filter.has_deal ? "" : "NOT ", kHasDeal);
  return where;
}

template <class Row, class... More>
std::vector<Row> Ask(db::Connection& connection, const std::string& sql, const access::Scope& scope,
                     const Filter& filter, const More&... more) {
  const db::IdList people(people::FindPeopleIn(connection, scope));
  return connection.Query<Row>(sql, scope.org_id, people, scope.person_id, db::IdList(filter.hidden_people),
                               filter.handoff_id.value_or(Id{}), filter.person_id.value_or(Id{}),
                               filter.since_on.value_or(Day{}), filter.week_on.value_or(Day{}), more...);
}

// The takeover of this week, made where there is none.
Takeover BundleOf(action::Action& action, const Takeover& wanted) {
  const auto found = action.tx().QueryOne<Takeover>(
      Select("person_id = $2 AND account_id = $3 AND week_on = $4 AND standing = $5"), action.org_id(),
      wanted.person_id, wanted.account_id, wanted.week_on, wanted.standing);
  if (!found) return action.Insert(wanted);
  if (found->happened_at >= wanted.happened_at) return *found;
  Takeover later = *found;
  later.happened_at = wanted.happened_at;
  return action.Update(*found, later).value();
}

constexpr int kSetUpDays = 14;

// Whoever was promoted shortly before Baton was set up is in no log: then the first day that somebody set counts, where it lies about the
// day on which the person came into Baton. One that lies elsewhere does not: a day may be set at any time, and nobody chooses afterwards what
// is seen.
bool IsOfTheBeginning(const people::Person& person, Day set_on) {
  const Day came_on = DayIn(person.created_at, "UTC");
  return set_on >= came_on - kSettlingDays && set_on <= came_on + kSetUpDays;
}

}  // namespace

Calendar CalendarOf(db::Connection& connection, Id org_id, Instant now) {
  const auto organization = people::FindOrganization(connection, org_id);
  std::string zone = organization ? organization->time_zone : "UTC";
  const Day today = DayIn(now, zone);
  return {std::move(zone), today};
}

bool ShowsMail(db::Connection& connection, Id org_id) {
  return !settings::Read(connection, org_id).HidesMailTimes();
}

std::optional<Takeover> FindTakeover(db::Connection& connection, const access::Scope& scope, Id id) {
  if (!scope) return std::nullopt;
  const db::IdList people(people::FindPeopleIn(connection, scope));
  return connection.QueryOne<Takeover>(
      Sight(connection, scope.org_id)
          .Select("id = $2 AND (person_id IN baton_list($3) OR successor_id IN baton_list($3))"),
      scope.org_id, id, people);
}

std::vector<Takeover> ListTakeovers(db::Connection& connection, const access::Scope& scope,
                                    const Filter& filter) {
  if (!scope) return {};
  const Sight sight(connection, scope.org_id);
  const std::string where = fmt::format(
      "{}AND ($9 = 0 OR ({}, id) < (SELECT {}, id FROM takeover WHERE org_id = $1 AND id = $9)) ORDER BY {} "
      "DESC, id DESC LIMIT $10",
      Condition(filter), sight.happened_at(), sight.happened_at(), sight.happened_at());
  return Ask<Takeover>(connection, sight.Select(where), scope, filter, filter.after.value_or(Id{}),
                       filter.limit);
}

Counts CountTakeovers(db::Connection& connection, const access::Scope& scope, const Filter& filter) {
  if (!scope) return {};
  const std::string sql = fmt::format(
      "SELECT CAST(COUNT(*) FILTER (WHERE standing = 'asked') AS BIGINT) AS asked, "
      "CAST(COUNT(*) FILTER (WHERE standing = 'asked' AND answer IS NULL) AS BIGINT) AS open, "
      "CAST(COUNT(*) FILTER (WHERE standing = 'asked' AND {}) AS BIGINT) AS with_deal, "
      "CAST(COUNT(DISTINCT CASE WHEN standing = 'asked' THEN account_id END) AS BIGINT) AS accounts, "
      "CAST(COUNT(*) FILTER (WHERE standing = 'joint') AS BIGINT) AS joint, "
      "CAST(COUNT(*) FILTER (WHERE standing = 'agreed') AS BIGINT) AS agreed "
      "FROM takeover WHERE org_id = $1 {}AND {}",
      kHasDeal, Sight(connection, scope.org_id).IsSeen(), Condition(filter));
  return Ask<Counts>(connection, sql, scope, filter).front();
}

std::vector<WeekCount> CountWeeks(db::Connection& connection, const access::Scope& scope,
                                  const Filter& filter) {
  if (!scope) return {};
  return Ask<WeekCount>(
      connection,
      "SELECT week_on, CAST(COUNT(*) FILTER (WHERE standing = 'asked') AS BIGINT) AS asked, "
      "CAST(COUNT(*) FILTER (WHERE standing = 'joint') AS BIGINT) AS joint, "
      "CAST(COUNT(*) FILTER (WHERE standing = 'agreed') AS BIGINT) AS agreed "
      "FROM takeover WHERE org_id = $1 " +
          Sight(connection, scope.org_id).IsSeen() + "AND " + Condition(filter) +
          "GROUP BY week_on ORDER BY week_on",
      scope, filter);
}

// Who became a manager lately, by a change of the role, by beginning to work here as one or by the day that was set; and the day from which
// that is lately no more.
std::map<Id, Day> FindSettledDays(db::Connection& connection, Id org_id,
                                  const std::vector<people::Person>& people, Instant now) {
  constexpr std::int64_t kSettling = std::int64_t{kSettlingDays} * kMillisecondsPerDay;
  const Day since_on = DayIn(now - kSettling, "UTC");
  std::vector<Id> managers;
  for (const people::Person& person : people) {
    if (person.role == access::Role::manager) managers.push_back(person.id);
  }
  std::map<Id, Day> days;
  if (managers.empty()) return days;
  const auto until = [&](Id id, Day settled_on) {
    Day& day = days[id];
    day = std::max(day, settled_on);
  };
  const auto promoted = people::FindPromotions(connection, org_id, managers);
  const auto set = people::FindSetFirstDays(connection, org_id, managers);
  for (const people::Person& person : people) {
    if (person.role != access::Role::manager) continue;
    if (person.starts_on && *person.starts_on > since_on) until(person.id, *person.starts_on + kSettlingDays);
    if (const auto at = promoted.find(person.id); at != promoted.end()) {
      // The next midnight after that instant, so that nobody is told a day too early.
      if (at->second > now - kSettling) until(person.id, DayIn(at->second + kSettling, "UTC") + 1);
    } else if (const auto on = set.find(person.id); on != set.end()) {
      if (on->second > since_on && IsOfTheBeginning(person, on->second))
        until(person.id, on->second + kSettlingDays);
    }
  }
  return days;
}

std::vector<Id> FindSettling(db::Connection& connection, Id org_id, Id above_id, Instant now) {
  std::vector<Id> settling;
  const auto team = people::FindTeam(connection, org_id, above_id);
  for (const auto& [manager, settled_on] : FindSettledDays(connection, org_id, team, now)) {
    settling.push_back(manager);
  }
  return settling;
}

std::optional<Day> FindSettled(db::Connection& connection, Id org_id, Id manager_id, Instant now) {
  auto manager = people::FindPerson(connection, org_id, manager_id);
  if (!manager) return std::nullopt;
  const auto days = FindSettledDays(connection, org_id, std::vector{std::move(*manager)}, now);
  return days.empty() ? std::nullopt : std::optional(days.begin()->second);
}

bool IsSettling(db::Connection& connection, Id org_id, Id manager_id, Instant now) {
  return FindSettled(connection, org_id, manager_id, now).has_value();
}

std::optional<std::vector<Takeover>> FindSeenTakeovers(db::Connection& connection, const access::Scope& scope,
                                                       Id person_id, Day from_on, Day to_on, Instant now) {
  if (!scope) return std::nullopt;
  if (scope.person_id != person_id &&
      std::ranges::count(FindSettling(connection, scope.org_id, scope.person_id, now), person_id) > 0) {
    return std::nullopt;
  }
  auto seen = ListTakeovers(connection, scope,
                            {.since_on = MondayOf(from_on), .person_id = person_id, .limit = INT32_MAX});
  std::erase_if(seen, [&](const Takeover& one) { return one.week_on > to_on; });
  return seen;
}

std::vector<Takeover> FindOpen(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<Takeover>(
      Sight(connection, org_id)
          .Select(
              "person_id = $2 AND standing = 'asked' AND answer IS NULL ORDER BY happened_at DESC, id DESC"),
      org_id, person_id);
}

std::vector<Takeover> FindUnreplied(db::Connection& connection, Id org_id, Id successor_id, Instant since) {
  const Sight sight(connection, org_id);
  const std::string where = fmt::format(
      "successor_id = $2 AND {} >= $3 AND answer IS NOT NULL AND reply IS NULL ORDER BY happened_at DESC, id "
      "DESC",
      sight.happened_at());
  return connection.Query<Takeover>(sight.Select(where), org_id, successor_id, since);
}

std::unordered_map<Id, std::int64_t> CountByHandoff(db::Connection& connection, Id org_id,
                                                    std::span<const Id> handoff_ids,
                                                    std::span<const Id> hidden_people) {
  std::unordered_map<Id, std::int64_t> counts;
  for (const CountRow& row : connection.Query<CountRow>(
           "SELECT handoff_id, CAST(COUNT(*) AS BIGINT) AS takeovers FROM takeover WHERE org_id = $1 " +
               Sight(connection, org_id).IsSeen() +
               "AND handoff_id IN baton_list($2) AND standing = 'asked' AND person_id NOT IN baton_list($3) "
               "GROUP BY handoff_id",
           org_id, db::IdList(handoff_ids), db::IdList(hidden_people))) {
    counts.emplace(row.handoff_id, row.takeovers);
  }
  return counts;
}

Takeover Put(action::Action& action, const Finding& finding, const Calendar& calendar) {
  Takeover wanted{.account_id = finding.account_id,
                  .handoff_id = finding.handoff_id,
                  .person_id = finding.person_id,
                  .successor_id = finding.successor_id,
                  .week_on = MondayOf(DayIn(finding.happened_at, calendar.zone)),
                  .standing = finding.standing,
                  .happened_at = finding.happened_at,
                  .seen_at = action.now()};
  const Takeover bundle = BundleOf(action, wanted);
  action.Insert(Source{.takeover_id = bundle.id,
                       .kind = finding.kind,
                       .source_id = finding.source_id,
                       .happened_at = finding.happened_at});
  return bundle;
}

void Drop(action::Action& action, SourceKind kind, std::span<const Id> source_ids) {
  if (source_ids.empty()) return;
  const auto sources = action.tx().Query<Source>(
      "SELECT org_id, id, version, takeover_id, kind, source_id, happened_at FROM takeover_source WHERE "
      "org_id = $1 AND kind = $2 AND source_id IN baton_list($3) AND EXISTS (SELECT 1 FROM takeover WHERE "
      "takeover.org_id = $1 AND takeover.id = takeover_source.takeover_id AND takeover.answer IS NULL) "
      "ORDER BY id",
      action.org_id(), kind, db::IdList(source_ids));
  std::vector<Id> takeovers;
  for (const Source& source : sources) {
    action.Delete(source);
    takeovers.push_back(source.takeover_id);
  }
  for (const Takeover& empty : action.tx().Query<Takeover>(
           Select("id IN baton_list($2) AND NOT EXISTS (SELECT 1 FROM takeover_source WHERE "
                  "takeover_source.org_id = $1 AND takeover_source.takeover_id = takeover.id) ORDER BY id"),
           action.org_id(), db::IdList(takeovers))) {
    action.Delete(empty);
  }
}

Takeover RecordTaken(action::Action& action, const Taken& taken) {
  const Calendar calendar = CalendarOf(action.tx(), action.org_id(), action.now());
  Takeover wanted{.account_id = taken.account_id,
                  .handoff_id = taken.handoff_id,
                  .person_id = taken.person_id,
                  .successor_id = taken.successor_id,
                  .week_on = MondayOf(DayIn(taken.at, calendar.zone)),
                  .happened_at = taken.at,
                  .seen_at = action.now()};
  const Takeover bundle = BundleOf(action, wanted);
  Takeover answered = bundle;
  answered.answer = Answer::on_record;
  answered.answered_at = action.now();
  if (taken.reason) answered.reason = taken.reason;
  answered = action.Update(bundle, answered).value();
  action.Insert(Source{.takeover_id = bundle.id,
                       .kind = SourceKind::interruption,
                       .source_id = taken.interruption_id,
                       .happened_at = taken.at});
  return answered;
}

std::unordered_map<Id, Takeover> FindTaken(db::Connection& connection, Id org_id,
                                           std::span<const Id> interruption_ids) {
  const auto sources = connection.Query<Source>(
      "SELECT org_id, id, version, takeover_id, kind, source_id, happened_at FROM takeover_source WHERE "
      "org_id = $1 AND kind = 'interruption' AND source_id IN baton_list($2) ORDER BY id",
      org_id, db::IdList(interruption_ids));
  std::vector<Id> ids;
  for (const Source& source : sources) ids.push_back(source.takeover_id);
  std::unordered_map<Id, Takeover> by_id;
  for (Takeover& one : connection.Query<Takeover>(
           Sight(connection, org_id).Select("id IN baton_list($2) ORDER BY id"), org_id, db::IdList(ids))) {
    by_id.emplace(one.id, std::move(one));
  }
  std::unordered_map<Id, Takeover> taken;
  for (const Source& source : sources) {
    if (const auto found = by_id.find(source.takeover_id); found != by_id.end()) {
      taken.emplace(source.source_id, found->second);
    }
  }
  return taken;
}

}  // namespace baton::takeover
