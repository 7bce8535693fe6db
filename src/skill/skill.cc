#include "skill/skill.h"

#include <array>

#include "base/text.h"
#include "words/catalogue.h"

namespace baton::skill {
namespace {

constexpr std::array<const char*, kLevels> kParts = {"one", "two", "three", "four"};

std::array<std::string Skill::*, kLevels> LevelMembers() {
  return {&Skill::level_one, &Skill::level_two, &Skill::level_three, &Skill::level_four};
}

std::string Provided(const Skill& skill, std::string_view part, const std::string& language) {
  if (skill.code.empty()) return {};
  return words::Catalogue::Compiled().Say({"skill." + skill.code + "." + std::string(part), {}}, language);
}

// What is kept of a text: nothing where it is what is provided.
std::string Kept(std::string_view text, const std::string& provided) {
  const std::string_view trimmed = Trim(text);
  return trimmed == provided ? std::string() : std::string(trimmed);
}

}  // namespace

std::vector<FieldFault> FaultsOf(const SkillInput& input) {
  std::vector<FieldFault> faults;
  if (Trim(input.name).empty()) faults.push_back({"name", {"problem.field.required"}});
  const auto check = [&](const std::string& path, const std::string& text, std::size_t most) {
    if (CountCharacters(text) > most) {
      faults.push_back({path, {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(most)}}}});
    }
  };
  check("name", input.name, kMaxNameCharacters);
  check("description", input.description, kMaxTextCharacters);
  for (std::size_t i = 0; i < input.levels.size(); ++i) {
    check("levels[" + std::to_string(i) + "]", input.levels[i], kMaxTextCharacters);
  }
  if (!input.levels.empty() && std::ssize(input.levels) != kLevels) {
    faults.push_back({"levels", {"problem.skill.four_levels"}});
  }
  return faults;
}

SkillView ViewSkill(const Skill& skill, const std::string& language) {
  const auto said = [&](const std::string& own, std::string_view part) {
    return own.empty() ? Provided(skill, part, language) : own;
  };
  SkillView view{.id = skill.id,
                 .version = skill.version,
                 .name = said(skill.name, "name"),
                 .description = said(skill.description, "text"),
                 .position = skill.position,
                 .is_provided = !skill.code.empty() && skill.name.empty() && skill.description.empty(),
                 .is_retired = skill.retired_at.has_value()};
  const auto members = LevelMembers();
  for (std::size_t i = 0; i < members.size(); ++i) {
    view.levels.push_back(said(skill.*members[i], kParts[i]));
    view.is_provided = view.is_provided && (skill.*members[i]).empty();
  }
  return view;
}

Skill WithWords(Skill skill, const SkillInput& input, const std::string& language) {
  skill.name = Kept(input.name, Provided(skill, "name", language));
  skill.description = Kept(input.description, Provided(skill, "text", language));
  const auto members = LevelMembers();
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::string text = i < input.levels.size() ? input.levels[i] : std::string();
    skill.*members[i] = Kept(text, Provided(skill, kParts[i], language));
  }
  return skill;
}

}  // namespace baton::skill
