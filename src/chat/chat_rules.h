// What is said in a chat, and how Slack and Teams want it. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "chat/chat.h"
#include "outward/address.h"

namespace baton::chat {

inline constexpr std::size_t kMaxLines = 5;

// What a notice is about, in a word for "chat.line": promise_moved, promise, handoff, ...; never its arguments.
std::string TopicOf(std::string_view message_key);

struct Line {
  std::string text;
  std::string url;
};
struct Saying {
  std::string title;
  std::vector<Line> lines;
  std::string open;  // the words of the link to Baton
  std::string url;   // of Baton
};
// Slack: text and blocks; Teams: a message with an Adaptive Card, which its workflows and its older connectors both take. Names
// are escaped: nobody called "<!channel>" calls a channel.
std::string BodyOf(Kind kind, const Saying& saying);

// https only, a host that may be called, no password in it.
std::vector<FieldFault> FaultsOf(const HookInput& input, outward::Hosts hosts);
std::string HostOf(const std::string& url);

}  // namespace baton::chat
