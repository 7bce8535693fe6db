#include "book/deal_course.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "action/image_json.h"

namespace baton::book {
namespace {

using Stages = std::map<Id, StageCategory>;

struct LoggedDeal {
  Id id;
  Id row_id;
  Instant at;
  std::optional<std::int64_t> version_before;
  std::optional<std::string> old_values;
  std::optional<std::string> new_values;
};
BOOST_DESCRIBE_STRUCT(LoggedDeal, (), (id, row_id, at, version_before, old_values, new_values))

struct CategoryOfStage {
  Id id;
  StageCategory category = StageCategory::early;
};
BOOST_DESCRIBE_STRUCT(CategoryOfStage, (), (id, category))

Stages FindStageCategories(db::Connection& connection, Id org_id) {
  Stages stages;
  for (const CategoryOfStage& stage : connection.Query<CategoryOfStage>(
           "SELECT id, category FROM stage WHERE org_id = $1 ORDER BY id", org_id)) {
    stages.emplace(stage.id, stage.category);
  }
  return stages;
}

void PutEntry(DealCourse& course, const std::string& text, const Stages& stages) {
  course.is_known = true;
  const action::ParsedImage parsed = action::ParseImage(text);
  for (std::size_t i = 0; i < parsed.image.names.size(); ++i) {
    const std::string_view name = parsed.image.names[i];
    const auto* number = std::get_if<std::int64_t>(&parsed.image.values[i]);
    const auto* word = std::get_if<std::string>(&parsed.image.values[i]);
    if (name == "status") course.was_open = word && *word == "open";
    if (name == "amount_minor" && number) course.entry_minor = *number;
    if (name != "stage_id" || !number) continue;
    if (const auto stage = stages.find(Id{*number}); stage != stages.end())
      course.entry_category = stage->second;
  }
}

// None: the image does not name a stage.
std::optional<Id> StageIn(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const action::ParsedImage parsed = action::ParseImage(*text);
  for (std::size_t i = 0; i < parsed.image.names.size(); ++i) {
    if (parsed.image.names[i] != "stage_id") continue;
    const auto* number = std::get_if<std::int64_t>(&parsed.image.values[i]);
    return number ? std::optional(Id{*number}) : std::nullopt;
  }
  return std::nullopt;
}

bool IsLeavingEarly(const LoggedDeal& logged, const Stages& stages) {
  const auto from = StageIn(logged.old_values);
  const auto to = StageIn(logged.new_values);
  if (!from || !to) return false;
  const auto is_early = [&](Id id) {
    const auto stage = stages.find(id);
    return stage != stages.end() && stage->second == StageCategory::early;
  };
  return is_early(*from) && !is_early(*to);
}

}  // namespace

std::vector<DealCourse> ReadCourses(db::Connection& connection, Id org_id, std::span<const Id> deal_ids) {
  if (deal_ids.empty()) return {};
  std::vector<Id> ids(deal_ids.begin(), deal_ids.end());
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const Stages stages = FindStageCategories(connection, org_id);
  std::vector<DealCourse> courses;
  for (const Id id : ids) courses.push_back({.id = id});
  std::map<Id, Id> begun;  // of a deal, the change that it began with
  for (const LoggedDeal& logged : connection.Query<LoggedDeal>(
           "SELECT change.id, change.row_id, action.at, change.version_before, change.old_values, "
           "change.new_values FROM change "
           "JOIN action ON action.org_id = change.org_id AND action.id = change.action_id "
           "WHERE change.org_id = $1 AND change.table_name = 'opportunity' AND change.row_id IN "
           "baton_list($2) AND change.new_values IS NOT NULL AND (change.version_before IS NULL OR "
           "change.new_values LIKE '%\"stage_id\"%') ORDER BY change.row_id, action.at, change.id",
           org_id, db::IdList(ids))) {
    DealCourse& course = *std::ranges::lower_bound(courses, logged.row_id, {}, &DealCourse::id);
    if (logged.version_before) {
      if (!course.left_early_at && IsLeavingEarly(logged, stages)) course.left_early_at = logged.at;
      continue;
    }
    // The first one: a deal that was taken back and put in again has another.
    const auto [first, is_new] = begun.emplace(logged.row_id, logged.id);
    if (!is_new && first->second < logged.id) continue;
    first->second = logged.id;
    course.entry_category.reset();
    course.entry_minor.reset();
    PutEntry(course, *logged.new_values, stages);
  }
  return courses;
}

}  // namespace baton::book
