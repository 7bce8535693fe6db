// Gives messages to their receivers by HTTP, some at a time, with libcurl: no redirects, no proxy, TLS checked, two
// kilobytes of an answer read, twenty seconds for each. The address that is connected to is checked (outward/curl.h), so a
// name that leads elsewhere meanwhile leads nowhere.
//
//   Poster poster(outward::Hosts::public_only);
//   poster.Start(post);
//   while (poster.Count() > 0) for (auto& [key, outcome] : poster.Wait()) ...
//
// What is under way when it goes is left. Used by one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "outward/address.h"
#include "webhook/webhook.h"

namespace baton::webhook {

struct Post {
  Id key;  // the caller's
  std::string url;
  std::string message_id;
  std::int64_t seconds = 0;             // of the attempt
  std::vector<std::string> signatures;  // of each secret that signs now
  std::string body;
};

struct Outcome {
  std::int32_t status = 0;  // 0: no answer
  std::optional<Fault> fault;
  std::string answer;  // how it began, or what libcurl says; UTF-8 without control characters
  std::optional<std::int64_t> pause_at_least;  // milliseconds that the receiver asks for
};

class Poster {
 public:
  explicit Poster(outward::Hosts hosts);
  ~Poster();
  Poster(const Poster&) = delete;
  Poster& operator=(const Poster&) = delete;

  void Start(Post post);
  std::size_t Count() const;  // under way
  // Those that ended, by their keys; none when none did within a quarter of a second.
  std::vector<std::pair<Id, Outcome>> Wait();

 private:
  class Talks;
  std::unique_ptr<Talks> talks_;
};

}  // namespace baton::webhook
