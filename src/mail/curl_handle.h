// What talks to mail servers have in common.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "base/text.h"
#include "outward/curl.h"

namespace baton::mail {

inline constexpr long kConnectSeconds = 15;
inline constexpr long kWholeSeconds = 60;
inline constexpr std::size_t kMaxAnswer = 500;

using outward::EndHandle;
using outward::EndList;
using outward::Set;

// A server may say anything; what is kept can be stored and shown.
inline std::string ReadableAnswer(std::string_view line) {
  std::string text(Trim(line).substr(0, kMaxAnswer));
  const bool is_utf8 = IsUtf8(text);
  std::ranges::replace_if(
      text, [is_utf8](unsigned char c) { return c < 0x20 || c == 0x7f || (!is_utf8 && c > 0x7f); }, '?');
  return text;
}

// In a URL.
inline std::string HostInUrl(const std::string& host) {
  return host.find(':') != std::string::npos ? "[" + host + "]" : host;
}

}  // namespace baton::mail
