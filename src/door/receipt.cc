#include "door/receipt.h"

#include <algorithm>

#include "book/directory.h"
#include "door/receipt_store.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "takeover/directory.h"
#include "words/catalogue.h"

namespace baton::door {
namespace {

using coaching::Displaced;
using coaching::Event;
using coaching::Interruption;
using coaching::Outcome;

class Receipts {
 public:
  Receipts(const http::Call& call, db::Connection& connection, std::span<const Event> events)
      : call_(call),
        connection_(connection),
        zone_(coaching::ZoneOf(connection, call.org_id(), call.person_id())) {
    std::vector<Id> people_ids;
    std::vector<Id> account_ids;
    std::vector<Id> contact_ids;
    std::vector<Id> ids;
    for (const Event& event : events) {
      const Interruption& one = event.interruption;
      ids.push_back(one.id);
      people_ids.push_back(one.person_id);
      if (one.account_id) account_ids.push_back(*one.account_id);
      if (one.contact_id) contact_ids.push_back(*one.contact_id);
      if (const auto handoff = HandoffOf(one)) {
        successors_.emplace(one.id, handoff->to_id);
        people_ids.push_back(handoff->to_id);
      }
    }
    said_ = FindReceipts(connection, call.org_id(), ids);
    taken_ = takeover::FindTaken(connection, call.org_id(), ids);
    for (const auto& [id, said] : said_) people_ids.push_back(said.rep_id);
    for (const auto& [id, taken] : taken_) people_ids.push_back(taken.successor_id);
    people_ = people::FindRefs(connection, call.org_id(), people_ids);
    accounts_ = book::FindAccountRefs(connection, call.org_id(), account_ids);
    contacts_ = book::FindContactRefs(connection, call.org_id(), contact_ids);
  }

  ReceiptView View(const Event& event) const {
    const Interruption& one = event.interruption;
    ReceiptView view{.interruption_id = one.id,
                     .at = one.at,
                     .outcome = one.outcome,
                     .person = Find(people_, one.person_id),
                     .rep = {},
                     .account = Find(accounts_, one.account_id.value_or(Id{})),
                     .brought = {Brought(one)},
                     .displaced = {},
                     .made_good_at = {},
                     .is_made_good = false,
                     .reason = {},
                     .reply = {},
                     .takeover = {},
                     .may = {}};
    AddWords(view);
    for (const Displaced& displaced : event.displaced) {
      view.displaced.push_back(Line(displaced));
      const Instant good_at = displaced.promise.kept_at.value_or(displaced.promise.due_at);
      if (displaced.promise.state != coaching::PromiseState::withdrawn) {
        view.made_good_at = std::max(view.made_good_at.value_or(good_at), good_at);
      }
    }
    view.is_made_good =
        view.made_good_at && std::ranges::all_of(event.displaced, [](const Displaced& displaced) {
          return displaced.promise.kept_at || displaced.promise.state == coaching::PromiseState::withdrawn;
        });
    return view;
  }

 private:
  // Only the two read them.
  void AddWords(ReceiptView& view) const {
    const Id me = call_.person_id();
    if (const auto said = Find(said_, view.interruption_id);
        said && (said->person_id == me || said->rep_id == me)) {
      view.version = said->version;
      view.rep = Find(people_, said->rep_id);
      view.reason = said->reason;
      view.reply = said->reply;
      view.may = DeedsOf(*said, me);
      return;
    }
    const auto taken = Find(taken_, view.interruption_id);
    if (!taken || (taken->person_id != me && taken->successor_id != me)) return;
    view.rep = Find(people_, taken->successor_id);
    view.reason = taken->reason;
    view.reply = taken->reply;
    view.takeover = ReceiptTakeover{taken->id, taken->version};
  }

  template <class Map>
  static auto Find(const Map& map, Id id) -> std::optional<typename Map::mapped_type> {
    const auto found = map.find(id);
    return found == map.end() ? std::nullopt : std::optional(found->second);
  }

  // A handoff that the interruption was about; there are few, since few interruptions are shown.
  std::optional<handoff::Handoff> HandoffOf(const Interruption& one) const {
    if (!one.handoff_id) return std::nullopt;
    const access::Scope all{access::Reach::organization, call_.org_id(), call_.person_id()};
    return handoff::FindHandoff(connection_, all, *one.handoff_id);
  }

  std::string Brought(const Interruption& one) const {
    const auto person = Find(people_, one.person_id);
    const auto account = Find(accounts_, one.account_id.value_or(Id{}));
    const auto contact = Find(contacts_, one.contact_id.value_or(Id{}));
    const auto successor = successors_.find(one.id);
    const auto to = successor == successors_.end() ? std::nullopt : Find(people_, successor->second);
    Arguments arguments{
        {"minutes", std::int64_t{one.minutes}},
        {"account", account ? account->name : std::string("none")},
        {"contact", contact ? contact->name : std::string("none")},
        {"successor", to ? to->name : std::string("none")},
        {"who", one.person_id == call_.person_id() || !person ? std::string("you") : person->name}};
    switch (one.outcome) {
      case Outcome::introduced:
        return call_.Say({"door.receipt.introduced", std::move(arguments)});
      case Outcome::greeted:
        return call_.Say({"door.receipt.greeted", std::move(arguments)});
      case Outcome::taken:
        break;
    }
    return call_.Say({"door.receipt.taken", std::move(arguments)});
  }

  std::string Line(const Displaced& displaced) const {
    const auto when = [&](Instant at) {
      return words::Catalogue::Compiled().Say({"promise.when", {{"at", at.milliseconds}}}, call_.language(),
                                              zone_);
    };
    return call_.Say({"door.receipt.moved",
                      {{"title", displaced.promise.title},
                       {"from", when(displaced.displacement.from_at)},
                       {"to", when(displaced.displacement.to_at)},
                       {"kept", std::string(displaced.promise.kept_at ? "yes" : "no")}}});
  }

  const http::Call& call_;
  db::Connection& connection_;
  const std::string zone_;
  std::unordered_map<Id, Id> successors_;
  std::unordered_map<Id, Receipt> said_;
  std::unordered_map<Id, takeover::Takeover> taken_;
  std::unordered_map<Id, people::PersonRef> people_;
  std::unordered_map<Id, book::AccountRef> accounts_;
  std::unordered_map<Id, book::ContactRef> contacts_;
};

}  // namespace

std::vector<ReceiptView> ViewReceipts(const http::Call& call, db::Connection& connection,
                                      std::span<const Event> events) {
  if (events.empty()) return {};
  const Receipts receipts(call, connection, events);
  std::vector<ReceiptView> views;
  for (const Event& event : events) views.push_back(receipts.View(event));
  return views;
}

}  // namespace baton::door
