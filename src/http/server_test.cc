#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

#include "http/server_test_fixture.h"

namespace baton::http {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kRep = "X-Role: rep\r\n";
constexpr const char* kAdministrator = "X-Role: administrator\r\n";
const std::string kJson = std::string(kAdministrator) + "Content-Type: application/json\r\n";

TEST_F(ServerTest, AnswersAndKeepsTheConnection) {
  Start();
  TestClient client(server_->port());
  for (int count = 0; count < 3; ++count) {
    const auto answer = client.Ask(Request("GET /api/v1/hello"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"text":"hello","number":0})");
    EXPECT_EQ(answer.header("connection"), "keep-alive");
    EXPECT_EQ(answer.header("date"), "Tue, 24 Nov 2026 09:41:00 GMT");
    EXPECT_EQ(answer.header("cache-control"), "no-store");
    EXPECT_THAT(answer.header("content-security-policy"), HasSubstr("default-src 'self'"));
    EXPECT_FALSE(answer.header("x-request-id").empty());
  }
}

TEST_F(ServerTest, AnswersPipelinedRequestsInTheirOrder) {
  Start();
  TestClient client(server_->port());
  client.Send(Request("GET /api/v1/hello") + Request("GET /api/v1/nothing") +
              Request("GET /api/v1/things/5", kAdministrator));
  EXPECT_EQ(client.Read().status, 200);
  EXPECT_EQ(client.Read().status, 404);
  EXPECT_EQ(client.Read().header("etag"), "\"3\"");
}

TEST_F(ServerTest, ReadsARequestByteByByteAndServesOthersMeanwhile) {
  Start();
  TestClient slow(server_->port());
  const std::string request = Request("POST /api/v1/things", kJson, R"({"name":"Eva"})");
  for (const char c : request) {
    ASSERT_TRUE(slow.Send(std::string_view(&c, 1)));
    if (c == '\n') {
      EXPECT_EQ(Ask(Request("GET /api/v1/hello")).status, 200);
    }
  }
  EXPECT_EQ(slow.Read().status, 201);
}

TEST_F(ServerTest, ClosesAConnectionWhoseHeadTakesTooLong) {
  options_.header_seconds = 1;
  Start();
  TestClient client(server_->port());
  client.Send("GET /api/v1/hello HTTP/1.1\r\n");
  EXPECT_EQ(client.ReadAll(), "");
}

TEST_F(ServerTest, RefusesALargeBodyWithAnAnswer) {
  const std::string large(3u << 20, 'a');
  const auto stated = Ask(Request("POST /api/v1/things", kJson, large));
  EXPECT_EQ(stated.status, 413);
  EXPECT_THAT(stated.body, HasSubstr("problem.too_large"));
  EXPECT_THAT(stated.body, HasSubstr("at most 1 MB"));
  TestClient client(server_->port());
  std::string chunked =
      "POST /api/v1/things HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n" + kJson + "\r\n";
  chunked += "300000\r\n" + large + "\r\n0\r\n\r\n";
  client.Send(chunked);
  EXPECT_EQ(client.Read().status, 413);
}

TEST_F(ServerTest, RefusesWhatIsNoRequest) {
  for (const std::string bytes :
       {"hello\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a%00 HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
        "GET nothing HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nbroken\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}) {
    EXPECT_EQ(Ask(bytes).status, 400) << bytes;
  }
  EXPECT_EQ(Ask(Request("GET /", "X-Long: " + std::string(100'000, 'a') + "\r\n")).status, 431);
}

TEST_F(ServerTest, AnswersHeadWithoutABody) {
  Start();
  TestClient client(server_->port());
  client.Send(Request("HEAD /api/v1/hello"));
  const auto head = client.Read(false);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), "27");
  EXPECT_EQ(client.Ask(Request("GET /api/v1/hello")).body.size(), 27u);
}

TEST_F(ServerTest, KnowsWhichMethodsAPathTakes) {
  const auto options = Ask(Request("OPTIONS /api/v1/things/5"));
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.header("allow"), "GET, HEAD, PATCH, DELETE, OPTIONS");
  const auto put = Ask(Request("PUT /api/v1/things/5"));
  EXPECT_EQ(put.status, 405);
  EXPECT_EQ(put.header("allow"), "GET, HEAD, PATCH, DELETE, OPTIONS");
  EXPECT_EQ(Ask(Request("POST /index.html")).status, 405);
}

TEST_F(ServerTest, CompressesTextForWhoTakesIt) {
  const auto packed = Ask(Request("GET /api/v1/long", "Accept-Encoding: br, gzip\r\n"));
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), 200u);
  EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
  EXPECT_EQ(Ask(Request("GET /api/v1/long", "Accept-Encoding: gzip;q=0\r\n")).header("content-encoding"), "");
  EXPECT_EQ(Ask(Request("GET /api/v1/hello", "Accept-Encoding: gzip\r\n")).header("content-encoding"), "");
}

TEST_F(ServerTest, StreamsAFileInChunks) {
  const auto answer = Ask(Request("GET /api/v1/stream", kAdministrator));
  EXPECT_EQ(answer.header("transfer-encoding"), "chunked");
  EXPECT_EQ(answer.body, "123");
  const auto named = Ask(Request("GET /api/v1/things/6.csv", kAdministrator));
  EXPECT_EQ(named.body, "6");
  EXPECT_EQ(named.header("content-disposition"),
            "attachment; filename=\"Gr__e _1_.csv\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.csv");
}

TEST_F(ServerTest, HidesWhatAnExceptionSays) {
  const auto answer = Ask(Request("GET /api/v1/throw"));
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(answer.body, Not(HasSubstr("secret")));
  EXPECT_THAT(answer.body, HasSubstr(answer.header("x-request-id")));
}

TEST_F(ServerTest, AnswersBusyWhenTheQueueIsFull) {
  options_.workers = 1;
  options_.max_queue = 1;
  Start();
  TestClient first(server_->port());
  first.Send(Request("GET /api/v1/slow"));
  while (!is_at_work_) std::this_thread::yield();
  TestClient second(server_->port());
  second.Send(Request("GET /api/v1/slow"));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const auto third = Ask(Request("GET /api/v1/hello"));
  EXPECT_EQ(third.status, 503);
  EXPECT_EQ(third.header("retry-after"), "1");
  is_let_go_ = true;
  EXPECT_EQ(first.Read().status, 200);
  EXPECT_EQ(second.Read().status, 200);
}

TEST_F(ServerTest, EndsWhatRunsBeforeItStops) {
  Start();
  TestClient idle(server_->port());
  EXPECT_EQ(idle.Ask(Request("GET /api/v1/hello")).status, 200);
  TestClient busy(server_->port());
  busy.Send(Request("GET /api/v1/slow"));
  TestClient listener(server_->port());
  listener.Send(Request("GET /api/v1/events", kRep));
  EXPECT_EQ(listener.ReadHead().status, 200);
  while (!is_at_work_) std::this_thread::yield();
  server_->Stop();
  EXPECT_EQ(idle.ReadAll(), "");
  EXPECT_THAT(listener.ReadAll(), HasSubstr("retry"));
  is_let_go_ = true;
  const auto answer = busy.Read();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("connection"), "close");
  server_->Wait();
  EXPECT_EQ(events_.count(), 0u);
  EXPECT_THROW(TestClient(server_->port()), std::runtime_error);
}

