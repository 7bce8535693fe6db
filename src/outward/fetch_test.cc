#include "outward/fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>

#include "outward/loopback_server.h"

namespace baton::outward {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Reply(const std::string& status, const std::string& headers, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + headers + "\r\n" + body;
}

// Answers each request in turn with what it was given; the last one again and again.
class Replies {
 public:
  explicit Replies(std::vector<std::string> replies) : replies_(std::move(replies)) {}

  std::string Url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(server_.port()) + path;
  }
  std::vector<std::string> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  void Talk(int client) {
    std::string request;
    char buffer[4096];
    while (request.find("\r\n\r\n") == std::string::npos) {
      const auto got = ::recv(client, buffer, sizeof buffer, 0);
      if (got <= 0) return;
      request.append(buffer, static_cast<std::size_t>(got));
    }
    std::string reply;
    {
      const std::lock_guard lock(mutex_);
      reply = replies_[std::min(asked_.size(), replies_.size() - 1)];
      asked_.push_back(request);
    }
    static_cast<void>(::send(client, reply.data(), reply.size(), MSG_NOSIGNAL));
  }

  const std::vector<std::string> replies_;
  std::mutex mutex_;
  std::vector<std::string> asked_;
  LoopbackServer server_{[this](int client) { Talk(client); }};
};

struct Got {
  Answer answer;
  std::string body;
};
Got Get(const Asking& asking, Hosts hosts = Hosts::private_too, std::uint64_t limit = 1'000,
        const std::function<bool()>& should_stop = {}) {
  Got got;
  got.answer = Fetch(
      asking, {.bytes = limit}, hosts, [&](std::string_view bytes) { return got.body.append(bytes), true; },
      should_stop);
  return got;
}

TEST(FetchTest, TakesWhatIsThereAndWhatTellsItApart) {
  Replies server(
      {Reply("200 OK", "ETag: \"7\"\r\nLast-Modified: Tue, 24 Nov 2026 09:36:00 GMT\r\n", "a,b\n")});
  const Got got = Get({.url = server.Url("/a.csv")});
  EXPECT_EQ(got.answer.trouble, Trouble::none);
  EXPECT_EQ(got.body, "a,b\n");
  EXPECT_EQ(got.answer.etag, "\"7\"");
  EXPECT_EQ(got.answer.modified, "Tue, 24 Nov 2026 09:36:00 GMT");
}

TEST(FetchTest, AMarkThatIsNoTextIsNone) {
  Replies server(
      {Reply("200 OK", "ETag: \"\x01\"\r\nLast-Modified: " + std::string(600, 'x') + "\r\n", "a")});
  const Got got = Get({.url = server.Url("/")});
  EXPECT_EQ(got.body, "a");
  EXPECT_EQ(got.answer.etag, "");
  EXPECT_EQ(got.answer.modified, "");
}

TEST(FetchTest, WhatIsKnownIsNotSentAgain) {
  Replies server({Reply("304 Not Modified", "", "")});
  const Got got = Get({.url = server.Url("/"), .etag = "\"7\"", .modified = "then"});
  EXPECT_TRUE(got.answer.is_same);
  EXPECT_EQ(got.answer.etag, "\"7\"");
  EXPECT_THAT(server.asked().front(), HasSubstr("If-None-Match: \"7\"\r\nIf-Modified-Since: then\r\n"));
}

TEST(FetchTest, APasswordIsGivenWhereItIsAskedFor) {
  Replies server(
      {Reply("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\nETag: \"no\"\r\n", "who?"),
       Reply("200 OK", "", "rows")});
  const Got got = Get({.url = server.Url("/"), .user = "jim", .password = "secret"});
  EXPECT_EQ(got.body, "rows") << "and nothing of what the refusal said";
  EXPECT_EQ(got.answer.etag, "");
  EXPECT_THAT(server.asked().back(), HasSubstr("Authorization: Basic amltOnNlY3JldA=="));
}

TEST(FetchTest, WhatLetsUsInGoesToNobodyElse) {
  Replies other({Reply("200 OK", "", "rows")});
  Replies server({Reply("302 Found", "Location: " + other.Url("/there") + "\r\n", "")});
  const Got got =
      Get({.url = server.Url("/"), .user = "jim", .password = "secret", .header = "X-Api-Key: k"});
  EXPECT_EQ(got.body, "rows");
  EXPECT_THAT(server.asked().front(), HasSubstr("X-Api-Key: k"));
  EXPECT_THAT(other.asked().front(), Not(HasSubstr("X-Api-Key")));
  EXPECT_THAT(other.asked().front(), Not(HasSubstr("Authorization")));
}

