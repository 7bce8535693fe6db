// The session's cookie. Over https its name begins with __Host-, which binds it to this host and path.
#pragma once

#include <string>

#include "http/call.h"
#include "session/session_store.h"

namespace baton::session {

inline std::string CookieName(const std::string& public_url) {
  return public_url.starts_with("https://") ? "__Host-baton" : "baton_session";
}

inline void SetCookie(const http::Call& call, const std::string& public_url, const std::string& token) {
  call.answer().SetCookie(
      {.name = CookieName(public_url), .value = token, .max_age_seconds = kSessionLife / 1000});
}

inline void ClearCookie(const http::Call& call, const std::string& public_url) {
  call.answer().SetCookie({.name = CookieName(public_url), .value = "", .max_age_seconds = 0});
}

}  // namespace baton::session
