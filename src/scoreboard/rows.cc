#include "scoreboard/rows.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/zone.h"
#include "book/deals.h"
#include "book/directory.h"
#include "coaching/counted_sessions.h"
#include "coaching/directory.h"
#include "coaching/ledger.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "scoreboard/more_facts.h"
#include "takeover/directory.h"

namespace baton::scoreboard {
namespace {

class Rows {
 public:
  Rows(db::Connection& connection, const GatherAsked& asked, const Board& board, const Figure& figure,
       Span span)
      : connection_(connection), asked_(asked), board_(board), figure_(figure), span_(span) {
    wanted_.insert(figure.rows.begin(), figure.rows.end());
  }

  std::vector<RowView> Run() {
    switch (figure_.row_kind) {
      case RowKind::deal:
        ReadDeals();
        break;
      case RowKind::session:
        ReadSessions();
        break;
      case RowKind::promise:
        ReadPromises();
        break;
      case RowKind::takeover:
        ReadTakeovers();
        break;
      case RowKind::handoff:
        ReadHandoffs();
        break;
      case RowKind::interruption:
        ReadInterruptions();
        break;
      case RowKind::displacement:
        ReadMoves();
        break;
      case RowKind::account:
        for (const Id account : figure_.rows) Add(account, span_.to, {}, account);
        break;
    }
    PutNotes();
    PutNames();
    std::ranges::stable_sort(rows_, [](const RowView& left, const RowView& right) {
      return std::pair(left.on, left.id) > std::pair(right.on, right.id);
    });
    return std::move(rows_);
  }

 private:
  Id Org() const { return asked_.reader.org_id; }
  Instant Begin() const { return ToInstant({span_.from, 0}, asked_.zone); }

  RowView& Add(Id id, Day on, std::vector<Id> people, std::optional<Id> account = {}) {
    rows_.push_back({.kind = figure_.row_kind, .id = id, .on = on});
    people_.push_back(std::move(people));
    accounts_.push_back(account);
    return rows_.back();
  }

  void ReadDeals() {
    std::unordered_map<Id, const WinLine*> lines;
    for (const WinLine& line : board_.wins) lines.emplace(line.deal_id, &line);
    for (const book::Deal& deal : book::FindDeals(connection_, Org(), figure_.rows)) {
      if (!deal.owner_id || !deal.closes_on) continue;
      RowView& row = Add(deal.id, *deal.closes_on, {*deal.owner_id}, deal.account_id);
      row.title = deal.name;
      row.status = deal.status;
      if (deal.currency == asked_.currency) row.amount_minor = deal.amount_minor;
      const auto found = lines.find(deal.id);
      if (found == lines.end()) continue;
      const WinLine& line = *found->second;
      // Of a closed quarter the deal may be somebody else's by now.
      row.on = line.won_on;
      row.amount_minor = line.amount_minor;
      row.status = book::OpportunityStatus::won;
      people_.back() = {line.owner_id};
      row.win = line.kind;
      row.is_led = line.is_led;
      row.touch = line.touch;
      row.touch_id = line.touch_id;
      row.touched_on = line.touched_on;
      row.handoff_id = line.handoff_id;
      if (line.owner_id != asked_.manager_id) row.presence = line.presence;
      row.missed = line.missed;
    }
  }

  void ReadSessions() {
    const Instant end = std::min(asked_.now, ToInstant({span_.to + 1, 0}, asked_.zone));
    // The first hour with somebody may lie long before the time.
    const Instant begin = figure_.key == FigureKey::stay_rate
                              ? ToInstant({MondayOf(span_.to - kEffectDays), 0}, asked_.zone)
                              : Begin();
    for (const coaching::CountedSession& one :
         coaching::FindCounted(connection_, Org(), asked_.manager_id, begin, end)) {
      const coaching::Session& session = one.session;
      if (!wanted_.contains(session.id)) continue;
      RowView& row = Add(session.id, DayIn(session.starts_at, asked_.zone), one.reps, session.account_id);
      row.minutes = session.held_minutes.value_or(session.minutes);
      row.session_kind = session.kind;
      row.session_state = session.state;
      row.was_planned = session.created_at <= session.starts_at;
    }
  }

  void ReadPromises() {
    for (const coaching::CountedPromise& one :
         coaching::FindMadeBy(connection_, Org(), asked_.manager_id, std::nullopt, Begin())) {
      const coaching::Promise& promise = one.promise;
      if (!wanted_.contains(promise.id)) continue;
      RowView& row =
          Add(promise.id, DayIn(promise.first_due_at, asked_.zone), {promise.rep_id}, promise.account_id);
      row.title = promise.title;
      row.minutes = promise.minutes;
      row.verdict = coaching::JudgeFirst(promise, asked_.now, one.rep_left_at);
    }
  }

