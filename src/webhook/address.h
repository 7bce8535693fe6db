// Which addresses a webhook may lead to. An administrator of an organization states one, and the server calls it: it must
// not become a way to what stands beside the server. A name is asked about when it is entered only where it is an
// address itself; what counts is the address that is connected to, each time (post.cc).
#pragma once

#include <sys/socket.h>

#include <optional>
#include <string>

namespace baton::webhook {

// An address of the public internet: none of this machine, of a private network, of a link, of many.
bool IsPublic(const sockaddr& address);

// The key of the problem with a URL, if there is one: not http or https, a password or a fragment in it, a private address.
std::optional<std::string> WhyNotCalled(const std::string& url, bool may_be_private);

}  // namespace baton::webhook
