// A promise of an hour, for the tests of those who read promises.
//
//   InsertPromise(db(), kOrg, PromiseOf(jim_, jada_, "2026-11-24T10:30:00Z", now_));
#pragma once

#include <string_view>

#include "action/action.h"
#include "coaching/directory.h"
#include "db/database.h"

namespace baton::coaching {

inline Promise PromiseOf(Id manager_id, Id rep_id, std::string_view due, Instant promised_at,
                         PromiseState state = PromiseState::open) {
  Promise promise;
  promise.manager_id = manager_id;
  promise.rep_id = rep_id;
  promise.title = "Review the letter";
  promise.minutes = 60;
  promise.promised_at = promised_at;
  promise.due_at = promise.first_due_at = ParseInstant(due).value();
  promise.state = state;
  promise.is_agreed = state != PromiseState::asked;
  if (state == PromiseState::kept) promise.kept_at = promise.due_at;
  return promise;
}

// As the manager makes one, or the rep asks for it.
inline Promise InsertPromise(db::Database& database, Id org_id, const Promise& promise) {
  return database.Write([&](db::Tx& tx) {
    const bool is_asked = promise.state == PromiseState::asked;
    action::Action action(tx, {org_id, is_asked ? promise.rep_id : promise.manager_id},
                          is_asked ? "promise.ask" : "promise.make", promise.promised_at);
    return Insert(action, promise);
  });
}

}  // namespace baton::coaching
