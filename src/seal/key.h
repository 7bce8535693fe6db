// The key that seals private text (seal/seal.h). It lies in a file of its own, outside the database and outside every
// backup: whoever finds a backup finds no notes. `baton doctor` checks that it is there.
#pragma once

#include <array>
#include <string>

#include "base/problem.h"

namespace baton::seal {

// Wiped when it goes.
class Key {
 public:
  static constexpr std::size_t kBytes = 32;

  explicit Key(const std::array<unsigned char, kBytes>& bytes) : bytes_(bytes) {}
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();

  const unsigned char* data() const { return bytes_.data(); }

 private:
  std::array<unsigned char, kBytes> bytes_;
};

// Makes the key, readable by its owner only, unless the file is there.
Result<Done> EnsureKey(const std::string& path);
// The problem with the key file, if there is one: missing, not 32 bytes, readable by others.
Result<Done> CheckKey(const std::string& path);
// REQUIRES nothing: fails as CheckKey does.
Result<Key> LoadKey(const std::string& path);

}  // namespace baton::seal
