// A mail server for tests, on a port of this machine: it says what the test wants, and keeps what it got.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/check.h"

namespace baton::mail {

class ScriptedServer {
 public:
  ScriptedServer() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    Check(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "a port is free");
    socklen_t length = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    Check(::listen(listener_, 8) == 0, "it listens");
    thread_ = std::thread([this] { Serve(); });
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  ~ScriptedServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  int port() const { return port_; }
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

  void Serve() {
    for (int client; (client = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(client)) Talk(client);
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

  const int listener_;
  int port_ = 0;
  mutable std::mutex mutex_;  // of the three that follow
  std::string recipient_ = "250 good";
  std::string data_ = "250 taken as 42";
  std::vector<std::string> messages_;
  std::thread thread_;
};

}  // namespace baton::mail
