#include "outward/fetch.h"

#include <algorithm>
#include <chrono>
#include <memory>

#include "base/text.h"
#include "outward/curl.h"

namespace baton::outward {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxHeader = 500;
constexpr std::size_t kMaxUrl = 2'000;

struct EndUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::optional<std::string> PartOf(const std::string& url, CURLUPart part, unsigned flags = 0) {
  const std::unique_ptr<CURLU, EndUrl> parsed(curl_url());
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
  char* text = nullptr;
  if (curl_url_get(parsed.get(), part, &text, flags) != CURLUE_OK) return std::nullopt;
  const std::unique_ptr<char, void (*)(void*)> owned(text, &curl_free);
  return std::string(text);
}

// What one request hears.
struct Hearing {
  CURL* curl = nullptr;
  const std::function<bool(std::string_view)>& take;
  const std::function<bool()>& should_stop;
  std::uint64_t limit = 0;
  std::uint64_t bytes = 0;
  std::string etag = {};
  std::string modified = {};
  bool is_too_large = false;
  bool is_stopped = false;
};

// No exception may pass through libcurl.
std::size_t TakeBytes(char* buffer, std::size_t size, std::size_t count, void* user) noexcept {
  auto& heard = *static_cast<Hearing*>(user);
  try {
    long status = 0;
    curl_easy_getinfo(heard.curl, CURLINFO_RESPONSE_CODE, &status);
    heard.bytes += size * count;
    heard.is_too_large = heard.bytes > heard.limit;
    if (heard.is_too_large) return 0;
    if (status / 100 != 2) return size * count;  // what a refusal says is for nobody
    heard.is_stopped = !heard.take({buffer, size * count});
    return heard.is_stopped ? 0 : size * count;
  } catch (const std::exception&) {
    heard.is_stopped = true;
    return 0;
  }
}

std::size_t TakeHeader(char* buffer, std::size_t size, std::size_t count, void* user) noexcept {
  auto& heard = *static_cast<Hearing*>(user);
  try {
    const std::string_view line(buffer, size * count);
    if (line.starts_with("HTTP/")) {  // of a further answer, behind the one that asked who we are
      heard.etag.clear();
      heard.modified.clear();
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return line.size();
    std::string name(line.substr(0, colon));
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(c | 0x20); });
    const std::string_view value = Trim(line.substr(colon + 1));
    const bool is_text = IsUtf8(value) && std::ranges::all_of(value, [](char c) {
                           return static_cast<unsigned char>(c) >= ' ';
                         });
    if (value.size() > kMaxHeader || !is_text) return line.size();
    if (name == "etag") heard.etag = value;
    if (name == "last-modified") heard.modified = value;
    return line.size();
  } catch (const std::exception&) {
    return 0;
  }
}

int LookUp(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
  auto& heard = *static_cast<Hearing*>(user);
  try {
    heard.is_stopped = heard.is_stopped || (heard.should_stop && heard.should_stop());
  } catch (const std::exception&) {
    heard.is_stopped = true;
  }
  return heard.is_stopped ? 1 : 0;
}

Trouble TroubleOf(CURLcode code, long status, const Hearing& heard, bool is_refused) {
  if (is_refused) return Trouble::private_address;
  if (heard.is_too_large || code == CURLE_FILESIZE_EXCEEDED) return Trouble::too_large;
  if (heard.is_stopped) return Trouble::stopped;
  if (code == CURLE_OPERATION_TIMEDOUT) return Trouble::too_slow;
  if (code == CURLE_UNSUPPORTED_PROTOCOL) return Trouble::redirected;
  if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR) return Trouble::certificate;
  if (code != CURLE_OK) return Trouble::no_answer;
  if (status / 100 == 2 || status == 304) return Trouble::none;
  if (status == 401 || status == 403) return Trouble::refused;
  if (status == 404 || status == 410) return Trouble::not_found;
  if (status >= 500 || status == 429) return Trouble::server;
  return Trouble::other;
}

