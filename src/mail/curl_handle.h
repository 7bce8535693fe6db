// libcurl, for this folder: started once, its handles owned.
#pragma once

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/text.h"

namespace baton::mail {

inline constexpr long kConnectSeconds = 15;
inline constexpr long kWholeSeconds = 60;
inline constexpr std::size_t kMaxAnswer = 500;

struct EndHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct EndList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

inline void StartCurl() {
  static std::once_flag once;
  std::call_once(once, [] { Check(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK, "libcurl starts"); });
}

template <class T>
void Set(CURL* handle, CURLoption option, T value) {
  Check(curl_easy_setopt(handle, option, value) == CURLE_OK, "libcurl knows the option");
}

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
