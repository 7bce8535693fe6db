#include "app/rollup_command.h"

#include <ostream>
#include <string>

#include "app/storage.h"
#include "base/clock.h"
#include "json/json.h"
#include "people/now.h"
#include "people/organization.h"
#include "scoreboard/courses.h"
#include "scoreboard/scores.h"
#include "words/catalogue.h"

namespace baton::app {
namespace {

// Prints what differs; how many those are.
std::int64_t PrintCourses(db::Connection& reader, Id org_id, const std::string& name, std::ostream& out) {
  const scoreboard::CourseCheck check = scoreboard::CheckCourses(reader, org_id);
  for (const scoreboard::CourseFault& fault : check.faults) {
    out << words::Plain({"cli.rollup.differs",
                         {{"deal", ToString(fault.kept.id)},
                          {"kept", json::ToText(fault.kept)},
                          {"told", json::ToText(fault.told)}}})
        << '\n';
  }
  const auto faults = static_cast<std::int64_t>(check.faults.size());
  out << words::Plain(
             {"cli.rollup.checked",
              {{"name", name}, {"deals", check.deals}, {"waiting", check.waiting}, {"faults", faults}}})
      << '\n';
  return faults;
}

std::int64_t PrintScores(db::Connection& reader, Id org_id, const std::string& name, std::ostream& out) {
  const scoreboard::ScoreCheck check = scoreboard::CheckScores(reader, org_id);
  const auto text = [](const std::optional<scoreboard::DealScore>& score) {
    return score ? json::ToText(*score) : std::string("-");
  };
  for (const scoreboard::ScoreFault& fault : check.faults) {
    out << words::Plain(
               {"cli.rollup.score_differs",
                {{"deal", ToString(fault.deal_id)}, {"kept", text(fault.kept)}, {"told", text(fault.told)}}})
        << '\n';
  }
  for (const scoreboard::WeekFault& fault : check.weeks) {
    out << words::Plain({"cli.rollup.week_differs",
                         {{"week", json::ToText(fault.week)},
                          {"person", fault.person_id ? ToString(*fault.person_id) : "all"}}})
        << '\n';
  }
  const auto faults = static_cast<std::int64_t>(check.faults.size() + check.weeks.size());
  out << words::Plain(
             {"cli.rollup.scores_checked",
              {{"name", name}, {"deals", check.deals}, {"waiting", check.waiting}, {"faults", faults}}})
      << '\n';
  return faults;
}

std::int64_t PrintCheck(db::Database& database, Id org_id, std::ostream& out) {
  auto reader = database.Read();
  const auto organization = people::FindOrganization(*reader, org_id);
  const std::string name = organization ? organization->name : ToString(org_id);
  return PrintCourses(*reader, org_id, name, out) + PrintScores(*reader, org_id, name, out);
}

}  // namespace

Result<Done> Rollup(db::Database& database, const RollupOptions& options, std::ostream& out) {
  const SystemClock clock;
  std::int64_t faults = 0;
  for (const Id org_id : people::FindOrganizations(*database.Read())) {
    if (options.rebuild) {
      const Instant now = people::NowIn(*database.Read(), org_id, clock.Now());
      scoreboard::RebuildCourses(database, org_id, now);
      scoreboard::RebuildScores(database, org_id, now);
    }
    faults += PrintCheck(database, org_id, out);
  }
  if (faults > 0) return Fail(Kind::conflict, "problem.rollup.differs", {{"count", faults}});
  return Done{};
}

Result<Done> RunRollup(const Config& config, const RollupOptions& options, std::ostream& out) {
  if (!options.check && !options.rebuild) return Fail(Kind::invalid, "problem.rollup.what");
  auto opened = OpenStorage(config);
  if (!opened) return Fail(opened.error());
  (*opened)->LeaseNode();
  return Rollup(**opened, options, out);
}

}  // namespace baton::app
