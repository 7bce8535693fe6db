#include "seal/seal.h"

#include <sodium.h>

#include <stdexcept>
#include <vector>

namespace baton::seal {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kMac = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

using Bytes = std::vector<unsigned char>;

const unsigned char* Data(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

void StartSodium() {
  static const int started = sodium_init();
  if (started < 0) throw std::runtime_error("libsodium does not start");
}

}  // namespace

std::string Seal(const Key& key, std::string_view place, std::string_view text) {
  StartSodium();
  Bytes bytes(kNonce + text.size() + kMac);
  randombytes_buf(bytes.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes.data() + kNonce, nullptr, Data(text), text.size(),
                                             Data(place), place.size(), nullptr, bytes.data(), key.data());
  std::string sealed(sodium_base64_encoded_len(bytes.size(), kBase64), '\0');
  sodium_bin2base64(sealed.data(), sealed.size(), bytes.data(), bytes.size(), kBase64);
  sealed.pop_back();  // the terminating zero
  return sealed;
}

Result<std::string> Open(const Key& key, std::string_view place, std::string_view sealed) {
  StartSodium();
  const auto other = [] { return Fail(Kind::conflict, "problem.key.other"); };
  Bytes bytes(sealed.size() + 1);  // an empty text has a place to be read to as well
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes.data(), bytes.size(), sealed.data(), sealed.size(), nullptr, &length, &end,
                        kBase64) != 0 ||
      end != sealed.data() + sealed.size() || length < kNonce + kMac) {
    return other();
  }
  std::string text(length - kNonce - kMac, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(text.data()), nullptr,
                                                 nullptr, bytes.data() + kNonce, length - kNonce, Data(place),
                                                 place.size(), bytes.data(), key.data()) != 0) {
    return other();
  }
  return text;
}

}  // namespace baton::seal
