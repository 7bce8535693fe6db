// How next steps came to stand as they do, and telling the other one when that changes.
#include <algorithm>

#include "action/image_json.h"
#include "coaching/directory.h"
#include "coaching/session_store.h"
#include "coaching/session_writings.h"
#include "json/arguments.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::coaching {
namespace {

// Changes of one sitting are told of once.
constexpr std::int64_t kSitting = 15 * kMillisecondsPerMinute;
constexpr std::string_view kKeys[] = {"notice.coaching.step_changed", "notice.coaching.step_removed"};
constexpr int kLatest = 30;  // notices among which one of this sitting is looked for

struct LoggedState {
  Id row_id;
  std::optional<Id> actor_id;
  Instant at;
  std::string new_values;
};
BOOST_DESCRIBE_STRUCT(LoggedState, (), (row_id, actor_id, at, new_values))

// The state after a change, which names the columns that it changed. Nothing, when none of them is seen.
std::optional<StepState> After(const std::optional<StepState>& before, const LoggedState& change) {
  StepState state = before.value_or(StepState{});
  state.person_id = change.actor_id;
  state.at = change.at;
  bool is_seen = !before;
  const action::ParsedImage parsed = action::ParseImage(change.new_values);
  for (std::size_t i = 0; i < parsed.image.names.size(); ++i) {
    const auto* number = std::get_if<std::int64_t>(&parsed.image.values[i]);
    if (parsed.image.names[i] == "done_at") {
      is_seen = is_seen || state.is_done != (number != nullptr);
      state.is_done = number != nullptr;
    } else if (parsed.image.names[i] == "text_id" && number != nullptr) {
      is_seen = true;
      state.text_id = Id{*number};
    } else if (parsed.image.names[i] == "due_on" && number != nullptr) {
      is_seen = true;
      state.due_on = Day{static_cast<std::int32_t>(*number)};
    }
  }
  return is_seen ? std::optional(state) : std::nullopt;
}

}  // namespace

std::unordered_map<Id, std::vector<StepState>> FindStepStates(db::Connection& connection, Id org_id,
                                                              Id session_id) {
  std::unordered_map<Id, std::vector<StepState>> states;
  for (const LoggedState& change : connection.Query<LoggedState>(
           "SELECT change.row_id, action.actor_id, action.at, change.new_values FROM coaching_step JOIN "
           "change "
           "ON change.org_id = coaching_step.org_id AND change.table_name = 'coaching_step' AND "
           "change.row_id = "
           "coaching_step.id JOIN action ON action.org_id = change.org_id AND action.id = change.action_id "
           "WHERE coaching_step.org_id = $1 AND coaching_step.session_id = $2 AND change.new_values IS NOT "
           "NULL "
           "ORDER BY change.id",
           org_id, session_id)) {
    auto& its = states[change.row_id];
    if (auto state = After(its.empty() ? std::nullopt : std::optional(its.back()), change)) {
      its.push_back(*state);
    }
  }
  return states;
}

void TellOfStep(action::Action& action, const Session& session, const Step& step, bool is_removed) {
  const Id actor = action.actor().person_id.value_or(session.manager_id);
  const Id other = actor == session.manager_id ? step.rep_id : session.manager_id;
  const auto refs = people::FindRefs(action.tx(), action.org_id(), std::vector{actor});
  const auto found = refs.find(actor);
  const Message message{std::string(kKeys[is_removed ? 1 : 0]),
                        {{"person", found == refs.end() ? std::string() : found->second.name},
                         {"kind", std::string(json::NameOf(session.kind))},
                         {"when", TimeText(action.tx(), action.org_id(), other, session.starts_at)}}};
  const std::string link = LinkOf(session.id);
  const std::string arguments = json::ToText(message.arguments);
  const auto told = notice::FindNotices(action.tx(), action.org_id(), other, std::nullopt, kLatest);
  const bool is_told = std::ranges::any_of(told, [&](const notice::Notice& one) {
    return std::ranges::find(kKeys, one.message_key) != std::end(kKeys) && one.link == link &&
           one.message_arguments == arguments && action.now() - kSitting < one.created_at;
  });
  if (!is_told) notice::Emit(action, other, message, link);
}

}  // namespace baton::coaching
