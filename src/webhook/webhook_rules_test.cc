#include "webhook/webhook_rules.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include "webhook/address.h"

namespace baton::webhook {
namespace {

bool IsPublicText(const std::string& text) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) return IsPublic(reinterpret_cast<sockaddr&>(v4));
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr), 1) << text;
  return IsPublic(reinterpret_cast<sockaddr&>(v6));
}

TEST(WebhookRulesTest, TriesTenTimesInThreeDays) {
  std::int64_t whole = 0;
  int attempts = 1;
  while (const auto pause = PauseAfter(attempts)) {
    whole += *pause;
    ++attempts;
  }
  EXPECT_EQ(attempts, kMaxAttempts);
  EXPECT_EQ(PauseAfter(1), 5'000);
  EXPECT_EQ(whole, 5'000 + (35 + 60 * (2 + 5 + 10 + 14 + 20 + 24)) * kMillisecondsPerMinute);
}

TEST(WebhookRulesTest, TellsPublicAddressesFromOthers) {
  for (const char* text :
       {"8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "192.167.1.1", "2606:4700::1", "2a01:4f8::2",
        "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"}) {
    EXPECT_TRUE(IsPublicText(text)) << text;
  }
  for (const char* text :
       {"0.0.0.0",     "10.1.2.3",         "100.64.0.1",      "127.0.0.1",       "127.9.9.9",
        "169.254.1.1", "169.254.169.254",  "172.16.0.1",      "172.31.255.1",    "192.168.0.1",
        "192.0.2.1",   "198.18.0.1",       "224.0.0.1",       "255.255.255.255", "::",
        "::1",         "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1",        "64:ff9b::a00:1",
        "fe80::1",     "fc00::1",          "fd12:3456::1",    "ff02::1",         "2001:db8::1",
        "2001::1",     "2002:7f00:1::1",   "2002:a00:1::1"}) {
    EXPECT_FALSE(IsPublicText(text)) << text;
  }
}

TEST(WebhookRulesTest, RefusesAddressesThatAreNone) {
  for (const char* url :
       {"", "crm.example.com", "ftp://crm.example.com/", "file:///etc/passwd", "gopher://a/", "https://",
        "https://crm.example.com/#part", "https://crm.example.com/a b", "javascript:alert(1)",
        "https://crm.example.com\n.evil/"}) {
    EXPECT_EQ(WhyNotCalled(url, true), "problem.webhook.url") << url;
  }
  EXPECT_EQ(WhyNotCalled("https://baton:secret@crm.example.com/", true), "problem.webhook.credentials");
  EXPECT_EQ(WhyNotCalled("https://baton@crm.example.com/", true), "problem.webhook.credentials");
  for (const char* url :
       {"https://crm.example.com/hooks?from=baton", "http://203.0.114.7:8080/", "https://[2606:4700::1]/"}) {
    EXPECT_EQ(WhyNotCalled(url, false), std::nullopt) << url;
  }
}

TEST(WebhookRulesTest, RefusesPrivateAddressesUnlessTheyAreAllowed) {
  for (const char* url :
       {"http://127.0.0.1/", "http://localhost:8080/", "http://LOCALHOST./", "http://baton.localhost/",
        "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://[fe80::1]/",
        "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://0/"}) {
    EXPECT_EQ(WhyNotCalled(url, false), "problem.webhook.private") << url;
    EXPECT_EQ(WhyNotCalled(url, true), std::nullopt) << url;
  }
}

TEST(WebhookRulesTest, WantsANameAndAnAddress) {
  const auto faults = FaultsOf({.name = " ", .url = "crm"}, false);
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults[0].path, "name");
  EXPECT_EQ(faults[1].path, "url");
  EXPECT_TRUE(FaultsOf({.name = "CRM", .url = "https://crm.example.com/"}, false).empty());
}

}  // namespace
}  // namespace baton::webhook
