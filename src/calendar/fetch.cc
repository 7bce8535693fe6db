#include "calendar/fetch.h"

#include <algorithm>
#include <array>
#include <memory>
#include <pugixml.hpp>

#include "base/text.h"
#include "base/zone.h"
#include "format/icalendar/calendar.h"
#include "outward/curl.h"

namespace baton::calendar {
namespace {

using outward::Set;

constexpr long kConnectSeconds = 10;
constexpr long kWholeSeconds = 30;
constexpr long kRedirects = 3;
constexpr std::size_t kMaxHeader = 500;
constexpr std::size_t kMaxUrl = 2'000;

struct EndUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::optional<std::string> PartOf(const std::string& url, CURLUPart part) {
  const std::unique_ptr<CURLU, EndUrl> parsed(curl_url());
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
  char* text = nullptr;
  if (curl_url_get(parsed.get(), part, &text, 0) != CURLUE_OK) return std::nullopt;
  const std::unique_ptr<char, void (*)(void*)> owned(text, &curl_free);
  return std::string(text);
}

struct Heard {
  std::string body;
  std::string etag;
  std::string modified;
  bool is_too_large = false;
};

// No exception may pass through libcurl.
std::size_t TakeBytes(char* buffer, std::size_t size, std::size_t count, void* user) noexcept {
  auto& heard = *static_cast<Heard*>(user);
  try {
    if (heard.body.size() + size * count > format::icalendar::kMaxCalendarBytes) {
      heard.is_too_large = true;
      return 0;
    }
    heard.body.append(buffer, size * count);
    return size * count;
  } catch (const std::exception&) {
    return 0;
  }
}

std::size_t TakeHeader(char* buffer, std::size_t size, std::size_t count, void* user) noexcept {
  auto& heard = *static_cast<Heard*>(user);
  try {
    const std::string_view line(buffer, size * count);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return line.size();
    std::string name(line.substr(0, colon));
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(c | 0x20); });
    const std::string_view value = Trim(line.substr(colon + 1));
    if (value.size() > kMaxHeader || !IsUtf8(value)) return line.size();
    if (name == "etag") heard.etag = value;
    if (name == "last-modified") heard.modified = value;
    return line.size();
  } catch (const std::exception&) {
    return 0;
  }
}

std::string UtcText(Instant at) {
  std::string text;
  for (const char c : ToString(Instant{at.milliseconds / 1'000 * 1'000})) {
    if (c != '-' && c != ':') text += c;
  }
  return text;
}

std::string ReportOf(const Question& question) {
  return R"(<?xml version="1.0" encoding="utf-8"?><C:calendar-query xmlns:D="DAV:" )"
         R"(xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop><C:filter>)"
         R"(<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start=")" +
         UtcText(question.from) + R"(" end=")" + UtcText(question.to) +
         R"("/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>)";
}

std::string ProblemOf(CURLcode code, long status, const Heard& heard, bool is_refused) {
  if (is_refused) return "calendar.problem.private";
  if (heard.is_too_large) return "calendar.problem.too_large";
  if (code == CURLE_OPERATION_TIMEDOUT) return "calendar.problem.too_slow";
  if (code == CURLE_TOO_MANY_REDIRECTS || code == CURLE_UNSUPPORTED_PROTOCOL) {
    return "calendar.problem.redirected";
  }
  if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR) {
    return "calendar.problem.certificate";
  }
  if (code != CURLE_OK) return "calendar.problem.no_answer";
  if (status == 401 || status == 403) return "calendar.problem.refused";
  if (status == 404 || status == 410) return "calendar.problem.not_found";
  if (status >= 500 || status == 429) return "calendar.problem.server";
  return "calendar.problem.no_calendar";
}

}  // namespace

Result<std::string> AddressOf(const std::string& typed, outward::Hosts hosts) {
  std::string url(Trim(typed));
  if (url.size() > kMaxUrl || std::ranges::any_of(url, [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7f;
      })) {
    return Fail(FieldFault{"url", {"problem.calendar.url"}});
  }
  for (const std::string_view scheme : {"webcal://", "webcals://"}) {
    if (Fold(url.substr(0, scheme.size())) == scheme) url = "https://" + url.substr(scheme.size());
  }
  const auto scheme = PartOf(url, CURLUPART_SCHEME);
  const auto host = PartOf(url, CURLUPART_HOST);
  // A server beside this one is read without encryption only where such servers may be called at all.
  const bool is_plain_allowed = hosts == outward::Hosts::private_too && scheme == "http";
  if (!host || host->empty() || (scheme != "https" && !is_plain_allowed)) {
    return Fail(FieldFault{"url", {"problem.calendar.url"}});
  }
  if (PartOf(url, CURLUPART_USER) || PartOf(url, CURLUPART_PASSWORD)) {
    return Fail(FieldFault{"url", {"problem.calendar.credentials"}});
  }
  if (const auto why = outward::WhyRefused(*host, hosts)) return Fail(FieldFault{"url", {*why}});
  return url;
}

