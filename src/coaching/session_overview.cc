// GET /api/v1/coaching: with whom the caller has sessions, and where each stands; for those above, what was shared.
#include <algorithm>
#include <set>

#include "base/zone.h"
#include "coaching/directory.h"
#include "coaching/session_routes.h"
#include "coaching/session_store.h"
#include "http/router.h"
#include "people/directory.h"
#include "skill/directory.h"

namespace baton::coaching {
namespace {

using access::Deed;
using access::Role;
using access::Word;
using http::Call;

// A manager and a rep, seen by one of them.
struct PairView {
  static constexpr const char* kSchemaName = "CoachingPair";

  people::PersonRef manager;
  people::PersonRef rep;
  bool is_now = false;  // the rep still reports to the manager
  std::optional<SessionView> last;
  std::optional<SessionView> next;
  std::int64_t skill_minutes = 0;  // of the last four weeks
  std::int64_t deal_minutes = 0;
  std::int64_t open_promises = 0;
  std::vector<skill::Standing> skills;
  std::optional<Instant> skills_shared_at;
};
BOOST_DESCRIBE_STRUCT(PairView, (),
                      (manager, rep, is_now, last, next, skill_minutes, deal_minutes, open_promises, skills,
                       skills_shared_at))

struct CoachingView {
  static constexpr const char* kSchemaName = "Coaching";

  std::vector<PairView> pairs;
  Day since_on;                    // of the hours
  std::int64_t skill_minutes = 0;  // each session once
  std::int64_t deal_minutes = 0;
  std::vector<SessionView> asking;      // "Did this happen?" waits for the caller
  std::optional<AnswerTotals> answers;  // to the caller's sessions; none: of fewer than three reps so far
  std::vector<skill::StandingsView> shared_skills;  // by reps below, with those above
};
BOOST_DESCRIBE_STRUCT(CoachingView, (),
                      (pairs, since_on, skill_minutes, deal_minutes, asking, answers, shared_skills))

// The pairs of now, and those of before.
std::vector<SessionPair> PairsOf(const Call& call, db::Connection& connection) {
  std::set<std::pair<Id, Id>> pairs;
  const Id me = call.person_id();
  for (const people::Person& person : people::FindPeople(connection, call.org_id())) {
    if (person.manager_id == me && call.principal().role == Role::manager && !person.is_placeholder) {
      pairs.emplace(me, person.id);
    }
    if (person.id == me && person.manager_id) {
      const auto manager = people::FindPerson(connection, call.org_id(), *person.manager_id);
      if (manager && manager->role == Role::manager) pairs.emplace(manager->id, me);
    }
  }
  for (const SessionPair& pair : FindPairs(connection, call.org_id(), me)) {
    pairs.emplace(pair.manager_id, pair.rep_id);
  }
  std::vector<SessionPair> all;
  for (const auto& [manager_id, rep_id] : pairs) all.push_back({manager_id, rep_id});
  return all;
}

std::optional<SessionView> ViewOne(const Call& call, db::Connection& connection,
                                   const std::optional<Session>& session) {
  if (!session) return std::nullopt;
  auto views =
      ViewSessions(connection, call.org_id(), std::span(&*session, 1), call.person_id(), call.language());
  return views.empty() ? std::nullopt : std::optional(std::move(views.front()));
}

std::optional<PairView> ViewPair(const Call& call, db::Connection& connection, const SessionPair& pair,
                                 std::span<const Promise> promises, Instant since) {
  const auto refs = people::FindRefs(connection, call.org_id(), std::vector{pair.manager_id, pair.rep_id});
  const auto manager = refs.find(pair.manager_id);
  const auto rep = refs.find(pair.rep_id);
  if (manager == refs.end() || rep == refs.end()) return std::nullopt;
  PairView view{
      .manager = manager->second,
      .rep = rep->second,
      .is_now = people::IsBelow(connection, call.org_id(), pair.rep_id, pair.manager_id),
      .last = ViewOne(call, connection,
                      FindLastHeld(connection, call.org_id(), pair.manager_id, pair.rep_id, call.now() + 1)),
      .next = ViewOne(call, connection,
                      FindNextPlanned(connection, call.org_id(), pair.manager_id, pair.rep_id))};
  const Hours hours = HoursOf(FindHeldOfPair(connection, call.org_id(), pair.manager_id, pair.rep_id, since));
  view.skill_minutes = hours.skill_minutes;
  view.deal_minutes = hours.deal_minutes;
  view.open_promises = std::ranges::count_if(promises, [&](const Promise& promise) {
    return promise.state == PromiseState::open && promise.manager_id == pair.manager_id &&
           promise.rep_id == pair.rep_id;
  });
  view.skills =
      skill::FindStandings(connection, call.org_id(), pair.rep_id, pair.manager_id, call.language());
  view.skills_shared_at = skill::FindSharedAt(connection, call.org_id(), pair.rep_id, pair.manager_id);
  return view;
}

Result<CoachingView> Overview(const Call& call) {
  db::Connection& connection = call.db();
  const Id me = call.person_id();
  const std::string zone = ZoneOfOrganization(connection, call.org_id());
  const Instant since = call.now() - kHoursDays * kMillisecondsPerDay;
  CoachingView view{.since_on = DayIn(since, zone)};
  const auto promises = FindPending(connection, call.org_id(), me);
  for (const SessionPair& pair : PairsOf(call, connection)) {
    auto shown = ViewPair(call, connection, pair, promises, since);
    if (shown) view.pairs.push_back(std::move(*shown));
  }
  // Who waits longest comes first; those of before come last.
  std::ranges::stable_sort(view.pairs, [](const PairView& left, const PairView& right) {
    if (left.is_now != right.is_now) return left.is_now;
    const auto at = [](const PairView& pair) { return pair.last ? pair.last->starts_at : Instant{}; };
    return at(left) < at(right);
  });
  const Hours hours = HoursOf(FindHeldSince(connection, call.org_id(), me, since));
  view.skill_minutes = hours.skill_minutes;
  view.deal_minutes = hours.deal_minutes;
  view.asking =
      ViewSessions(connection, call.org_id(), FindAsking(connection, call.org_id(), me), me, call.language());
  view.answers =
      TotalsOf(FindGivenAnswers(connection, call.org_id(), me, zone), MondayOf(DayIn(call.now(), zone)));
  if (call.scope().reach >= access::Reach::team) {
    view.shared_skills = skill::FindSharedBelow(connection, call.org_id(), me, call.language());
  }
  return view;
}

}  // namespace

void AddOverviewRoutes(http::Router& router, const SessionOptions&) {
  router.Get(
      "/api/v1/coaching",
      {.name = "getCoaching",
       .deed = Deed::read,
       .word = Word::coaching_session,
       .summary =
           "With whom the caller has sessions: last and next one, hours of four weeks, promises, skills"},
      Overview);
}

}  // namespace baton::coaching
