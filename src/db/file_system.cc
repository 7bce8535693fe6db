#include "db/file_system.h"

#include <fcntl.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <filesystem>

#include "db/error.h"

namespace baton::db {
namespace {

std::string FolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

void Sync(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) throw Error(ErrorKind::lost, "cannot open " + path);
  const bool is_synced = ::fsync(file) == 0;
  ::close(file);
  if (!is_synced) throw Error(ErrorKind::lost, "cannot sync " + path);
}

}  // namespace

bool IsNetworkFileSystem(long type) {
  switch (static_cast<unsigned long>(type) & 0xffffffff) {
    case 0x6969:      // NFS
    case 0x517b:      // SMB
    case 0xff534d42:  // CIFS
    case 0xfe534d42:  // SMB 2
    case 0x01021997:  // 9P
    case 0x5346414f:  // AFS
    case 0x6b414653:  // kAFS
    case 0x73757245:  // Coda
    case 0x00c36400:  // Ceph
    case 0x0bd00bd0:  // Lustre
    case 0x7461636f:  // OCFS2
    case 0x01161970:  // GFS2
    case 0x47504653:  // GPFS
    case 0xaad7aaea:  // PanFS
    case 0x786f4256:  // VirtualBox shared folders
      return true;
    default:
      return false;
  }
}

Result<Done> RefuseNetworkFileSystem(const std::string& path) {
  const std::string folder = FolderOf(path);
  struct statfs found = {};
  if (::statfs(folder.c_str(), &found) != 0) {
    return Fail(Kind::not_found, "problem.database.no_folder", {{"folder", folder}});
  }
  if (IsNetworkFileSystem(found.f_type)) {
    return Fail(Kind::unsupported, "problem.database.network_file_system", {{"folder", folder}});
  }
  return Done{};
}

void SyncFile(const std::string& path) { Sync(path, O_RDONLY); }

void SyncFolderOf(const std::string& path) { Sync(FolderOf(path), O_RDONLY | O_DIRECTORY); }

}  // namespace baton::db
