// How one `baton` process runs. Each option is a member of Config; flag, environment variable, file and
// default take precedence in this order, and `baton config` prints what holds and where it came from.
//
//   --listen 0.0.0.0:8080   BATON_LISTEN=0.0.0.0:8080   {"listen": "0.0.0.0:8080"}
#pragma once

#include <boost/describe/class.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "outward/address.h"

namespace baton::app {

struct Config {
  std::string data = "data";  // the folder of the database, the key and uploads
  std::string database;       // empty: SQLite in the data folder; else postgres://...
  std::string listen = "127.0.0.1:8080";
  std::string public_url;       // empty: http:// and the listen address; every link is made from it
  std::string trusted_proxies;  // addresses, separated by commas, whose X-Forwarded-* is believed
  std::string key_file;         // empty: baton.key in the data folder; never part of a backup
  std::string web;              // empty: the built UI beside the binary
  int workers = 0;              // 0: twice the cores
  int upload_limit_mb = 2048;
  bool demo_sign_in = false;  // the demo's people sign in with one click
  std::string
      private_hosts;  // what may lead to private networks: none, mail, all; empty: mail, or none in a demo
  bool log_json = false;
  std::string chromium;       // prints PDFs: a path or a name; empty: looked for; none: not used
  std::string metrics_token;  // who may read /metrics from elsewhere than this machine; empty: nobody
};
BOOST_DESCRIBE_STRUCT(Config, (),
                      (data, database, listen, public_url, trusted_proxies, key_file, web, workers,
                       upload_limit_mb, demo_sign_in, private_hosts, log_json, chromium, metrics_token))

enum class Origin { standard, file, environment, flag };

struct LoadedConfig {
  Config config;
  std::map<std::string, Origin, std::less<>> origins;  // by option
};

// What each option is, for `--help`: in the order of the members.
struct Option {
  std::string_view name;
  std::string_view help_key;  // "cli.option.<name>"
};
std::vector<Option> Options();

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// `flags` are the options given on the command line, by name; `file` is the text of a JSON object, or empty.
Result<LoadedConfig> LoadConfig(const std::map<std::string, std::string>& flags,
                                const Environment& environment, std::string_view file);

// Derived values.
// Where the servers may be that an administrator names. With `demo_sign_in` anybody is an administrator.
outward::Hosts MailHosts(const Config& config);
outward::Hosts WebhookHosts(const Config& config);
std::string PublicUrl(const Config& config);
// The addresses and ranges of `trusted_proxies`.
std::vector<std::string> ProxiesOf(const Config& config);
std::string DatabaseUrl(const Config& config);
std::string KeyFile(const Config& config);
bool ListensBeyondLoopback(const Config& config);

}  // namespace baton::app
