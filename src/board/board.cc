#include "board/board.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>

#include "base/zone.h"
#include "book/directory.h"
#include "book/planning.h"
#include "client/directory.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "people/organization.h"
#include "plan/directory.h"
#include "takeover/directory.h"

namespace baton::board {
namespace {

using handoff::Handoff;

BoardStage ColumnOf(handoff::Stage stage) {
  switch (stage) {
    case handoff::Stage::accepted:
      return BoardStage::accepted;
    case handoff::Stage::introduced:
      return BoardStage::introduced;
    case handoff::Stage::expectations:
      return BoardStage::expectations;
    case handoff::Stage::owned:
      return BoardStage::owned;
    case handoff::Stage::confirmed:
      return BoardStage::confirmed;
    case handoff::Stage::proposed:
    case handoff::Stage::declined:
    case handoff::Stage::returned:
      break;
  }
  return BoardStage::mine;
}

class Maker {
 public:
  // The draft is that of the one manager, or the caller's where there are several.
  Maker(const http::Call& call, db::Connection& connection, std::vector<Id> managers, bool is_of_team,
        const people::Organization& organization)
      : call_(call),
        connection_(connection),
        managers_(std::move(managers)),
        is_of_team_(is_of_team),
        organization_(organization),
        today_(DayIn(call.now(), organization.time_zone)) {}

  Board Make() {
    Collect();
    ReadRows();
    ReadHandoffs();
    ReadDraft();
    ReadRefusals();
    for (const BoardStage stage : {BoardStage::mine, BoardStage::accepted, BoardStage::introduced,
                                   BoardStage::expectations, BoardStage::owned, BoardStage::confirmed}) {
      BoardColumn column = ColumnFor(stage);
      if (stage == BoardStage::accepted && column.count == 0) continue;
      board_.stages.push_back(std::move(column));
    }
    board_.statement.currency = organization_.currency;
    return std::move(board_);
  }

 private:
  // Each account once: its latest handoff says where it stands, without one it is the manager's who owns it.
  void Collect() {
    for (const Id manager : managers_) {
      auto of_one = handoff::FindHandoffsOf(connection_, call_.org_id(), manager);
      handoffs_.insert(handoffs_.end(), std::make_move_iterator(of_one.begin()),
                       std::make_move_iterator(of_one.end()));
    }
    for (const Handoff& handoff : handoffs_) {
      const Handoff*& shown = latest_[handoff.account_id];
      if (shown == nullptr || handoff.id > shown->id) shown = &handoff;
    }
    const auto owned = book::FindAccountsOf(connection_, call_.org_id(), managers_);
    for (const Id account : owned) {
      const auto found = latest_.find(account);
      // Confirmed once, and the manager's again since: it is to be handed over anew.
      if (found != latest_.end() && handoff::IsOwned(found->second->stage)) latest_.erase(found);
      if (!latest_.contains(account)) account_ids_[BoardStage::mine].push_back(account);
    }
    for (const Handoff& handoff : handoffs_) {
      const auto found = latest_.find(handoff.account_id);
      if (found == latest_.end() || found->second != &handoff) continue;
      account_ids_[ColumnOf(handoff.stage)].push_back(handoff.account_id);
    }
  }

  // Only of those that stand on a card: how far one has come is read from all that came to pass with the client.
  void ReadHandoffs() {
    std::vector<Handoff> shown;
    for (const auto& [stage, accounts] : account_ids_) {
      for (std::size_t i = 0; i < accounts.size() && (!Grows(stage) || i < kMaxCards); ++i) {
        if (const auto found = latest_.find(accounts[i]); found != latest_.end())
          shown.push_back(*found->second);
      }
    }
    for (auto& view :
         handoff::ViewHandoffs(connection_, call_.org_id(), shown, call_.principal(), call_.now())) {
      const Id account = view.account.id;
      views_.emplace(account, std::move(view));
    }
    std::vector<Id> ids;
    for (const Handoff& handoff : shown) ids.push_back(handoff.id);
    answers_ = client::FindLatestAnswers(connection_, call_.org_id(), ids);
    // On the own board all takeovers are one's own.
    std::vector<Id> hidden;
    if (managers_ != std::vector{call_.person_id()})
      hidden = takeover::FindSettling(connection_, call_.org_id(), call_.person_id(), call_.now());
    takeovers_ = takeover::CountByHandoff(connection_, call_.org_id(), ids, hidden);
  }

