// Is the row still the one that the caller saw? A change names the version it was made on (If-Match).
#pragma once

#include <cstdint>
#include <string>

#include "base/problem.h"
#include "http/call.h"

namespace baton::action {

inline Result<Done> CheckVersion(const http::Call& call, std::int64_t version, const std::string& word) {
  const auto wanted = call.if_match();
  if (!wanted) return Fail(wanted.error());
  if (*wanted != version) return Fail(Kind::stale, "problem.stale", {{"word", word}});
  return Done{};
}

}  // namespace baton::action
