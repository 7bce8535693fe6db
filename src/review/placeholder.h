// What a template left in a letter: [Company], {{first_name}}, <name>, %CITY%, "Dear NAME", "Dear ,", a run of X or _, lorem ipsum. Pure.
#pragma once

#include <string_view>
#include <vector>

namespace baton::review {

// In the order of the letter; each is a part of it. At most 20.
std::vector<std::string_view> PlaceholdersIn(std::string_view letter);

}  // namespace baton::review
