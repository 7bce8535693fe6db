// A client for the server's tests: one socket, bytes as they are. Not thread-safe.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "http/header_text.h"

namespace baton::http {

struct TestAnswer {
  int status = 0;
  std::multimap<std::string, std::string> headers;  // names in lower case
  std::string body;

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

class TestClient {
 public:
  explicit TestClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
      throw std::runtime_error("cannot connect");
    }
    const timeval wait{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
  }
  ~TestClient() { ::close(socket_); }
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  // False when the server has closed.
  bool Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // Until `end` was read, inclusive; less when the server closes first.
  std::string ReadUntil(std::string_view end) {
    for (;;) {
      const auto at = buffer_.find(end);
      if (at != std::string::npos) return Cut(at + end.size());
      if (!Fill()) return Cut(buffer_.size());
    }
  }
  std::string ReadAll() {
    while (Fill()) {
    }
    return Cut(buffer_.size());
  }

  TestAnswer ReadHead() {
    TestAnswer answer;
    const std::string head = ReadUntil("\r\n\r\n");
    if (head.size() < 12) return answer;
    answer.status = std::stoi(head.substr(9, 3));
    std::size_t at = head.find("\r\n") + 2;
    while (at < head.size() - 2) {
      const auto end = head.find("\r\n", at);
      const auto colon = head.find(": ", at);
      std::string name = head.substr(at, colon - at);
      for (char& c : name) c = static_cast<char>(std::tolower(c));
      answer.headers.emplace(name, head.substr(colon + 2, end - colon - 2));
      at = end + 2;
    }
    return answer;
  }

  TestAnswer Read(bool has_body = true) {
    TestAnswer answer = ReadHead();
    if (!has_body) return answer;
    if (answer.header("transfer-encoding") == "chunked") {
      for (;;) {
        const std::size_t size = std::stoul(ReadUntil("\r\n"), nullptr, 16);
        answer.body += Exactly(size);
        ReadUntil("\r\n");
        if (size == 0) return answer;
      }
    }
    if (const auto length = answer.header("content-length"); !length.empty()) {
      answer.body = Exactly(std::stoul(length));
    }
    return answer;
  }

  TestAnswer Ask(std::string_view bytes) {
    Send(bytes);
    return Read();
  }

 private:
  bool Fill() {
    char bytes[65536];
    const auto count = ::recv(socket_, bytes, sizeof(bytes), 0);
    if (count <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }
  std::string Cut(std::size_t count) {
    std::string cut = buffer_.substr(0, count);
    buffer_.erase(0, count);
    return cut;
  }
  std::string Exactly(std::size_t count) {
    while (buffer_.size() < count && Fill()) {
    }
    return Cut(std::min(count, buffer_.size()));
  }

  int socket_;
  std::string buffer_;
};

// "GET /path HTTP/1.1" with a Host, further header lines and a body with its length.
inline std::string Request(std::string_view line, std::string_view headers = "", std::string_view body = "") {
  std::string text = std::string(line) + " HTTP/1.1\r\nHost: baton.test\r\n" + std::string(headers);
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text + "\r\n" + std::string(body);
}

}  // namespace baton::http
