// The arguments of a message as JSON, for rows that keep a message until somebody reads it.
#pragma once

#include <string>
#include <string_view>

#include "base/message.h"

namespace baton::json {

std::string ToText(const Arguments& arguments);
// REQUIRES: `text` was made by ToText.
Arguments ParseArguments(std::string_view text);

}  // namespace baton::json
