#include "http/problem_answer.h"

#include <boost/json/array.hpp>

#include "json/json.h"
#include "words/catalogue.h"

namespace baton::http {
namespace {

std::string_view NameOfKind(Kind kind) {
  switch (kind) {
    case Kind::invalid:
      return "invalid";
    case Kind::malformed:
      return "malformed";
    case Kind::unauthenticated:
      return "unauthenticated";
    case Kind::forbidden:
      return "forbidden";
    case Kind::not_found:
      return "not_found";
    case Kind::conflict:
      return "conflict";
    case Kind::stale:
      return "stale";
    case Kind::precondition_required:
      return "precondition_required";
    case Kind::too_large:
      return "too_large";
    case Kind::unsupported:
      return "unsupported";
    case Kind::too_many:
      return "too_many";
    case Kind::unavailable:
      return "unavailable";
  }
  return "unexpected";
}

Answer Make(int status, std::string_view title_key, const Message& message, json::Array errors,
            const Reader& reader) {
  json::Object body{{"type", "/api/docs#" + message.key},
                    {"title", reader.catalogue.Say({std::string(title_key)}, reader.language)},
                    {"status", status},
                    {"code", message.key},
                    {"detail", reader.catalogue.Say(message, reader.language)},
                    {"errors", std::move(errors)},
                    {"request_id", reader.request_id}};
  return Answer{.status = status,
                .content_type = "application/problem+json",
                .body = json::ToText(json::Value(std::move(body))),
                .headers = {{"Cache-Control", "no-store"}}};
}

}  // namespace

int StatusOf(Kind kind) {
  switch (kind) {
    case Kind::invalid:
      return 422;
    case Kind::malformed:
      return 400;
    case Kind::unauthenticated:
      return 401;
    case Kind::forbidden:
      return 403;
    case Kind::not_found:
      return 404;
    case Kind::conflict:
      return 409;
    case Kind::stale:
      return 412;
    case Kind::precondition_required:
      return 428;
    case Kind::too_large:
      return 413;
    case Kind::unsupported:
      return 415;
    case Kind::too_many:
      return 429;
    case Kind::unavailable:
      return 503;
  }
  return 500;
}

Answer AnswerOfProblem(const Problem& problem, const Reader& reader) {
  json::Array errors;
  for (const auto& fault : problem.errors) {
    errors.push_back(json::Object{{"path", fault.path},
                                  {"message", reader.catalogue.Say(fault.message, reader.language)},
                                  {"code", fault.message.key}});
  }
  const std::string title = "problem.title." + std::string(NameOfKind(problem.kind));
  Answer answer = Make(StatusOf(problem.kind), title, problem.message, std::move(errors), reader);
  if (problem.kind == Kind::unauthenticated) {
    answer.headers.push_back({"WWW-Authenticate", "Bearer realm=\"baton\""});
  }
  if (problem.kind == Kind::too_many || problem.kind == Kind::unavailable) {
    std::int64_t seconds = 1;
    const auto stated = problem.message.arguments.find("seconds");
    if (stated != problem.message.arguments.end()) {
      if (const auto* number = std::get_if<std::int64_t>(&stated->second)) seconds = *number;
    }
    answer.headers.push_back({"Retry-After", std::to_string(seconds)});
  }
  return answer;
}

Answer AnswerOfStatus(int status, std::string_view title_key, const Message& message, const Reader& reader) {
  return Make(status, title_key, message, {}, reader);
}

}  // namespace baton::http
