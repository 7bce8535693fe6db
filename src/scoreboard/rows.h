// The rows behind a figure, with names. Part of scoreboard_routes.h.
#pragma once

#include <vector>

#include "scoreboard/gather.h"
#include "scoreboard/scoreboard_view.h"

namespace baton::scoreboard {

// REQUIRES: the reader may see them (FigureView::shows_rows).
std::vector<RowView> ViewRows(db::Connection& connection, const GatherAsked& asked, const Board& board,
                              const Figure& figure, Span span);

}  // namespace baton::scoreboard
