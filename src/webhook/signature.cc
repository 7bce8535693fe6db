#include "webhook/signature.h"

#include <sodium.h>

#include <array>
#include <stdexcept>
#include <vector>

namespace baton::webhook {
namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr std::size_t kSecretBytes = 32;
constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;

using Bytes = std::vector<unsigned char>;

void StartSodium() {
  static const int started = sodium_init();
  if (started < 0) throw std::runtime_error("libsodium does not start");
}

std::string Encode(const unsigned char* bytes, std::size_t count) {
  std::string text(sodium_base64_encoded_len(count, kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, count, kBase64);
  text.pop_back();  // the terminating zero
  return text;
}

const unsigned char* Data(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string NewSecret() {
  StartSodium();
  std::array<unsigned char, kSecretBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string secret = std::string(kPrefix) + Encode(bytes.data(), bytes.size());
  sodium_memzero(bytes.data(), bytes.size());
  return secret;
}

std::optional<std::string> Sign(std::string_view secret, std::string_view message_id, std::int64_t seconds,
                                std::string_view body) {
  StartSodium();
  if (!secret.starts_with(kPrefix)) return std::nullopt;
  const std::string_view text = secret.substr(kPrefix.size());
  Bytes key(text.size() + 1);
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(key.data(), key.size(), text.data(), text.size(), nullptr, &length, &end, kBase64) !=
          0 ||
      end != text.data() + text.size() || length == 0) {
    return std::nullopt;
  }
  const std::string head = std::string(message_id) + "." + std::to_string(seconds) + ".";
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), length);
  crypto_auth_hmacsha256_update(&state, Data(head), head.size());
  crypto_auth_hmacsha256_update(&state, Data(body), body.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_final(&state, mac.data());
  sodium_memzero(key.data(), key.size());
  return "v1," + Encode(mac.data(), mac.size());
}

}  // namespace baton::webhook
