// Words of mails about appointments. Stateless, hence thread-safe.
#pragma once

#include <string>

#include "base/message.h"

namespace baton::invite {

// In a language and on the clock of a zone. ICU puts a narrow no-break space before AM and PM, for which some mail programs show
// a box: it becomes a space.
std::string Say(const Message& message, const std::string& language, const std::string& zone);

}  // namespace baton::invite