  void ReadDraft() {
    const auto draft = is_of_team_ ? plan::FindOwnDraftLines(call_, connection_)
                                   : plan::FindDraftLines(call_, connection_, managers_.front());
    if (!draft) return;
    const auto whose = people::FindRefs(connection_, call_.org_id(), std::vector{draft->manager_id});
    const auto manager = whose.find(draft->manager_id);
    if (manager == whose.end()) return;
    board_.draft = BoardDraft{draft->plan_id, draft->version, manager->second};
    for (const plan::PlanLineView& line : draft->lines) lines_.emplace(line.account.id, line);
  }

  // Of accounts that nothing is under way for: the last no, and the plan's next best.
  void ReadRefusals() {
    std::vector<Id> waiting;
    for (const Id account : account_ids_[BoardStage::mine]) {
      if (!views_.contains(account)) waiting.push_back(account);
    }
    if (waiting.empty()) return;
    const Instant since = call_.now() - kRefusalDays * kMillisecondsPerDay;
    std::map<Id, Handoff> last;  // by account
    for (const Handoff& refused : handoff::FindRefused(connection_, call_.org_id(), waiting)) {
      const bool is_of_these = std::ranges::find(managers_, refused.from_id) != managers_.end();
      if (is_of_these && refused.ended_at && *refused.ended_at >= since) last[refused.account_id] = refused;
    }
    std::vector<Handoff> refused;
    std::vector<Id> people_ids;
    for (const auto& [account, handoff] : last) {
      refused.push_back(handoff);
      people_ids.push_back(handoff.to_id);
    }
    if (refused.empty()) return;
    const auto people = people::FindRefs(connection_, call_.org_id(), people_ids);
    auto next = plan::ViewCandidates(call_, connection_,
                                     plan::FindCandidates(connection_, call_.org_id(), refused, 1));
    for (const Handoff& handoff : refused) {
      const auto person = people.find(handoff.to_id);
      if (person == people.end()) continue;
      BoardRefusal refusal{.handoff_id = handoff.id,
                           .person = person->second,
                           .refused_by = handoff.refused_by,
                           .reason = handoff.reason,
                           .at = *handoff.ended_at,
                           .next_best = {}};
      if (auto& best = next[handoff.id]; !best.empty()) refusal.next_best = std::move(best.front());
      refusals_.emplace(handoff.account_id, std::move(refusal));
    }
  }

  // And puts the accounts of each stage in order, those first that bring most.
  void ReadRows() {
    std::vector<Id> ids;
    for (const auto& [stage, accounts] : account_ids_)
      ids.insert(ids.end(), accounts.begin(), accounts.end());
    for (auto& row : book::ViewAccountRows(connection_, call_.org_id(), ids, call_.now(), today_)) {
      const Id id = row.id;
      rows_.emplace(id, std::move(row));
    }
    for (auto& [stage, accounts] : account_ids_) {
      std::erase_if(accounts, [&](Id account) { return !rows_.contains(account); });
      std::ranges::stable_sort(accounts, std::ranges::greater{},
                               [&](Id account) { return rows_.at(account).revenue_minor.value_or(0); });
    }
  }

  static bool Grows(BoardStage stage) { return stage == BoardStage::owned || stage == BoardStage::confirmed; }

  bool IsThisMonth(const std::optional<Day>& week_on) const {
    return week_on && *week_on <= today_ + kMonthDays && *week_on + 6 >= today_;
  }

