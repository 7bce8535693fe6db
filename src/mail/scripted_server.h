// A mail server for tests, on a port of this machine: it says what the test wants, and keeps what it got.
#pragma once

#include <sys/socket.h>

#include <mutex>
#include <string>
#include <vector>

#include "outward/loopback_server.h"

namespace baton::mail {

class ScriptedServer {
 public:
  int port() const { return server_.port(); }
  // The answers to RCPT and to the end of DATA; an empty one hangs up instead.
  void AnswerRecipient(std::string answer) { Set(recipient_, std::move(answer)); }
  void AnswerData(std::string answer) { Set(data_, std::move(answer)); }
  std::vector<std::string> messages() const {
    const std::lock_guard lock(mutex_);
    return messages_;
  }

 private:
  void Set(std::string& member, std::string answer) {
    const std::lock_guard lock(mutex_);
    member = std::move(answer);
  }
  std::string Get(const std::string& member) const {
    const std::lock_guard lock(mutex_);
    return member;
  }

  static bool Say(int client, const std::string& line) {
    const std::string bytes = line + "\r\n";
    return !line.empty() && ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0;
  }
  // Up to and with `end`; empty when the client is gone.
  static std::string Hear(int client, const std::string& end) {
    std::string heard;
    char byte = 0;
    while (!heard.ends_with(end)) {
      if (::recv(client, &byte, 1, 0) != 1) return {};
      heard += byte;
    }
    return heard;
  }

  void Talk(int client) {
    if (!Say(client, "220 here")) return;
    for (std::string line; !(line = Hear(client, "\r\n")).empty();) {
      std::string answer = "250 good";
      if (line.starts_with("RCPT")) answer = Get(recipient_);
      if (line.starts_with("DATA")) {
        Say(client, "354 go on");
        std::string message = Hear(client, "\r\n.\r\n");
        const std::lock_guard lock(mutex_);
        messages_.push_back(std::move(message));
        answer = data_;
      }
      if (!Say(client, answer) || line.starts_with("QUIT")) return;
    }
  }

  mutable std::mutex mutex_;  // of the three that follow
  std::string recipient_ = "250 good";
  std::string data_ = "250 taken as 42";
  std::vector<std::string> messages_;
  outward::LoopbackServer server_{[this](int client) { Talk(client); }};  // last: it goes first
};

}  // namespace baton::mail
