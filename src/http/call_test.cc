#include "http/idempotency.h"
#include "http/server_test_fixture.h"

namespace baton::http {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kRep = "X-Role: rep\r\n";
const std::string kAdministrator = "X-Role: administrator\r\n";
const std::string kJson = kAdministrator + "Content-Type: application/json\r\n";

class CallTest : public ServerTest {};

std::string CodeOf(const TestAnswer& answer) {
  const auto body = json::Parse(answer.body);
  if (!body || !body->is_object() || !body->get_object().contains("code")) return "";
  return std::string(std::string_view(body->at("code").as_string()));
}

TEST_F(CallTest, DeniesByDefault) {
  const auto nobody = Ask(Request("GET /api/v1/things/5"));
  EXPECT_EQ(nobody.status, 401);
  EXPECT_EQ(nobody.header("content-type"), "application/problem+json");
  EXPECT_EQ(nobody.header("www-authenticate"), "Bearer realm=\"baton\"");
  EXPECT_EQ(Ask(Request("GET /api/v1/things/5", "X-Role: broken\r\n")).status, 401);
  EXPECT_EQ(Ask(Request("GET /api/v1/hello", "X-Role: broken\r\n")).status, 200);
  const auto rep = Ask(Request("POST /api/v1/settings", kRep));
  EXPECT_EQ(rep.status, 403);
  EXPECT_EQ(CodeOf(rep), "problem.forbidden");
  EXPECT_EQ(Ask(Request("POST /api/v1/settings", kAdministrator)).status, 204);
}

TEST_F(CallTest, KnowsTheScope) {
  EXPECT_THAT(Ask(Request("GET /api/v1/things/5", kRep)).body, HasSubstr("own"));
  EXPECT_THAT(Ask(Request("GET /api/v1/things/5", kAdministrator)).body, HasSubstr("organization"));
}

TEST_F(CallTest, SaysNotFoundForWhatIsNoId) {
  for (const char* id : {"6", "x", "-1", "05", "99999999999999999999", "5%2F1"}) {
    EXPECT_EQ(Ask(Request("GET /api/v1/things/" + std::string(id), kAdministrator)).status, 404) << id;
  }
}

TEST_F(CallTest, WantsTheVersionOfWhatIsChanged) {
  const std::string body = R"({"name":"new","note":null})";
  EXPECT_EQ(Ask(Request("PATCH /api/v1/things/5", kJson, body)).status, 428);
  EXPECT_EQ(Ask(Request("PATCH /api/v1/things/5", kJson + "If-Match: \"2\"\r\n", body)).status, 412);
  EXPECT_EQ(Ask(Request("PATCH /api/v1/things/5", kJson + "If-Match: 3\r\n", body)).status, 400);
  const auto changed = Ask(Request("PATCH /api/v1/things/5", kJson + "If-Match: \"3\"\r\n", body));
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.header("etag"), "\"4\"");
  EXPECT_EQ(changed.body, R"({"id":"5","version":4,"name":"new","note":null})");
  const auto wrong = Ask(Request("PATCH /api/v1/things/5", kJson + "If-Match: \"3\"\r\n", R"({"nick":1})"));
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr(R"("path":"nick")"));
}

TEST_F(CallTest, ReportsEveryFaultOfABody) {
  const auto answer =
      Ask(Request("POST /api/v1/things", kJson, R"({"note":4,"marks":[1,"a"],"extra":true})"));
  EXPECT_EQ(answer.status, 422);
  for (const char* path :
       {R"("path":"name")", R"("path":"note")", R"("path":"marks[1]")", R"("path":"extra")"}) {
    EXPECT_THAT(answer.body, HasSubstr(path));
  }
  EXPECT_THAT(answer.body, HasSubstr("Must be a whole number."));
  EXPECT_EQ(Ask(Request("POST /api/v1/things", kJson, "{")).status, 400);
  EXPECT_EQ(Ask(Request("POST /api/v1/things", kAdministrator + "Content-Type: text/plain\r\n", "{}")).status,
            415);
  EXPECT_EQ(Ask(Request("POST /api/v1/things", kJson)).status, 422);
}

TEST_F(CallTest, ReadsQueriesAndReportsTheirFaults) {
  const auto good = Ask(Request(
      "GET /api/v1/things?q=a%20b%2Bc+d&ids=1,2&ids=3&sort=revenue&limit=5&is_open=true", kAdministrator));
  EXPECT_EQ(good.status, 200) << good.body;
  EXPECT_THAT(good.body, HasSubstr(R"("next":"a b+c d")"));
  EXPECT_THAT(good.body, HasSubstr(R"({"id":"3")"));
  const auto bad =
      Ask(Request("GET /api/v1/things?q=1&q=2&owner=x&sort=size&limit=99999999999&is_open=1&other=1&ids=1,b",
                  kAdministrator));
  EXPECT_EQ(bad.status, 422);
  for (const char* path : {"q", "owner", "sort", "limit", "is_open", "other", "ids"}) {
    EXPECT_THAT(bad.body, HasSubstr(std::string("\"path\":\"") + path + '"')) << bad.body;
  }
}

