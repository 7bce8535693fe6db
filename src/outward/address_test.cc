#include "outward/address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace baton::outward {
namespace {

bool May(const std::string& text, Hosts hosts) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1)
    return MayCall(reinterpret_cast<sockaddr&>(v4), hosts);
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr), 1) << text;
  return MayCall(reinterpret_cast<sockaddr&>(v6), hosts);
}

TEST(AddressTest, TellsPublicAddressesFromOthers) {
  for (const char* text :
       {"8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "192.167.1.1", "2606:4700::1", "2a01:4f8::2",
        "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"}) {
    EXPECT_TRUE(May(text, Hosts::public_only)) << text;
    EXPECT_TRUE(May(text, Hosts::private_too)) << text;
  }
  for (const char* text :
       {"0.0.0.0",      "10.1.2.3",     "100.64.0.1",       "127.0.0.1",       "127.9.9.9", "172.16.0.1",
        "172.31.255.1", "192.168.0.1",  "192.0.2.1",        "198.18.0.1",      "224.0.0.1", "255.255.255.255",
        "::",           "::1",          "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1",  "64:ff9b::a00:1",
        "fc00::1",      "fd12:3456::1", "ff02::1",          "2001:db8::1",     "2001::1",   "2002:7f00:1::1",
        "2002:a00:1::1"}) {
    EXPECT_FALSE(May(text, Hosts::public_only)) << text;
    EXPECT_TRUE(May(text, Hosts::private_too)) << text;
  }
}

TEST(AddressTest, CallsNoLinkWhateverIsAllowed) {
  for (const char* text : {"169.254.1.1", "169.254.169.254", "fe80::1", "febf::1", "fd00:ec2::254",
                           "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1"}) {
    EXPECT_FALSE(May(text, Hosts::public_only)) << text;
    EXPECT_FALSE(May(text, Hosts::private_too)) << text;
    EXPECT_EQ(WhyRefused(text, Hosts::private_too), "problem.host.link") << text;
  }
}

TEST(AddressTest, RefusesAHostThatIsAnAddress) {
  for (const char* host : {"127.0.0.1", "localhost", "LOCALHOST.", "relay.localhost", "10.0.0.25", "::1",
                           "[::1]", "2130706433", "0x7f.1", "127.1", "0"}) {
    EXPECT_EQ(WhyRefused(host, Hosts::public_only), "problem.host.private") << host;
    EXPECT_EQ(WhyRefused(host, Hosts::private_too), std::nullopt) << host;
  }
  for (const char* host : {"smtp.example.com", "8.8.8.8", "[2606:4700::1]", "2606:4700::1"}) {
    EXPECT_EQ(WhyRefused(host, Hosts::public_only), std::nullopt) << host;
  }
}

}  // namespace
}  // namespace baton::outward
