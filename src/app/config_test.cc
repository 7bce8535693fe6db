#include "app/config.h"

#include <gtest/gtest.h>

namespace baton::app {
namespace {

Environment Nothing() {
  return [](const std::string&) { return std::nullopt; };
}

TEST(ConfigTest, AFlagBeatsTheEnvironmentBeatsTheFile) {
  const Environment environment = [](const std::string& name) -> std::optional<std::string> {
    if (name == "BATON_LISTEN") return "127.0.0.1:2";
    if (name == "BATON_WORKERS") return "7";
    return std::nullopt;
  };
  const auto loaded = LoadConfig({{"listen", "127.0.0.1:3"}}, environment,
                                 R"({"listen": "127.0.0.1:1", "workers": 5, "log_json": true})");
  ASSERT_TRUE(loaded.has_value());
  EXPECT_EQ(loaded->config.listen, "127.0.0.1:3");
  EXPECT_EQ(loaded->config.workers, 7);
  EXPECT_TRUE(loaded->config.log_json);
  EXPECT_EQ(loaded->origins.at("listen"), Origin::flag);
  EXPECT_EQ(loaded->origins.at("workers"), Origin::environment);
  EXPECT_EQ(loaded->origins.at("log_json"), Origin::file);
  EXPECT_EQ(loaded->origins.at("data"), Origin::standard);
}

TEST(ConfigTest, RefusesWhatItDoesNotKnow) {
  for (const char* file : {"[]", "{", R"({"lisen": "x"})", R"({"workers": "many"})", R"({"workers": -1})",
                           R"({"demo_sign_in": "yes"})", R"({"data": null})"}) {
    EXPECT_FALSE(LoadConfig({}, Nothing(), file).has_value()) << file;
  }
  EXPECT_FALSE(LoadConfig({{"workers", "1.5"}}, Nothing(), "").has_value());
}

TEST(ConfigTest, RefusesAddressesThatMeanNothing) {
  for (const char* url : {"baton.example", "ftp://baton.example", "https://", "https:///x", "https://a b",
                          "https://user@baton.example", "https://baton.example?x"}) {
    EXPECT_FALSE(LoadConfig({{"public_url", url}}, Nothing(), "").has_value()) << url;
  }
  EXPECT_TRUE(LoadConfig({{"public_url", "https://baton.example:8443/"}}, Nothing(), "").has_value());
  for (const char* proxies : {"proxy.example", "10.0.0.0/33", "10.0.0.1;10.0.0.2", "10.0.0.0/x"}) {
    EXPECT_FALSE(LoadConfig({{"trusted_proxies", proxies}}, Nothing(), "").has_value()) << proxies;
  }
  const auto loaded = LoadConfig({{"trusted_proxies", "127.0.0.1, 10.0.0.0/8,::1"}}, Nothing(), "");
  ASSERT_TRUE(loaded.has_value());
  EXPECT_EQ(ProxiesOf(loaded->config).size(), 3u);
}

TEST(ConfigTest, PrivateHostsAreForMailUnlessAnybodyIsAnAdministrator) {
  const auto hosts = [](bool demo, const std::string& allowed) {
    Config config;
    config.demo_sign_in = demo;
    config.private_hosts = allowed;
    return std::pair(MailHosts(config), WebhookHosts(config));
  };
  constexpr auto kPublic = outward::Hosts::public_only;
  constexpr auto kPrivate = outward::Hosts::private_too;
  EXPECT_EQ(hosts(false, ""), std::pair(kPrivate, kPublic));
  EXPECT_EQ(hosts(true, ""), std::pair(kPublic, kPublic));
  EXPECT_EQ(hosts(false, "none"), std::pair(kPublic, kPublic));
  EXPECT_EQ(hosts(true, "mail"), std::pair(kPrivate, kPublic));
  EXPECT_EQ(hosts(true, "all"), std::pair(kPrivate, kPrivate));
  EXPECT_FALSE(LoadConfig({{"private_hosts", "true"}}, Nothing(), "").has_value());
}

TEST(ConfigTest, DerivesLinksAndFiles) {
  Config config;
  EXPECT_EQ(PublicUrl(config), "http://127.0.0.1:8080");
  config.public_url = "https://baton.example/";
  EXPECT_EQ(PublicUrl(config), "https://baton.example");
  EXPECT_EQ(DatabaseUrl(config), "data/baton.db");
  EXPECT_EQ(KeyFile(config), "data/baton.key");
}

TEST(ConfigTest, KnowsWhatIsOpenToTheNetwork) {
  Config config;
  EXPECT_FALSE(ListensBeyondLoopback(config));
  for (const char* address : {"0.0.0.0:80", "[::]:80", "10.0.0.4:8080"}) {
    config.listen = address;
    EXPECT_TRUE(ListensBeyondLoopback(config)) << address;
  }
}

}  // namespace
}  // namespace baton::app
