// The session's cookie, and the one by which a browser is known after it (attempt.h). Over https their names begin
// with __Host-, which binds them to this host and path.
#pragma once

#include <string>

#include "http/call.h"
#include "session/attempt.h"
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

inline std::string BrowserCookieName(const std::string& public_url) {
  return public_url.starts_with("https://") ? "__Host-baton-browser" : "baton_browser";
}

}  // namespace baton::session
