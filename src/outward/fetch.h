// Something asked for over HTTP at an address that a person entered: a calendar, an export. Bounded in size, time and
// redirects; before each connection, and at each redirect, it is looked at where the address leads.
//
//   if (const auto why = WhyNotAnAddress(url, hosts)) return Fail(FieldFault{"url", {*why}});
//   const Answer answer = Fetch({.url = url, .etag = etag}, {.bytes = 8 << 20}, hosts, [&](std::string_view bytes) { ... });
//   if (answer.trouble == Trouble::none) ...
//
// Who is let in by a password or a header of the own is so only at the server that was named: a redirect to another one
// gets neither. Thread-safe; takes as long as it may.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outward/address.h"

namespace baton::outward {

// The key of what is wrong with an address, if something is: not https ("problem.address.url"; http is taken only where servers
// beside this one may be called), a password in it ("problem.address.credentials"), a host that may not be called.
std::optional<std::string> WhyNotAnAddress(const std::string& url, Hosts hosts);
// Empty where there is none.
std::string HostOf(const std::string& url);
// Scheme, host and port: who is asked.
std::string OriginOf(const std::string& url);
// What stands behind the last / of the path, decoded; may be empty.
std::string FileNameOf(const std::string& url);

struct Asking {
  std::string url;
  std::string user = {};  // empty: nobody signs in
  std::string password = {};
  std::string header = {};  // a line of the own, such as "Authorization: Bearer ..."
  std::string etag = {};    // what is known already is not sent again
  std::string modified = {};
  std::string method = {};  // empty: GET
  std::string body = {};
  std::vector<std::string> headers = {};
};

struct Bounds {
  std::uint64_t bytes = 0;  // unpacked, too
  long connect_seconds = 10;
  long whole_seconds = 30;
  long silent_seconds = 30;  // without a byte
  int redirects = 3;
};

enum class Trouble {
  none,
  private_address,  // the address leads to where nobody may call
  too_large,
  too_slow,
  redirected,  // too often, or to where it is not encrypted
  certificate,
  no_answer,
  refused,    // 401, 403
  not_found,  // 404, 410
  server,     // 5xx, 429
  other,      // any other status
  stopped,    // by who asked
};
BOOST_DESCRIBE_ENUM(Trouble, none, private_address, too_large, too_slow, redirected, certificate, no_answer,
                    refused, not_found, server, other, stopped)

struct Answer {
  Trouble trouble = Trouble::none;
  long status = 0;
  bool is_same = false;  // 304
  std::string etag;
  std::string modified;
};

// `take` is given the body of a good answer in pieces; false ends it as stopped. `should_stop` is asked about once a second.
Answer Fetch(const Asking& asking, const Bounds& bounds, Hosts hosts,
             const std::function<bool(std::string_view)>& take,
             const std::function<bool()>& should_stop = {});

}  // namespace baton::outward
