// Problems as RFC 9457 `application/problem+json`, in the reader's language:
//   {"type":"/api/docs#problem.stale","title":...,"status":412,"code":"problem.stale","detail":...,
//    "errors":[{"path":"contacts[0].name","message":...,"code":...}],"request_id":...}
// Stateless, hence thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"
#include "http/answer.h"

namespace baton::words {
class Catalogue;
}

namespace baton::http {

int StatusOf(Kind kind);

struct Reader {
  const words::Catalogue& catalogue;
  std::string_view language;
  std::string_view request_id;
};

Answer AnswerOfProblem(const Problem& problem, const Reader& reader);
// For the few that no use case has: 404 and 405 of the router, 408, 414, 431, 500.
Answer AnswerOfStatus(int status, std::string_view title_key, const Message& message, const Reader& reader);

}  // namespace baton::http
