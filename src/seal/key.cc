#include "seal/key.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace baton::seal {

static_assert(Key::kBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

Key::~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }

Result<Done> EnsureKey(const std::string& path) {
  if (access(path.c_str(), F_OK) == 0) return CheckKey(path);
  std::array<unsigned char, Key::kBytes> key{};
  if (sodium_init() < 0) return Fail(Kind::unavailable, "problem.key.cannot_write", {{"path", path}});
  randombytes_buf(key.data(), key.size());
  // O_EXCL: of two processes that start at once, one makes the key and the other reads it.
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0)
    return errno == EEXIST ? CheckKey(path)
                           : Fail(Kind::unavailable, "problem.key.cannot_write", {{"path", path}});
  const bool is_written =
      write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && fsync(file) == 0;
  close(file);
  sodium_memzero(key.data(), key.size());
  if (!is_written) return Fail(Kind::unavailable, "problem.key.cannot_write", {{"path", path}});
  return Done{};
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
