// Whether a file may live where it is asked to: SQLite's log needs memory that all processes share, which
// network file systems do not give; a database there breaks silently.
#pragma once

#include <string>

#include "base/problem.h"

namespace baton::db {

// `path` is a file that may not exist yet, in a folder that does.
Result<Done> RefuseNetworkFileSystem(const std::string& path);

// By the magic number of statfs(2).
bool IsNetworkFileSystem(long type);

// Writes the file's and its folder's state to the disk. Throws Error.
void SyncFile(const std::string& path);
void SyncFolderOf(const std::string& path);

}  // namespace baton::db
