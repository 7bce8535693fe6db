// GET /api/v1/people/{id}/second-ties: who should build a second tie next with the clients that hang on this person alone, by what it takes off
// the expected loss (second_tie.h), which colleague (builders.h), and the step that starts it. For the person and for whoever stands above; the
// colleagues are those of the person's team, and how they fit is for managers and directors to see.
#pragma once

namespace baton::http {
class Router;
}

namespace baton::departure {

void AddSecondTieRoutes(http::Router& router);

}  // namespace baton::departure
