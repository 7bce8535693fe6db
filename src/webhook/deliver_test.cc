// How a delivery goes: what is sent, what each answer means, when it is tried again.
#include "webhook/deliver.h"

#include "webhook/signature.h"
#include "webhook/webhook_fixture.h"
#include "webhook/webhook_rules.h"

namespace baton::webhook {
namespace {

using testing::HasSubstr;

class DeliverTest : public WebhookTest {
 protected:
  void SetUp() override {
    WebhookTest::SetUp();
    if (IsSkipped()) return;
    hook_ = AddWebhook(receiver_.url());
    start_ = SystemClock().Now() + kMillisecondsPerMinute;
    clock_.Set(start_);
    Start();
  }
  void TearDown() override {
    runner_.reset();
    WebhookTest::TearDown();
  }
  void Start() {
    runner_.emplace(db(), clock_, job::RunnerOptions{.queue = std::string(kQueue)});
    AddWebhookJobs(*runner_, options_of_);
  }

  void Move() {
    Give(larmar_, OwnerOf(larmar_) == jada_ ? jim_ : jada_);
    Look();
  }
  // Delivers what is due so many milliseconds after the start.
  Delivery Deliver(std::int64_t after = 0) {
    clock_.Set(start_ + after);
    GiveToJobs(db(), clock_.Now());
    runner_->RunDue();
    return Made(hook_).back();
  }
  std::string PathOf(const Delivery& delivery) {
    return "/api/v1/webhook-deliveries/" + ToString(delivery.id) + "/retry";
  }
  std::string HookPath(const std::string& rest = "") { return "/api/v1/webhooks/" + ToString(hook_) + rest; }
  static std::string Header(const std::string& request, const std::string& name) {
    const auto at = request.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto from = at + name.size() + 4;
    return request.substr(from, request.find("\r\n", from) - from);
  }
  static std::string Body(const std::string& request) { return request.substr(request.find("\r\n\r\n") + 4); }
  // What the receiver finds: whether one of the signatures is by this secret.
  static bool IsSignedBy(const std::string& secret, const std::string& request) {
    const auto signature = Sign(secret, Header(request, "webhook-id"),
                                std::stoll(Header(request, "webhook-timestamp")), Body(request));
    return (" " + Header(request, "webhook-signature") + " ").find(" " + *signature + " ") !=
           std::string::npos;
  }

