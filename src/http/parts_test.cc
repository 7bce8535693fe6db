#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/check.h"
#include "http/compress.h"
#include "http/header_text.h"
#include "http/multipart.h"
#include "http/proxies.h"
#include "http/query.h"
#include "http/router.h"
#include "http/wire.h"

namespace baton::http {
namespace {

TEST(HeaderTextTest, ReadsParameters) {
  EXPECT_EQ(ParameterOf("multipart/form-data; boundary=\"a b\\\"c\"; x=1", "boundary"), "a b\"c");
  EXPECT_EQ(ParameterOf("multipart/form-data; Boundary=abc ; x=1", "boundary"), "abc");
  EXPECT_EQ(ParameterOf("a; x=1", "X"), "1");
  EXPECT_FALSE(ParameterOf("a; x", "x"));
  EXPECT_FALSE(ParameterOf("", "x"));
  EXPECT_EQ(MediaType("Application/JSON; charset=utf-8"), "application/json");
}

TEST(HeaderTextTest, RefusesWhatWouldEndALine) {
  EXPECT_THROW(CookieText({.name = "a", .value = "b\r\nc", .max_age_seconds = 1}, false), std::logic_error);
  EXPECT_THROW(CookieText({.name = "a=b", .value = "", .max_age_seconds = 1}, false), std::logic_error);
  const Answer answer{.status = 200, .headers = {{"X-A", "b\nc"}}};
  EXPECT_THROW(HeadText(answer, {}), std::logic_error);
}

TEST(HeaderTextTest, ReadsTheVersionInATag) {
  EXPECT_EQ(VersionOf("\"12\""), 12);
  EXPECT_EQ(VersionOf("W/\"12\""), 12);
  for (const std::string_view tag : {"", "\"", "\"\"", "12", "\"12", "\"1x\"", "\" 1\"", "*", "W/12",
                                     "\"1\", \"2\"", "\"9223372036854775808\""}) {
    EXPECT_FALSE(VersionOf(tag)) << tag;
  }
}

TEST(HeaderTextTest, WritesDatesOfHttp) {
  EXPECT_EQ(HttpDate(Instant{0}), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(HttpDate(Instant{-1}), "Wed, 31 Dec 1969 23:59:59 GMT");
}

TEST(QueryTest, Decodes) {
  EXPECT_EQ(DecodePercent("a%2Fb+c", false), "a/b+c");
  EXPECT_EQ(DecodePercent("a%2Fb+c", true), "a/b c");
  EXPECT_FALSE(DecodePercent("%2", false));
  EXPECT_FALSE(DecodePercent("%ff", false));
  EXPECT_FALSE(DecodePercent("%00", false));
  EXPECT_EQ(ParseQuery("a=1&&b&c=%3D")->size(), 3u);
}

TEST(ProxiesTest, BelievesOnlyWhoIsNamed) {
  const Proxies proxies({"127.0.0.1", "10.0.0.0/8", "2001:db8::/32"});
  EXPECT_TRUE(proxies.Contains("10.255.1.2"));
  EXPECT_TRUE(proxies.Contains("2001:db8:1::1"));
  EXPECT_FALSE(proxies.Contains("11.0.0.1"));
  EXPECT_FALSE(proxies.Contains("nobody"));
  RequestInfo request;
  request.headers = {{"X-Forwarded-For", "1.1.1.1, 2.2.2.2, 10.0.0.9"}, {"X-Forwarded-Proto", "https"}};
  proxies.Apply("127.0.0.1", request);
  EXPECT_EQ(request.client_address, "2.2.2.2");
  EXPECT_TRUE(request.is_https);
  request.headers[0].value = "1.1.1.1, 203.0.113.7:51234, [2001:db8::7]:443";
  proxies.Apply("127.0.0.1", request);
  EXPECT_EQ(request.client_address, "203.0.113.7");
  request.headers[0].value = "2620:0:2d0::7, [2001:db8::7]";
  proxies.Apply("127.0.0.1", request);
  EXPECT_EQ(request.client_address, "2620:0:2d0::7");
  RequestInfo direct;
  direct.headers = request.headers;
  proxies.Apply("9.9.9.9", direct);
  EXPECT_EQ(direct.client_address, "9.9.9.9");
  EXPECT_FALSE(direct.is_https);
  EXPECT_FALSE(Proxies::AreValid({"10.0.0.0/33"}));
  EXPECT_FALSE(Proxies::AreValid({"localhost"}));
}

class Parts final : public MultipartSink {
 public:
  bool Begin(const PartHead& head) override {
    text += '<' + head.name + ':' + head.file_name + '>';
    return true;
  }
  bool Data(std::string_view bytes) override {
    text += bytes;
    return true;
  }
  bool End() override {
    text += ';';
    return true;
  }
  std::string text;
};

TEST(MultipartTest, ReadsTheSameInPiecesOfAnySize) {
  const std::string form =
      "before\r\n--xx  \r\nContent-Disposition: form-data; name=a; "
      "filename=\"f\"\r\n\r\n1\r\n--x\r\n-\r\n\r\n--xx\r\n"
      "\r\nno head\r\n--xx\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n\r\n--xx--\r\nafter";
  for (std::size_t size = 1; size < form.size(); ++size) {
    Parts parts;
    MultipartReader reader("xx", parts);
    for (std::size_t at = 0; at < form.size(); at += size) {
      ASSERT_TRUE(reader.Feed(std::string_view(form).substr(at, size)));
    }
    EXPECT_TRUE(reader.IsComplete());
    EXPECT_EQ(parts.text, "<a:f>1\r\n--x\r\n-\r\n;<:>no head;<b:>;") << size;
  }
}

TEST(MultipartTest, RefusesNonsense) {
  Parts parts;
  MultipartReader no_boundary("", parts);
  EXPECT_FALSE(no_boundary.Feed("--\r\n"));
  MultipartReader endless("xx", parts);
  EXPECT_FALSE(endless.Feed("--xx\r\nContent-Type: " + std::string(10'000, 'a')));
}

TEST(RouterTest, PrefersTheMoreParticularPath) {
  Router router;
  const auto add = [&router](std::string path, std::string name, auto handler) {
    router.Get(std::move(path), {.name = std::move(name), .open = true}, handler);
  };
  add("/a/{id}", "one", [](const Call&, Id) -> Result<Done> { return Done{}; });
  add("/a/{id}.csv", "file", [](const Call&, Id) -> Result<Done> { return Done{}; });
  add("/a/summary", "summary", [](const Call&) -> Result<Done> { return Done{}; });
  add("/{word}/{id}/b", "deep", [](const Call&, const std::string&, Id) -> Result<Done> { return Done{}; });
  EXPECT_EQ(router.Find(Method::get, "/a/5").route->options.name, "one");
  EXPECT_EQ(router.Find(Method::get, "/a/5.csv").route->options.name, "file");
  EXPECT_EQ(router.Find(Method::head, "/a/summary").route->options.name, "summary");
  EXPECT_THAT(router.Find(Method::get, "/x/5/b").path_values, testing::ElementsAre("x", "5"));
  EXPECT_TRUE(router.Find(Method::get, "/a/").allowed.empty());
  EXPECT_TRUE(router.Find(Method::get, "/b").allowed.empty());
  EXPECT_EQ(router.Find(Method::post, "/a/5").route, nullptr);
}

TEST(RouterTest, RefusesRoutesThatAreIncompleteOrThereAlready) {
  Router router;
  const auto handler = [](const Call&) -> Result<Done> { return Done{}; };
  router.Get("/a", {.name = "a", .open = true}, handler);
  EXPECT_THROW(router.Get("/a", {.name = "b", .open = true}, handler), std::logic_error);
  EXPECT_THROW(router.Get("/b", {.name = "a", .open = true}, handler), std::logic_error);
  EXPECT_THROW(router.Get("/c", {.name = "c"}, handler), std::logic_error);
  EXPECT_THROW(router.Get("/d/{id}", {.name = "d", .open = true}, handler), std::logic_error);
  EXPECT_THROW(router.Get("/e", {.name = "", .open = true}, handler), std::logic_error);
  router.Post("/a", {.name = "e", .open = true}, handler);
  EXPECT_EQ(router.Routes().size(), 2u);
}

}  // namespace
}  // namespace baton::http
