// What an interruption brought and what it displaced, in words: after "take it" at the door, and on Today for
// the two it concerns.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "book/account.h"
#include "coaching/directory.h"
#include "http/call.h"
#include "people/person.h"

namespace baton::door {

struct ReceiptView {
  static constexpr const char* kSchemaName = "Receipt";

  Id interruption_id;
  Instant at;
  coaching::Outcome outcome = coaching::Outcome::greeted;
  std::optional<people::PersonRef> person;  // who was taken away
  std::optional<book::AccountRef> account;
  std::vector<std::string> brought;
  std::vector<std::string> displaced;
  std::optional<Instant> made_good_at;  // when what was displaced was done, or is to be
};
BOOST_DESCRIBE_STRUCT(ReceiptView, (),
                      (interruption_id, at, outcome, person, account, brought, displaced, made_good_at))

// As the caller reads them, in the order of `events`. REQUIRES: each concerns the caller.
std::vector<ReceiptView> ViewReceipts(const http::Call& call, db::Connection& connection,
                                      std::span<const coaching::Event> events);

}  // namespace baton::door