TEST_F(ServerTest, TakesSeveralFilesOfAForm) {
  const std::string big(2u << 20, 'b');
  const std::string form =
      "--xx\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\naccounts\r\n"
      "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\\\..\\\\a.csv\"\r\n"
      "Content-Type: text/csv\r\n\r\nid,name\r\n1,Eva\r\n"
      "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"empty.csv\"\r\n\r\n\r\n"
      "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../b.csv\"\r\n\r\n" +
      big + "\r\n--xx--\r\n";
  const auto answer =
      Ask(Request("POST /api/v1/files",
                  std::string(kAdministrator) + "Content-Type: multipart/form-data; boundary=xx\r\n", form));
  EXPECT_EQ(answer.status, 201);
  const auto echo = json::FromText<Echo>(answer.body);
  ASSERT_TRUE(echo) << answer.body;
  EXPECT_EQ(echo->text,
            "file|a.csv|id,name\r\n1,Eva\nfile|empty.csv|\nfile|b.csv|bbbbbbbbbbbbbbbbbbbb\nkind=accounts\n");
  EXPECT_EQ(echo->number, static_cast<std::int64_t>(big.size()) + 14);
  EXPECT_EQ(Ask(Request("GET /api/v1/hello")).status, 200);
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "uploads"));
}

TEST_F(ServerTest, TakesARawFileAndRefusesBrokenForms) {
  const auto raw = Ask(Request("POST /api/v1/files?name=a.csv",
                               std::string(kAdministrator) + "Content-Type: text/csv\r\n", "a,b"));
  EXPECT_THAT(raw.body, HasSubstr("|a.csv|a,b"));
  const std::string type = std::string(kAdministrator) + "Content-Type: multipart/form-data; boundary=xx\r\n";
  EXPECT_EQ(Ask(Request("POST /api/v1/files", type, "--xx\r\nContent-Disp")).status, 400);
  EXPECT_EQ(Ask(Request("POST /api/v1/files", type, "nothing here")).status, 400);
  // Refused before a byte of the body is read.
  const auto stranger = Ask("POST /api/v1/files HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
  EXPECT_EQ(stranger.status, 401);
}

TEST_F(ServerTest, RefusesAFileThatIsTooLargeForItsPlaceBeforeItComes) {
  const std::string head = std::string(kAdministrator) + "Content-Type: text/plain\r\n";
  EXPECT_EQ(Ask(Request("POST /api/v1/small-files", head, "a letter")).status, 201);
  const auto large =
      Ask("POST /api/v1/small-files HTTP/1.1\r\nHost: a\r\n" + head + "Content-Length: 300000000\r\n\r\n");
  EXPECT_EQ(large.status, 413);
}

TEST_F(ServerTest, AsksForABodyThatWaitsToBeAskedFor) {
  Start();
  TestClient client(server_->port());
  client.Send("POST /api/v1/things HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 14\r\n" +
              kJson + "\r\n");
  EXPECT_EQ(client.ReadHead().status, 100);
  EXPECT_EQ(client.Ask(R"({"name":"Eva"})").status, 201);
}

TEST_F(ServerTest, DeletesAFileThatWasMadeToBeSent) {
  WriteFile(folder_ / "export.zip", std::string(1u << 20, 'z'));
  router_.Get("/api/v1/export", {.name = "export", .open = true}, [this](const Call&) -> Result<File> {
    return File{.content_type = "application/zip",
                .name = "a.zip",
                .path = folder_ / "export.zip",
                .remove_after = true};
  });
  EXPECT_EQ(Ask(Request("GET /api/v1/export")).body.size(), 1u << 20);
  // Gone soon after its last byte was sent, which may be after it was read here.
  while (std::filesystem::exists(folder_ / "export.zip"))
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_EQ(Ask(Request("GET /api/v1/export")).status, 500);
}

TEST_F(ServerTest, HoldsManyConnectionsWithoutKeepingAnybodyWaiting) {
  options_.max_queue = 300;  // where the workers are slow, all of them wait at once
  Start();
  std::vector<std::unique_ptr<TestClient>> held;
  for (int count = 0; count < 300; ++count) {
    held.push_back(std::make_unique<TestClient>(server_->port()));
    held.back()->Send("GET /api/v1/hello HTTP/1.1\r\n");
  }
  EXPECT_EQ(Ask(Request("GET /api/v1/hello")).status, 200);
  for (auto& client : held) client->Send("Host: a\r\n\r\n");
  for (auto& client : held) EXPECT_EQ(client->Read().status, 200);
}

TEST_F(ServerTest, TakesNoLargeBodyOfWhoMayNot) {
  Start();
  TestClient stranger(server_->port());
  stranger.Send("POST /api/v1/things HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n");
  EXPECT_EQ(stranger.Read().status, 401);  // before a byte of it was sent
  TestClient chunked(server_->port());
  chunked.Send("POST /api/v1/things HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  EXPECT_EQ(chunked.Read().status, 401);
}

TEST_F(ServerTest, SendsEventsToWhoTheyAreFor) {
  Start();
  TestClient client(server_->port());
  client.Send(Request("GET /api/v1/events", kRep));
  const auto head = client.ReadHead();
  EXPECT_EQ(head.header("content-type"), "text/event-stream");
  client.ReadUntil("\n\n");
  events_.Publish({.org_id = Id{1}, .id = "1", .event = "action", .data = "other organization"});
  events_.Publish(
      {.org_id = Id{7}, .person_ids = {Id{99}}, .id = "2", .event = "action", .data = "other person"});
  events_.Publish(
      {.org_id = Id{7}, .person_ids = {Id{8}}, .id = "3", .event = "notice", .data = "two\nlines"});
  EXPECT_EQ(client.ReadUntil("\n\n"), "id: 3\nevent: notice\ndata: two\ndata: lines\n\n");
}

TEST_F(ServerTest, EndsTheEventsOfWhoIsNotSignedInAnyMore) {
  std::atomic<bool> is_signed_in = true;
  options_.heartbeat_seconds = 1;
  options_.authenticate = [&](const RequestInfo& request) {
    return is_signed_in ? AuthenticateTest(request) : Result<std::optional<access::Principal>>(std::nullopt);
  };
  Start();
  TestClient client(server_->port());
  client.Send(Request("GET /api/v1/events", kRep));
  client.ReadHead();
  client.ReadUntil("\n\n");
  EXPECT_EQ(client.ReadUntil("\n\n"), ":\n\n");  // asked, and let stay
  is_signed_in = false;
  client.ReadAll();
  events_.Publish({.org_id = Id{7}, .id = "1", .event = "action", .data = "too late"});
  EXPECT_EQ(events_.count(), 0u);
}

TEST_F(ServerTest, ResumesEventsWithoutRepeatingAny) {
  Start();
  TestClient client(server_->port());
  client.Send(Request("GET /api/v1/events", std::string(kRep) + "Last-Event-ID: 11\r\n"));
  client.ReadHead();
  client.ReadUntil("\n\n");
  EXPECT_EQ(client.ReadUntil("\n\n"), "id: 12\nevent: action\ndata: after 11\n\n");
  events_.Publish({.org_id = Id{7}, .id = "12", .event = "action", .data = "again"});
  events_.Publish({.org_id = Id{7}, .id = "13", .event = "action", .data = "new"});
  EXPECT_EQ(client.ReadUntil("\n\n"), "id: 13\nevent: action\ndata: new\n\n");
}

TEST_F(ServerTest, ServesTheInterface) {
  const auto page = Ask(Request("GET /accounts/12"));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("cache-control"), "no-cache");
  EXPECT_EQ(Ask(Request("GET /", "If-None-Match: " + page.header("etag") + "\r\n")).status, 304);
  EXPECT_EQ(Ask(Request("GET /", "Accept-Encoding: gzip\r\n")).header("content-encoding"), "gzip");
  const auto script = Ask(Request("GET /assets/app-3f2a91bc.js"));
  EXPECT_EQ(script.body, "let a = 1;");
  EXPECT_THAT(script.header("cache-control"), HasSubstr("immutable"));
  EXPECT_EQ(Ask(Request("GET /assets/app-3f2a91bc.js", "Accept-Encoding: br\r\n")).body, "brotli");
  EXPECT_EQ(Ask(Request("GET /assets/gone.js")).status, 404);
}

TEST_F(ServerTest, ServesNothingOutsideItsFolder) {
  for (const char* path : {"/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "//secret.txt",
                           "/..%2fsecret.txt", "/assets/%2e%2e/%2e%2e/secret.txt"}) {
    const auto answer = Ask(Request(std::string("GET ") + path));
    EXPECT_THAT(answer.body, Not(HasSubstr("secret"))) << path;
    EXPECT_NE(answer.status, 200) << path;
  }
}

}  // namespace
}  // namespace baton::http
