// A person's own chat: GET, POST and DELETE /api/v1/chat, and a test message.
#pragma once

#include "outward/address.h"
#include "seal/key.h"

namespace baton::action {
class Tables;
}
namespace baton::http {
class Router;
}

namespace baton::chat {

struct ChatOptions {
  const seal::Key* key = nullptr;                      // outlives routes and teller
  outward::Hosts hosts = outward::Hosts::public_only;  // where messages may go
};

// `options` outlives the router.
void AddChatRoutes(http::Router& router, const ChatOptions& options);
void AddTables(action::Tables& tables);

}  // namespace baton::chat