std::string HostOf(const std::string& url) { return PartOf(url, CURLUPART_HOST).value_or(std::string()); }

Fetched Fetch(const Question& question, outward::Hosts hosts) {
  outward::StartCurl();
  const std::unique_ptr<CURL, outward::EndHandle> handle(curl_easy_init());
  Check(handle != nullptr, "libcurl has memory");
  CURL* curl = handle.get();
  Heard heard;
  outward::Guard guard{.hosts = hosts};
  curl_slist* lines = nullptr;
  const bool is_caldav = question.kind == CalendarKind::caldav;
  if (is_caldav) {
    lines = curl_slist_append(lines, "Content-Type: application/xml; charset=utf-8");
    lines = curl_slist_append(lines, "Depth: 1");
  } else {
    lines = curl_slist_append(lines, "Accept: text/calendar, */*;q=0.1");
    if (!question.etag.empty()) lines = curl_slist_append(lines, ("If-None-Match: " + question.etag).c_str());
    if (!question.modified.empty())
      lines = curl_slist_append(lines, ("If-Modified-Since: " + question.modified).c_str());
  }
  const std::unique_ptr<curl_slist, outward::EndList> headers(lines);
  Check(headers != nullptr, "libcurl has memory");
  const std::string report = is_caldav ? ReportOf(question) : std::string();
  const char* protocols = question.access.url.starts_with("https:") ? "https" : "http,https";
  Set(curl, CURLOPT_URL, question.access.url.c_str());
  Set(curl, CURLOPT_PROTOCOLS_STR, protocols);
  Set(curl, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
  Set(curl, CURLOPT_PROXY, "");  // whatever the environment says
  Set(curl, CURLOPT_FOLLOWLOCATION, is_caldav ? 0L : 1L);
  Set(curl, CURLOPT_MAXREDIRS, kRedirects);
  Set(curl, CURLOPT_USERAGENT, "Baton");
  Set(curl, CURLOPT_HTTPHEADER, headers.get());
  Set(curl, CURLOPT_ACCEPT_ENCODING, "");
  Set(curl, CURLOPT_WRITEFUNCTION, &TakeBytes);
  Set(curl, CURLOPT_WRITEDATA, &heard);
  Set(curl, CURLOPT_HEADERFUNCTION, &TakeHeader);
  Set(curl, CURLOPT_HEADERDATA, &heard);
  if (!question.access.user.empty()) {
    Set(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC | CURLAUTH_DIGEST);
    Set(curl, CURLOPT_USERNAME, question.access.user.c_str());
    Set(curl, CURLOPT_PASSWORD, question.access.password.c_str());
  }
  if (is_caldav) {
    Set(curl, CURLOPT_CUSTOMREQUEST, "REPORT");
    Set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(report.size()));
    Set(curl, CURLOPT_POSTFIELDS, report.c_str());
  }
  outward::GuardAddresses(curl, guard);
  Set(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  Set(curl, CURLOPT_TIMEOUT, kWholeSeconds);
  Set(curl, CURLOPT_NOSIGNAL, 1L);
  const CURLcode code = curl_easy_perform(curl);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);

  Fetched fetched;
  fetched.etag = heard.etag;
  fetched.modified = heard.modified;
  if (code == CURLE_OK && status == 304 && !is_caldav) {
    fetched.is_same = true;
    fetched.etag = question.etag;
    fetched.modified = question.modified;
    return fetched;
  }
  if (code == CURLE_OK && status == 200 && !is_caldav) {
    fetched.bodies.push_back(std::move(heard.body));
    return fetched;
  }
  if (code == CURLE_OK && status == 207 && is_caldav) {
    if (auto calendars = CalendarsIn(heard.body)) {
      fetched.bodies = std::move(*calendars);
      return fetched;
    }
  }
  fetched.problem = ProblemOf(code, status, heard, guard.has_refused);
  return fetched;
}

std::optional<std::vector<std::string>> CalendarsIn(const std::string& multistatus) {
  // pugixml knows no entities but the five of XML, so nothing grows; prefixes are the server's, names are not.
  pugi::xml_document document;
  if (!document.load_buffer(multistatus.data(), multistatus.size(),
                            pugi::parse_default | pugi::parse_ws_pcdata)) {
    return std::nullopt;
  }
  const auto is_named = [](const pugi::xml_node& node, std::string_view name) {
    const std::string_view full = node.name();
    const auto colon = full.find(':');
    return (colon == std::string_view::npos ? full : full.substr(colon + 1)) == name;
  };
  if (!is_named(document.document_element(), "multistatus")) return std::nullopt;
  std::vector<std::string> calendars;
  for (const pugi::xml_node& response : document.document_element().children()) {
    const pugi::xml_node data =
        response.find_node([&](const pugi::xml_node& node) { return is_named(node, "calendar-data"); });
    std::string text;
    for (const pugi::xml_node& part : data.children()) text += part.value();
    if (!text.empty()) calendars.push_back(std::move(text));
  }
  return calendars;
}

}  // namespace baton::calendar
