#include <algorithm>

#include "book/directory.h"
#include "conflict/conflict_store.h"
#include "conflict/directory.h"
#include "json/json.h"
#include "people/directory.h"

namespace baton::conflict {
namespace {

std::string TitleOf(const http::Call& call, const Block& block) {
  if (!block.session_kind) return block.title;
  return call.Say({"coaching.session_kind", {{"kind", std::string(json::NameOf(*block.session_kind))}}});
}

}  // namespace

std::vector<ConflictView> ViewConflicts(const http::Call& call, db::Connection& connection) {
  const Asking asking{call.org_id(), call.person_id(), call.now()};
  auto open = FindOpen(connection, asking);
  if (open.empty()) return {};
  if (open.size() > kMostAsked) open.erase(open.begin() + kMostAsked, open.end());
  std::vector<Id> people_ids, account_ids;
  for (const Open& one : open) {
    people_ids.insert(people_ids.end(), one.found.block.reps.begin(), one.found.block.reps.end());
    if (one.found.account_id) account_ids.push_back(*one.found.account_id);
  }
  const auto people = people::FindRefs(connection, call.org_id(), people_ids);
  const auto accounts = book::FindAccountRefs(connection, call.org_id(), account_ids);
  std::vector<ConflictView> views;
  for (const Open& one : open) {
    const Found& found = one.found;
    ConflictView view{.key = found.key(),
                      .title = TitleOf(call, found.block),
                      .reps = {},
                      .starts_at = found.block.span.from,
                      .ends_at = found.block.span.to,
                      .other_title = found.title,
                      .account = {},
                      .new_at = FindNewTime(connection, asking, found)};
    for (const Id rep : found.block.reps) {
      if (const auto its = people.find(rep); its != people.end()) view.reps.push_back(its->second);
    }
    const auto account = accounts.find(found.account_id.value_or(Id{}));
    if (account != accounts.end()) view.account = account->second;
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace baton::conflict
