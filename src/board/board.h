// The handoff board of a manager: every account on its way, stage by stage, with the draft's proposal for those that
// are still his. Of a team: the same for the one who looks and all managers below. Joined from handoffs, a draft and the book;
// nothing is stored.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "book/views.h"
#include "client/client.h"
#include "handoff/handoff.h"
#include "http/call.h"
#include "plan/next.h"
#include "plan/plan_view.h"

namespace baton::board {

// `mine` holds what no rep has accepted yet, a proposed handoff included.
enum class BoardStage { mine, accepted, introduced, expectations, owned, confirmed };
BOOST_DESCRIBE_ENUM(BoardStage, mine, accepted, introduced, expectations, owned, confirmed)

// The last no to an account that is not on its way again, and who could be asked next.
struct BoardRefusal {
  static constexpr const char* kSchemaName = "BoardRefusal";
  Id handoff_id;
  people::PersonRef person;  // the successor that was not to be
  std::optional<handoff::Refuser> refused_by;
  std::string reason;
  Instant at;
  std::optional<plan::CandidateView> next_best;
};
BOOST_DESCRIBE_STRUCT(BoardRefusal, (), (handoff_id, person, refused_by, reason, at, next_best))

struct BoardCard {
  static constexpr const char* kSchemaName = "BoardCard";
  std::optional<handoff::HandoffView> handoff;
  book::AccountRow account;
  std::optional<plan::PlanLineView> line;    // of the draft
  std::optional<client::AnswerView> answer;  // the client's latest, on the handoff
  std::optional<BoardRefusal> refusal;
  std::int64_t takeovers = 0;  // how often the client was served by the former owner since
};
BOOST_DESCRIBE_STRUCT(BoardCard, (), (handoff, account, line, answer, refusal, takeovers))

struct BoardColumn {
  static constexpr const char* kSchemaName = "BoardColumn";
  BoardStage stage = BoardStage::mine;
  std::int64_t count = 0;          // of all, also where `items` ends before
  std::int64_t revenue_minor = 0;  // a year, of those in the organization's currency
  std::vector<BoardCard> items;
};
BOOST_DESCRIBE_STRUCT(BoardColumn, (), (stage, count, revenue_minor, items))

struct BoardDraft {
  static constexpr const char* kSchemaName = "BoardDraft";
  Id plan_id;
  std::int64_t version = 0;
  people::PersonRef manager;  // whose it is: nobody else changes or approves it
};
BOOST_DESCRIBE_STRUCT(BoardDraft, (), (plan_id, version, manager))

// "Six accounts are still yours. They bring $268,400 a year. Four can move to a rep this month."
struct BoardStatement {
  static constexpr const char* kSchemaName = "BoardStatement";
  std::int64_t accounts = 0;
  std::int64_t revenue_minor = 0;
  std::string currency;
  std::int64_t this_month = 0;  // with an introduction planned within kMonthDays
};
BOOST_DESCRIBE_STRUCT(BoardStatement, (), (accounts, revenue_minor, currency, this_month))

struct Board {
  static constexpr const char* kSchemaName = "Board";
  people::PersonRef manager;                // whose board, or whose team's
  std::vector<people::PersonRef> managers;  // whose clients; more than one on a team's
  std::vector<BoardColumn> stages;          // accepted only where there is one
  std::optional<BoardDraft> draft;
  BoardStatement statement;
};
BOOST_DESCRIBE_STRUCT(Board, (), (manager, managers, stages, draft, statement))

inline constexpr int kMonthDays = 31;
inline constexpr int kRefusalDays = 60;        // a no older than that is history
inline constexpr std::size_t kMaxCards = 100;  // of the stages owned and confirmed, which only grow

// REQUIRES: the caller may see the manager's board.
Result<Board> ViewBoard(const http::Call& call, db::Connection& connection, Id manager_id);
// Of the caller and all managers below, with the caller's own draft.
Result<Board> ViewTeamBoard(const http::Call& call, db::Connection& connection);

}  // namespace baton::board
