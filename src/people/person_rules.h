// What holds of a person, decided without a database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "people/person.h"

namespace baton::people {

inline constexpr std::size_t kMaxNameCharacters = 200;
inline constexpr std::int32_t kMaxCapacityMinutes = 7 * 24 * 60;

// One "@" with something on both sides, no spaces; whether mail arrives is for the mail to find out.
bool LooksLikeEmail(std::string_view text);

// The faults of an input, with the paths of its members ("email").
std::vector<FieldFault> FaultsOf(const PersonInput& input);

// The person that the input describes. REQUIRES: FaultsOf(input) is empty.
Person Apply(const PersonInput& input, Person person);

// The input that would make this person: what a merge patch is applied to.
PersonInput InputOf(const Person& person);

// A manager hires below himself and cannot make somebody mightier than he is.
bool MayGiveRole(access::Role giver, access::Role given);

}  // namespace baton::people
