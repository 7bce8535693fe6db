#include "handoff/tell.h"

#include "book/directory.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::handoff {

HandoffNames NamesFor(action::Action& action, const Handoff& handoff) {
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

void TellOthers(action::Action& action, const Handoff& handoff, std::string_view what, Arguments more) {
  const HandoffNames names = NamesFor(action, handoff);
  more.insert({{"person", names.actor}, {"successor", names.successor}, {"account", names.account}});
  const Message message{"notice.handoff." + std::string(what), std::move(more)};
  for (const auto& [person, link] : {std::pair{handoff.from_id, kBoardLink}, {handoff.to_id, kComingLink}}) {
    notice::Emit(action, person, message, std::string(link));
  }
}

}  // namespace baton::handoff
