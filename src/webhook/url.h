// What a webhook's URL may be.
#pragma once

#include <optional>
#include <string>

#include "outward/address.h"

namespace baton::webhook {

// The key of the problem with it, if there is one: not http or https, a password or a fragment in it, a host that may not
// be called.
std::optional<std::string> WhyNotCalled(const std::string& url, outward::Hosts hosts);

}  // namespace baton::webhook
