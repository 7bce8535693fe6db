// What the two say to a receipt.
#include <algorithm>

#include "action/tables.h"
#include "action/version.h"
#include "book/directory.h"
#include "door/door_routes.h"
#include "door/receipt_store.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "takeover/directory.h"

namespace baton::door {
namespace {

// The interruption of a receipt, as the manager's events have it.
std::optional<coaching::Event> FindEvent(db::Connection& connection, const Receipt& receipt, Id reader) {
  const auto all = access::Scope{access::Reach::organization, receipt.org_id, reader};
  const Instant ever{0};
  auto events = reader == receipt.rep_id
                    ? coaching::FindEventsFor(connection, all.org_id, reader, ever)
                    : coaching::FindEventsOf(connection, all.org_id, receipt.person_id, ever);
  for (coaching::Event& event : events) {
    if (event.interruption.id == receipt.interruption_id) return std::move(event);
  }
  return std::nullopt;
}

Arguments WordsOf(action::Action& action, Id who, const coaching::Event& event, std::string word,
                  std::int64_t level) {
  db::Connection& connection = action.tx();
  const auto people = people::FindRefs(connection, action.org_id(), std::vector{who});
  const Id account_id = event.interruption.account_id.value_or(Id{});
  const auto accounts = book::FindAccountRefs(connection, action.org_id(), std::vector{account_id});
  const auto person = people.find(who);
  const auto account = accounts.find(account_id);
  return {{"person", person == people.end() ? std::string() : person->second.name},
          {"account", account == accounts.end() ? std::string("none") : account->second.name},
          {"word", std::move(word)},
          {"level", level}};
}

// What both deeds have in common: found, the caller's to say, of this version.
template <class F>
Result<ReceiptView> Do(const http::Call& call, Id interruption_id, ReceiptDeed deed, F&& change) {
  return call.Write([&](db::Tx& tx) -> Result<ReceiptView> {
    const auto rows = FindReceipts(tx, call.org_id(), std::span(&interruption_id, 1));
    const auto found = rows.find(interruption_id);
    const Id me = call.person_id();
    if (found == rows.end() || (found->second.person_id != me && found->second.rep_id != me)) {
      return NotFound("receipt");
    }
    const Receipt& before = found->second;
    if (auto current = action::CheckVersion(call, before.version, "receipt"); !current) {
      return Fail(current.error());
    }
    const auto may = DeedsOf(before, me);
    if (std::ranges::find(may, deed) == may.end()) return Fail(Kind::conflict, "problem.receipt.said");
    auto event = FindEvent(tx, before, me);
    if (!event) return NotFound("receipt");
    action::Action action(tx, call, "receipt." + std::string(json::NameOf(deed)), before.id);
    const auto saved = action.Update(before, change(action, before, *event));
    if (!saved) return Fail(saved.error());
    return std::move(ViewReceipts(call, tx, std::span(&*event, 1)).front());
  });
}

std::vector<Id> TheTwoOf(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<Id>(
      "SELECT person_id FROM receipt WHERE org_id = $1 AND id IN baton_list($2) UNION "
      "SELECT rep_id FROM receipt WHERE org_id = $1 AND id IN baton_list($2)",
      org_id, db::IdList(ids));
}

std::vector<Id> OthersReceipts(db::Connection& connection, const access::Principal& person,
                               std::span<const Id> row_ids) {
  return connection.Query<Id>(
      "SELECT id FROM receipt WHERE org_id = $1 AND id IN baton_list($2) AND person_id <> $3 AND rep_id <> "
      "$3",
      person.org_id, db::IdList(row_ids), person.person_id);
}

}  // namespace

std::unordered_map<Id, Receipt> FindReceipts(db::Connection& connection, Id org_id,
                                             std::span<const Id> interruption_ids) {
  std::unordered_map<Id, Receipt> receipts;
  for (Receipt& row : connection.Query<Receipt>(
           "SELECT org_id, id, version, interruption_id, person_id, rep_id, reason, reply, replied_at FROM "
           "receipt WHERE org_id = $1 AND interruption_id IN baton_list($2) ORDER BY id",
           org_id, db::IdList(interruption_ids))) {
    receipts.emplace(row.interruption_id, std::move(row));
  }
  return receipts;
}

std::vector<ReceiptDeed> DeedsOf(const Receipt& receipt, Id person_id) {
  if (receipt.reply) return {};
  if (person_id == receipt.person_id) return {ReceiptDeed::reason};
  if (person_id == receipt.rep_id) return {ReceiptDeed::reply};
  return {};
}

Result<ReceiptView> SayWhy(const http::Call& call, Id interruption_id, const ReasonInput& input) {
  return Do(call, interruption_id, ReceiptDeed::reason,
            [&](action::Action& action, Receipt receipt, const coaching::Event& event) {
              receipt.reason = input.reason;
              notice::Emit(action, receipt.rep_id,
                           {"notice.receipt.reason", WordsOf(action, receipt.person_id, event,
                                                             std::string(json::NameOf(input.reason)), 0)},
                           "/");
              return receipt;
            });
}

Result<ReceiptView> ReplyTo(const http::Call& call, Id interruption_id, const ReplyInput& input) {
  return Do(call, interruption_id, ReceiptDeed::reply,
            [&](action::Action& action, Receipt receipt, const coaching::Event& event) {
              receipt.reply = input.reply;
              receipt.replied_at = action.now();
              const auto& account_id = event.interruption.account_id;
              const auto level =
                  input.reply == takeover::Reply::could_have && account_id
                      ? takeover::ProposeRaise(action, receipt.person_id, receipt.rep_id, *account_id)
                      : std::nullopt;
              notice::Emit(action, receipt.person_id,
                           {"notice.receipt.replied",
                            WordsOf(action, receipt.rep_id, event, std::string(json::NameOf(input.reply)),
                                    level.value_or(0))},
                           level ? "/levels?rep=" + ToString(receipt.rep_id) : "/");
              return receipt;
            });
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Receipt::kTable),
              .is_private = true,
              .out_of_reach = &OthersReceipts,
              .listeners = &TheTwoOf});
}

}  // namespace baton::door
