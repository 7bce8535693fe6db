#include "app/config.h"

#include <algorithm>
#include <boost/describe/members.hpp>
#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>
#include <cctype>
#include <charconv>
#include <type_traits>

#include "base/text.h"
#include "http/proxies.h"

namespace baton::app {
namespace {

using Members = boost::describe::describe_members<Config, boost::describe::mod_public>;

std::string EnvironmentName(std::string_view option) {
  std::string name = "BATON_";
  for (const char c : option) name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

bool Read(const std::string& text, std::string& value) {
  value = text;
  return text.find('\0') == std::string::npos;
}

bool Read(const std::string& text, int& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0;
}

bool Read(const std::string& text, bool& value) {
  value = text == "true" || text == "1";
  return value || text == "false" || text == "0";
}

// What a JSON value of the file would be on the command line.
std::optional<std::string> TextOf(const boost::json::value& value) {
  if (const auto* text = value.if_string()) return std::string(*text);
  if (const auto* number = value.if_int64()) return std::to_string(*number);
  if (const auto* flag = value.if_bool()) return *flag ? "true" : "false";
  return std::nullopt;
}

Result<std::map<std::string, std::string>> ReadFile(std::string_view file) {
  std::map<std::string, std::string> options;
  if (file.empty()) return options;
  boost::system::error_code error;
  const auto root = boost::json::parse(file, error);
  if (error || !root.is_object()) return Fail(Kind::malformed, "problem.config.not_an_object");
  for (const auto& [name, value] : root.get_object()) {
    const auto text = TextOf(value);
    if (!text)
      return Fail(Kind::invalid, "problem.config.value", {{"option", std::string(name)}, {"value", "?"}});
    options[name] = *text;
  }
  return options;
}

bool IsOption(std::string_view name) {
  bool found = false;
  boost::mp11::mp_for_each<Members>([&](auto member) { found |= name == member.name; });
  return found;
}

// What a text means is found when the program starts, not at the first request that needs it.
std::optional<Problem> WrongOption(const Config& config) {
  const auto wrong = [](std::string option, const std::string& value) {
    return Problem{Kind::invalid,
                   {"problem.config.value", {{"option", std::move(option)}, {"value", value}}}};
  };
  const std::string& url = config.public_url;
  const std::size_t scheme = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
  const bool has_host = scheme > 0 && url.size() > scheme && url[scheme] != '/';
  if (!url.empty() && (!has_host || url.find_first_of(" \t?#@", scheme) != std::string::npos)) {
    return wrong("public_url", url);
  }
  if (!http::Proxies::AreValid(ProxiesOf(config))) return wrong("trusted_proxies", config.trusted_proxies);
  constexpr std::string_view kPrivateHosts[] = {"", "none", "mail", "all"};
  if (std::ranges::find(kPrivateHosts, config.private_hosts) == std::end(kPrivateHosts)) {
    return wrong("private_hosts", config.private_hosts);
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> ProxiesOf(const Config& config) {
  std::vector<std::string> ranges;
  for (const auto range : Split(config.trusted_proxies, ',')) {
    if (!Trim(range).empty()) ranges.emplace_back(Trim(range));
  }
  return ranges;
}

outward::Hosts MailHosts(const Config& config) {
  const bool is_allowed = config.private_hosts.empty()
                              ? !config.demo_sign_in
                              : config.private_hosts == "mail" || config.private_hosts == "all";
  return is_allowed ? outward::Hosts::private_too : outward::Hosts::public_only;
}

outward::Hosts WebhookHosts(const Config& config) {
  return config.private_hosts == "all" ? outward::Hosts::private_too : outward::Hosts::public_only;
}

std::vector<Option> Options() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> all;
    boost::mp11::mp_for_each<Members>(
        [&](auto member) { all.push_back(std::string("cli.option.") + member.name); });
    return all;
  }();
  std::vector<Option> options;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    options.push_back({member.name, keys[options.size()]});
  });
  return options;
}

Result<LoadedConfig> LoadConfig(const std::map<std::string, std::string>& flags,
                                const Environment& environment, std::string_view file) {
  const auto from_file = ReadFile(file);
  if (!from_file) return Fail(from_file.error());
  for (const auto& [name, value] : *from_file) {
    if (!IsOption(name)) return Fail(Kind::invalid, "problem.config.unknown", {{"option", name}});
  }

  LoadedConfig loaded;
  std::optional<Problem> problem;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    const std::string name = member.name;
    auto origin = Origin::standard;
    std::optional<std::string> text;
    if (const auto found = from_file->find(name); found != from_file->end()) {
      text = found->second;
      origin = Origin::file;
    }
    if (const auto found = environment(EnvironmentName(name))) {
      text = found;
      origin = Origin::environment;
    }
    if (const auto found = flags.find(name); found != flags.end()) {
      text = found->second;
      origin = Origin::flag;
    }
    loaded.origins[name] = origin;
    if (text && !Read(*text, loaded.config.*member.pointer)) {
      problem = Problem{Kind::invalid, {"problem.config.value", {{"option", name}, {"value", *text}}}};
    }
  });
  if (problem) return Fail(*problem);
  if (auto wrong = WrongOption(loaded.config)) return Fail(std::move(*wrong));
  return loaded;
}

std::string PublicUrl(const Config& config) {
  std::string url = config.public_url.empty() ? "http://" + config.listen : config.public_url;
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::string DatabaseUrl(const Config& config) {
  return config.database.empty() ? config.data + "/baton.db" : config.database;
}

std::string KeyFile(const Config& config) {
  return config.key_file.empty() ? config.data + "/baton.key" : config.key_file;
}

bool ListensBeyondLoopback(const Config& config) {
  return !config.listen.starts_with("127.") && !config.listen.starts_with("localhost:") &&
         !config.listen.starts_with("[::1]");
}

}  // namespace baton::app