bool IsRedirect(long status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::unique_ptr<curl_slist, EndList> LinesOf(const Asking& asking, bool is_known_host) {
  curl_slist* lines = nullptr;
  const auto add = [&lines](const std::string& line) { lines = curl_slist_append(lines, line.c_str()); };
  for (const std::string& line : asking.headers) add(line);
  if (!asking.etag.empty()) add("If-None-Match: " + asking.etag);
  if (!asking.modified.empty()) add("If-Modified-Since: " + asking.modified);
  if (is_known_host && !asking.header.empty()) add(asking.header);
  return std::unique_ptr<curl_slist, EndList>(lines);
}

// One request, and where it wants to send us.
struct Hop {
  Answer answer;
  std::string next;
};
Hop AskOnce(const Asking& asking, const std::string& url, const Bounds& bounds, long seconds, Hosts hosts,
            const std::function<bool(std::string_view)>& take, const std::function<bool()>& should_stop) {
  const std::unique_ptr<CURL, EndHandle> handle(curl_easy_init());
  Check(handle != nullptr, "libcurl has memory");
  CURL* curl = handle.get();
  Hearing heard{.curl = curl, .take = take, .should_stop = should_stop, .limit = bounds.bytes};
  Guard guard{.hosts = hosts};
  const bool is_known_host = OriginOf(url) == OriginOf(asking.url);
  const auto lines = LinesOf(asking, is_known_host);
  Set(curl, CURLOPT_URL, url.c_str());
  Set(curl, CURLOPT_PROTOCOLS_STR, asking.url.starts_with("https:") ? "https" : "http,https");
  Set(curl, CURLOPT_PROXY, "");  // whatever the environment says
  Set(curl, CURLOPT_FOLLOWLOCATION, 0L);
  Set(curl, CURLOPT_USERAGENT, "Baton");
  Set(curl, CURLOPT_HTTPHEADER, lines.get());
  Set(curl, CURLOPT_ACCEPT_ENCODING, "");
  Set(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(bounds.bytes));
  Set(curl, CURLOPT_WRITEFUNCTION, &TakeBytes);
  Set(curl, CURLOPT_WRITEDATA, &heard);
  Set(curl, CURLOPT_HEADERFUNCTION, &TakeHeader);
  Set(curl, CURLOPT_HEADERDATA, &heard);
  Set(curl, CURLOPT_NOPROGRESS, 0L);
  Set(curl, CURLOPT_XFERINFOFUNCTION, &LookUp);
  Set(curl, CURLOPT_XFERINFODATA, &heard);
  if (is_known_host && !asking.user.empty()) {
    Set(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC | CURLAUTH_DIGEST);
    Set(curl, CURLOPT_USERNAME, asking.user.c_str());
    Set(curl, CURLOPT_PASSWORD, asking.password.c_str());
  }
  if (!asking.method.empty()) {
    Set(curl, CURLOPT_CUSTOMREQUEST, asking.method.c_str());
    Set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(asking.body.size()));
    Set(curl, CURLOPT_POSTFIELDS, asking.body.c_str());
  }
  GuardAddresses(curl, guard);
  Set(curl, CURLOPT_CONNECTTIMEOUT, bounds.connect_seconds);
  Set(curl, CURLOPT_TIMEOUT, seconds);
  Set(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  Set(curl, CURLOPT_LOW_SPEED_TIME, bounds.silent_seconds);
  Set(curl, CURLOPT_NOSIGNAL, 1L);
  const CURLcode code = curl_easy_perform(curl);
  Hop hop;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &hop.answer.status);
  if (code == CURLE_OK && IsRedirect(hop.answer.status)) {
    const char* next = nullptr;
    curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &next);
    hop.next = next == nullptr ? "" : next;
    hop.answer.trouble = Trouble::redirected;
    return hop;
  }
  hop.answer.trouble = TroubleOf(code, hop.answer.status, heard, guard.has_refused);
  hop.answer.is_same = hop.answer.trouble == Trouble::none && hop.answer.status == 304;
  hop.answer.etag = hop.answer.is_same ? asking.etag : heard.etag;
  hop.answer.modified = hop.answer.is_same ? asking.modified : heard.modified;
  return hop;
}

// None: one may go there.
std::optional<Trouble> WhyNotFollowed(const std::string& from, const std::string& to, Hosts hosts) {
  const auto scheme = PartOf(to, CURLUPART_SCHEME);
  const auto host = PartOf(to, CURLUPART_HOST);
  const bool is_encrypted = scheme == "https" || (scheme == "http" && from.starts_with("http:"));
  if (!is_encrypted || !host || to.size() > kMaxUrl || PartOf(to, CURLUPART_USER)) return Trouble::redirected;
  if (WhyRefused(*host, hosts)) return Trouble::private_address;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> WhyNotAnAddress(const std::string& url, Hosts hosts) {
  const bool is_plain = std::ranges::all_of(url, [](char c) { return c > ' ' && c < '\x7f'; });
  const auto scheme = is_plain ? PartOf(url, CURLUPART_SCHEME) : std::nullopt;
  const auto host = is_plain ? PartOf(url, CURLUPART_HOST) : std::nullopt;
  const bool may_be_open = hosts == Hosts::private_too && scheme == "http";
  if (url.size() > kMaxUrl || !host || host->empty() || (scheme != "https" && !may_be_open)) {
    return "problem.address.url";
  }
  if (PartOf(url, CURLUPART_USER) || PartOf(url, CURLUPART_PASSWORD)) return "problem.address.credentials";
  return WhyRefused(*host, hosts);
}

std::string HostOf(const std::string& url) { return PartOf(url, CURLUPART_HOST).value_or(std::string()); }

std::string OriginOf(const std::string& url) {
  return PartOf(url, CURLUPART_SCHEME).value_or("") + "://" + Fold(HostOf(url)) + ':' +
         PartOf(url, CURLUPART_PORT, CURLU_DEFAULT_PORT).value_or("");
}

std::string FileNameOf(const std::string& url) {
  const std::string path = PartOf(url, CURLUPART_PATH, CURLU_URLDECODE).value_or("");
  return path.substr(path.rfind('/') + 1);
}

Answer Fetch(const Asking& asking, const Bounds& bounds, Hosts hosts,
             const std::function<bool(std::string_view)>& take, const std::function<bool()>& should_stop) {
  StartCurl();
  const auto ends_at = Clock::now() + std::chrono::seconds(bounds.whole_seconds);
  std::string url = asking.url;
  for (int hops = 0;; ++hops) {
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(ends_at - Clock::now()).count();
    if (left <= 0 && hops > 0) return {.trouble = Trouble::too_slow};
    Hop hop = AskOnce(asking, url, bounds, std::max<long>(1, left), hosts, take, should_stop);
    if (hop.next.empty() || hops == bounds.redirects) return hop.answer;
    if (const auto why = WhyNotFollowed(url, hop.next, hosts)) return {.trouble = *why};
    url = std::move(hop.next);
  }
}

}  // namespace baton::outward