TEST_F(CallTest, ReplaysTheAnswerToTheSameKey) {
  const std::string headers = kJson + "Idempotency-Key: k1\r\n";
  const auto first = Ask(Request("POST /api/v1/things", headers, R"({"name":"Eva"})"));
  const auto again = Ask(Request("POST /api/v1/things", headers, R"({"name":"Eva"})"));
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.header("baton-action"), "77");
  EXPECT_EQ(again.header("etag"), "\"1\"");
  EXPECT_EQ(again.header("idempotency-replayed"), "true");
  EXPECT_EQ(writes_, 1);
  const auto other = Ask(Request("POST /api/v1/things", headers, R"({"name":"Bill"})"));
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(CodeOf(other), "problem.idempotency.other_request");
  EXPECT_EQ(
      Ask(Request("POST /api/v1/things", kJson + "Idempotency-Key: k2\r\n", R"({"name":"Eva"})")).status,
      201);
  EXPECT_EQ(writes_, 2);
  const std::string bad = kJson + "Idempotency-Key: " + std::string(300, 'k') + "\r\n";
  EXPECT_EQ(Ask(Request("POST /api/v1/things", bad, R"({"name":"Eva"})")).status, 400);
}

TEST_F(CallTest, ReplaysAnAnswerThatWasMadeAfterTheWrite) {
  const std::string headers = kJson + "Idempotency-Key: k1\r\n";
  const auto first = Ask(Request("POST /api/v1/late", headers, R"({"name":"Eva"})"));
  const auto again = Ask(Request("POST /api/v1/late", headers, R"({"name":"Eva"})"));
  EXPECT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(writes_, 1);
}