TEST(FetchTest, OnTheSameServerARedirectIsStillLetIn) {
  Replies server({Reply("307 Temporary Redirect", "Location: /there\r\n", ""), Reply("200 OK", "", "rows")});
  EXPECT_EQ(Get({.url = server.Url("/"), .header = "X-Api-Key: k"}).body, "rows");
  EXPECT_THAT(server.asked().back(), HasSubstr("GET /there HTTP"));
  EXPECT_THAT(server.asked().back(), HasSubstr("X-Api-Key: k"));
}

TEST(FetchTest, ARedirectLeadsNowhereThatMayNotBeCalled) {
  for (const std::string to : {"http://169.254.169.254/latest", "http://[fe80::1]/"}) {
    Replies server({Reply("302 Found", "Location: " + to + "\r\n", "")});
    EXPECT_EQ(Get({.url = server.Url("/")}).answer.trouble, Trouble::private_address) << to;
  }
  for (const std::string to : {"file:///etc/passwd", "ftp://x.example/", "http://u:p@x.example/"}) {
    Replies server({Reply("302 Found", "Location: " + to + "\r\n", "")});
    EXPECT_EQ(Get({.url = server.Url("/")}).answer.trouble, Trouble::redirected) << to;
  }
  Replies circle({Reply("302 Found", "Location: /\r\n", "")});
  EXPECT_EQ(Get({.url = circle.Url("/")}).answer.trouble, Trouble::redirected);
  EXPECT_EQ(circle.asked().size(), 4u);
}

TEST(FetchTest, PrivateAddressesAreCalledOnlyWhereThatIsAllowed) {
  Replies server({Reply("200 OK", "", "rows")});
  EXPECT_EQ(Get({.url = server.Url("/")}, Hosts::public_only).answer.trouble, Trouble::private_address);
  EXPECT_TRUE(server.asked().empty());
}

TEST(FetchTest, NothingIsLargerThanItMayBe) {
  Replies said({Reply("200 OK", "", std::string(2'000, 'x'))});
  EXPECT_EQ(Get({.url = said.Url("/")}).answer.trouble, Trouble::too_large);
  Replies unsaid({"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(2'000, 'x')});
  const Got got = Get({.url = unsaid.Url("/")});
  EXPECT_EQ(got.answer.trouble, Trouble::too_large);
  EXPECT_LE(got.body.size(), 1'000u);
}

TEST(FetchTest, SaysWhatStandsInTheWay) {
  const std::pair<const char*, Trouble> kCases[] = {
      {"401 Unauthorized", Trouble::refused}, {"403 Forbidden", Trouble::refused},
      {"404 Not Found", Trouble::not_found},  {"410 Gone", Trouble::not_found},
      {"429 Too Many", Trouble::server},      {"503 Busy", Trouble::server},
      {"400 Bad Request", Trouble::other}};
  for (const auto& [status, trouble] : kCases) {
    Replies server({Reply(status, "", "no")});
    const Got got = Get({.url = server.Url("/")});
    EXPECT_EQ(got.answer.trouble, trouble) << status;
    EXPECT_EQ(got.body, "");
  }
  Replies cut({"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf"});
  EXPECT_EQ(Get({.url = cut.Url("/")}).answer.trouble, Trouble::no_answer) << "half a file is none";
}

TEST(FetchTest, EndsWhenItShould) {
  Replies server({Reply("200 OK", "", "rows")});
  const auto answer = Get({.url = server.Url("/")}, Hosts::private_too, 1'000, [] { return true; }).answer;
  EXPECT_EQ(answer.trouble, Trouble::stopped);
}

TEST(FetchTest, TellsAddressesFromOtherThings) {
  EXPECT_EQ(WhyNotAnAddress("https://crm.example/a.csv?token=x", Hosts::public_only), std::nullopt);
  EXPECT_EQ(WhyNotAnAddress("http://127.0.0.1:80/", Hosts::private_too), std::nullopt);
  for (const char* url :
       {"http://crm.example/", "file:///etc/passwd", "crm", "https://", "https://a b/", "https://ä.example/"})
    EXPECT_EQ(WhyNotAnAddress(url, Hosts::public_only), "problem.address.url") << url;
  EXPECT_EQ(WhyNotAnAddress("https://u:p@crm.example/", Hosts::public_only), "problem.address.credentials");
  EXPECT_EQ(WhyNotAnAddress("https://10.0.0.1/", Hosts::public_only), "problem.host.private");
  EXPECT_EQ(OriginOf("https://CRM.example/x"), OriginOf("https://crm.example:443/y"));
  EXPECT_EQ(FileNameOf("https://crm.example/x/all%20accounts.csv?token=1"), "all accounts.csv");
  EXPECT_EQ(FileNameOf("https://crm.example"), "");
}

}  // namespace
}  // namespace baton::outward