  void Count(BoardStage stage, const book::AccountRow& row, std::int64_t revenue) {
    if (stage != BoardStage::mine && stage != BoardStage::accepted) return;
    ++board_.statement.accounts;
    board_.statement.revenue_minor += revenue;
    const auto view = views_.find(row.id);
    const auto line = lines_.find(row.id);
    const bool by_handoff = view != views_.end() && IsThisMonth(view->second.introduction_on);
    const bool by_draft = view == views_.end() && line != lines_.end() && line->second.successor &&
                          IsThisMonth(line->second.week_on);
    if (by_handoff || by_draft) ++board_.statement.this_month;
  }

  BoardColumn ColumnFor(BoardStage stage) {
    BoardColumn column;
    column.stage = stage;
    for (const Id account : account_ids_[stage]) {
      const book::AccountRow& row = rows_.at(account);
      const bool counts = row.currency == organization_.currency;
      const std::int64_t revenue = counts ? row.revenue_minor.value_or(0) : 0;
      ++column.count;
      column.revenue_minor += revenue;
      Count(stage, row, revenue);
      if (!Grows(stage) || column.items.size() < kMaxCards) column.items.push_back(CardFor(stage, row));
    }
    return column;
  }

  BoardCard CardFor(BoardStage stage, const book::AccountRow& row) const {
    BoardCard card;
    card.account = row;
    if (const auto view = views_.find(row.id); view != views_.end()) {
      card.handoff = view->second;
      const auto answer = answers_.find(view->second.id);
      if (answer != answers_.end()) card.answer = answer->second;
      const auto takeovers = takeovers_.find(view->second.id);
      if (takeovers != takeovers_.end()) card.takeovers = takeovers->second;
    }
    if (const auto line = lines_.find(row.id);
        stage == BoardStage::mine && !card.handoff && line != lines_.end()) {
      card.line = line->second;
    }
    if (const auto refusal = refusals_.find(row.id); !card.handoff && refusal != refusals_.end())
      card.refusal = refusal->second;
    return card;
  }

  const http::Call& call_;
  db::Connection& connection_;
  const std::vector<Id> managers_;
  const bool is_of_team_;
  const people::Organization& organization_;
  const Day today_;
  std::vector<Handoff> handoffs_;
  std::map<Id, const Handoff*> latest_;  // by account
  std::map<BoardStage, std::vector<Id>> account_ids_;
  std::unordered_map<Id, handoff::HandoffView> views_;
  std::unordered_map<Id, client::AnswerView> answers_;  // by handoff
  std::unordered_map<Id, std::int64_t> takeovers_;      // by handoff
  std::unordered_map<Id, plan::PlanLineView> lines_;
  std::unordered_map<Id, BoardRefusal> refusals_;
  std::unordered_map<Id, book::AccountRow> rows_;
  Board board_;
};

}  // namespace

Result<Board> ViewBoard(const http::Call& call, db::Connection& connection, Id manager_id) {
  const auto organization = people::FindOrganization(connection, call.org_id());
  const auto refs = people::FindRefs(connection, call.org_id(), std::vector{manager_id});
  const auto manager = refs.find(manager_id);
  if (!organization || manager == refs.end()) return NotFound("person");
  Board board = Maker(call, connection, {manager_id}, false, *organization).Make();
  board.manager = manager->second;
  board.managers = {manager->second};
  return board;
}

Result<Board> ViewTeamBoard(const http::Call& call, db::Connection& connection) {
  const auto organization = people::FindOrganization(connection, call.org_id());
  const auto managers = plan::FindManagersBelow(call, connection);
  if (!organization || managers.empty()) return NotFound("person");
  std::vector<Id> ids;
  for (const people::PersonRef& manager : managers) ids.push_back(manager.id);
  Board board = Maker(call, connection, std::move(ids), true, *organization).Make();
  board.manager = managers.front();
  board.managers = managers;
  return board;
}

}  // namespace baton::board
