// Who is above a person, from the direct one up; and who stands above whom, from one list of everybody.
//
//   const Tree tree(people::FindPeople(connection, org_id));
//   tree.Above(jada);            // Jim, Dana
//   tree.IsAbove(dana, jada);    // true
//
// Pure. A cycle in the tree ends the walk. Immutable, hence thread-safe.
#pragma once

#include <unordered_map>
#include <vector>

#include "people/person.h"

namespace baton::sight {

class Tree {
 public:
  explicit Tree(std::vector<people::Person> people);

  const people::Person* Find(Id id) const;
  // Without placeholders: they stand for nobody who could look.
  std::vector<const people::Person*> Above(Id id) const;
  bool IsAbove(Id above_id, Id id) const;

 private:
  std::vector<people::Person> people_;
  std::unordered_map<Id, const people::Person*> by_id_;
};

}  // namespace baton::sight
