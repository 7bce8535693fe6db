#include "sight/sight_routes.h"

#include <algorithm>

#include "http/router.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/ref.h"
#include "sight/lines.h"

namespace baton::sight {
namespace {

using access::Deed;
using access::Role;
using access::Word;
using http::Call;

LineView ViewOf(const Call& call, const people::Person& person, const Line& line) {
  return {.kind = line.kind,
          .shown = line.shown,
          .from_on = line.from_on,
          .rows = line.rows,
          .of = line.of,
          .title = call.Say({"sight.kind." + std::string(json::NameOf(line.kind))}),
          .text = call.Say(TextOf(line)),
          .link = LinkOf(line.kind, person.role, person.id)};
}

// The direct one first, alone; of the others those together who see the same.
struct Group {
  std::vector<const people::Person*> people;
  bool is_direct = false;
  std::vector<Line> lines;
};
std::vector<Group> GroupsOf(db::Connection& connection, const Facts& facts, const Tree& tree) {
  std::vector<Group> groups;
  for (const people::Person* above : tree.Above(facts.person.id)) {
    const Watcher watcher = Watch(connection, facts, tree, *above);
    auto lines = LinesFor(facts, watcher);
    const auto same = std::ranges::find_if(
        groups, [&](const Group& one) { return !one.is_direct && !watcher.is_direct && one.lines == lines; });
    if (same != groups.end()) {
      same->people.push_back(above);
    } else {
      groups.push_back({{above}, watcher.is_direct, std::move(lines)});
    }
  }
  return groups;
}

Result<SightView> Get(const Call& call) {
  const Tree tree(people::FindPeople(call.db(), call.org_id()));
  const people::Person* person = tree.Find(call.person_id());
  if (!person) return NotFound("person");
  const Facts facts = Gather(call.db(), {.principal = call.principal(), .now = call.now()}, tree);
  SightView view{.person = RefOf(*person), .operator_text = call.Say({"sight.operator"})};
  for (const Group& group : GroupsOf(call.db(), facts, tree)) {
    GroupView shown{.is_direct = group.is_direct};
    for (const people::Person* above : group.people) shown.people.push_back(RefOf(*above));
    for (const Line& line : group.lines) shown.lines.push_back(ViewOf(call, *person, line));
    view.above.push_back(std::move(shown));
  }
  for (const Line& line : LinesFor(facts, {.id = {}, .role = Role::administrator, .takeovers = {}})) {
    if (line.shown != Shown::never) view.administrators.push_back(ViewOf(call, *person, line));
  }
  return view;
}

}  // namespace

void AddSightRoutes(http::Router& router) {
  router.Get(
      "/api/v1/sight",
      {.name = "getSight",
       .deed = Deed::read,
       .word = Word::sight,
       .summary = "What each person above sees of the caller now, by kind, and what administrators see"},
      Get);
}

}  // namespace baton::sight
