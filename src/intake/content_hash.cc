#include "intake/content_hash.h"

#include <array>

namespace baton::intake {

ContentHash::ContentHash() { crypto_hash_sha256_init(&state_); }

void ContentHash::Add(std::string_view bytes) {
  crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string ContentHash::End() {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state_, hash.data());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> digits{};
  return sodium_bin2hex(digits.data(), digits.size(), hash.data(), hash.size());
}

}  // namespace baton::intake
