// /api/v1/board.
#pragma once

namespace baton::http {
class Router;
}

namespace baton::board {

void AddBoardRoutes(http::Router& router);

}  // namespace baton::board
