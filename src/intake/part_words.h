// What part a contact has in what is bought, from what a CRM calls it. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "book/contact.h"

namespace baton::intake {

// "DECISION_MAKER" -> decides, "End user" -> uses, "Influencer" -> supports; none: it says nothing of that.
std::optional<book::ContactPart> PartOf(std::string_view role);

}  // namespace baton::intake
