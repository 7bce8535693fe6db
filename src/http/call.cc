#include "http/call.h"

#include <filesystem>

#include "base/check.h"
#include "http/call_state.h"
#include "http/header_text.h"
#include "http/router.h"
#include "words/catalogue.h"

namespace baton::http {

void AnswerHeaders::Set(std::string name, std::string value) {
  Check(IsToken(name) && IsHeaderValue(value), "a header has no control characters");
  for (auto& header : headers_) {
    if (!EqualsIgnoringCase(header.name, name)) continue;
    header.value = std::move(value);
    return;
  }
  headers_.push_back({std::move(name), std::move(value)});
}

void AnswerHeaders::SetCookie(Cookie cookie) {
  CookieText(cookie, false);  // checks it where the mistake is made
  // The last word on a name holds: a write that ran again has set it before.
  std::erase_if(cookies_, [&](const Cookie& set) { return set.name == cookie.name; });
  cookies_.push_back(std::move(cookie));
}

const access::Principal& Call::principal() const {
  Check(state_->principal.has_value(), "somebody is signed in");
  return *state_->principal;
}

bool Call::is_signed_in() const { return state_->principal.has_value(); }

const access::Scope& Call::scope() const {
  Check(!state_->route.options.open, "an open route has no scope");
  return state_->scope;
}

Instant Call::now() const {
  if (!state_->now) {
    const bool has_own = state_->principal && state_->options.now_for;
    state_->now =
        has_own ? state_->options.now_for(db(), state_->principal->org_id) : state_->parts.clock.Now();
  }
  return *state_->now;
}

db::Connection& Call::db() const {
  db::Database& database = state_->parts.database;
  if (!state_->reader) {
    state_->reader.emplace(state_->reads_snapshot ? database.ReadSnapshot() : database.Read());
  }
  return **state_->reader;
}

void Call::EndReading() const { state_->reader.reset(); }

db::Database& Call::database() const { return state_->parts.database; }

const RequestInfo& Call::request() const { return state_->request; }

Result<std::int64_t> Call::if_match() const {
  const auto header = state_->request.header("If-Match");
  if (!header) return Fail(Kind::precondition_required, "problem.precondition_required");
  if (const auto version = VersionOf(*header)) return *version;
  return Fail(Kind::malformed, "problem.precondition_malformed");
}

const std::vector<Upload>& Call::uploads() const { return state_->uploads; }

const std::vector<std::pair<std::string, std::string>>& Call::form() const { return state_->form; }

void Call::Keep(const Upload& upload, const std::string& path) const {
  std::error_code error;
  std::filesystem::rename(upload.path, path, error);
  if (!error) return;
  std::filesystem::copy_file(upload.path, path, std::filesystem::copy_options::overwrite_existing);
}

AnswerHeaders& Call::answer() const { return state_->answer; }

std::string Call::Say(const Message& message) const {
  return state_->parts.catalogue.Say(message, state_->language);
}

const std::string& Call::language() const { return state_->language; }

void Call::KeepAnswer(db::Tx& tx, const std::type_info& type, const void* value) const {
  if (!state_->idempotency) return;
  const Route& route = state_->route;
  const bool is_answer = route.result_type && *route.result_type == type && route.answer_of;
  if (!is_answer) {
    if (!state_->idempotency->is_claimed) Claim(tx, *state_->idempotency, nullptr);
    return;
  }
  Answer answer = route.answer_of(value);
  answer.status = state_->answer.status().value_or(answer.status);
  for (const auto& header : state_->answer.headers()) answer.headers.push_back(header);
  const bool is_storable = answer.path.empty() && !answer.source;
  Claim(tx, *state_->idempotency, is_storable ? &answer : nullptr);
}

void Call::Committed(const std::type_info& type) const {
  if (!state_->idempotency) return;
  state_->idempotency->is_claimed = true;
  if (state_->route.result_type && *state_->route.result_type == type) state_->idempotency->is_kept = true;
}

namespace router_detail {

Answer OpenEvents(const Call& call, const EventStream& stream) {
  CallState& state = call.state();
  state.channel =
      std::make_unique<EventChannel>(state.parts.events, call.principal().org_id, call.principal().person_id);
  std::string last_id(call.header("Last-Event-ID").value_or(""));
  if (last_id.empty()) last_id = call.query("last_event_id").value_or("");
  if (stream.resume) state.channel->Resume(stream.resume(last_id));
  return Answer{.status = 200,
                .content_type = "text/event-stream",
                .headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}}};
}

}  // namespace router_detail
}  // namespace baton::http
