#include "outward/curl.h"

#include <algorithm>
#include <mutex>

#include "base/text.h"

namespace baton::outward {
namespace {

constexpr std::size_t kMaxAnswer = 500;

// No exception may pass through libcurl.
curl_socket_t OpenSocket(void* user, curlsocktype, curl_sockaddr* address) noexcept {
  auto& guard = *static_cast<Guard*>(user);
  if (!MayCall(address->addr, guard.hosts)) {
    guard.has_refused = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

void StartCurl() {
  static std::once_flag once;
  std::call_once(once, [] { Check(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK, "libcurl starts"); });
}

void GuardAddresses(CURL* handle, Guard& guard) {
  Set(handle, CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
  Set(handle, CURLOPT_OPENSOCKETDATA, &guard);
}

std::string ReadableAnswer(std::string_view line) {
  std::string text(Trim(line).substr(0, kMaxAnswer));
  const bool is_utf8 = IsUtf8(text);
  std::ranges::replace_if(
      text, [is_utf8](unsigned char c) { return c < 0x20 || c == 0x7f || (!is_utf8 && c > 0x7f); }, '?');
  return text;
}

std::string HostInUrl(const std::string& host) {
  return host.find(':') != std::string::npos ? "[" + host + "]" : host;
}

}  // namespace baton::outward
