#include "http/service.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <stdexcept>

#include "base/check.h"
#include "base/log.h"
#include "base/text.h"
#include "base/too_large.h"
#include "http/call_state.h"
#include "http/compress.h"
#include "http/header_text.h"
#include "http/problem_answer.h"
#include "http/wire.h"
#include "words/catalogue.h"

namespace baton::http {
namespace {

bool IsWrite(Method method) {
  return method == Method::post || method == Method::patch || method == Method::remove;
}

// "https://baton.example:444" of an address; without the port that a browser leaves out.
std::string OriginOf(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  std::string_view origin = url.substr(0, url.find('/', scheme + 3));
  const std::string_view usual = url.starts_with("https:") ? ":443" : ":80";
  if (origin.ends_with(usual)) origin.remove_suffix(usual.size());
  return std::string(origin);
}

std::string AllowText(const std::vector<Method>& methods) {
  std::string text;
  const auto add = [&text](Method method) {
    text.append(text.empty() ? "" : ", ").append(NameOfMethod(method));
  };
  for (const Method method : methods) {
    add(method);
    if (method == Method::get) add(Method::head);
  }
  add(Method::options);
  return text;
}

Problem NoRoute() { return Problem{Kind::not_found, {"problem.not_found", {{"word", "route"}}}}; }

bool IsApi(const RequestInfo& request) { return request.path.starts_with("/api/") || request.path == "/api"; }

std::string UploadHash(const std::vector<Upload>& uploads) {
  std::string text;
  for (const auto& upload : uploads) {
    text += upload.field + '\n' + upload.file_name + '\n' + std::to_string(upload.bytes) + '\n';
  }
  return text;
}

}  // namespace

// One request on its way; the steps stop at the first problem.
struct Service::Steps {
  const Service& service;
  const RequestInfo& request;
  Router::Match match = {};
  std::optional<access::Principal> principal = {};
  access::Scope scope = {};
  std::string language = "en";
  bool counts = true;  // towards the rate: not when Admit has counted it

  Reader reader() const { return {service.parts_.catalogue, language, request.request_id}; }

