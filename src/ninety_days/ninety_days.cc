#include "ninety_days/ninety_days.h"

#include <algorithm>

#include "base/text.h"
#include "json/json.h"

namespace baton::ninety_days {
namespace {

constexpr std::string_view kColumns = "org_id, id, version, person_id, starts_on, stop_text";

std::optional<PathRow> FindRow(db::Connection& connection, Id org_id) {
  return connection.QueryOne<PathRow>(
      "SELECT org_id, id, version, steps FROM ninety_days_path WHERE org_id = $1", org_id);
}

}  // namespace

std::optional<NinetyDays> FindNinetyDays(db::Connection& connection, Id org_id, Id person_id) {
  return connection.QueryOne<NinetyDays>(
      "SELECT " + std::string(kColumns) + " FROM ninety_days WHERE org_id = $1 AND person_id = $2", org_id,
      person_id);
}

Result<NinetyDays> Save(action::Action& action, const std::optional<NinetyDays>& before, NinetyDays after) {
  if (!before) return action.Insert(std::move(after));
  return action.Update(*before, std::move(after));
}

OrganizationPath FindPath(db::Connection& connection, Id org_id) {
  OrganizationPath path{.steps = UsualPath()};
  const auto row = FindRow(connection, org_id);
  if (!row) return path;
  path.version = row->version;
  const auto kept = json::FromText<std::vector<PathStep>>(row->steps);
  if (!kept) return path;
  for (PathStep& step : path.steps) {
    const auto found = std::ranges::find(*kept, step.key, &PathStep::key);
    if (found != kept->end()) step = *found;
  }
  return path;
}

std::vector<FieldFault> FaultsOf(const std::vector<PathStep>& steps) {
  std::vector<FieldFault> faults;
  std::set<StepKey> seen;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string path = "steps/" + std::to_string(i);
    const PathStep& step = steps[i];
    if (!seen.insert(step.key).second) faults.push_back({path + "/key", {"problem.ninety_days.twice"}});
    if (step.until_day < 1 || step.until_day > kDays) {
      faults.push_back(
          {path + "/until_day",
           {"problem.field.out_of_range", {{"minimum", std::int64_t{1}}, {"maximum", std::int64_t{kDays}}}}});
    }
    const auto title = CleanText(step.title);
    if (!title || CountCharacters(*title) > kMostTitleCharacters) {
      faults.push_back(
          {path + "/title", {"problem.field.too_long", {{"limit", std::int64_t{kMostTitleCharacters}}}}});
    }
  }
  if (!steps.empty() && std::ranges::none_of(steps, &PathStep::is_on))
    faults.push_back({"steps", {"problem.ninety_days.none"}});
  return faults;
}

Result<Done> SavePath(action::Action& action, const std::vector<PathStep>& steps) {
  std::vector<PathStep> clean = steps;
  for (PathStep& step : clean) step.title = CleanText(step.title).value_or("");
  const auto before = FindRow(action.tx(), action.org_id());
  PathRow after{.steps = json::ToText(clean)};
  if (!before) {
    action.Insert(std::move(after));
    return Done{};
  }
  PathRow changed = *before;
  changed.steps = after.steps;
  if (auto saved = action.Update(*before, changed); !saved) return Fail(saved.error());
  return Done{};
}

}  // namespace baton::ninety_days
