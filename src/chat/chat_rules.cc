#include "chat/chat_rules.h"

#include <array>
#include <utility>

#include "json/json.h"
#include "webhook/url.h"

namespace baton::chat {
namespace {

constexpr std::size_t kMaxUrl = 2'000;

std::string Escaped(std::string_view text, std::string_view special, std::string (*escape)(char)) {
  std::string escaped;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      escaped += c;
    } else {
      escaped += escape(c);
    }
  }
  return escaped;
}

std::string ForSlack(std::string_view text) {
  return Escaped(text, "&<>", [](char c) -> std::string {
    return c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;";
  });
}

std::string ForTeams(std::string_view text) {
  return Escaped(text, "\\*_[]`#", [](char c) { return std::string("\\") + c; });
}

json::Object Slack(const Saying& saying) {
  std::string text = "*" + ForSlack(saying.title) + "*";
  for (const Line& line : saying.lines)
    text += "\n• <" + ForSlack(line.url) + "|" + ForSlack(line.text) + ">";
  text += "\n<" + ForSlack(saying.url) + "|" + ForSlack(saying.open) + ">";
  const json::Object section{{"type", "section"}, {"text", json::Object{{"type", "mrkdwn"}, {"text", text}}}};
  return {{"text", ForSlack(saying.title)}, {"blocks", boost::json::array{section}}};
}

json::Object Teams(const Saying& saying) {
  boost::json::array body{json::Object{
      {"type", "TextBlock"}, {"text", ForTeams(saying.title)}, {"weight", "Bolder"}, {"wrap", true}}};
  for (const Line& line : saying.lines) {
    body.push_back(json::Object{
        {"type", "TextBlock"}, {"text", "[" + ForTeams(line.text) + "](" + line.url + ")"}, {"wrap", true}});
  }
  const boost::json::array actions{
      json::Object{{"type", "Action.OpenUrl"}, {"title", saying.open}, {"url", saying.url}}};
  const json::Object card{{"$schema", "http://adaptivecards.io/schemas/adaptive-card.json"},
                          {"type", "AdaptiveCard"},
                          {"version", "1.4"},
                          {"body", body},
                          {"actions", actions}};
  const json::Object attachment{{"contentType", "application/vnd.microsoft.card.adaptive"},
                                {"content", card}};
  return {{"type", "message"}, {"attachments", boost::json::array{attachment}}};
}

}  // namespace

std::string TopicOf(std::string_view message_key) {
  if (message_key == "notice.promise.moved") return "promise_moved";
  if (message_key == "notice.door.introduced") return "introduced";
  // By the folder that told it: the middle of notice.FOLDER.what.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kTopics = {{
      {"promise", "promise"},
      {"door", "door"},
      {"receipt", "door"},
      {"handoff", "handoff"},
      {"takeover", "takeover"},
      {"delegation", "delegation"},
      {"agreed_share", "share"},
      {"review", "review"},
      {"coaching", "session"},
      {"skill", "skill"},
      {"meeting", "meeting"},
      {"mail", "mail"},
      {"client", "client"},
      {"sheet", "sheet"},
      {"my_job", "my_job"},
      {"win", "win"},
      {"conflict", "conflict"},
  }};
  const auto first = message_key.find('.');
  const auto last = message_key.rfind('.');
  if (first == std::string_view::npos || first == last) return "other";
  const std::string_view folder = message_key.substr(first + 1, last - first - 1);
  for (const auto& [name, topic] : kTopics) {
    if (folder == name) return std::string(topic);
  }
  return "other";
}

std::string BodyOf(Kind kind, const Saying& saying) {
  return json::ToText(json::Value(kind == Kind::slack ? Slack(saying) : Teams(saying)));
}

std::string HostOf(const std::string& url) {
  const auto from = url.find("://");
  if (from == std::string::npos) return {};
  return url.substr(from + 3, url.find_first_of("/?:", from + 3) - from - 3);
}

std::vector<FieldFault> FaultsOf(const HookInput& input, outward::Hosts hosts) {
  if (input.url.size() > kMaxUrl) {
    return {{"url", {"problem.field.too_long", {{"limit", std::int64_t{kMaxUrl}}}}}};
  }
  if (const auto why = webhook::WhyNotCalled(input.url, hosts)) return {{"url", {*why}}};
  // In tests and on an own network a receiver may be without TLS; on the internet its address is a secret.
  if (hosts == outward::Hosts::public_only && !input.url.starts_with("https://")) {
    return {{"url", {"problem.chat.https"}}};
  }
  return {};
}

}  // namespace baton::chat
