// A problem is an expected failure as a value: what kind it is (which decides the HTTP status and the exit
// code), a message for people that names the mend, and the places at fault. Keys start with "problem.".
//
//   return Fail(Kind::conflict, "problem.account.already_owned", {{"owner", name}});
//   return Fail(FieldFault{"contacts[0].email", {"problem.field.not_an_email"}});
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "base/message.h"

namespace baton {

enum class Kind {
  invalid,                // 422: the input breaks a rule; `errors` says where
  malformed,              // 400: it could not be read at all
  unauthenticated,        // 401
  forbidden,              // 403
  not_found,              // 404: also what may not be seen
  conflict,               // 409: the state of things does not allow it
  stale,                  // 412: somebody changed the row since it was read
  precondition_required,  // 428: If-Match is missing
  too_large,              // 413
  unsupported,            // 415
  too_many,               // 429
  unavailable,            // 503: try again
};

// One place at fault. `path` is a JSON path ("contacts[0].name"), a query parameter, or "line 7, column 3".
struct FieldFault {
  std::string path;
  Message message;

  bool operator==(const FieldFault&) const = default;
};

struct Problem {
  Kind kind = Kind::invalid;
  Message message;
  std::vector<FieldFault> errors = {};

  bool operator==(const Problem&) const = default;
};

template <class T>
using Result = tl::expected<T, Problem>;

// For use cases that succeed without a value.
struct Done {
  bool operator==(const Done&) const = default;
};

inline tl::unexpected<Problem> Fail(Problem problem) { return tl::unexpected<Problem>(std::move(problem)); }

inline tl::unexpected<Problem> Fail(Kind kind, std::string key, Arguments arguments = {}) {
  return Fail(Problem{kind, Message{std::move(key), std::move(arguments)}});
}

// Several fields at fault, or one.
inline tl::unexpected<Problem> Fail(std::vector<FieldFault> errors) {
  return Fail(Problem{Kind::invalid, Message{"problem.invalid"}, std::move(errors)});
}
inline tl::unexpected<Problem> Fail(FieldFault fault) { return Fail(std::vector{std::move(fault)}); }

// The row does not exist, or the caller may not know that it does. `word` is the singular table name.
inline tl::unexpected<Problem> NotFound(std::string word) {
  return Fail(Kind::not_found, "problem.not_found", {{"word", std::move(word)}});
}

}  // namespace baton
