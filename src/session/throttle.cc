#include "session/throttle.h"

#include <arpa/inet.h>

#include <array>

#include "base/text.h"
#include "session/secret.h"

namespace baton::session {
namespace {

constexpr std::size_t kHashDigits = 5;  // hexadecimal: twenty bits
constexpr int kWeightOfReset = 5;

std::string Hashed(std::string_view prefix, std::string_view text) {
  return std::string(prefix) + TokenHash(text).substr(0, kHashDigits);
}

// The part of an address that one customer cannot change at will.
std::string NetworkOf(std::string_view address) {
  const std::string text(address.substr(0, address.find('%')));  // without the zone of a link-local one
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  std::array<char, INET6_ADDRSTRLEN> network{};
  if (std::equal(kMapped.begin(), kMapped.end(), bytes.begin())) {
    return inet_ntop(AF_INET, bytes.data() + kMapped.size(), network.data(), network.size());
  }
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return inet_ntop(AF_INET6, bytes.data(), network.data(), network.size());
}

}  // namespace

Subject SubjectOfEmail(std::string_view email) { return {Hashed("email:", Fold(email))}; }

Subject SubjectOfAddress(std::string_view address) {
  return {Hashed("address:", NetworkOf(address)), kAddressAllowance};
}

Subject SubjectOfIdentity(Id identity_id) { return {"identity:" + ToString(identity_id)}; }

Subject SubjectOfReset(std::string_view email) { return {Hashed("reset:", Fold(email)), 0, kWeightOfReset}; }

Subject SubjectOfResetFrom(std::string_view address) {
  return {Hashed("reset_from:", NetworkOf(address)), kAddressAllowance};
}

Subject SubjectOfBrowser(std::string_view token, std::string_view email) {
  return {"browser:" + TokenHash(std::string(token) + ' ' + Fold(email))};
}

}  // namespace baton::session
