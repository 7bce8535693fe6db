// What the tests of webhooks share: a team, its handoffs, a webhook, the deeds that webhooks tell of, and a receiver that
// answers what the test wants.
#pragma once

#include <gmock/gmock.h>
#include <sys/socket.h>

#include <mutex>

#include "action/undo.h"
#include "book/book_routes.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "notice/notice_routes.h"
#include "outward/loopback_server.h"
#include "webhook/follow.h"
#include "webhook/webhook_routes.h"
#include "webhook/webhook_store.h"

namespace baton::webhook {

// One request a connection, on a port of this machine.
class Receiver {
 public:
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()) + "/hook"; }
  // To the requests that follow: a status, more headers, a body.
  void Answer(std::string status, std::string headers = "", std::string body = "") {
    const std::lock_guard lock(mutex_);
    answer_ = "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers +
              "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  std::vector<std::string> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void Talk(int client) {
    std::string request = Hear(client);
    const std::lock_guard lock(mutex_);
    requests_.push_back(std::move(request));
    ::send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL);
  }
  static std::string Hear(int client) {
    std::string heard;
    std::size_t whole = std::string::npos;
    char buffer[4'096];
    while (heard.size() < whole) {
      const auto count = ::recv(client, buffer, sizeof buffer, 0);
      if (count <= 0) break;
      heard.append(buffer, static_cast<std::size_t>(count));
      const auto end = heard.find("\r\n\r\n");
      const auto length = heard.find("Content-Length: ");
      if (end != std::string::npos && length != std::string::npos)
        whole = end + 4 + std::stoul(heard.substr(length + 16));
    }
    return heard;
  }

  mutable std::mutex mutex_;
  std::string answer_ = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
  std::vector<std::string> requests_;
  outward::LoopbackServer server_{[this](int client) { Talk(client); }};  // last: it goes first
};

class WebhookTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    handoff::AddHandoffRoutes(router);
    AddWebhookRoutes(router, options_of_);
    book::AddTables(tables_);
    handoff::AddTables(tables_);
    notice::AddTables(tables_);
    webhook::AddTables(tables_);
  }

  Id AddWebhook(const std::string& url = "http://127.0.0.1:9/") {
    const auto made = Post(ann_, "/api/v1/webhooks", R"({"name":"CRM","url":")" + url + R"(","is_on":true})");
    EXPECT_EQ(made.status, 201) << made.text;
    secret_ = made.Said("/secret");
    return *ParseId(made.Said("/id"));
  }
  // One look at the log.
  int Look() { return Follow(db(), kOrg, SystemClock().Now(), known_); }
  std::vector<Delivery> Made(Id webhook) {
    auto made = ListDeliveries(*db().Read(), kOrg, webhook, {.limit = 1'000});
    std::ranges::reverse(made);
    return made;
  }
  json::Value BodyOf(const Delivery& delivery) { return boost::json::parse(delivery.body); }

  template <class F>
  Id Act(const std::string& kind, F&& deed) {
    return *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, jim_}, kind, now_);
      deed(action);
      return action.id();
    });
  }
  Id Give(Id account, Id person, const std::string& kind = "account.change") {
    return Act(kind,
               [&](action::Action& action) { ASSERT_TRUE(book::MoveOwnership(action, account, person)); });
  }
  Id Undo(Id deed) {
    return Act("action.undo", [&](action::Action& action) { action::Undo(action, deed, tables_); });
  }

  seal::Key key_{{4, 5, 6}};
  WebhookOptions options_of_{.key = &key_, .hosts = outward::Hosts::private_too};
  action::Tables tables_;
  Known known_;
  std::string secret_;
};

}  // namespace baton::webhook
