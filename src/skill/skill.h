// What a seller can get better at, and how far somebody has come. The organization has a list of skills, each with what
// the levels 1 to 4 look like; a good one is provided (messages "skill.<code>.*") and can be changed. A level of a rep is
// written down by the rep or by the manager, with its day; the two of them read it, and those above when the rep says so
// (docs/coaching.md).
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/problem.h"
#include "people/person.h"

namespace baton::skill {

inline constexpr std::size_t kMaxNameCharacters = 60;
inline constexpr std::size_t kMaxTextCharacters = 400;
inline constexpr int kMaxSkills = 40;
inline constexpr int kLevels = 4;

// The row. With a `code` it is provided: what is empty are the provided words.
struct Skill {
  static constexpr std::string_view kTable = "skill";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string code;
  std::string name;
  std::string description;
  std::string level_one;
  std::string level_two;
  std::string level_three;
  std::string level_four;
  std::int32_t position = 0;
  std::optional<Instant> retired_at;
};
BOOST_DESCRIBE_STRUCT(Skill, (),
                      (org_id, id, version, code, name, description, level_one, level_two, level_three,
                       level_four, position, retired_at))

// The row: one rating of a rep, by the rep or by the manager.
struct SkillLevel {
  static constexpr std::string_view kTable = "skill_level";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id rep_id;
  Id manager_id;  // the other one of the two
  Id author_id;
  Id skill_id;
  std::int32_t level = 0;  // 1..4
  Instant rated_at;
};
BOOST_DESCRIBE_STRUCT(SkillLevel, (),
                      (org_id, id, version, rep_id, manager_id, author_id, skill_id, level, rated_at))

// The row: those above may read what the two wrote down.
struct SkillShare {
  static constexpr std::string_view kTable = "skill_share";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id rep_id;
  Id manager_id;
  Instant shared_at;
};
BOOST_DESCRIBE_STRUCT(SkillShare, (), (org_id, id, version, rep_id, manager_id, shared_at))

struct SkillRef {
  static constexpr const char* kSchemaName = "SkillRef";

  Id id;
  std::string name;
  bool is_retired = false;
};
BOOST_DESCRIBE_STRUCT(SkillRef, (), (id, name, is_retired))

struct SkillView {
  static constexpr const char* kSchemaName = "Skill";

  Id id;
  std::int64_t version = 0;
  std::string name;
  std::string description;
  std::vector<std::string> levels;  // what 1, 2, 3 and 4 look like
  std::int32_t position = 0;
  bool is_provided = false;  // every word of it still is the provided one
  bool is_retired = false;
};
BOOST_DESCRIBE_STRUCT(SkillView, (),
                      (id, version, name, description, levels, position, is_provided, is_retired))

struct SkillInput {
  static constexpr const char* kSchemaName = "SkillInput";

  std::string name;
  std::string description;
  std::vector<std::string> levels;  // four, or none
  std::optional<bool> is_retired;
};
BOOST_DESCRIBE_STRUCT(SkillInput, (), (name, description, levels, is_retired))

struct LevelView {
  static constexpr const char* kSchemaName = "SkillLevel";

  Id id;
  SkillRef skill;
  std::int32_t level = 0;
  people::PersonRef author;
  Instant rated_at;
};
BOOST_DESCRIBE_STRUCT(LevelView, (), (id, skill, level, author, rated_at))

// Where a rep stands in a skill: the latest word of each of the two, and how it came there.
struct LevelPoint {
  static constexpr const char* kSchemaName = "SkillLevelPoint";

  Instant at;
  std::int32_t level = 0;
  bool is_reps = false;
};
BOOST_DESCRIBE_STRUCT(LevelPoint, (), (at, level, is_reps))

struct Standing {
  static constexpr const char* kSchemaName = "SkillStanding";

  SkillRef skill;
  std::optional<std::int32_t> reps;      // by the rep
  std::optional<std::int32_t> managers;  // by the manager
  std::vector<LevelPoint> points;        // the earliest first
};
BOOST_DESCRIBE_STRUCT(Standing, (), (skill, reps, managers, points))

// Of one rep with one manager.
struct StandingsView {
  static constexpr const char* kSchemaName = "SkillStandings";

  people::PersonRef rep;
  people::PersonRef manager;
  std::optional<Instant> shared_at;  // those above read it since
  std::vector<Standing> standings;   // in the order of the list; skills that nobody rated are left out
};
BOOST_DESCRIBE_STRUCT(StandingsView, (), (rep, manager, shared_at, standings))

std::vector<FieldFault> FaultsOf(const SkillInput& input);
// As people read it, in a language.
SkillView ViewSkill(const Skill& skill, const std::string& language);
// What is typed as the provided words stays provided.
Skill WithWords(Skill skill, const SkillInput& input, const std::string& language);

}  // namespace baton::skill