TEST_F(CallTest, DoesOnceWhatIsAskedManyTimesAtOnce) {
  Start();
  const std::string request =
      Request("POST /api/v1/things", kJson + "Idempotency-Key: k1\r\n", R"({"name":"Eva"})");
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::vector<std::string> bodies;
  for (int count = 0; count < 8; ++count) {
    threads.emplace_back([&] {
      TestClient client(server_->port());
      const auto answer = client.Ask(request);
      const std::lock_guard lock(mutex);
      bodies.push_back(answer.body);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(bodies, testing::Each(bodies[0]));
  EXPECT_THAT(bodies[0], HasSubstr("Eva"));
  const auto kept = database_->Read()->QueryValue<std::int64_t>("SELECT count(*) FROM idempotency");
  EXPECT_EQ(kept, 1);
}

TEST_F(CallTest, ForgetsOldAnswers) {
  const std::string headers = kJson + "Idempotency-Key: k1\r\n";
  EXPECT_EQ(Ask(Request("POST /api/v1/things", headers, R"({"name":"Eva"})")).status, 201);
  database_->Write([&](db::Tx& tx) { ForgetAnswers(tx, Id{7}, clock_.Now() + 1); });
  EXPECT_EQ(Ask(Request("POST /api/v1/things", headers, R"({"name":"Eva"})")).status, 201);
  EXPECT_EQ(writes_, 2);
}

TEST_F(CallTest, RefusesWritesOfOtherSites) {
  options_.public_url = "https://baton.test/";
  const auto foreign =
      Ask(Request("POST /api/v1/settings", kAdministrator + "Origin: https://evil.test\r\n"));
  EXPECT_EQ(foreign.status, 403);
  EXPECT_EQ(CodeOf(foreign), "problem.origin");
  EXPECT_EQ(Ask(Request("POST /api/v1/settings", kAdministrator + "Origin: null\r\n")).status, 403);
  EXPECT_EQ(Ask(Request("POST /api/v1/settings", kAdministrator + "Sec-Fetch-Site: cross-site\r\n")).status,
            403);
  EXPECT_EQ(Ask(Request("POST /api/v1/settings", kAdministrator + "Origin: https://baton.test\r\n")).status,
            204);
  EXPECT_EQ(Ask(Request("GET /api/v1/hello", "Origin: https://evil.test\r\n")).status, 200);
}

TEST_F(CallTest, KnowsItsAddressWithThePortThatBrowsersLeaveOut) {
  options_.public_url = "https://baton.test:443";
  const std::string settings = "POST /api/v1/settings";
  EXPECT_EQ(Ask(Request(settings, kAdministrator + "Origin: https://baton.test\r\n")).status, 204);
  EXPECT_EQ(Ask(Request(settings, kAdministrator + "Origin: https://baton.test:444\r\n")).status, 403);
}

TEST_F(CallTest, WantsTheHeaderThatNoFormCanSend) {
  const std::string by_cookie = kAdministrator + "X-Session: 1\r\n";
  const auto without = Ask(Request("POST /api/v1/settings", by_cookie));
  EXPECT_EQ(without.status, 403);
  EXPECT_EQ(CodeOf(without), "problem.csrf");
  EXPECT_EQ(Ask(Request("POST /api/v1/settings", by_cookie + "X-Baton-CSRF: 1\r\n")).status, 204);
}

TEST_F(CallTest, SetsCookiesThatCannotBreakOut) {
  const auto good = Ask(Request("GET /api/v1/cookie", "Cookie: a=1; b=2\r\n"));
  EXPECT_EQ(good.header("set-cookie"), "a=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
  EXPECT_THAT(good.body, HasSubstr(R"("text":"2")"));
  for (const char* value : {"a%0d%0aSet-Cookie:%20b=1", "a;%20Domain=evil", "%00", "a%0a"}) {
    const auto answer = Ask(Request("GET /api/v1/cookie?value=" + std::string(value)));
    EXPECT_GE(answer.status, 400) << value;
    EXPECT_EQ(answer.headers.count("set-cookie"), 0u);
  }
}

TEST_F(CallTest, SetsSecureCookiesOnAnHttpsSite) {
  options_.public_url = "https://baton.test";
  const auto answer = Ask(Request("GET /api/v1/cookie"));
  EXPECT_THAT(answer.header("set-cookie"), HasSubstr("; Secure"));
  EXPECT_FALSE(answer.header("strict-transport-security").empty());
}

TEST_F(CallTest, CountsWhoAsksTooOften) {
  std::atomic<int> left = 1;
  options_.rate = [&left](const RequestInfo&) -> Result<Done> {
    if (left-- > 0) return Done{};
    return Fail(Kind::too_many, "problem.session.wait", {{"seconds", 30}});
  };
  EXPECT_EQ(Ask(Request("GET /api/v1/hello")).status, 200);
  const auto refused = Ask(Request("GET /api/v1/hello"));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("retry-after"), "30");
  EXPECT_EQ(Ask(Request("GET /")).status, 200);
}

// A page outside of the API has a form, which sends what forms send; and it states its own policy.
TEST_F(CallTest, TakesTheFormOfAPage) {
  const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
  const auto sent = Ask(Request("POST /page/t", form, "name=a+b%26c&note=%C3%A4"));
  EXPECT_EQ(sent.status, 200) << sent.body;
  EXPECT_EQ(sent.body, "a b&c|\xc3\xa4");
  EXPECT_EQ(Ask(Request("POST /page/t", form, "name=a%0Bb%7f&note=%0D%0A")).body, "a b |\r\n");
  EXPECT_EQ(Ask(Request("POST /page/t", form, "name=a&name=b")).status, 422);
  EXPECT_EQ(Ask(Request("POST /page/t", form, "name=a&surprise=b")).status, 422);
  EXPECT_EQ(Ask(Request("POST /page/t", form, "name=%FF")).status, 400);
  EXPECT_EQ(Ask(Request("POST /page/t", form, "name=%0")).status, 400);
  EXPECT_EQ(Ask(Request("POST /page/t", form, "name=" + std::string(1000, 'a'))).status, 413);
  EXPECT_EQ(Ask(Request("POST /page/t", form + "Origin: https://evil.example\r\n", "name=a")).status, 403);
  EXPECT_EQ(Ask(Request("POST /page/t", form + "Sec-Fetch-Site: cross-site\r\n", "name=a")).status, 403);
  EXPECT_EQ(Ask(Request("POST /api/v1/things", kAdministrator + form, "name=a")).status, 415);
}

TEST_F(CallTest, APageStatesItsOwnPolicy) {
  const auto page = Ask(Request("GET /page/t"));
  EXPECT_EQ(page.header("content-security-policy"), "default-src 'none'");
  EXPECT_EQ(page.headers.count("content-security-policy"), 1u);
  EXPECT_EQ(page.header("x-content-type-options"), "nosniff");
  EXPECT_THAT(Ask(Request("GET /")).header("content-security-policy"), HasSubstr("default-src 'self'"));
  EXPECT_THAT(Ask(Request("GET /api/openapi.json")).body, Not(HasSubstr("/page/")));
}

TEST_F(CallTest, DescribesItself) {
  const auto answer = Ask(Request("GET /api/openapi.json"));
  const auto document = json::Parse(answer.body);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->at("openapi").as_string(), "3.1.0");
  const auto& change = document->at("paths").at("/api/v1/things/{id}").at("patch");
  EXPECT_EQ(change.at("operationId").as_string(), "changeThing");
  EXPECT_EQ(change.at("parameters").as_array().size(), 2u);
  EXPECT_TRUE(document->at("components").at("schemas").as_object().contains("ThingPage"));
  EXPECT_TRUE(document->at("components").at("schemas").as_object().contains("ThingPatch"));
  EXPECT_EQ(json::ToText(OpenApi(router_, "Baton", "1")), answer.body);
  const auto page = Ask(Request("GET /api/docs"));
  EXPECT_THAT(page.body, HasSubstr("id=\"problem.stale\""));
  EXPECT_THAT(page.body, HasSubstr("<h2 id=\"part-problems\">"));
  EXPECT_THAT(page.body, Not(HasSubstr("<script")));
}

}  // namespace
}  // namespace baton::http
