// What an interruption brought and what it displaced, in words, and what the two say to each other about it: why the
// manager took it, free of blame, and what the rep whose promise gave way says to that. After "take it" at the door, and on
// Today for the two it concerns; nobody else reads it.
//
// Where that rep also serves the client, the takeover holds reason and reply (takeover/takeover.h), and the receipt names it.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "book/account.h"
#include "coaching/directory.h"
#include "http/call.h"
#include "people/person.h"
#include "takeover/takeover.h"

namespace baton::door {

// The row.
struct Receipt {
  static constexpr std::string_view kTable = "receipt";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id interruption_id;
  Id person_id;  // who took it
  Id rep_id;     // whose promise gave way
  std::optional<takeover::Reason> reason;
  std::optional<takeover::Reply> reply;
  std::optional<Instant> replied_at;
};
BOOST_DESCRIBE_STRUCT(Receipt, (),
                      (org_id, id, version, interruption_id, person_id, rep_id, reason, reply, replied_at))

enum class ReceiptDeed { reason, reply };
BOOST_DESCRIBE_ENUM(ReceiptDeed, reason, reply)

// The takeover that the interruption stands in.
struct ReceiptTakeover {
  static constexpr const char* kSchemaName = "ReceiptTakeover";

  Id id;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ReceiptTakeover, (), (id, version))

struct ReceiptView {
  static constexpr const char* kSchemaName = "Receipt";

  Id interruption_id;
  std::int64_t version = 0;  // for reason and reply; 0: there is nothing to say here
  Instant at;
  coaching::Outcome outcome = coaching::Outcome::greeted;
  std::optional<people::PersonRef> person;  // who was taken away
  std::optional<people::PersonRef>
      rep;  // who reads the reason: whose promise gave way, else who serves the client
  std::optional<book::AccountRef> account;
  std::vector<std::string> brought;
  std::vector<std::string> displaced;
  std::optional<Instant> made_good_at;  // when what was displaced was done, or is to be
  bool is_made_good = false;            // all of it was done
  std::optional<takeover::Reason> reason;
  std::optional<takeover::Reply> reply;
  std::optional<ReceiptTakeover> takeover;  // reason and reply are said there
  std::vector<ReceiptDeed> may;             // what the caller may say here
};
BOOST_DESCRIBE_STRUCT(ReceiptView, (),
                      (interruption_id, version, at, outcome, person, rep, account, brought, displaced,
                       made_good_at, is_made_good, reason, reply, takeover, may))

// As the caller reads them, in the order of `events`. REQUIRES: each concerns the caller.
std::vector<ReceiptView> ViewReceipts(const http::Call& call, db::Connection& connection,
                                      std::span<const coaching::Event> events);

// For routes: POST /api/v1/door/receipts/{interruption_id}/reason and /reply.
struct ReasonInput {
  static constexpr const char* kSchemaName = "ReceiptReason";

  takeover::Reason reason = takeover::Reason::client_insisted;
};
BOOST_DESCRIBE_STRUCT(ReasonInput, (), (reason))

struct ReplyInput {
  static constexpr const char* kSchemaName = "ReceiptReply";

  takeover::Reply reply = takeover::Reply::fine;
};
BOOST_DESCRIBE_STRUCT(ReplyInput, (), (reply))

// The rep is told.
Result<ReceiptView> SayWhy(const http::Call& call, Id interruption_id, const ReasonInput& input);
// The manager is told; "could_have" also proposes the next level of delegation, which the manager agrees to or not.
Result<ReceiptView> ReplyTo(const http::Call& call, Id interruption_id, const ReplyInput& input);

}  // namespace baton::door
