// How a person is addressed: "Jada Ellis" is Jada. A title is no name: "Dr. Amara Njoku" is Amara. The first word that does
// not end in a full stop; the whole name where there is none. The screens do the same (web/src/handoff/words.ts); both are
// held against test/data/first_names.json. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace baton::people {

inline std::string FirstName(std::string_view name) {
  for (const std::string_view word : Split(name, ' ')) {
    if (!word.empty() && !word.ends_with('.')) return std::string(word);
  }
  return std::string(Trim(name));
}

}  // namespace baton::people