  void ReadTakeovers() {
    const auto seen = takeover::FindSeenTakeovers(
        connection_, access::ScopeOf(asked_.reader, access::Deed::read, access::Word::takeover),
        asked_.manager_id, span_.from, span_.to, asked_.now);
    for (const takeover::Takeover& one : seen.value_or(std::vector<takeover::Takeover>())) {
      Add(one.id, DayIn(one.happened_at, asked_.zone), {one.successor_id}, one.account_id).standing =
          one.standing;
    }
  }

  void ReadHandoffs() {
    for (const handoff::Handoff& one : handoff::FindHandoffsOf(connection_, Org(), asked_.manager_id)) {
      if (!wanted_.contains(one.id)) continue;
      const Instant at = one.confirmed_at ? *one.confirmed_at : one.introduced_at.value_or(one.proposed_at);
      RowView& row = Add(one.id, DayIn(at, asked_.zone), {one.to_id}, one.account_id);
      row.handoff_id = one.id;
      row.is_confirmed = one.confirmed_at.has_value();
    }
  }

  void ReadInterruptions() {
    for (const coaching::Event& one :
         coaching::FindEventsOf(connection_, Org(), asked_.manager_id, Begin())) {
      const coaching::Interruption& event = one.interruption;
      if (!wanted_.contains(event.id)) continue;
      std::vector<Id> reps;
      for (const coaching::Displaced& moved : one.displaced) reps.push_back(moved.promise.rep_id);
      RowView& row = Add(event.id, DayIn(event.at, asked_.zone), reps, event.account_id);
      row.minutes = event.minutes;
      row.interruption = event.kind;
      row.outcome = event.outcome;
      row.moved = std::ssize(one.displaced);
    }
  }

  void ReadMoves() {
    for (const coaching::PromiseMove& one : coaching::FindMoves(
             connection_, Org(), {.person_id = asked_.manager_id, .made_by = true, .since = Begin()})) {
      if (!wanted_.contains(one.id)) continue;
      RowView& row = Add(one.id, DayIn(one.moved_at, asked_.zone), {one.rep_id}, one.account_id);
      row.title = one.title;
      row.cause = one.cause;
      row.promise_state = one.state;
      if (one.kept_at) row.made_good_on = DayIn(*one.kept_at, asked_.zone);
    }
  }

  void PutNotes() {
    std::unordered_map<Id, const RowNote*> notes;
    for (const RowNote& note : figure_.notes) notes.emplace(note.id, &note);
    for (RowView& row : rows_) {
      const auto found = notes.find(row.id);
      if (found == notes.end()) continue;
      const RowNote& note = *found->second;
      row.expected = note.expected;
      row.share_before = note.before;
      row.share_after = note.after;
      row.is_kept = note.is_kept;
      row.sold_minor = note.sold_minor;
      row.sold_before_minor = note.sold_before_minor;
      if (note.amount_minor) row.amount_minor = note.amount_minor;
    }
  }

  void PutNames() {
    std::vector<Id> people, accounts;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      people.insert(people.end(), people_[i].begin(), people_[i].end());
      if (accounts_[i]) accounts.push_back(*accounts_[i]);
    }
    const auto refs = people::FindRefs(connection_, Org(), people);
    const auto names = book::FindAccountRefs(connection_, Org(), accounts);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      for (const Id id : people_[i]) {
        if (const auto found = refs.find(id); found != refs.end()) rows_[i].people.push_back(found->second);
      }
      if (!accounts_[i]) continue;
      if (const auto found = names.find(*accounts_[i]); found != names.end())
        rows_[i].account = found->second;
    }
  }

  db::Connection& connection_;
  const GatherAsked& asked_;
  const Board& board_;
  const Figure& figure_;
  const Span span_;
  std::unordered_set<Id> wanted_;
  std::vector<RowView> rows_;
  std::vector<std::vector<Id>> people_;      // as the rows
  std::vector<std::optional<Id>> accounts_;  // as the rows
};

}  // namespace

std::vector<RowView> ViewRows(db::Connection& connection, const GatherAsked& asked, const Board& board,
                              const Figure& figure, Span span) {
  return Rows(connection, asked, board, figure, span).Run();
}

}  // namespace baton::scoreboard
