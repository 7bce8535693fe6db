#include "webhook/url.h"

#include <algorithm>
#include <memory>

#include "outward/curl.h"

namespace baton::webhook {
namespace {

struct EndUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

// A part of the URL; none where it has none.
std::optional<std::string> PartOf(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return std::nullopt;
  const std::unique_ptr<char, void (*)(void*)> owned(text, &curl_free);
  return std::string(text);
}

}  // namespace

std::optional<std::string> WhyNotCalled(const std::string& url, outward::Hosts hosts) {
  const bool has_space =
      std::ranges::any_of(url, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
  const std::unique_ptr<CURLU, EndUrl> parsed(curl_url());
  if (has_space || !parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
    return "problem.webhook.url";
  }
  const auto scheme = PartOf(parsed.get(), CURLUPART_SCHEME);
  const auto host = PartOf(parsed.get(), CURLUPART_HOST);
  if ((scheme != "https" && scheme != "http") || !host || host->empty()) return "problem.webhook.url";
  if (PartOf(parsed.get(), CURLUPART_FRAGMENT)) return "problem.webhook.url";
  if (PartOf(parsed.get(), CURLUPART_USER) || PartOf(parsed.get(), CURLUPART_PASSWORD)) {
    return "problem.webhook.credentials";
  }
  return outward::WhyRefused(*host, hosts);
}

}  // namespace baton::webhook
