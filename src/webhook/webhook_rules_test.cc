#include "webhook/webhook_rules.h"

#include <gtest/gtest.h>

#include "webhook/url.h"

namespace baton::webhook {
namespace {

constexpr auto kPublic = outward::Hosts::public_only;
constexpr auto kAny = outward::Hosts::private_too;

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

TEST(WebhookRulesTest, RefusesAddressesThatAreNone) {
  for (const char* url :
       {"", "crm.example.com", "ftp://crm.example.com/", "file:///etc/passwd", "gopher://a/", "https://",
        "https://crm.example.com/#part", "https://crm.example.com/a b", "javascript:alert(1)",
        "https://crm.example.com\n.evil/"}) {
    EXPECT_EQ(WhyNotCalled(url, kAny), "problem.webhook.url") << url;
  }
  EXPECT_EQ(WhyNotCalled("https://baton:secret@crm.example.com/", kAny), "problem.webhook.credentials");
  EXPECT_EQ(WhyNotCalled("https://baton@crm.example.com/", kAny), "problem.webhook.credentials");
  for (const char* url :
       {"https://crm.example.com/hooks?from=baton", "http://203.0.114.7:8080/", "https://[2606:4700::1]/"}) {
    EXPECT_EQ(WhyNotCalled(url, kPublic), std::nullopt) << url;
  }
}

TEST(WebhookRulesTest, RefusesPrivateAddressesUnlessTheyAreAllowed) {
  for (const char* url :
       {"http://127.0.0.1/", "http://localhost:8080/", "http://LOCALHOST./", "http://baton.localhost/",
        "http://10.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/",
        "http://0x7f.1/", "http://127.1/", "http://0/"}) {
    EXPECT_EQ(WhyNotCalled(url, kPublic), "problem.host.private") << url;
    EXPECT_EQ(WhyNotCalled(url, kAny), std::nullopt) << url;
  }
  for (const char* url : {"http://169.254.169.254/latest/meta-data", "http://[fe80::1]/"}) {
    EXPECT_EQ(WhyNotCalled(url, kAny), "problem.host.link") << url;
  }
}

TEST(WebhookRulesTest, WantsANameAndAnAddress) {
  const auto faults = FaultsOf({.name = " ", .url = "crm"}, kPublic);
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults[0].path, "name");
  EXPECT_EQ(faults[1].path, "url");
  EXPECT_TRUE(FaultsOf({.name = "CRM", .url = "https://crm.example.com/"}, kPublic).empty());
}

}  // namespace
}  // namespace baton::webhook
