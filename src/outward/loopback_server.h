// A server for tests, on a port of this machine: each connection, one after another, is given to a function and closed.
//
//   LoopbackServer server_{[this](int client) { Talk(client); }};  // last of the members: it goes first
//   server_.port()
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <thread>

#include "base/check.h"

namespace baton::outward {

class LoopbackServer {
 public:
  explicit LoopbackServer(std::function<void(int client)> talk)
      : talk_(std::move(talk)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    Check(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "a port is free");
    socklen_t length = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    Check(::listen(listener_, 16) == 0, "it listens");
    thread_ = std::thread([this] {
      for (int client; (client = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(client)) talk_(client);
    });
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  ~LoopbackServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  int port() const { return port_; }

 private:
  const std::function<void(int client)> talk_;
  const int listener_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace baton::outward