  // Everything that does not depend on the body; an answer ends it.
  std::optional<Answer> Admit();
  Result<Done> Identify();
  Answer Call_(std::string_view body, UploadWriter* upload, std::unique_ptr<EventChannel>& events);
  Result<std::optional<Answer>> Replay(CallState& state, std::string_view body) const;
  void ReadTime(CallState& state) const;
  Result<Answer> Handle(const Call& call, CallState& state, std::string_view body) const;
  void KeepLate(CallState& state, const Answer& answer) const;
  // Turns whatever is thrown into an answer.
  template <class F>
  Answer Guard(F&& work) const;
};

Service::Service(const ServerOptions& options, const Router& router, ServerParts parts)
    : options_(options),
      router_(router),
      parts_(parts),
      proxies_(options.trusted_proxies),
      files_(options.static_folder.empty() ? StaticFiles() : StaticFiles(options.static_folder)) {}

bool Service::IsHttps(const RequestInfo& request) const {
  return options_.public_url.empty() ? request.is_https : options_.public_url.starts_with("https://");
}

std::string Service::Language(const RequestInfo& request) const {
  return parts_.catalogue.Choose(request.header("Accept-Language").value_or(""));
}

BodyRule Service::RuleFor(const RequestInfo& request) const {
  const auto match = router_.Find(request.method, request.path);
  if (!match.route) return {.max_bytes = RouteOptions().max_bytes, .is_upload = false};
  if (match.route->options.upload) {
    const std::int64_t own = match.route->options.upload_limit_mb;
    const std::int64_t limit = own == 0 ? options_.upload_limit_mb : std::min(own, options_.upload_limit_mb);
    return {.max_bytes = static_cast<std::uint64_t>(limit) << 20, .is_upload = true};
  }
  return {.max_bytes = match.route->options.max_bytes, .is_upload = false};
}

std::string_view Service::RouteName(const RequestInfo& request) const {
  const auto match = router_.Find(request.method, request.path);
  return match.route ? std::string_view(match.route->options.name) : IsApi(request) ? "none" : "static";
}

void Service::Log(const RequestInfo& request, int status, std::chrono::steady_clock::time_point began) const {
  const auto took = std::chrono::steady_clock::now() - began;
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  LogInfo("http.request", {{"request", request.request_id},
                           {"method", NameOfMethod(request.method)},
                           {"route", RouteName(request)},
                           {"status", std::to_string(status)},
                           {"micros", std::to_string(micros)},
                           {"client", request.client_address}});
  if (options_.measured) options_.measured(RouteName(request), status, micros);
}

Result<Done> Service::CheckOrigin(const RequestInfo& request) const {
  if (!IsWrite(request.method)) return Done{};
  const auto origin = request.header("Origin");
  if (!origin) {
    // No browser leaves it out on a write from another site; other programs do.
    if (request.header("Sec-Fetch-Site").value_or("") == "cross-site") {
      return Fail(Kind::forbidden, "problem.origin", {{"origin", "?"}, {"public_url", options_.public_url}});
    }
    return Done{};
  }
  if (options_.public_url.empty()) {
    // Without a stated address the host decides: a proxy in front may speak https where we do not.
    const auto scheme = origin->find("://");
    const std::string_view host = request.header("Host").value_or("");
    if (scheme != std::string_view::npos && EqualsIgnoringCase(origin->substr(scheme + 3), host))
      return Done{};
  } else if (EqualsIgnoringCase(*origin, OriginOf(options_.public_url))) {
    return Done{};
  }
  return Fail(Kind::forbidden, "problem.origin",
              {{"origin", std::string(*origin)}, {"public_url", options_.public_url}});
}

Answer Service::Refuse(int status, std::string_view title_key, const Message& message,
                       std::string_view request_id) const {
  return AnswerOfStatus(status, title_key, message, {parts_.catalogue, "en", request_id});
}

Answer Service::TooLarge(const BodyRule& rule, const RequestInfo& request) const {
  return AnswerOfProblem(baton::TooLarge("problem.too_large", rule.max_bytes),
                         {parts_.catalogue, Language(request), request.request_id});
}

Answer Service::Busy(const RequestInfo& request) const {
  return AnswerOfProblem({Kind::unavailable, {"problem.unavailable"}},
                         {parts_.catalogue, Language(request), request.request_id});
}

Answer Service::Static(const RequestInfo& request) const {
  const Reader reader{parts_.catalogue, "en", request.request_id};
  if (request.method != Method::get && request.method != Method::head && request.method != Method::options) {
    Answer answer = AnswerOfStatus(
        405, "problem.title.method_not_allowed",
        {"problem.method_not_allowed", {{"method", std::string(NameOfMethod(request.method))}}}, reader);
    answer.headers.push_back({"Allow", "GET, HEAD, OPTIONS"});
    return answer;
  }
  if (request.method == Method::options) {
    return Answer{.status = 204, .content_type = "", .headers = {{"Allow", "GET, HEAD, OPTIONS"}}};
  }
  if (auto answer = files_.Find(request)) return std::move(*answer);
  return AnswerOfProblem(NoRoute(), reader);
}

template <class F>
Answer Service::Steps::Guard(F&& work) const {
  const auto log = [this](const char* what) {
    LogError("http.failed", {{"request", request.request_id},
                             {"route", match.route ? match.route->options.name : std::string("none")},
                             {"error", what}});
  };
  try {
    return work();
  } catch (const db::Error& error) {
    log(error.what());
    const bool is_passing = error.kind() == db::ErrorKind::busy || error.kind() == db::ErrorKind::lost ||
                            error.kind() == db::ErrorKind::cancelled || error.kind() == db::ErrorKind::full;
    if (is_passing) return AnswerOfProblem({Kind::unavailable, {"problem.unavailable"}}, reader());
    if (error.kind() == db::ErrorKind::unique) {
      return AnswerOfProblem({Kind::conflict, {"problem.conflict"}}, reader());
    }
  } catch (const std::exception& error) {
    log(error.what());
  } catch (...) {
    log("something that is no std::exception");
  }
  return AnswerOfStatus(500, "problem.title.unexpected",
                        {"problem.unexpected", {{"request_id", request.request_id}}}, reader());
}

Result<Done> Service::Steps::Identify() {
  const RouteOptions& route = match.route->options;
  if (service.options_.authenticate) {
    auto asked = service.options_.authenticate(request);
    // A stale cookie does not keep anybody from signing in.
    if (!asked && !route.open) return Fail(std::move(asked.error()));
    if (asked) principal = std::move(*asked);
  }
  if (principal && service.parts_.catalogue.Has("problem.invalid", principal->language)) {
    language = principal->language;
  }
  if (auto origin = service.CheckOrigin(request); !origin) return origin;
  const bool is_by_cookie = principal && principal->session_id;
  if (is_by_cookie && !route.open && IsWrite(request.method) &&
      request.header("X-Baton-CSRF").value_or("") != "1") {
    return Fail(Kind::forbidden, "problem.csrf");
  }
  if (route.open) return Done{};
  if (!principal) return Fail(Kind::unauthenticated, "problem.unauthenticated");
  scope = access::ScopeOf(*principal, *route.deed, *route.word);
  if (!scope) return Fail(Kind::forbidden, "problem.forbidden");
  if (route.upload && service.options_.uploads_folder.empty()) {
    return Fail(Kind::unavailable, "problem.uploads_off");
  }
  if (match.route->is_versioned && !request.header("If-Match")) {
    return Fail(Kind::precondition_required, "problem.precondition_required");
  }
  return Done{};
}

std::optional<Answer> Service::Steps::Admit() {
  language = service.Language(request);
  match = service.router_.Find(request.method, request.path);
  if (match.allowed.empty() && !IsApi(request)) return service.Static(request);
  if (counts && service.options_.rate) {
    if (auto allowed = service.options_.rate(request); !allowed)
      return AnswerOfProblem(allowed.error(), reader());
  }
  if (match.allowed.empty()) return AnswerOfProblem(NoRoute(), reader());
  if (request.method == Method::options) {
    return Answer{.status = 204, .content_type = "", .headers = {{"Allow", AllowText(match.allowed)}}};
  }
  if (!match.route) {
    const std::string method(NameOfMethod(request.method));
    Answer answer = AnswerOfStatus(405, "problem.title.method_not_allowed",
                                   {"problem.method_not_allowed", {{"method", method}}}, reader());
    answer.headers.push_back({"Allow", AllowText(match.allowed)});
    return answer;
  }
  if (auto known = Identify(); !known) return AnswerOfProblem(known.error(), reader());
  return std::nullopt;
}

Result<std::optional<Answer>> Service::Steps::Replay(CallState& state, std::string_view body) const {
  const auto key = request.header("Idempotency-Key");
  const bool is_kept =
      key && request.method == Method::post && principal && match.route->options.keeps_answer;
  if (!is_kept) return std::optional<Answer>();
  if (!IsIdempotencyKey(*key)) return Fail(Kind::malformed, "problem.idempotency.malformed");
  state.idempotency =
      Idempotency{.key = std::string(*key),
                  .route = match.route->options.name,
                  .request_hash = RequestHash({request.target, body, UploadHash(state.uploads)}),
                  .org_id = principal->org_id,
                  .person_id = principal->person_id,
                  .now = service.parts_.clock.Now()};
  const Call call(state);
  return FindKept(call.db(), *state.idempotency);
}

// A call that reads asks for the time where it needs it, through the one connection it has. One that writes has most
// likely to know it within its transaction, and must not hold a connection then: calls that hold one and wait for a second
// could wait for each other.
void Service::Steps::ReadTime(CallState& state) const {
  const Call call(state);
  (void)call.now();
  state.reader.reset();
}

// What is read by several statements while somebody else writes may not fit together: a row names another that is gone.
// It is read once more then, all of one state.
Result<Answer> Service::Steps::Handle(const Call& call, CallState& state, std::string_view body) const {
  const Inputs inputs{match.path_values, request, body};
  try {
    return match.route->run(call, inputs);
  } catch (const std::out_of_range& error) {
    if (request.method != Method::get || !state.reader) throw;
    LogInfo("http.read_again",
            {{"request", request.request_id}, {"route", match.route->options.name}, {"error", error.what()}});
  }
  state.reader.reset();
  state.answer = {};
  state.channel.reset();
  state.reads_snapshot = true;
  return match.route->run(call, inputs);
}

// The handler wrote something other than its result: the answer follows in a transaction of its own.
void Service::Steps::KeepLate(CallState& state, const Answer& answer) const {
  if (!state.idempotency || !state.idempotency->is_claimed || state.idempotency->is_kept) return;
  if (!answer.path.empty() || answer.source) return;
  service.parts_.database.Write([&](db::Tx& tx) { Claim(tx, *state.idempotency, &answer); });
}

Answer Service::Steps::Call_(std::string_view body, UploadWriter* upload,
                             std::unique_ptr<EventChannel>& events) {
  CallState state{
      .request = request, .route = *match.route, .options = service.options_, .parts = service.parts_};
  state.principal = principal;
  state.scope = scope;
  state.language = language;
  if (upload) {
    if (auto finished = upload->Finish(); !finished) return AnswerOfProblem(finished.error(), reader());
    state.uploads = upload->uploads();
    state.form = upload->form();
  }
  const Call call(state);
  try {
    if (request.method != Method::get) ReadTime(state);
    auto kept = Replay(state, body);
    if (!kept) return AnswerOfProblem(kept.error(), reader());
    if (*kept) return std::move(**kept);
    auto result = Handle(call, state, body);
    Answer answer = result ? std::move(*result) : AnswerOfProblem(result.error(), reader());
    for (const auto& header : state.answer.headers()) answer.headers.push_back(header);
    if (result) KeepLate(state, answer);
    for (const auto& cookie : state.answer.cookies()) {
      answer.headers.push_back({"Set-Cookie", CookieText(cookie, service.IsHttps(request))});
    }
    events = std::move(state.channel);
    return answer;
  } catch (const AlreadyClaimed&) {
    auto kept = FindKept(call.db(), *state.idempotency);
    if (kept && *kept) return std::move(**kept);
    return AnswerOfProblem(kept ? Problem{Kind::conflict, {"problem.idempotency.in_progress"}} : kept.error(),
                           reader());
  }
}

std::optional<Answer> Service::Admit(const RequestInfo& request) const {
  Steps steps{*this, request};
  std::optional<Answer> refused;
  bool is_admitted = false;
  Answer answer = steps.Guard([&] {
    refused = steps.Admit();
    is_admitted = !refused;
    return refused ? std::move(*refused) : Answer{};
  });
  if (is_admitted) return std::nullopt;
  return answer;
}

Outcome Service::Run(const RequestInfo& request, std::string_view body, UploadWriter* upload) const {
  Outcome outcome;
  Steps steps{*this, request};
  steps.counts = upload == nullptr;
  outcome.answer = steps.Guard([&] {
    auto ended = steps.Admit();
    Answer answer = ended ? std::move(*ended) : steps.Call_(body, upload, outcome.events);
    Check(answer.path.empty() || std::filesystem::exists(answer.path), "a file to send is there");
    const auto has = [&answer](std::string_view name) {
      return std::ranges::any_of(answer.headers, [&](const auto& header) { return header.name == name; });
    };
    if (IsApi(request) && !has("Cache-Control")) answer.headers.push_back({"Cache-Control", "no-store"});
    if (!has("Content-Encoding")) Compress(request, answer);
    return answer;
  });
  return outcome;
}

}  // namespace baton::http
