#include "board/board_routes.h"

#include "board/board.h"
#include "db/connection.h"
#include "http/router.h"
#include "people/directory.h"

namespace baton::board {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct BoardQuery {
  std::optional<std::string> manager;  // "me", "team" (me and all managers below) or an id; none: me
};
BOOST_DESCRIBE_STRUCT(BoardQuery, (), (manager))

Result<Board> Get(const Call& call, const BoardQuery& query) {
  const std::string wanted = query.manager.value_or("me");
  if (wanted == "team") return ViewTeamBoard(call, call.db());
  const auto manager = wanted == "me" ? std::optional(call.person_id()) : ParseId(wanted);
  if (!manager) return Fail(FieldFault{"manager", {"problem.field.not_id"}});
  if (!people::IsSelfOrBelow(call.db(), call.scope(), *manager)) return NotFound("person");
  return ViewBoard(call, call.db(), *manager);
}

}  // namespace

void AddBoardRoutes(http::Router& router) {
  router.Get("/api/v1/board", {.name = "getBoard", .deed = Deed::read, .word = Word::board}, Get);
}

}  // namespace baton::board
