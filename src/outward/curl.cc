#include "outward/curl.h"

#include <mutex>

namespace baton::outward {
namespace {

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

}  // namespace baton::outward