  FixedClock clock_{Instant{}};
  Instant start_;
  Receiver receiver_;
  std::optional<job::Runner> runner_;
  Id hook_;
};

TEST_P(DeliverTest, SendsASignedEventOnce) {
  Move();
  const Delivery sent = Deliver();
  EXPECT_EQ(sent.state, DeliveryState::delivered);
  EXPECT_EQ(sent.status, 204);
  EXPECT_EQ(sent.attempts, 1);
  EXPECT_FALSE(sent.next_at);
  Deliver(1'000);
  const auto requests = receiver_.requests();
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_TRUE(requests[0].starts_with("POST /hook HTTP/1.1\r\n"));
  EXPECT_EQ(Header(requests[0], "Content-Type"), "application/json");
  EXPECT_EQ(Header(requests[0], "webhook-id"), ToString(sent.event_id));
  EXPECT_EQ(Header(requests[0], "webhook-timestamp"), std::to_string(start_.milliseconds / 1'000));
  EXPECT_EQ(Body(requests[0]), sent.body);
  EXPECT_TRUE(IsSignedBy(secret_, requests[0]));
  EXPECT_FALSE(IsSignedBy(NewSecret(), requests[0]));
  Move();
  Deliver(2'000);
  EXPECT_EQ(job::ListJobs(*db().Read(), kOrg).size(), 1u) << "jobs that are done do not pile up";
}

TEST_P(DeliverTest, TriesAgainAndSendsTheSame) {
  receiver_.Answer("500 Oh", "", "no \x01room\xff.");
  Move();
  Delivery failed = Deliver();
  EXPECT_EQ(failed.state, DeliveryState::failed);
  EXPECT_EQ(failed.status, 500);
  EXPECT_EQ(failed.answer, "no  room .");
  EXPECT_EQ(failed.next_at, start_ + 5'000);
  Deliver(4'000);
  EXPECT_EQ(receiver_.requests().size(), 1u);
  failed = Deliver(5'000);
  EXPECT_EQ(failed.attempts, 2);
  EXPECT_EQ(failed.next_at, start_ + 5'000 + 5 * kMillisecondsPerMinute);
  receiver_.Answer("200 OK");
  const Delivery sent = Deliver(5'000 + 5 * kMillisecondsPerMinute);
  EXPECT_EQ(sent.state, DeliveryState::delivered);
  EXPECT_EQ(sent.answer, "");
  const auto requests = receiver_.requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_EQ(Header(requests[0], "webhook-id"), Header(requests[2], "webhook-id"));
  EXPECT_EQ(Body(requests[0]), Body(requests[2]));
  EXPECT_NE(Header(requests[0], "webhook-timestamp"), Header(requests[2], "webhook-timestamp"));
}

TEST_P(DeliverTest, WaitsAsLongAsItIsAskedTo) {
  receiver_.Answer("429 Busy", "Retry-After: 120\r\n");
  Move();
  EXPECT_EQ(Deliver().next_at, start_ + 120'000);
}

TEST_P(DeliverTest, GivesUpAfterTheLastAttemptSaysSoOnceAndCanBeSentAgain) {
  receiver_.Answer("503 Away");
  Move();
  Give(bexley_, jada_);
  Look();
  std::int64_t after = 0;
  for (int attempt = 1; attempt <= kMaxAttempts; ++attempt) {
    const Delivery one = Deliver(after);
    EXPECT_EQ(one.attempts, attempt);
    after += PauseAfter(attempt).value_or(0);
  }
  const Delivery given_up = Made(hook_).back();
  EXPECT_EQ(given_up.state, DeliveryState::given_up);
  EXPECT_FALSE(given_up.next_at);
  EXPECT_EQ(NoticesOf(ann_), 1);
  EXPECT_EQ(Get(ann_, "/api/v1/webhooks").Number("/items/0/given_up"), 2);
  receiver_.Answer("204 No Content");
  EXPECT_EQ(Post(ann_, PathOf(given_up), "").Said("/state"), "waiting");
  EXPECT_EQ(Post(ann_, PathOf(given_up), "").status, 409);
  EXPECT_EQ(Deliver(after).state, DeliveryState::delivered);
}

TEST_P(DeliverTest, IsSwitchedOffByAReceiverThatIsGone) {
  receiver_.Answer("410 Gone");
  Move();
  EXPECT_EQ(Deliver().fault, Fault::gone);
  EXPECT_EQ(Get(ann_, "/api/v1/webhooks").at("/items/0/is_on"), json::Value(false));
  EXPECT_EQ(NoticesOf(ann_), 1);
  EXPECT_EQ(NoticesOf(jim_), 0);
  EXPECT_EQ(Post(ann_, HookPath("/test"), "").Said("/code"), "problem.webhook.off");
  EXPECT_EQ(Post(ann_, PathOf(Made(hook_).back()), "").Said("/code"), "problem.webhook.off");
}

TEST_P(DeliverTest, FollowsNoRedirection) {
  const Receiver elsewhere;
  receiver_.Answer("302 Found", "Location: " + elsewhere.url() + "\r\n");
  Move();
  const Delivery one = Deliver();
  EXPECT_EQ(one.state, DeliveryState::failed);
  EXPECT_EQ(one.fault, Fault::redirected);
  EXPECT_TRUE(elsewhere.requests().empty());
}

TEST_P(DeliverTest, ReadsTwoKilobytesAndNoMore) {
  receiver_.Answer("200 OK", "", std::string(1'000'000, 'x'));
  Move();
  const Delivery sent = Deliver();
  EXPECT_EQ(sent.state, DeliveryState::delivered);
  EXPECT_EQ(sent.answer, std::string(200, 'x'));
}

TEST_P(DeliverTest, ConnectsToNoPrivateAddressWhateverTheNameIs) {
  options_of_.hosts = outward::Hosts::public_only;
  Start();
  Move();
  const Delivery one = Deliver();
  EXPECT_EQ(one.state, DeliveryState::failed);
  EXPECT_EQ(one.fault, Fault::private_address);
  EXPECT_TRUE(receiver_.requests().empty());
  EXPECT_EQ(Post(ann_, "/api/v1/webhooks", R"({"name":"x","url":"http://127.0.0.1/","is_on":true})")
                .Said("/errors/0/code"),
            "problem.host.private");
}

TEST_P(DeliverTest, SaysThatNobodyAnswers) {
  EXPECT_EQ(Ask(ann_, http::Method::patch, HookPath(), R"({"url":"http://127.0.0.1:1/"})", 1).status, 200);
  Move();
  const Delivery one = Deliver();
  EXPECT_EQ(one.fault, Fault::no_answer);
  EXPECT_EQ(one.status, 0);
  EXPECT_NE(one.answer, "");
}

TEST_P(DeliverTest, SignsWithTwoSecretsForAWhile) {
  const std::string old = secret_;
  EXPECT_EQ(Post(ann_, HookPath("/secret"), "{}").status, 428);
  EXPECT_EQ(Post(ann_, HookPath("/secret"), R"({"keep_hours":500})", 1).status, 422);
  const auto rotated = Post(ann_, HookPath("/secret"), "{}", 1);
  ASSERT_EQ(rotated.status, 201) << rotated.text;
  const std::string fresh = rotated.Said("/secret");
  EXPECT_NE(fresh, old);
  EXPECT_TRUE(rotated.at("/old_secret_until").is_string());
  Move();
  Deliver();
  Move();
  Deliver(25 * 60 * kMillisecondsPerMinute);
  const auto requests = receiver_.requests();
  ASSERT_EQ(requests.size(), 2u);
  EXPECT_TRUE(IsSignedBy(old, requests[0]));
  EXPECT_TRUE(IsSignedBy(fresh, requests[0]));
  EXPECT_FALSE(IsSignedBy(old, requests[1]));
  EXPECT_TRUE(IsSignedBy(fresh, requests[1]));
}

TEST_P(DeliverTest, KeepsItsSecretsOutOfTheLogAndSealed) {
  Post(ann_, HookPath("/secret"), "{}", 1);
  auto reader = db().Read();
  for (const std::string& text :
       reader->Query<std::string>("SELECT COALESCE(new_values, '') AS t FROM change WHERE org_id = $1 AND "
                                  "table_name LIKE 'webhook%'",
                                  kOrg)) {
    EXPECT_THAT(text, testing::Not(HasSubstr("sec")));
  }
  const auto sealed = reader->Query<std::string>("SELECT sealed FROM webhook_secret WHERE org_id = $1", kOrg);
  EXPECT_EQ(sealed.size(), 2u);
  for (const std::string& text : sealed) EXPECT_THAT(text, testing::Not(HasSubstr("whsec")));
  EXPECT_THAT(Get(ann_, "/api/v1/webhooks").text, HasSubstr(R"("secret":null)"));
}

TEST_P(DeliverTest, GoesOnWithAnotherJobOfAProcessThatDied) {
  Move();
  GiveToJobs(db(), clock_.Now());
  // The process took it, sent it, and died before it wrote that down.
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE job SET state = 'running', locked_by = 'dead', locked_until = $1", start_ + 30'000);
    tx.Execute("UPDATE webhook_delivery SET attempts = 1");
  });
  EXPECT_EQ(Deliver(1'000).state, DeliveryState::waiting) << "the other may live";
  const Delivery sent = Deliver(31'000);
  EXPECT_EQ(sent.state, DeliveryState::delivered);
  EXPECT_EQ(sent.attempts, 2);
}

TEST_P(DeliverTest, DeliversManyAFewAtATime) {
  Act("handoff.step", [&](action::Action& action) {
    for (int i = 0; i < 60; ++i) {
      Id account;
      action::Action making(action.tx(), {kOrg, jim_}, "account.create", now_);
      account = AddAccount(making, "Client " + std::to_string(i), "Cars", 1, jim_);
      ASSERT_TRUE(book::MoveOwnership(action, account, jada_));
    }
  });
  EXPECT_EQ(Look(), 60);
  Deliver();
  for (const Delivery& one : Made(hook_)) EXPECT_EQ(one.state, DeliveryState::delivered);
  EXPECT_EQ(receiver_.requests().size(), 60u);
}

TEST_P(DeliverTest, SendsATestAndSweepsWhatIsOld) {
  const auto test = Post(ann_, HookPath("/test"), "");
  ASSERT_EQ(test.status, 201) << test.text;
  EXPECT_EQ(Deliver(500).state, DeliveryState::delivered);
  EXPECT_THAT(receiver_.requests().at(0), HasSubstr(R"("type":"webhook.test")"));
  const auto sweep = [&](int days) {
    db().Write([&](db::Tx& tx) { Sweep(tx, kOrg, start_ + days * kMillisecondsPerDay); });
    return Made(hook_).size();
  };
  EXPECT_EQ(sweep(29), 1u);
  EXPECT_EQ(sweep(31), 0u);
}

TEST_P(DeliverTest, IsForAdministratorsAndTheirOwnOrganization) {
  for (const Id person : {jim_, jada_, dana_}) {
    EXPECT_EQ(Get(person, "/api/v1/webhooks").status, 403);
    EXPECT_EQ(Get(person, HookPath("/deliveries")).status, 403);
    EXPECT_EQ(Post(person, HookPath("/test"), "").status, 403);
  }
  EXPECT_EQ(Get(ann_, "/api/v1/webhooks/1/deliveries").status, 404);
  for (int i = 1; i < 10; ++i) AddWebhook();
  EXPECT_EQ(Post(ann_, "/api/v1/webhooks", R"({"name":"x","url":"https://crm.example/","is_on":true})")
                .Said("/code"),
            "problem.webhook.too_many");
}

INSTANTIATE_TEST_SUITE_P(Engines, DeliverTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::webhook
