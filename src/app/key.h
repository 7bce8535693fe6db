// The key that encrypts private text. It lies in a file of its own, outside the database and outside every
// backup: whoever finds a backup finds no notes. `baton doctor` checks that it is there.
#pragma once

#include <string>

#include "base/problem.h"

namespace baton::app {

// Makes the key, readable by its owner only, unless the file is there.
Result<Done> EnsureKey(const std::string& path);
// The problem with the key file, if there is one: missing, not 32 bytes, readable by others.
Result<Done> CheckKey(const std::string& path);

}  // namespace baton::app
