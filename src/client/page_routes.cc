// What anybody may ask who holds a token. A GET changes nothing: programs that look through mail open every link.
#include <algorithm>

#include "client/client_routes.h"
#include "client/client_rules.h"
#include "client/client_store.h"
#include "client/visit.h"
#include "handoff/directory.h"
#include "http/router.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "session/attempt.h"

namespace baton::client {
namespace {

using http::Call;

constexpr std::size_t kMaxFormBytes = 64u << 10;  // two thousand characters, each escaped
// Addresses that lead nowhere, by one network, before it waits: an office that opens some old links, not who guesses.
constexpr int kMissesAllowed = 15;

session::Subject SubjectOf(const Call& call) {
  session::Subject subject = session::SubjectOfAddress(call.client_address());
  return {"client-" + subject.name, kMissesAllowed};
}

// To both of ours but not to who has left.
void Tell(action::Action& action, const Visit& visit, const ReadAnswer& answer) {
  Message message{"notice.client.accept",
                  {{"contact", visit.contact.name},
                   {"account", visit.account.name},
                   {"successor", visit.successor.name}}};
  if (answer.kind == AnswerKind::question) message.key = "notice.client.question";
  if (answer.kind == AnswerKind::other) message.key = "notice.client.other";
  if (answer.wanted_person_id) {
    message.key = "notice.client.wanted";
    message.arguments["wanted"] =
        people::FindPerson(action.tx(), action.org_id(), *answer.wanted_person_id)->name;
  }
  const std::string link = "/handoff/" + ToString(visit.handoff.id) + "#client";
  notice::Emit(action, visit.successor.id, message, link);
  if (visit.former) notice::Emit(action, visit.former->id, message, link);
}

// Puts the answer down, once however often it is sent. Kind::invalid says what is wrong with it.
Result<Done> TakeDown(db::Tx& tx, std::string_view token, const ReadAnswer& answer, const Clock& clock) {
  const auto link = FindLinkOf(tx, token);
  // Two answers at once stand in line here.
  if (!link || !HoldLink(tx, link->org_id, link->id)) return NotFound("client_link");
  const auto visit = FindVisit(tx, token, clock);
  if (!visit) return NotFound("client_link");
  const auto before = FindAnswersBy(tx, link->org_id, link->id);
  if (before.size() >= kMostAnswers) return Done{};  // the page says so
  std::vector<Id> candidates;
  for (const people::Person& person : FindCandidates(tx, *visit)) candidates.push_back(person.id);
  if (auto fault = FaultOf(answer, candidates)) {
    return Fail(Kind::invalid, fault->key, std::move(fault->arguments));
  }
  if (!before.empty() && IsSame(answer, before.front())) return Done{};

  action::Action action(tx, action::Actor{link->org_id, std::nullopt}, "client_answer.create", visit->now,
                        visit->handoff.id);
  InsertAnswer(action,
               Answer{.link_id = link->id,
                      .handoff_id = visit->handoff.id,
                      .contact_id = visit->contact.id,
                      .kind = answer.kind,
                      .wanted_person_id = answer.wanted_person_id},
               answer.text);
  // The client was asked and has said which; a question says nothing yet.
  if (answer.kind != AnswerKind::question) {
    const auto marked = handoff::MarkStep(action, visit->handoff, handoff::StepKind::client_choice, "");
    if (!marked) return marked;
  }
  Tell(action, *visit, answer);
  return Done{};
}

class PageRoutes {
 public:
  explicit PageRoutes(const ClientOptions& options)
      : options_(options), style_(MakeStyle(FindFonts(options.web_folder))) {}

  Result<http::Answer> Show(const Call& call, const std::string& token) const {
    if (const std::int64_t wait = WaitOf(call); wait > 0) return TooMany(call, wait);
    if (auto html = Write(call, token, std::nullopt)) return Html(200, std::move(*html));
    return Gone(call);
  }

