#include "mail/mail_rules.h"

#include <gtest/gtest.h>

#include "mail/relay.h"

namespace baton::mail {
namespace {

constexpr auto kAnyHost = outward::Hosts::private_too;

TEST(MailRules, TriesForTwoDaysWithGrowingPauses) {
  std::int64_t before = 0;
  std::int64_t sum = 0;
  int attempts = 1;
  for (; PauseAfter(attempts); ++attempts) {
    EXPECT_GE(*PauseAfter(attempts), before);
    before = *PauseAfter(attempts);
    sum += before;
  }
  EXPECT_EQ(PauseAfter(0), std::nullopt);
  EXPECT_GT(sum, 2 * kMillisecondsPerDay - kMillisecondsPerDay / 4);
  EXPECT_LT(sum, 3 * kMillisecondsPerDay);
}

TEST(MailRules, KnowsAnAddress) {
  for (const char* good : {"bill@larmar.example", "a.b+c@x", "björn@müller.example", "o'hara@x.example"}) {
    EXPECT_TRUE(IsAddress(good)) << good;
  }
  for (const char* bad :
       {"", "@", "bill", "bill@", "@larmar.example", "bill larmar@x", "a@b>\r\nRCPT TO:<c@d", "a,b@c"}) {
    EXPECT_FALSE(IsAddress(bad)) << bad;
  }
}

TEST(MailRules, NamesThePlaceOfAFault) {
  Draft draft;
  EXPECT_EQ(FaultsOf(draft).size(), 2U);
  draft.subject = "Hello";
  draft.to = {{"Bill", "bill@larmar.example"}};
  EXPECT_TRUE(FaultsOf(draft).empty());
  draft.cc = {{"Jada", "jada@x"}, {"Nobody", "nobody"}};
  ASSERT_EQ(FaultsOf(draft).size(), 1U);
  EXPECT_EQ(FaultsOf(draft).front().path, "cc[1].email");
  EXPECT_EQ(RecipientsText(draft), "Bill <bill@larmar.example>, Jada <jada@x>, Nobody <nobody>");
}

RelayInput Working() {
  RelayInput input;
  input.host = "smtp.northwind.example";
  input.from_email = "baton@northwind.example";
  return input;
}

TEST(RelayRules, RefusesWhatCannotWorkOrWouldBeRead) {
  EXPECT_TRUE(FaultsOf(Working(), {}, kAnyHost).empty());
  RelayInput open = Working();
  open.security = RelaySecurity::none;
  ASSERT_EQ(FaultsOf(open, {}, kAnyHost).size(), 1U);
  EXPECT_EQ(FaultsOf(open, {}, kAnyHost).front().path, "security");
  open.host = "127.0.0.1";
  EXPECT_TRUE(FaultsOf(open, {}, kAnyHost).empty());
  RelayInput url = Working();
  url.host = "http://smtp.northwind.example/x";
  url.port = 70'000;
  EXPECT_EQ(FaultsOf(url, {}, kAnyHost).size(), 2U);
  for (const auto& [host, is_one] :
       {std::pair{"::1", true}, {"2001:db8::25", true}, {"smtp.x.example:25", false}}) {
    RelayInput input = Working();
    input.host = host;
    EXPECT_EQ(FaultsOf(input, {}, kAnyHost).empty(), is_one) << host;
  }
}

TEST(RelayRules, RefusesAHostThatMayNotBeCalled) {
  RelayInput office = Working();
  office.host = "10.1.2.3";
  EXPECT_TRUE(FaultsOf(office, {}, kAnyHost).empty());
  const auto faults = FaultsOf(office, {}, outward::Hosts::public_only);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults.front().path, "host");
  EXPECT_EQ(faults.front().message.key, "problem.host.private");
  office.host = "169.254.169.254";
  ASSERT_EQ(FaultsOf(office, {}, kAnyHost).size(), 1U);
  EXPECT_EQ(FaultsOf(office, {}, kAnyHost).front().message.key, "problem.host.link");
}

TEST(RelayRules, AsksForThePasswordOfAnotherServer) {
  Relay before;
  before.host = Working().host;
  before.password_sealed = "sealed";
  EXPECT_TRUE(FaultsOf(Working(), before, kAnyHost).empty());
  RelayInput other = Working();
  other.host = "smtp.evil.example";
  ASSERT_EQ(FaultsOf(other, before, kAnyHost).size(), 1U);
  EXPECT_EQ(FaultsOf(other, before, kAnyHost).front().path, "password");
  for (const char* password : {"", "entered again"}) {
    other.password = password;
    EXPECT_TRUE(FaultsOf(other, before, kAnyHost).empty());
  }
}

TEST(RelayRules, SendsInTheNameOfItsOwnDomainsOnly) {
  Relay relay;
  relay.own_domains = "northwind.example, Sales.Northwind.example";
  EXPECT_TRUE(MaySendAs(relay, "jim@Northwind.example"));
  EXPECT_TRUE(MaySendAs(relay, "jim@sales.northwind.example"));
  EXPECT_FALSE(MaySendAs(relay, "jim@evil-northwind.example"));
  relay.own_domains = "";
  EXPECT_FALSE(MaySendAs(relay, "jim@northwind.example"));
}

TEST(Domain, IsLabelsBetweenDots) {
  for (const char* domain : {"example.com", "a-b.example.co.uk", "xn--bcher-kva.example"})
    EXPECT_TRUE(IsDomain(domain)) << domain;
  for (const char* domain : {"", "com", "example..com", ".example.com", "example.com.", "-a.example",
                             "https://example.com", "a b.example", "jim@example.com", "bücher.example"}) {
    EXPECT_FALSE(IsDomain(domain)) << domain;
  }
}

}  // namespace
}  // namespace baton::mail
