// libcurl, for whoever calls a server that a person named: started once, its handles owned, and each address looked at
// before it is connected to, whatever the name was.
//
//   Guard guard{.hosts = Hosts::public_only};
//   GuardAddresses(curl, guard);
//   curl_easy_perform(curl);  // fails, and guard.has_refused, where the name leads to a private address
#pragma once

#include <curl/curl.h>

#include <string>
#include <string_view>

#include "base/check.h"
#include "outward/address.h"

namespace baton::outward {

struct EndHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct EndList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void StartCurl();

template <class T>
void Set(CURL* handle, CURLoption option, T value) {
  Check(curl_easy_setopt(handle, option, value) == CURLE_OK, "libcurl knows the option");
}

struct Guard {
  Hosts hosts = Hosts::public_only;
  bool has_refused = false;
};
// `guard` outlives the handle's transfers.
void GuardAddresses(CURL* handle, Guard& guard);

// A server may say anything; this much of it can be stored and shown.
std::string ReadableAnswer(std::string_view line);
// An IPv6 address in its brackets.
std::string HostInUrl(const std::string& host);

}  // namespace baton::outward