  Result<http::Answer> Take(const Call& call, const std::string& token, const AnswerForm& form) const {
    if (const std::int64_t wait = WaitOf(call); wait > 0) return TooMany(call, wait);
    // Asked before a transaction is begun: who guesses costs no write but the count of it.
    if (!IsThere(call, token)) return Gone(call);
    const ReadAnswer answer = Read(form);
    const auto taken =
        call.database().Write([&](db::Tx& tx) { return TakeDown(tx, token, answer, *options_.clock); });
    if (taken) return SeeAgain(token);
    if (taken.error().kind != Kind::invalid) return Gone(call);
    const PageForm again{answer.kind, answer.text, answer.wanted_person_id, taken.error().message};
    if (auto html = Write(call, token, again)) return Html(422, std::move(*html));
    return Gone(call);
  }

 private:
  // Milliseconds that the network of who asks has to wait after too many addresses that lead nowhere.
  std::int64_t WaitOf(const Call& call) const {
    const session::Subject subject = SubjectOf(call);
    const auto known = session::FindFailures(*call.database().Read(), subject);
    if (!known) return 0;
    return session::WaitLeft(std::max(0, known->failures - subject.allowance), known->last_at,
                             options_.clock->Now());
  }

  bool IsThere(const Call& call, const std::string& token) const {
    return FindVisit(*call.database().Read(), token, *options_.clock).has_value();
  }

  std::optional<std::string> Write(const Call& call, const std::string& token,
                                   const std::optional<PageForm>& form) const {
    auto reader = call.database().Read();
    const auto visit = FindVisit(*reader, token, *options_.clock);
    if (!visit) return std::nullopt;
    const auto answers = FindAnswersBy(*reader, visit->link.org_id, visit->link.id);
    return WritePage(FactsOf(*reader, *visit, answers), form, words::Catalogue::Compiled(), style_);
  }

  http::Answer Html(int status, std::string html) const {
    return {.status = status,
            .content_type = "text/html; charset=utf-8",
            .body = std::move(html),
            .headers = {{"Content-Security-Policy", style_.policy},
                        {"Cache-Control", "no-store"},
                        {"X-Robots-Tag", "noindex, nofollow, noarchive"}}};
  }

  // The same for every reason why an address leads nowhere; each one counts.
  http::Answer Gone(const Call& call) const {
    const session::Subject subject = SubjectOf(call);
    const auto counted =
        session::BeginAttempt(call.database(), std::span(&subject, 1), options_.clock->Now());
    if (!counted) return TooMany(call, WaitOf(call));
    return Word(call, 404, {"client.page.gone_title"}, {"client.page.gone"});
  }

  http::Answer TooMany(const Call& call, std::int64_t wait) const {
    const std::int64_t seconds = std::max<std::int64_t>(1, (wait + 999) / 1000);
    http::Answer answer =
        Word(call, 429, {"client.page.wait_title"}, {"client.page.wait", {{"seconds", seconds}}});
    answer.headers.push_back({"Retry-After", std::to_string(seconds)});
    return answer;
  }

  http::Answer Word(const Call& call, int status, const Message& title, const Message& text) const {
    return Html(status, WriteWord(title, text, call.language(), words::Catalogue::Compiled(), style_));
  }

  // To the page itself, which says what was answered: nothing in the address could lie about it.
  static http::Answer SeeAgain(const std::string& token) {
    return {.status = 303,
            .content_type = "",
            .headers = {{"Location", "/c/" + token}, {"Cache-Control", "no-store"}}};
  }

  const ClientOptions& options_;
  const PageStyle style_;
};

}  // namespace

void AddPageRoutes(http::Router& router, const ClientOptions& options) {
  const auto page = std::make_shared<const PageRoutes>(options);
  router.Get("/c/{token}", {.name = "showClientPage", .open = true},
             [page](const Call& call, const std::string& token) { return page->Show(call, token); });
  router.Post("/c/{token}", {.name = "answerClientPage", .open = true, .max_bytes = kMaxFormBytes},
              [page](const Call& call, const std::string& token, const AnswerForm& form) {
                return page->Take(call, token, form);
              });
}

}  // namespace baton::client
