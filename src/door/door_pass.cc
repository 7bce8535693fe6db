// The three ways at the door, each one action: introduce, greet and pass on, take it.
#include <algorithm>

#include "action/action.h"
#include "book/directory.h"
#include "coaching/directory.h"
#include "door/door.h"
#include "door/door_rules.h"
#include "door/server.h"
#include "handoff/directory.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "takeover/directory.h"

namespace baton::door {
namespace {

using coaching::Outcome;
using coaching::Promise;

std::vector<FieldFault> FaultsOf(const DoorInput& input, Instant now) {
  std::vector<FieldFault> faults;
  if (input.minutes && (*input.minutes < 1 || *input.minutes > coaching::kMaxMinutes)) {
    faults.push_back(
        {"minutes", {"problem.promise.minutes", {{"limit", std::int64_t{coaching::kMaxMinutes}}}}});
  }
  if (input.outcome != Outcome::taken) return faults;
  if (input.promise_id && !input.new_due_at) faults.push_back({"new_due_at", {"problem.field.required"}});
  if (!input.promise_id && input.new_due_at) faults.push_back({"promise_id", {"problem.field.required"}});
  if (input.new_due_at) {
    if (auto fault = coaching::FaultOfDue(*input.new_due_at, now, "new_due_at")) faults.push_back(*fault);
  }
  return faults;
}

class Pass {
 public:
  Pass(const http::Call& call, db::Tx& tx, const DoorInput& input, const book::Account& account,
       const std::optional<Serving>& serving, bool is_own)
      : call_(call), tx_(tx), input_(input), account_(account), serving_(serving), is_own_(is_own) {}

  Result<DoorDone> Do() {
    if (auto contact = FindContact(); !contact) return Fail(contact.error());
    if (input_.outcome == Outcome::introduced && !serving_) {
      return Fail(Kind::conflict, "problem.door.nobody_to_introduce", {{"account", account_.name}});
    }
    const Id id = tx_.NewId();
    action::Action action(tx_, call_, "door." + std::string(json::NameOf(input_.outcome)), id);
    coaching::Event event{.interruption = InsertInterruption(action, id), .displaced = {}};
    const auto done = input_.outcome == Outcome::taken ? Take(action, event) : TellServer(action);
    if (!done) return Fail(done.error());
    auto receipts = ViewReceipts(call_, tx_, std::span(&event, 1));
    return DoorDone{id, std::move(receipts.front())};
  }

 private:
  Result<Done> FindContact() {
    if (!input_.contact_id) return Done{};
    const auto contact = book::FindContact(tx_, call_.scope(), *input_.contact_id);
    if (!contact || contact->account_id != account_.id) {
      return Fail(FieldFault{"contact_id", {"problem.not_found", {{"word", std::string("contact")}}}});
    }
    contact_ = contact->name;
    return Done{};
  }

  coaching::Interruption InsertInterruption(action::Action& action, Id id) const {
    coaching::Interruption interruption;
    interruption.id = id;
    interruption.person_id = call_.person_id();
    interruption.account_id = account_.id;
    interruption.contact_id = input_.contact_id;
    if (serving_ && serving_->handoff) interruption.handoff_id = serving_->handoff->id;
    interruption.outcome = input_.outcome;
    interruption.at = call_.now();
    interruption.minutes =
        input_.minutes.value_or(input_.outcome == Outcome::taken ? kTakenMinutes : kGreetingMinutes);
    return coaching::InsertInterruption(action, std::move(interruption));
  }

  // "Bill Larmar, Larmar Freight", or the account alone.
  std::string Client() const { return contact_.empty() ? account_.name : contact_ + ", " + account_.name; }

