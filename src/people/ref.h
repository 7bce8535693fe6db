// A person who has been read, as other rows show one. For whom only the id is known: FindRefs (directory.h).
#pragma once

#include "people/person.h"

namespace baton::people {

inline PersonRef RefOf(const Person& person) {
  return {.id = person.id,
          .name = person.name,
          .role = person.role,
          .is_placeholder = person.is_placeholder,
          .ends_on = person.ends_on};
}

}  // namespace baton::people
