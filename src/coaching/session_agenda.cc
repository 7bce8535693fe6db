// The agenda that fills itself: open promises, what was agreed or left over last time, and what changed since.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "coaching/directory.h"
#include "coaching/session_store.h"
#include "coaching/session_writings.h"
#include "json/json.h"
#include "people/directory.h"

namespace baton::coaching {
namespace {

constexpr std::int64_t kFirstLook = 28 * kMillisecondsPerDay;  // of two who had no session yet

struct OpenStep {
  Id id;
  Id text_id;
  Day due_on;
};
BOOST_DESCRIBE_STRUCT(OpenStep, (), (id, text_id, due_on))

struct CarriedItem {
  Id id;
  ItemSource source = ItemSource::typed;
  Id text_id;
};
BOOST_DESCRIBE_STRUCT(CarriedItem, (), (id, source, text_id))

// Steps and items of the two's earlier sessions. $2 the manager, $3 the rep, $4 the session, $5 its start.
std::string Earlier(std::string_view columns, std::string_view table, std::string_view where) {
  return fmt::format(
      "SELECT {0} FROM {1} JOIN coaching_session ON coaching_session.org_id = {1}.org_id AND "
      "coaching_session.id = {1}.session_id WHERE {1}.org_id = $1 AND coaching_session.manager_id = $2 AND "
      "coaching_session.deleted_at IS NULL AND coaching_session.state <> 'cancelled' AND coaching_session.id "
      "<> "
      "$4 AND coaching_session.starts_at <= $5 AND {1}.deleted_at IS NULL AND {2} ORDER BY {1}.id LIMIT 50",
      columns, table, where);
}

std::vector<OpenStep> FindOpenSteps(db::Connection& connection, const Session& session, Id rep_id) {
  return connection.Query<OpenStep>(
      Earlier("coaching_step.id, coaching_step.text_id, coaching_step.due_on", "coaching_step",
              "coaching_step.rep_id = $3 AND coaching_step.done_at IS NULL"),
      session.org_id, session.manager_id, rep_id, session.id, session.starts_at);
}

// Flagged, and not taken up anywhere else since.
std::vector<CarriedItem> FindCarried(db::Connection& connection, const Session& session, Id rep_id) {
  return connection.Query<CarriedItem>(
      Earlier("coaching_item.id, coaching_item.source, coaching_item.text_id", "coaching_item",
              "coaching_item.is_carried = 1 AND coaching_item.is_done = 0 AND (coaching_item.rep_id = $3 OR "
              "(coaching_item.rep_id IS NULL AND EXISTS (SELECT 1 FROM coaching_session_rep WHERE "
              "coaching_session_rep.org_id = $1 AND coaching_session_rep.session_id = "
              "coaching_item.session_id AND coaching_session_rep.rep_id = $3 AND "
              "coaching_session_rep.deleted_at IS NULL))) AND NOT EXISTS (SELECT 1 FROM "
              "coaching_item AS taken WHERE taken.org_id = $1 AND taken.ref_id = coaching_item.id AND "
              "taken.source = 'carried' AND taken.session_id <> $4 AND taken.deleted_at IS NULL)"),
      session.org_id, session.manager_id, rep_id, session.id, session.starts_at);
}

std::vector<Fact> PromisesBetween(db::Connection& connection, const Session& session, Id rep_id) {
  std::vector<Fact> facts;
  for (const Promise& promise : FindPending(connection, session.org_id, session.manager_id)) {
    if (promise.rep_id != rep_id || promise.manager_id != session.manager_id) continue;
    facts.push_back({.source = ItemSource::promise,
                     .ref_id = promise.id,
                     .rep_id = rep_id,
                     .name = promise.title,
                     .at = promise.due_at});
  }
  return facts;
}

Result<std::vector<Fact>> LeftOver(db::Connection& connection, const Session& session, Id rep_id,
                                   const seal::Key& key) {
  const auto steps = FindOpenSteps(connection, session, rep_id);
  const auto items = FindCarried(connection, session, rep_id);
  std::vector<Id> text_ids;
  for (const OpenStep& step : steps) text_ids.push_back(step.text_id);
  for (const CarriedItem& item : items) text_ids.push_back(item.text_id);
  auto texts = OpenTexts(connection, session.org_id, key, text_ids);
  if (!texts) return Fail(texts.error());
  std::vector<Fact> facts;
  for (const OpenStep& step : steps) {
    facts.push_back({.source = ItemSource::next_step,
                     .ref_id = step.id,
                     .rep_id = rep_id,
                     .name = (*texts)[step.text_id],
                     .on = step.due_on});
  }
  for (const CarriedItem& item : items) {
    Fact fact{.name = (*texts)[item.text_id]};
    if (item.source != ItemSource::typed) {
      auto kept = json::FromText<Fact>(fact.name);
      if (!kept) return Fail(kept.error());
      fact = std::move(*kept);
    }
    fact.source = ItemSource::carried;
    fact.ref_id = item.id;
    fact.rep_id = rep_id;
    facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace

std::optional<Step> FindStepOfPair(db::Connection& connection, Id org_id, Id manager_id, Id rep_id, Id id) {
  auto step = FindStep(connection, org_id, manager_id, id);
  return step && step->rep_id == rep_id ? step : std::nullopt;
}

Result<std::vector<Fact>> FindFacts(db::Connection& connection, const Session& session,
                                    std::span<const Id> rep_ids, const SessionOptions& options, Instant now) {
  std::vector<Fact> all;
  if (session.state != SessionState::planned) return all;
  for (const Id rep_id : rep_ids) {
    const auto last = FindLastHeld(connection, session.org_id, session.manager_id, rep_id, session.starts_at);
    const Instant since = last ? last->starts_at : now - kFirstLook;
    auto left_over = LeftOver(connection, session, rep_id, *options.key);
    if (!left_over) return Fail(left_over.error());
    auto facts = PromisesBetween(connection, session, rep_id);
    facts.insert(facts.end(), left_over->begin(), left_over->end());
    // Whoever has left the team keeps the own deals to the new one.
    if (options.facts && people::IsBelow(connection, session.org_id, rep_id, session.manager_id)) {
      const auto more = options.facts(connection, {session.org_id, session.manager_id, rep_id, since, now});
      facts.insert(facts.end(), more.begin(), more.end());
    }
    all.insert(all.end(), facts.begin(), facts.end());
  }
  return all;
}

Result<Done> KeepFacts(action::Action& action, const Session& session, std::span<const Id> rep_ids,
                       const SessionOptions& options) {
  const auto facts = FindFacts(action.tx(), session, rep_ids, options, action.now());
  if (!facts) return Fail(facts.error());
  std::set<std::pair<ItemSource, Id>> there;
  for (const Item& item : FindItems(action.tx(), session, session.manager_id)) {
    if (item.ref_id) there.emplace(item.source, *item.ref_id);
  }
  for (const Fact& fact : *facts) {
    if (!there.emplace(fact.source, fact.ref_id).second) continue;
    action.Insert(Item{
        .session_id = session.id,
        .rep_id = fact.rep_id,
        .source = fact.source,
        .ref_id = fact.ref_id,
        .text_id = PutText(action.tx(), action.org_id(), *options.key, json::ToText(fact), action.now())});
  }
  return Done{};
}

}  // namespace baton::coaching
