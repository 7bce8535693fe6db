// For whom plans are made and shown: the organization, its time, and how messages are said to the reader. A request is
// one (ContextOf), the command line another, so that both run the same use case.
//
//   auto made = MakePlan(ContextOf(call), manager_id, input);
//
// What it refers to outlives it.
#pragma once

#include <functional>
#include <string>

#include "base/date.h"
#include "base/id.h"
#include "base/message.h"
#include "http/call.h"

namespace baton::plan {

struct Context {
  db::Database& database;
  Id org_id;
  Instant now;  // in the organization: a demo has a clock of its own
  std::function<std::string(const Message&)> say;
};

inline Context ContextOf(const http::Call& call) {
  return {call.database(), call.org_id(), call.now(),
          [&call](const Message& message) { return call.Say(message); }};
}

}  // namespace baton::plan
