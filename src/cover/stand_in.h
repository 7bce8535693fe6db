// Somebody still to be hired: a stand-in with a name and perhaps a first day takes the clients of somebody who leaves, so that nothing
// waits for the hire; colleagues may cover for it meanwhile. Once it is known who it is, everything that the stand-in holds goes to
// that person: also what an import gave to somebody whom nobody recognised.
//
//   POST /api/v1/people/{id}/stand-in {"name": "Somebody for the north", "starts_on": "2027-01-04"}
//   POST /api/v1/people/{id}/is-now {"person_id": "17"}
//
// One deed each, which can be taken back. Both open no work that was begun: a client on the way to somebody stays so.
#pragma once

#include "http/router.h"

namespace baton::cover {

void AddStandInRoutes(http::Router& router);

}  // namespace baton::cover
