#include "scoreboard/courses.h"

#include <algorithm>
#include <array>

#include "action/news.h"

namespace baton::scoreboard {
namespace {

constexpr const char* kMarks = "deal_course_look";
constexpr std::size_t kAtOnce = 2'000;

// Up to which change what is kept is right; none: nothing is.
std::optional<Id> KeptUntil(db::Connection& connection, Id org_id) {
  const auto mark = connection.QueryValue<Id>(
      "SELECT change_id FROM deal_course_look WHERE org_id = $1 AND id = $1", org_id);
  // What a stage means is in every deal that was in it.
  if (!mark || action::HasNews(connection, org_id, *mark, {"stage"})) return std::nullopt;
  return mark;
}

// Of these. By their rows: by the ids of changes alone SQLite would walk all that ever happened to deals.
std::vector<Id> ChangedSince(db::Connection& connection, Id org_id, Id after, std::span<const Id> ids) {
  return connection.Query<Id>(
      "SELECT DISTINCT row_id FROM change WHERE org_id = $1 AND table_name = 'opportunity' AND row_id IN "
      "baton_list($3) AND id > $2 ORDER BY row_id",
      org_id, after, db::IdList(ids));
}

// "+ 0": by the index of definitions SQLite would walk all that is kept.
std::vector<book::DealCourse> FindKept(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<book::DealCourse>(
      "SELECT id, is_known, was_open, entry_category, entry_minor, left_early_at FROM deal_course WHERE "
      "org_id = $1 AND id IN baton_list($2) AND definition + 0 = $3 ORDER BY id",
      org_id, db::IdList(ids), kCourseDefinition);
}

// By the id; those that were taken back have no course.
std::vector<Id> NextDeals(db::Connection& connection, Id org_id, Id after) {
  return connection.Query<Id>("SELECT id FROM opportunity WHERE org_id = $1 AND id > $2 ORDER BY id LIMIT $3",
                              org_id, after, static_cast<std::int64_t>(kAtOnce));
}

std::vector<Id> AllDeals(db::Connection& connection, Id org_id) {
  return connection.Query<Id>("SELECT id FROM opportunity WHERE org_id = $1 ORDER BY id", org_id);
}

bool IsOlder(db::Connection& connection, Id org_id) {
  return connection
      .QueryValue<Id>("SELECT id FROM deal_course WHERE org_id = $1 AND definition < $2 LIMIT 1", org_id,
                      kCourseDefinition)
      .has_value();
}

watch::Candidates Begin(db::Connection& connection, Id org_id, std::optional<Instant> /*since*/,
                        Instant /*now*/) {
  const bool is_all = !KeptUntil(connection, org_id) || IsOlder(connection, org_id);
  return {.deals = is_all ? AllDeals(connection, org_id) : std::vector<Id>{}};
}

int Keep(db::Tx& tx, Id org_id, const watch::Candidates& candidates, Instant /*now*/) {
  if (candidates.deals.empty()) return 0;
  const auto there =
      tx.Query<Id>("SELECT id FROM opportunity WHERE org_id = $1 AND id IN baton_list($2) ORDER BY id",
                   org_id, db::IdList(candidates.deals));
  const auto kept = FindKept(tx, org_id, there);
  auto next = kept.begin();
  for (const book::DealCourse& course : book::ReadCourses(tx, org_id, there)) {
    while (next != kept.end() && next->id < course.id) ++next;
    if (next != kept.end() && *next == course) continue;
    tx.Execute(
        "INSERT INTO deal_course (org_id, id, definition, is_known, was_open, entry_category, entry_minor, "
        "left_early_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (org_id, id) DO UPDATE SET "
        "definition = excluded.definition, is_known = excluded.is_known, was_open = excluded.was_open, "
        "entry_category = excluded.entry_category, entry_minor = excluded.entry_minor, left_early_at = "
        "excluded.left_early_at",
        org_id, course.id, kCourseDefinition, course.is_known, course.was_open, course.entry_category,
        course.entry_minor, course.left_early_at);
  }
  return 0;  // nothing that anybody is told of
}

}  // namespace

std::unordered_map<Id, book::DealCourse> FindCourses(db::Connection& connection, Id org_id,
                                                     std::span<const Id> deal_ids) {
  std::unordered_map<Id, book::DealCourse> courses;
  if (deal_ids.empty()) return courses;
  if (const auto until = KeptUntil(connection, org_id)) {
    for (const book::DealCourse& one : FindKept(connection, org_id, deal_ids)) courses.emplace(one.id, one);
    for (const Id changed : ChangedSince(connection, org_id, *until, deal_ids)) courses.erase(changed);
  }
  std::vector<Id> rest;
  std::ranges::copy_if(deal_ids, std::back_inserter(rest), [&](Id id) { return !courses.contains(id); });
  for (const book::DealCourse& one : book::ReadCourses(connection, org_id, rest))
    courses.emplace(one.id, one);
  return courses;
}

watch::Watch Courses() { return {.marks = kMarks, .at_once = kAtOnce, .begin = &Begin, .judge = &Keep}; }

CourseCheck CheckCourses(db::Connection& connection, Id org_id) {
  CourseCheck check;
  const auto until = KeptUntil(connection, org_id);
  Id after;
  for (auto ids = NextDeals(connection, org_id, after); !ids.empty();
       ids = NextDeals(connection, org_id, after)) {
    after = ids.back();
    check.deals += std::ssize(ids);
    const auto changed = until ? ChangedSince(connection, org_id, *until, ids) : std::vector<Id>{};
    std::erase_if(ids, [&](Id id) { return !until || std::ranges::binary_search(changed, id); });
    const auto kept = FindKept(connection, org_id, ids);
    std::vector<Id> kept_ids;
    for (const book::DealCourse& one : kept) kept_ids.push_back(one.id);
    const auto told = book::ReadCourses(connection, org_id, kept_ids);
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (kept[i] != told[i]) check.faults.push_back({kept[i], told[i]});
    }
    check.waiting -= std::ssize(kept);
  }
  check.waiting += check.deals;
  return check;
}

void RebuildCourses(db::Database& database, Id org_id, Instant now) {
  database.Write([&](db::Tx& tx) {
    tx.Execute("DELETE FROM deal_course_look WHERE org_id = $1", org_id);
    tx.Execute("DELETE FROM deal_course WHERE org_id = $1", org_id);
  });
  const std::array watches{Courses()};
  watch::Look(database, org_id, now, watches);
}

}  // namespace baton::scoreboard
