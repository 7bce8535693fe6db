#include "mail/smtp.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "outward/curl.h"

namespace baton::mail {
namespace {

using outward::EndHandle;
using outward::EndList;
using outward::HostInUrl;
using outward::ReadableAnswer;
using outward::Set;

constexpr long kConnectSeconds = 15;
constexpr long kWholeSeconds = 60;

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

// The server's lines, one a call.
std::size_t TakeLine(char* buffer, std::size_t size, std::size_t count, void* user) noexcept {
  auto& talk = *static_cast<Talk*>(user);
  try {
    const std::string line = ReadableAnswer(std::string_view(buffer, size * count));
    if (line.starts_with('4') || line.starts_with('5')) talk.refusal = line;
    if (!line.empty()) talk.last = line;
    talk.is_unsure = false;
    return size * count;
  } catch (const std::exception&) {
    return 0;  // ends the transfer
  }
}

std::string UrlOf(const Relay& relay) {
  return (relay.security == RelaySecurity::tls ? "smtps://" : "smtp://") + HostInUrl(relay.host) + ":" +
         std::to_string(relay.port);
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
                 const std::string& bytes, outward::Hosts hosts) {
  outward::StartCurl();
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
  outward::Guard guard{.hosts = hosts};
  outward::GuardAddresses(curl, guard);
  const CURLcode code = curl_easy_perform(curl);
  long response = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &response);
  if (code == CURLE_OK) return {Delivery::Kind::accepted, talk.last};
  if (guard.has_refused && code == CURLE_COULDNT_CONNECT)
    return {Delivery::Kind::later, "mail.answer.private_address"};
  return {KindOf(code, response), talk.refusal.empty() ? curl_easy_strerror(code) : talk.refusal,
          talk.is_unsure};
}

}  // namespace baton::mail
