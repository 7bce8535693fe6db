// The writes: proposing, and taking steps.
#include <map>

#include "base/text.h"
#include "book/directory.h"
#include "handoff/directory.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::handoff {
namespace {

constexpr std::string_view kBoardLink = "/board";
constexpr std::string_view kComingLink = "/";

std::optional<Instant>* DateOf(Handoff& handoff, Stage stage) {
  switch (stage) {
    case Stage::accepted:
      return &handoff.accepted_at;
    case Stage::introduced:
      return &handoff.introduced_at;
    case Stage::expectations:
      return &handoff.expectations_at;
    case Stage::owned:
      return &handoff.owned_at;
    case Stage::confirmed:
      return &handoff.confirmed_at;
    case Stage::proposed:
    case Stage::declined:
    case Stage::returned:
      break;
  }
  return nullptr;
}

struct Names {
  std::string actor;
  std::string successor;
  std::string account;
};

Names NamesFor(action::Action& action, const Handoff& handoff) {
  std::vector<Id> ids{handoff.from_id, handoff.to_id};
  const Id actor = action.actor().person_id.value_or(handoff.from_id);
  ids.push_back(actor);
  const auto people = people::FindRefs(action.tx(), action.org_id(), ids);
  const auto accounts = book::FindAccountRefs(action.tx(), action.org_id(), std::vector{handoff.account_id});
  const auto name = [&](Id id) {
    const auto found = people.find(id);
    return found == people.end() ? std::string() : found->second.name;
  };
  const auto account = accounts.find(handoff.account_id);
  return {name(actor), name(handoff.to_id), account == accounts.end() ? std::string() : account->second.name};
}

// Both sides hear of a step but the one who took it.
void TellOthers(action::Action& action, const Handoff& handoff) {
  const Names names = NamesFor(action, handoff);
  const Message message{"notice.handoff." + std::string(json::NameOf(handoff.stage)),
                        {{"person", names.actor},
                         {"successor", names.successor},
                         {"account", names.account},
                         {"reason", handoff.reason}}};
  for (const auto& [person, link] : {std::pair{handoff.from_id, kBoardLink}, {handoff.to_id, kComingLink}}) {
    notice::Emit(action, person, message, std::string(link));
  }
}

}  // namespace

std::vector<Handoff> Propose(action::Action& action, std::span<const Proposal> proposals) {
  std::vector<Handoff> handoffs;
  std::map<Id, std::vector<Id>> accounts_of;  // by successor, in the order of the proposals
  for (const Proposal& proposal : proposals) {
    Handoff& handoff = handoffs.emplace_back();
    handoff.account_id = proposal.account_id;
    handoff.from_id = proposal.from_id;
    handoff.to_id = proposal.to_id;
    handoff.plan_id = proposal.plan_id;
    handoff.introduction_on = proposal.introduction_on;
    handoff.proposed_at = action.now();
    accounts_of[proposal.to_id].push_back(proposal.account_id);
  }
  action.InsertMany(std::span<Handoff>(handoffs));

  for (const auto& [successor, accounts] : accounts_of) {
    if (action.actor().person_id == successor) continue;
    Handoff first;
    first.account_id = accounts.front();
    first.to_id = successor;
    first.from_id = proposals.front().from_id;
    const Names names = NamesFor(action, first);
    notice::Emit(action, successor,
                 {"notice.handoff.proposed",
                  {{"count", static_cast<std::int64_t>(accounts.size())},
                   {"manager", names.actor},
                   {"account", names.account}}},
                 std::string(kComingLink));
  }
  return handoffs;
}

Result<Handoff> TakeStep(action::Action& action, const Handoff& before, Stage to, Part part,
                         std::string_view reason) {
  const std::string_view why = Trim(reason);
  if (auto step = CheckStep(before.stage, to, part, why); !step) return Fail(std::move(step.error()));

  // Who hands over what was given to somebody else meanwhile, perhaps of another team, takes nothing from there.
  const auto ownership = book::FindOwnership(action.tx(), action.org_id(), before.account_id);
  const bool is_elsewhere =
      ownership && ownership->person_id != before.from_id && ownership->person_id != before.to_id;
  if (to == Stage::owned && is_elsewhere) {
    return Fail(Kind::conflict, "problem.handoff.moved_on", {{"account", NamesFor(action, before).account}});
  }

  const bool gives_back = to == Stage::returned && IsOwned(before.stage) && !is_elsewhere;
  if (gives_back && !people::FindPerson(action.tx(), action.org_id(), before.from_id)) {
    return Fail(Kind::conflict, "problem.handoff.former_left",
                {{"account", NamesFor(action, before).account}});
  }

  Handoff after = before;
  after.stage = to;
  if (NeedsReason(to)) after.reason = std::string(why);
  if (auto* date = DateOf(after, to)) *date = action.now();
  if (IsEnd(to)) after.ended_at = action.now();
  auto saved = action.Update(before, after);
  if (!saved) return saved;

  if (to == Stage::owned || gives_back) {
    const Id owner = gives_back ? before.from_id : before.to_id;
    if (auto moved = book::MoveOwnership(action, before.account_id, owner); !moved) {
      return Fail(std::move(moved.error()));
    }
  }
  TellOthers(action, *saved);
  return saved;
}

Result<Done> EndWith(action::Action& action, Id person_id, std::string_view reason) {
  for (const Handoff& handoff : FindEndingWith(action.tx(), action.org_id(), person_id)) {
    if (auto ended = TakeStep(action, handoff, Stage::returned, Part::former, reason); !ended) {
      return Fail(std::move(ended.error()));
    }
  }
  return Done{};
}

}  // namespace baton::handoff
