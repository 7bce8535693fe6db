#include "skill/skill_routes.h"

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "http/router.h"
#include "skill/skill_store.h"

namespace baton::skill {
namespace {

using access::Deed;
using access::Word;
using http::Call;

Result<http::Page<SkillView>> List(const Call& call) {
  http::Page<SkillView> page;
  for (const Skill& skill : FindSkills(call.db(), call.org_id())) {
    page.items.push_back(ViewSkill(skill, call.language()));
  }
  return page;
}

Result<SkillView> Create(const Call& call, const SkillInput& input) {
  if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<SkillView> {
    const auto skills = FindSkills(tx, call.org_id());
    if (std::ssize(skills) >= kMaxSkills) return Fail(Kind::conflict, "problem.skill.too_many");
    Skill skill;
    skill.id = tx.NewId();
    skill.position = skills.empty() ? 1 : skills.back().position + 1;
    if (input.is_retired.value_or(false)) skill.retired_at = call.now();
    action::Action action(tx, call, "skill.create", skill.id);
    return ViewSkill(action.Insert(WithWords(skill, input, call.language())), call.language());
  });
}

Result<SkillView> Change(const Call& call, Id id, const json::Patch<SkillInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<SkillView> {
    const auto before = FindSkill(tx, call.org_id(), id);
    if (!before) return NotFound("skill");
    if (auto current = action::CheckVersion(call, before->version, "skill"); !current)
      return Fail(current.error());
    const SkillView was = ViewSkill(*before, call.language());
    const SkillInput input = patch.Apply({was.name, was.description, was.levels, was.is_retired});
    if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
    Skill after = WithWords(*before, input, call.language());
    if (input.is_retired.value_or(false) != before->retired_at.has_value()) {
      after.retired_at = input.is_retired.value_or(false) ? std::optional(call.now()) : std::nullopt;
    }
    action::Action action(tx, call, "skill.change", id);
    const auto saved = action.Update(*before, after);
    if (!saved) return Fail(saved.error());
    return ViewSkill(*saved, call.language());
  });
}

std::vector<Id> TheTwoOf(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<Id>(
      "SELECT manager_id FROM skill_level WHERE org_id = $1 AND id IN baton_list($2) UNION "
      "SELECT rep_id FROM skill_level WHERE org_id = $1 AND id IN baton_list($2)",
      org_id, db::IdList(ids));
}

std::vector<Id> TheTwoOfShares(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<Id>(
      "SELECT manager_id FROM skill_share WHERE org_id = $1 AND id IN baton_list($2) UNION "
      "SELECT rep_id FROM skill_share WHERE org_id = $1 AND id IN baton_list($2)",
      org_id, db::IdList(ids));
}

// A word about oneself or one's rep is taken back by who said it.
std::vector<Id> OthersLevels(db::Connection& connection, const access::Principal& person,
                             std::span<const Id> row_ids) {
  if (!ScopeOf(person, Deed::change, Word::coaching_session)) return {row_ids.begin(), row_ids.end()};
  return connection.Query<Id>(
      "SELECT id FROM skill_level WHERE org_id = $1 AND id IN baton_list($2) AND author_id <> $3 ORDER BY id",
      person.org_id, db::IdList(row_ids), person.person_id);
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Skill::kTable), .out_of_reach = action::UnlessMayChange(Word::skill)});
  tables.Add({.name = std::string(SkillLevel::kTable),
              .is_private = true,
              .out_of_reach = &OthersLevels,
              .listeners = &TheTwoOf});
  tables.Add({.name = std::string(SkillShare::kTable),
              .is_private = true,
              .out_of_reach = action::UnlessMayChange(Word::coaching_session),
              .listeners = &TheTwoOfShares});
}

void AddSkillRoutes(http::Router& router) {
  router.Get("/api/v1/skills",
             {.name = "listSkills",
              .deed = Deed::read,
              .word = Word::skill,
              .summary = "What people can get better at, with what each level looks like"},
             List);
  router.Post("/api/v1/skills", {.name = "createSkill", .deed = Deed::create, .word = Word::skill}, Create);
  router.Patch("/api/v1/skills/{id}",
               {.name = "changeSkill",
                .deed = Deed::change,
                .word = Word::skill,
                .summary = "Rename it, describe it anew, or retire it; levels stay"},
               Change);
  AddLevelRoutes(router);
}

}  // namespace baton::skill
