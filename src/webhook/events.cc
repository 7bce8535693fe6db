#include "webhook/events.h"

#include <algorithm>
#include <tuple>

#include "book/directory.h"
#include "book/sources.h"
#include "json/json.h"
#include "people/directory.h"
#include "webhook/logged.h"
#include "webhook/webhook.h"

namespace baton::webhook {
namespace {

// The names of the accounts and people that some events are about.
class Names {
 public:
  Names(db::Connection& connection, Id org_id, std::span<const Move> moves, std::span<const Step> steps) {
    std::vector<Id> accounts;
    std::vector<Id> people;
    for (const Move& move : moves) {
      accounts.push_back(move.account_id);
      for (const auto& id : {move.from, move.to}) {
        if (id) people.push_back(*id);
      }
    }
    for (const Step& step : steps) {
      accounts.push_back(step.account_id);
      people.insert(people.end(), {step.from_id, step.to_id});
    }
    for (auto* ids : {&accounts, &people}) {
      std::ranges::sort(*ids);
      ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
    }
    for (const auto& [id, ref] : book::FindAccountRefs(connection, org_id, accounts))
      words_[id] = {id, ref.name, {}};
    for (const auto& [id, ref] : people::FindRefs(connection, org_id, people))
      words_[id] = {id, ref.name, {}};
    AddSources(book::FindSources(connection, org_id, "account", accounts));
    AddSources(book::FindSources(connection, org_id, "person", people));
  }

  NamedWord Of(Id id) const {
    const auto found = words_.find(id);
    return found == words_.end() ? NamedWord{id, "", {}} : found->second;
  }
  std::optional<NamedWord> Of(const std::optional<Id>& id) const {
    return id ? std::optional(Of(*id)) : std::nullopt;
  }

 private:
  void AddSources(std::vector<book::Source> sources) {
    for (book::Source& source : sources) {
      const auto found = words_.find(source.row_id);
      if (found == words_.end()) continue;
      found->second.sources.push_back({std::move(source.source), std::move(source.external_id)});
    }
  }

  std::map<Id, NamedWord> words_;  // ids of accounts and people are never the same
};

CauseWord CauseOf(const Move& move, const std::map<Id, Id>& handoffs) {
  const auto handoff = handoffs.find(move.change_id);
  const auto handoff_id = handoff == handoffs.end() ? std::nullopt : std::optional(handoff->second);
  if (move.is_undo) return {CauseKind::undo, handoff_id};
  if (handoff_id) return {CauseKind::handoff, handoff_id};
  return {move.kind.starts_with("import") ? CauseKind::import : CauseKind::hand, std::nullopt};
}

}  // namespace

std::vector<Candidate> CandidatesAfter(db::Connection& connection, Id org_id, Id after) {
  // The words of the index change_told.
  auto found = connection.Query<Candidate>(
      "SELECT id, action_id FROM change WHERE org_id = $1 AND id > $2 AND table_name IN ('handoff', "
      "'ownership') ORDER BY id",
      org_id, after);
  std::ranges::sort(found, {}, [](const Candidate& one) { return std::tie(one.action_id, one.id); });
  return found;
}

std::vector<Event> EventsOf(db::Connection& connection, Id org_id, std::span<const Id> changes) {
  const std::vector<LoggedChange> logged = FindChanges(connection, org_id, changes);
  std::vector<Id> ownerships;
  for (const LoggedChange& change : logged) {
    if (change.table_name == "ownership") ownerships.push_back(change.row_id);
  }
  std::vector<Move> moves = MovesOf(logged, FindTurns(connection, org_id, ownerships));
  DropBeginnings(connection, org_id, moves);
  const std::map<Id, Id> handoffs = FindHandoffsOf(connection, org_id, moves);
  const std::vector<Step> steps = StepsOf(connection, org_id, logged);
  if (moves.empty() && steps.empty()) return {};

  const Names names(connection, org_id, moves, steps);
  std::vector<Event> events;
  for (const Move& move : moves) {
    const OwnerChanged data{names.Of(move.account_id), names.Of(move.from), names.Of(move.to), move.at,
                            CauseOf(move, handoffs)};
    events.push_back({move.change_id, std::string(kOwnerChanged),
                      json::ToText(OwnerChangedBody{std::string(kOwnerChanged), move.at, data})});
  }
  for (const Step& step : steps) {
    const StageChanged data{step.handoff_id,
                            names.Of(step.account_id),
                            names.Of(step.from_id),
                            names.Of(step.to_id),
                            step.before,
                            step.after,
                            step.at};
    events.push_back({step.change_id, std::string(kStageChanged),
                      json::ToText(StageChangedBody{std::string(kStageChanged), step.at, data})});
  }
  std::ranges::sort(events, {}, &Event::id);
  return events;
}

std::string TestBody(Id webhook_id, Instant at) {
  return json::ToText(TestWordBody{std::string(kTest), at, {webhook_id}});
}

}  // namespace baton::webhook
