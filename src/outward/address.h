// Which addresses this server calls where a person named the host: a webhook's URL, a mail relay, a mailbox. It must not
// become a way to what stands beside it. A name is refused at once only where it is an address itself; what counts is the
// address that is connected to, each time (outward/curl.h).
//
//   if (const auto why = WhyRefused("10.0.0.1", Hosts::public_only)) ...  // "problem.host.private"
//
// Who may call what is said in one place: app/config.h. Stateless, hence thread-safe.
#pragma once

#include <sys/socket.h>

#include <optional>
#include <string>
#include <string_view>

namespace baton::outward {

enum class Hosts {
  public_only,  // the public internet
  private_too,  // this machine and private networks as well, but never a link: clouds keep their secrets there
};

bool MayCall(const sockaddr& address, Hosts hosts);

// The key of the problem with a host, if there is one. An IPv6 address may stand in brackets.
std::optional<std::string> WhyRefused(const std::string& host, Hosts hosts);

// A name or an address of a server, as it may stand in a URL.
bool IsServerName(const std::string& host);
// Spelled so that what is said to it never leaves this machine.
bool IsLoopback(std::string_view host);

}  // namespace baton::outward
