// Where the built UI lies.
#pragma once

#include <string>

#include "app/config.h"

namespace baton::app {

// The configured folder; else the first that is there: beside the binary (web), where a package puts it
// (../share/baton/web), in a source tree. Empty when none is: the API works without.
std::string WebFolder(const Config& config);

}  // namespace baton::app
