#include "seal/key.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>

namespace baton::seal {

static_assert(Key::kBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

Key::~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }

Result<Done> EnsureKey(const std::string& path) {
  if (access(path.c_str(), F_OK) == 0) return CheckKey(path);
  std::array<unsigned char, Key::kBytes> key{};
  if (sodium_init() < 0) return Fail(Kind::unavailable, "problem.key.cannot_write", {{"path", path}});
  randombytes_buf(key.data(), key.size());
  // Whole before it has its name: of two processes that start at once one makes the key and the other reads it, and one
  // that is killed leaves no half of a key.
  std::string draft = path + ".XXXXXX";
  const int file = mkostemp(draft.data(), O_CLOEXEC);
  if (file < 0) return Fail(Kind::unavailable, "problem.key.cannot_write", {{"path", path}});
  const bool is_written =
      write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && fsync(file) == 0;
  close(file);
  sodium_memzero(key.data(), key.size());
  const bool is_there = is_written && (link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST);
  unlink(draft.c_str());
  if (!is_there) return Fail(Kind::unavailable, "problem.key.cannot_write", {{"path", path}});
  return CheckKey(path);
}

Result<Done> CheckKey(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return Fail(Kind::not_found, "problem.key.missing", {{"path", path}});
  if (status.st_size != static_cast<off_t>(Key::kBytes)) {
    return Fail(Kind::invalid, "problem.key.damaged", {{"path", path}});
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Fail(Kind::invalid, "problem.key.readable_by_others", {{"path", path}});
  }
  return Done{};
}

Result<Key> LoadKey(const std::string& path) {
  if (auto checked = CheckKey(path); !checked) return Fail(std::move(checked.error()));
  std::array<unsigned char, Key::kBytes> bytes{};
  std::ifstream file(path, std::ios::binary);
  if (!file.read(reinterpret_cast<char*>(bytes.data()), bytes.size())) {
    return Fail(Kind::invalid, "problem.key.damaged", {{"path", path}});
  }
  const Key key(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

}  // namespace baton::seal
