#include "webhook/logged.h"

#include <algorithm>
#include <set>
#include <variant>

#include "action/image_json.h"
#include "handoff/directory.h"
#include "json/json.h"

namespace baton::webhook {
namespace {

constexpr std::string_view kOwnershipTable = "ownership";
constexpr std::string_view kHandoffTable = "handoff";

// The columns of an image of the log.
class Image {
 public:
  explicit Image(const std::optional<std::string>& text) {
    if (text) parsed_ = action::ParseImage(*text);
  }

  // None: the image does not have the column.
  const db::OwnedValue* Find(std::string_view name) const {
    for (std::size_t i = 0; i < parsed_.image.names.size(); ++i) {
      if (parsed_.image.names[i] == name) return &parsed_.image.values[i];
    }
    return nullptr;
  }
  std::optional<Id> FindId(std::string_view name) const {
    const auto* value = Find(name);
    const auto* number = value ? std::get_if<std::int64_t>(value) : nullptr;
    return number ? std::optional(Id{*number}) : std::nullopt;
  }
  std::optional<handoff::Stage> FindStage() const {
    const auto* value = Find("stage");
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? json::EnumOf<handoff::Stage>(*text) : std::nullopt;
  }

 private:
  action::ParsedImage parsed_;
};

bool IsNull(const db::OwnedValue& value) { return std::holds_alternative<std::monostate>(value); }

void Apply(const Image& image, Holding& holding) {
  if (const auto id = image.FindId("account_id")) holding.account_id = *id;
  if (const auto id = image.FindId("person_id")) holding.person_id = *id;
  if (const auto* to_at = image.Find("to_at")) holding.is_open = IsNull(*to_at);
}

struct HistoryRow {
  Id id;
  Id row_id;
  std::optional<std::string> old_values;
  std::optional<std::string> new_values;
};
BOOST_DESCRIBE_STRUCT(HistoryRow, (), (id, row_id, old_values, new_values))

struct PresentRow {
  Id id;
  Id account_id;
  Id person_id;
};
BOOST_DESCRIBE_STRUCT(PresentRow, (), (id, account_id, person_id))

struct DeedRow {
  Id row_id;
  Id action_id;
};
BOOST_DESCRIBE_STRUCT(DeedRow, (), (row_id, action_id))

struct WayRow {
  Id id;
  Id account_id;
};
BOOST_DESCRIBE_STRUCT(WayRow, (), (id, account_id))

std::optional<Id> OwnerOf(const std::optional<Holding>& holding) {
  return holding && holding->is_open ? std::optional(holding->person_id) : std::nullopt;
}

bool IsUndo(const LoggedChange& change) {
  return change.undo_of.has_value() || change.kind == "action.undo" || change.kind == "import.undo";
}

}  // namespace

std::vector<LoggedChange> FindChanges(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<LoggedChange>(
      "SELECT change.id AS id, change.action_id AS action_id, table_name, change.row_id AS row_id, "
      "old_values, "
      "new_values, kind, undo_of, at FROM change JOIN action ON action.org_id = change.org_id AND action.id "
      "= "
      "change.action_id WHERE change.org_id = $1 AND change.id IN baton_list($2) ORDER BY change.action_id, "
      "change.id",
      org_id, db::IdList(ids));
}

std::map<Id, Turn> FindTurns(db::Connection& connection, Id org_id, std::span<const Id> ownership_ids) {
  std::map<Id, Turn> turns;
  std::map<Id, Holding> present;  // of rows whose beginning the log does not have
  for (const PresentRow& row : connection.Query<PresentRow>(
           "SELECT id, account_id, person_id FROM ownership WHERE org_id = $1 AND id IN baton_list($2)",
           org_id, db::IdList(ownership_ids))) {
    present[row.id] = {row.account_id, row.person_id, true};
  }
  std::map<Id, std::optional<Holding>> now;
  for (const HistoryRow& row : connection.Query<HistoryRow>(
           "SELECT id, row_id, old_values, new_values FROM change WHERE org_id = $1 AND table_name = "
           "'ownership' AND row_id IN baton_list($2) ORDER BY row_id, id",
           org_id, db::IdList(ownership_ids))) {
    std::optional<Holding>& holding = now[row.row_id];
    if (!holding && row.old_values) {
      Holding before = present[row.row_id];
      Apply(Image(row.old_values), before);
      holding = before;
    }
    Turn turn{holding, std::nullopt};
    if (row.new_values) {
      Holding after = holding.value_or(Holding{});
      Apply(Image(row.new_values), after);
      turn.after = after;
    }
    holding = turn.after;
    turns.emplace(row.id, turn);
  }
  return turns;
}

std::vector<Move> MovesOf(std::span<const LoggedChange> changes, const std::map<Id, Turn>& turns) {
  std::vector<Move> moves;
  std::map<Id, Move> left;  // by account: closed, and not opened again yet
  const auto end_action = [&] {
    for (auto& [account_id, move] : left) moves.push_back(std::move(move));
    left.clear();
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const LoggedChange& change = changes[i];
    if (i > 0 && changes[i - 1].action_id != change.action_id) end_action();
    const auto turn = turns.find(change.id);
    if (change.table_name != kOwnershipTable || turn == turns.end()) continue;
    const auto& [before, after] = turn->second;
    std::optional<Id> from = OwnerOf(before);
    const std::optional<Id> to = OwnerOf(after);
    if (from == to) continue;
    Move move{
        change.id,   change.action_id, after ? after->account_id : before->account_id, from, to, change.at,
        change.kind, IsUndo(change)};
    if (!to) {
      left.insert_or_assign(move.account_id, std::move(move));
      continue;
    }
    if (const auto closed = left.find(move.account_id); closed != left.end()) {
      move.from = closed->second.from;
      left.erase(closed);
    }
    if (move.from != move.to) moves.push_back(std::move(move));
  }
  end_action();
  return moves;
}

void DropBeginnings(db::Connection& connection, Id org_id, std::vector<Move>& moves) {
  std::vector<Id> accounts;
  for (const Move& move : moves) {
    if (!move.from || !move.to) accounts.push_back(move.account_id);
  }
  if (accounts.empty()) return;
  std::set<std::pair<Id, Id>> begun;
  for (const DeedRow& row : connection.Query<DeedRow>(
           "SELECT row_id, action_id FROM change WHERE org_id = $1 AND table_name = 'account' AND row_id IN "
           "baton_list($2) AND (old_values IS NULL OR new_values IS NULL OR new_values LIKE "
           "'%\"deleted_at\":%')",
           org_id, db::IdList(accounts))) {
    begun.emplace(row.row_id, row.action_id);
  }
  std::erase_if(moves, [&](const Move& move) {
    return (!move.from || !move.to) && begun.contains({move.account_id, move.action_id});
  });
}

std::map<Id, Id> FindHandoffsOf(db::Connection& connection, Id org_id, std::span<const Move> moves) {
  std::vector<Id> accounts;
  for (const Move& move : moves) accounts.push_back(move.account_id);
  std::map<Id, Id> account_of;  // by handoff
  std::vector<Id> handoffs;
  for (const WayRow& row : connection.Query<WayRow>(
           "SELECT id, account_id FROM handoff WHERE org_id = $1 AND account_id IN baton_list($2)", org_id,
           db::IdList(accounts))) {
    account_of[row.id] = row.account_id;
    handoffs.push_back(row.id);
  }
  std::map<std::pair<Id, Id>, Id> handoff_of;  // by account and action
  for (const DeedRow& row : connection.Query<DeedRow>(
           "SELECT row_id, action_id FROM change WHERE org_id = $1 AND table_name = 'handoff' AND row_id IN "
           "baton_list($2)",
           org_id, db::IdList(handoffs))) {
    handoff_of[{account_of[row.row_id], row.action_id}] = row.row_id;
  }
  std::map<Id, Id> found;
  for (const Move& move : moves) {
    const auto at = handoff_of.find({move.account_id, move.action_id});
    if (at != handoff_of.end()) found.emplace(move.change_id, at->second);
  }
  return found;
}

std::vector<Step> StepsOf(db::Connection& connection, Id org_id, std::span<const LoggedChange> changes) {
  std::vector<Step> steps;
  for (const LoggedChange& change : changes) {
    if (change.table_name != kHandoffTable) continue;
    const Image old_image(change.old_values);
    const Image new_image(change.new_values);
    Step step{change.id, change.row_id, {}, {}, {}, old_image.FindStage(), new_image.FindStage(), change.at};
    if (step.before == step.after) continue;
    const Image& whole = change.new_values ? new_image : old_image;
    if (const auto account_id = whole.FindId("account_id"); account_id && whole.FindId("to_id")) {
      step.account_id = *account_id;
      step.from_id = whole.FindId("from_id").value_or(Id{});
      step.to_id = *whole.FindId("to_id");
    } else if (const auto handoff = handoff::FindHandoffById(connection, org_id, change.row_id)) {
      step.account_id = handoff->account_id;
      step.from_id = handoff->from_id;
      step.to_id = handoff->to_id;
    } else {
      continue;  // its beginning was taken back since, which is told of
    }
    steps.push_back(step);
  }
  return steps;
}

}  // namespace baton::webhook
