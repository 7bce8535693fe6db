// What hangs on somebody who is removed besides accounts and a team, and what becomes of it. The slices that hold
// it know people, not the other way round, so the wiring gives it.
//
//   AddPeopleRoutes(router, {.held = ..., .end = ...});
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "action/action.h"
#include "people/person.h"

namespace baton::people {

struct Held {
  std::int64_t handoffs = 0;  // clients on their way to the person, who stay where they are
  bool has_promises = false;  // open ones, which nobody can keep any more; how many is between the two
};

struct Leaving {
  std::function<Held(db::Connection& connection, const Person& person)> held = {};
  // Ends all of it, and the person's access, in the action that removes the person. `reason` is for people.
  std::function<Result<Done>(action::Action& action, const Person& person, const std::string& reason)> end =
      {};
};

}  // namespace baton::people
