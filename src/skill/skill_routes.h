// /api/v1/skills: the organization's list. /api/v1/skill-levels: where a rep stands, seen by rep and manager.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::skill {

void AddSkillRoutes(http::Router& router);
void AddLevelRoutes(http::Router& router);
// The list is everybody's; levels are private: between the two.
void AddTables(action::Tables& tables);

}  // namespace baton::skill
