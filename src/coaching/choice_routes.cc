#include "action/version.h"
#include "coaching/appointment.h"
#include "coaching/promise_routes.h"
#include "http/router.h"
#include "people/directory.h"

namespace baton::coaching {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct ChoiceInput {
  static constexpr const char* kSchemaName = "PromiseChoiceInput";

  bool is_mailed = true;
};
BOOST_DESCRIBE_STRUCT(ChoiceInput, (), (is_mailed))

struct ChoiceView {
  static constexpr const char* kSchemaName = "PromiseChoice";

  std::int64_t version = 0;  // 0: the default
  bool is_mailed = true;
  std::optional<std::string> email;  // where invitations go; none: nowhere
};
BOOST_DESCRIBE_STRUCT(ChoiceView, (), (version, is_mailed, email))

ChoiceView ViewChoice(const Call& call, db::Connection& connection) {
  const PromiseChoice choice = FindChoice(connection, call.org_id(), call.person_id());
  const auto person = people::FindPerson(connection, call.org_id(), call.person_id());
  return {choice.version, choice.is_mailed, person ? person->email : std::nullopt};
}

Result<ChoiceView> GetChoice(const Call& call) { return ViewChoice(call, call.db()); }

Result<ChoiceView> ChangeChoice(const Call& call, const json::Patch<ChoiceInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<ChoiceView> {
    const PromiseChoice before = FindChoice(tx, call.org_id(), call.person_id());
    if (auto current = action::CheckVersion(call, before.version, "promise_choice"); !current) {
      return Fail(current.error());
    }
    action::Action action(tx, call, "promise.choose");
    if (auto chosen = Choose(action, before, patch.Apply({before.is_mailed}).is_mailed); !chosen) {
      return Fail(chosen.error());
    }
    return ViewChoice(call, tx);
  });
}

}  // namespace

void AddChoiceRoutes(http::Router& router) {
  router.Get("/api/v1/promise-choice",
             {.name = "getPromiseChoice", .deed = Deed::read, .word = Word::promise}, GetChoice);
  router.Patch("/api/v1/promise-choice",
               {.name = "changePromiseChoice",
                .deed = Deed::change,
                .word = Word::promise,
                .summary = "Whether the own promises come as invitations by e-mail; before the first choice "
                           "the version is 0"},
               ChangeChoice);
}

}  // namespace baton::coaching