  // The promise gives way, and the rep hears of it at once. Whoever serves the client hears that somebody
  // else did.
  Result<Done> Take(action::Action& action, coaching::Event& event) const {
    std::optional<Id> told;
    if (input_.promise_id) {
      const auto found = coaching::FindPromise(tx_, call_.org_id(), call_.person_id(), *input_.promise_id);
      if (!found)
        return Fail(FieldFault{"promise_id", {"problem.not_found", {{"word", std::string("promise")}}}});
      const auto part = coaching::PartOf(*found, call_.person_id());
      if (auto may = coaching::CheckDeed(*found, coaching::PromiseDeed::move, part, call_.now()); !may) {
        return may;
      }
      coaching::Displaced displaced{.displacement = {.interruption_id = event.interruption.id,
                                                     .cause = CauseOf(is_own_, serving_ && serving_->handoff),
                                                     .from_at = found->due_at,
                                                     .to_at = *input_.new_due_at},
                                    .promise = *found};
      const auto moved = coaching::Move(action, *found,
                                        {.due_at = *input_.new_due_at,
                                         .cause = displaced.displacement.cause,
                                         .interruption_id = event.interruption.id,
                                         .client = Client()});
      if (!moved) return Fail(moved.error());
      displaced.promise = *moved;
      told = moved->rep_id;
      event.displaced.push_back(std::move(displaced));
    }
    const bool is_on_record = PutOnRecord(action, event.interruption);
    if (told && !(is_on_record && told == serving_->person.id)) {
      action.Insert(Receipt{.interruption_id = event.interruption.id,
                            .person_id = call_.person_id(),
                            .rep_id = *told,
                            .reason = input_.reason});
    }
    if (serving_ && serving_->by != ServesBy::draft && told != serving_->person.id)
      Tell(action, "notice.door.taken");
    return Done{};
  }

  // A manager who serves a rep's client takes it over: said at the door, so that nobody asks about it later.
  bool PutOnRecord(action::Action& action, const coaching::Interruption& interruption) const {
    const bool is_reps = serving_ && serving_->by != ServesBy::draft;
    if (!is_reps || !ScopeOf(call_.principal(), access::Deed::create, access::Word::takeover)) {
      return false;
    }
    takeover::RecordTaken(action, {.interruption_id = interruption.id,
                                   .account_id = account_.id,
                                   .handoff_id = interruption.handoff_id,
                                   .person_id = call_.person_id(),
                                   .successor_id = serving_->person.id,
                                   .reason = input_.reason,
                                   .at = interruption.at});
    return true;
  }

  // A handoff that is not there yet is introduced now; its step tells the successor. Others are told here.
  Result<Done> TellServer(action::Action& action) const {
    if (!serving_) return Done{};
    if (input_.outcome == Outcome::introduced && serving_->handoff) {
      const handoff::Handoff& open = *serving_->handoff;
      const handoff::Part part = handoff::PartOf(tx_, open, call_.person_id());
      if (handoff::MayStep(open.stage, handoff::Stage::introduced, part)) {
        const auto stepped = handoff::TakeStep(action, open, handoff::Stage::introduced, part, "");
        return stepped ? Result<Done>(Done{}) : Fail(stepped.error());
      }
    }
    Tell(action, input_.outcome == Outcome::introduced ? "notice.door.introduced" : "notice.door.greeted");
    return Done{};
  }

  void Tell(action::Action& action, std::string_view key) const {
    const auto refs = people::FindRefs(tx_, call_.org_id(), std::vector{call_.person_id()});
    const auto me = refs.find(call_.person_id());
    notice::Emit(action, serving_->person.id,
                 {std::string(key),
                  {{"person", me == refs.end() ? std::string() : me->second.name}, {"client", Client()}}},
                 "/accounts/" + ToString(account_.id));
  }

  const http::Call& call_;
  db::Tx& tx_;
  const DoorInput& input_;
  const book::Account& account_;
  const std::optional<Serving>& serving_;
  const bool is_own_;
  std::string contact_;
};

}  // namespace

Result<DoorDone> PassDoor(const http::Call& call, Id account_id, const DoorInput& input) {
  if (auto faults = FaultsOf(input, call.now()); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<DoorDone> {
    const auto account = book::FindAccount(tx, call.scope(), account_id);
    if (!account) return NotFound("account");
    const auto ownership = book::FindOwnership(tx, call.org_id(), account_id);
    const auto owner_id = ownership ? std::optional(ownership->person_id) : std::nullopt;
    const auto serving = FindServing(call, tx, account_id, owner_id, input.contact_id);
    return Pass(call, tx, input, *account, serving, owner_id == call.person_id()).Do();
  });
}

}  // namespace baton::door
