#include "session/secret.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace baton::session {
namespace {

void StartSodium() {
  static const int started = sodium_init();
  if (started < 0) throw std::runtime_error("libsodium does not start");
}

}  // namespace

std::string HashPassword(std::string_view password) {
  StartSodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  // OWASP's first choice for argon2id is 19 MiB and two passes; libsodium's interactive limits are above it.
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    throw std::runtime_error("no memory to hash a password");
  }
  return hash.data();
}

bool PasswordMatches(std::string_view password, const std::string& hash) {
  StartSodium();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

void PretendToCheck(std::string_view password) {
  static const std::string nobody = HashPassword("the password of nobody");
  PasswordMatches(password, nobody);
}

std::string NewToken() {
  StartSodium();
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

std::string TokenHash(std::string_view token) {
  StartSodium();
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(token.data()),
                     token.size(), nullptr, 0);
  std::array<char, 65> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  return text.data();
}

}  // namespace baton::session
