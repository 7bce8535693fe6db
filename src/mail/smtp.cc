#include "mail/smtp.h"

#include <curl/curl.h>

#include <algorithm>
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

struct Reading {
  std::string_view rest;
};

std::size_t GiveBytes(char* buffer, std::size_t size, std::size_t count, void* user) {
  auto& reading = *static_cast<Reading*>(user);
  const std::size_t length = std::min(size * count, reading.rest.size());
  std::memcpy(buffer, reading.rest.data(), length);
  reading.rest.remove_prefix(length);
  return length;
}

struct Heard {
  std::string last;
  std::string refusal;  // after which libcurl goes on to say goodbye
};

// The server's lines, one a call.
std::size_t TakeLine(char* buffer, std::size_t size, std::size_t count, void* user) {
  auto& heard = *static_cast<Heard*>(user);
  const std::string line(Trim(std::string_view(buffer, size * count)).substr(0, kMaxAnswer));
  if (line.starts_with('4') || line.starts_with('5')) heard.refusal = line;
  if (!line.empty()) heard.last = line;
  return size * count;
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
  if (code == CURLE_LOGIN_DENIED) return Delivery::Kind::later;
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
  Reading reading{bytes};
  Heard heard;
  CURL* curl = handle.get();
  Set(curl, CURLOPT_URL, UrlOf(relay).c_str());
  Set(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  if (relay.security != RelaySecurity::none) Set(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  if (!relay.user_name.empty()) {
    Set(curl, CURLOPT_USERNAME, relay.user_name.c_str());
    Set(curl, CURLOPT_PASSWORD, password.c_str());
  }
  Set(curl, CURLOPT_MAIL_FROM, ("<" + envelope.from + ">").c_str());
  Set(curl, CURLOPT_MAIL_RCPT, recipients.get());
  Set(curl, CURLOPT_UPLOAD, 1L);
  Set(curl, CURLOPT_READFUNCTION, &GiveBytes);
  Set(curl, CURLOPT_READDATA, &reading);
  Set(curl, CURLOPT_HEADERFUNCTION, &TakeLine);
  Set(curl, CURLOPT_HEADERDATA, &heard);
  Set(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  Set(curl, CURLOPT_TIMEOUT, kWholeSeconds);
  Set(curl, CURLOPT_NOSIGNAL, 1L);
  const CURLcode code = curl_easy_perform(curl);
  long response = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &response);
  if (code == CURLE_OK) return {Delivery::Kind::accepted, heard.last};
  return {KindOf(code, response), heard.refusal.empty() ? curl_easy_strerror(code) : heard.refusal};
}

}  // namespace baton::mail
