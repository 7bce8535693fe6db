// The conversation under a session (imap/session.h): commands with their tags, sent over the connection that libcurl made.
#pragma once

#include <memory>

#include "imap/session.h"
#include "imap/wire.h"
#include "outward/curl.h"

namespace baton::imap {

struct Session::Talk {
  explicit Talk(const Bounds& its_bounds);

  Result<Done> Connect(const Server& server, const std::string& password);
  // `take` is given what is not the command's own end; false stops.
  Result<Done> Ask(const std::string& command, const std::function<bool(const Answer&)>& take);
  Result<std::vector<Answer>> Collect(const std::string& command);
  // Says goodbye, and waits for nothing.
  void Leave();

 private:
  Result<Done> Send(std::string_view bytes);
  Result<Answer> Hear();
  // Until something comes, or may be sent.
  Result<Done> Wait(short events);
  Problem WhyNotConnected(CURLcode code) const;

  Bounds bounds_;
  outward::Guard guard_;  // outlives the handle
  std::unique_ptr<CURL, outward::EndHandle> handle_;
  curl_socket_t socket_ = CURL_SOCKET_BAD;
  AnswerReader reader_;
  std::string refusal_;  // of the server, while it is connected to
  std::int64_t commands_ = 0;
};

}  // namespace baton::imap
