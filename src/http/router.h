// Routes that parse, validate, serialise and describe themselves: the handler's type says all.
//
//   router.Get("/api/v1/accounts/{id}", {.name = "getAccount", .deed = Deed::read, .word = Word::account},
//              [](const Call& call, Id id) -> Result<Account> {...});
//   router.Get("/api/v1/accounts", {...}, [](const Call& call, const AccountQuery& query) ->
//   Result<Page<Account>> {...}); router.Post("/api/v1/accounts", {...}, [](const Call& call, const
//   AccountInput& input) -> Result<Account> {...}); router.Patch("/api/v1/accounts/{id}", {...},
//                [](const Call& call, Id id, const json::Patch<AccountInput>& patch) -> Result<Account>
//                {...});
//   router.Delete("/api/v1/accounts/{id}", {...}, [](const Call& call, Id id) -> Result<Done> {...});
//   router.Get("/api/v1/plans/{id}.csv", {...}, [](const Call& call, Id id) -> Result<File> {...});
//
// After the call come the path's parameters in their order (Id, std::string, std::int64_t, Day or a described
// enum), then at most one described struct: the query string for Get and Delete, the JSON body otherwise,
// json::Patch<T> for Patch. A parameter that does not parse is 404; a query or body with faults is 422 with
// all of them. Results: a described struct (200, for Post 201; ETag from a member `version`), Done (204),
// File, Answer. A route that is not open states deed and word; whoever has no right to them gets 403 before
// the handler runs. Adding is not thread-safe; a complete router is read by many threads.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

#include "access/policy.h"
#include "base/problem.h"
#include "http/answer.h"
#include "http/call.h"
#include "http/events.h"
#include "http/request.h"
#include "json/json.h"
#include "json/schema.h"

namespace baton::http {

struct RouteOptions {
  std::string name = {};  // operationId: getAccount; unique
  std::optional<access::Deed> deed = {};
  std::optional<access::Word> word = {};
  bool open = false;                   // nobody needs to be signed in
  int status = 0;                      // of success; 0: 200, for Post 201, for Done 204
  std::optional<bool> versioned = {};  // If-Match is required (428); default: for Patch only
  bool upload = false;                 // files: call.uploads(); up to ServerOptions::upload_limit_mb
  std::int64_t upload_limit_mb = 0;    // less than that, where only small files make sense; 0: that
  std::size_t max_bytes = 1u << 20;    // of another body
  bool keeps_answer = true;            // with an Idempotency-Key; false where the answer holds a secret
  std::string summary = {};            // for the documentation, in English
};

// What a route reads its arguments from.
struct Inputs {
  std::vector<std::string> path_values;
  const RequestInfo& request;
  std::string_view body;
};

struct Parameter {
  std::string name;
  std::string in;  // path, query, header
  bool is_required = true;
  json::Value schema;
};

// The names in braces, in order.
std::vector<std::string> PathNames(std::string_view path);

using Describe = std::function<json::Value(json::Schemas&)>;

struct Route {
  Method method = Method::get;
  std::string path;
  RouteOptions options;
  bool is_versioned = false;
  std::vector<std::string> path_names;

  std::function<Result<Answer>(const Call&, const Inputs&)> run;
  // The handler's result type, and its answer; for Idempotency-Key.
  const std::type_info* result_type = nullptr;
  std::function<Answer(const void* result)> answer_of;

  std::function<std::vector<Parameter>(json::Schemas&)> parameters;
  Describe body;          // empty: none
  std::string body_type;  // application/json, application/merge-patch+json
  Describe result;        // empty: no content, or a file
  std::string result_type_name;
  int status = 200;
};

class Router {
 public:
  template <class F>
  void Get(std::string path, RouteOptions options, F handler);
  template <class F>
  void Post(std::string path, RouteOptions options, F handler);
  template <class F>
  void Patch(std::string path, RouteOptions options, F handler);
  template <class F>
  void Delete(std::string path, RouteOptions options, F handler);
  // A stream of server-sent events: `handler(const Call&) -> Result<EventStream>`.
  template <class F>
  void Events(std::string path, RouteOptions options, F handler);

  // In the order they were added.
  const std::vector<Route>& Routes() const { return routes_; }

  struct Match {
    const Route* route = nullptr;  // none: not found, or another method
    std::vector<std::string> path_values;
    std::vector<Method> allowed;  // what the path takes; empty: no such path
  };
  // `path` is decoded. HEAD finds the route of GET.
  Match Find(Method method, std::string_view path) const;

 private:
  // One part of a path between slashes: text, or {name} with a text behind it.
  struct Segment {
    std::string text;
    bool is_parameter = false;
  };

  // Throws (Check) on a route that is incomplete or there already.
  void Add(Route route);

  std::vector<Route> routes_;
  std::vector<std::vector<Segment>> segments_;
};

}  // namespace baton::http

#include "http/router_templates.h"
