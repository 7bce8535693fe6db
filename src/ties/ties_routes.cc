#include "ties/ties_routes.h"

#include "book/directory.h"
#include "http/router.h"
#include "ties/ties_view.h"

namespace baton::ties {
namespace {

Result<AccountTies> Get(const http::Call& call, Id id) {
  if (!book::FindAccount(call.db(), call.scope(), id)) return NotFound("account");
  return ViewTies(call.db(), call.org_id(), id, call.now());
}

}  // namespace

void AddTiesRoutes(http::Router& router) {
  router.Get(
      "/api/v1/accounts/{id}/ties",
      {.name = "getAccountTies",
       .deed = access::Deed::read,
       .word = access::Word::account,
       .summary =
           "Who of us knows the client, how well, and on how many of us the client hangs; from who was in "
           "touch when, never from what was said"},
      Get);
}

}  // namespace baton::ties
