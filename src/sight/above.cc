#include "sight/above.h"

#include <algorithm>
#include <unordered_set>

namespace baton::sight {

Tree::Tree(std::vector<people::Person> people) : people_(std::move(people)) {
  for (const people::Person& person : people_) by_id_.emplace(person.id, &person);
}

const people::Person* Tree::Find(Id id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

std::vector<const people::Person*> Tree::Above(Id id) const {
  std::vector<const people::Person*> above;
  std::unordered_set<Id> seen{id};
  const people::Person* person = Find(id);
  while (person && person->manager_id && seen.insert(*person->manager_id).second) {
    person = Find(*person->manager_id);
    if (person && !person->is_placeholder) above.push_back(person);
  }
  return above;
}

bool Tree::IsAbove(Id above_id, Id id) const {
  const auto above = Above(id);
  return std::ranges::find(above, above_id, &people::Person::id) != above.end();
}

}  // namespace baton::sight
