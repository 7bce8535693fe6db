// Whose word about the client counts: the proxies an operator named.
//
//   const Proxies proxies({"127.0.0.1", "10.0.0.0/8", "::1"});
//   proxies.Apply("127.0.0.1", request);     // client_address and is_https from X-Forwarded-For and -Proto
//
// Thread-safe once made.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "http/request.h"

namespace baton::http {

class Proxies {
 public:
  // REQUIRES: AreValid(ranges).
  explicit Proxies(const std::vector<std::string>& ranges);
  static bool AreValid(const std::vector<std::string>& ranges);

  bool Contains(std::string_view address) const;
  // `peer` is who connected. Of the forwarded addresses the last one that is no proxy of ours is the client:
  // those before it are only what the client says.
  void Apply(std::string_view peer, RequestInfo& request) const;

 private:
  using Address = std::array<std::uint8_t, 16>;  // IPv4 as ::ffff:a.b.c.d
  struct Range {
    Address address;
    int bits;
  };
  static std::optional<Address> Parse(std::string_view text);
  static std::optional<Range> ParseRange(std::string_view text);

  std::vector<Range> ranges_;
};

}  // namespace baton::http
