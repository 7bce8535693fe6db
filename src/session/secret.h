// Passwords and tokens, all by libsodium. A password is kept as argon2id text; a token is 32 random bytes,
// given out once and kept as its hash, so that a stolen database signs nobody in.
#pragma once

#include <string>
#include <string_view>

namespace baton::session {

inline constexpr std::size_t kMinPasswordCharacters = 10;
inline constexpr std::size_t kMaxPasswordBytes = 1024;  // argon2id takes time with length: bounded

// Some 50 ms of work on purpose. Never inside a transaction.
std::string HashPassword(std::string_view password);
bool PasswordMatches(std::string_view password, const std::string& hash);
// As much work as a real check, for an e-mail address that nobody has: the time tells nothing.
void PretendToCheck(std::string_view password);

inline constexpr std::size_t kTokenCharacters = 43;
std::string NewToken();                         // URL-safe base64
std::string TokenHash(std::string_view token);  // hex of BLAKE2b-256

}  // namespace baton::session
