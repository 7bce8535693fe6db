#include "mail/smtp.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <mutex>

#include "base/check.h"
#include "base/text.h"

namespace baton::mail {
namespace {

constexpr long kConnectSeconds = 15;
constexpr long kWholeSeconds = 60;
constexpr std::size_t kMaxAnswer = 500;

struct EndHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct EndList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void StartLibrary() {
  static std::once_flag once;
  std::call_once(once, [] { Check(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK, "libcurl starts"); });
}

// What was given and heard so far.
struct Talk {
  std::string_view rest;  // of the mail, to be given
  std::string last;
  std::string refusal;  // after which libcurl goes on to say goodbye
  bool is_unsure = false;
};

// No exception may pass through libcurl.
std::size_t GiveBytes(char* buffer, std::size_t size, std::size_t count, void* user) noexcept {
  auto& talk = *static_cast<Talk*>(user);
  const std::size_t length = std::min(size * count, talk.rest.size());
  std::memcpy(buffer, talk.rest.data(), length);
  talk.rest.remove_prefix(length);
  talk.is_unsure = talk.rest.empty();
  return length;
}

// A server may say anything; what is kept can be stored and shown.
std::string Readable(std::string_view line) {
  std::string text(Trim(line).substr(0, kMaxAnswer));
  const bool is_utf8 = IsUtf8(text);
  std::ranges::replace_if(
      text, [is_utf8](unsigned char c) { return c < 0x20 || c == 0x7f || (!is_utf8 && c > 0x7f); }, '?');
  return text;
}

// The server's lines, one a call.
std::size_t TakeLine(char* buffer, std::size_t size, std::size_t count, void* user) noexcept {
  auto& talk = *static_cast<Talk*>(user);
  try {
    const std::string line = Readable(std::string_view(buffer, size * count));
    if (line.starts_with('4') || line.starts_with('5')) talk.refusal = line;
    if (!line.empty()) talk.last = line;
    talk.is_unsure = false;
    return size * count;
  } catch (const std::exception&) {
    return 0;  // ends the transfer
  }
}

std::string UrlOf(const Relay& relay) {
  const bool is_ipv6 = relay.host.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + relay.host + "]" : relay.host;
  return (relay.security == RelaySecurity::tls ? "smtps://" : "smtp://") + host + ":" +
         std::to_string(relay.port);
}

template <class T>
void Set(CURL* handle, CURLoption option, T value) {
  Check(curl_easy_setopt(handle, option, value) == CURLE_OK, "libcurl knows the option");
}

// Codes of RFC 5321: 4xx is for now, 5xx for ever. Signing in is a matter of the settings, which can be mended.
Delivery::Kind KindOf(CURLcode code, long response) {
  constexpr std::array<long, 4> kWhoAreYou = {530, 534, 535, 538};
  if (code == CURLE_LOGIN_DENIED || std::ranges::find(kWhoAreYou, response) != kWhoAreYou.end()) {
    return Delivery::Kind::later;
  }
  const bool is_answer = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY ||
                         code == CURLE_RECV_ERROR || code == CURLE_QUOTE_ERROR;
  return is_answer && response >= 500 && response < 600 ? Delivery::Kind::refused : Delivery::Kind::later;
}

}  // namespace

Delivery Deliver(const Relay& relay, const std::string& password, const Envelope& envelope,
                 const std::string& bytes) {
  StartLibrary();
  const std::unique_ptr<CURL, EndHandle> handle(curl_easy_init());
  Check(handle != nullptr, "libcurl has memory");
  std::unique_ptr<curl_slist, EndList> recipients;
  for (const std::string& to : envelope.to) {
    curl_slist* longer = curl_slist_append(recipients.get(), ("<" + to + ">").c_str());
    Check(longer != nullptr, "libcurl has memory");
    (void)recipients.release();
    recipients.reset(longer);
  }
  Talk talk{bytes, {}, {}};
  CURL* curl = handle.get();
  Set(curl, CURLOPT_URL, UrlOf(relay).c_str());
  Set(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  Set(curl, CURLOPT_PROXY, "");  // whatever the environment says: the settings name the server
  if (relay.security != RelaySecurity::none) Set(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  if (!relay.user_name.empty()) {
    Set(curl, CURLOPT_USERNAME, relay.user_name.c_str());
    Set(curl, CURLOPT_PASSWORD, password.c_str());
  }
  Set(curl, CURLOPT_MAIL_FROM, ("<" + envelope.from + ">").c_str());
  Set(curl, CURLOPT_MAIL_RCPT, recipients.get());
  Set(curl, CURLOPT_UPLOAD, 1L);
  Set(curl, CURLOPT_READFUNCTION, &GiveBytes);
  Set(curl, CURLOPT_READDATA, &talk);
  Set(curl, CURLOPT_HEADERFUNCTION, &TakeLine);
  Set(curl, CURLOPT_HEADERDATA, &talk);
  Set(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  Set(curl, CURLOPT_TIMEOUT, kWholeSeconds);
  Set(curl, CURLOPT_NOSIGNAL, 1L);
  const CURLcode code = curl_easy_perform(curl);
  long response = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &response);
  if (code == CURLE_OK) return {Delivery::Kind::accepted, talk.last};
  return {KindOf(code, response), talk.refusal.empty() ? curl_easy_strerror(code) : talk.refusal,
          talk.is_unsure};
}

}  // namespace baton::mail
