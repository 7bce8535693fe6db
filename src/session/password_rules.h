// What a password must be: long, not the e-mail address, not one of those that everybody tries first. No
// rules about digits and signs: they make passwords worse (NIST SP 800-63B).
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/problem.h"
#include "base/text.h"
#include "session/secret.h"

namespace baton::session {

inline std::optional<FieldFault> PasswordFault(const std::string& path, std::string_view password,
                                               std::string_view email) {
  constexpr std::array<std::string_view, 8> kTriedFirst = {"password12", "password123", "1234567890",
                                                           "qwertyuiop", "0123456789",  "passwordpassword",
                                                           "iloveyou12", "letmein123"};
  if (CountCharacters(password) < kMinPasswordCharacters) {
    return FieldFault{path, {"problem.password.short", {{"limit", std::int64_t{kMinPasswordCharacters}}}}};
  }
  if (password.size() > kMaxPasswordBytes) {
    return FieldFault{path, {"problem.field.too_long", {{"limit", std::int64_t{kMaxPasswordBytes}}}}};
  }
  const std::string folded = Fold(password);
  const bool is_one_character = std::ranges::all_of(folded, [&](char c) { return c == folded.front(); });
  if (folded == Fold(email) || is_one_character ||
      std::ranges::find(kTriedFirst, folded) != kTriedFirst.end()) {
    return FieldFault{path, {"problem.password.guessable"}};
  }
  return std::nullopt;
}

}  // namespace baton::session
