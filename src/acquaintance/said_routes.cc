#include "acquaintance/said_routes.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "acquaintance/agreement.h"
#include "acquaintance/sample.h"
#include "acquaintance/ties_view.h"
#include "action/action.h"
#include "action/tables.h"
#include "book/directory.h"
#include "http/router.h"
#include "json/json.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "ties/directory.h"
#include "ties/said_tie.h"

namespace baton::acquaintance {
namespace {

using access::Deed;
using access::Word;
using http::Call;
using ties::SaidTie;

constexpr std::size_t kMostQuestions = 20;
constexpr std::int64_t kAskedAgainAfter = 365 * kMillisecondsPerDay;
constexpr std::int64_t kAnswersOf = 2 * 365 * kMillisecondsPerDay;
constexpr std::int64_t kWeek = 7 * kMillisecondsPerDay;

struct SaidInput {
  static constexpr const char* kSchemaName = "SaidTieInput";

  ties::Said said = ties::Said::met;
  std::optional<bool> unseen;  // said by the person himself, who was not shown what was learnt
};
BOOST_DESCRIBE_STRUCT(SaidInput, (), (said, unseen))

struct QuestionView {
  static constexpr const char* kSchemaName = "TieQuestion";

  book::ContactRef contact;
  book::AccountRef account;
};
BOOST_DESCRIBE_STRUCT(QuestionView, (), (contact, account))

struct QuestionsView {
  static constexpr const char* kSchemaName = "TieQuestions";

  std::vector<QuestionView> items;
  std::int64_t answered = 0;  // by the person, in the last year
};
BOOST_DESCRIBE_STRUCT(QuestionsView, (), (items, answered))

struct AgreementView {
  static constexpr const char* kSchemaName = "TieAgreement";

  std::int64_t people = 0;
  std::int64_t close = 0;   // answers that a tie is close
  std::int64_t others = 0;  // that it is not
  std::int64_t least_people = kLeastPeople;
  std::int64_t least_of_each = kLeastOfEach;
  std::optional<double> auc;  // none: too few
  std::optional<double> auc_low;
  std::optional<double> auc_high;
  std::string sentence;
};
BOOST_DESCRIBE_STRUCT(AgreementView, (),
                      (people, close, others, least_people, least_of_each, auc, auc_low, auc_high, sentence))

// The person himself, of a contact at a client that he may see or whom he is known to have met; whoever stands above, of a
// contact at a client within reach.
Result<Done> MaySay(const Call& call, db::Connection& connection, Id contact_id, Id person_id,
                    const std::vector<ties::AccountTie>& of_person) {
  const access::Scope reads = ScopeOf(call.principal(), Deed::read, Word::account);
  const bool is_own = person_id == call.person_id();
  const bool sees = book::FindContact(connection, reads, contact_id).has_value();
  const bool has_met =
      is_own && std::ranges::find(of_person, contact_id, &ties::AccountTie::contact_id) != of_person.end();
  if (!sees && !has_met) return NotFound("contact");
  if (is_own) return Done{};
  const auto person = people::FindPerson(connection, call.org_id(), person_id);
  if (!person || person->is_placeholder) return NotFound("person");
  const bool is_below = call.scope().reach >= access::Reach::team &&
                        people::IsBelow(connection, call.org_id(), person_id, call.person_id());
  if (!is_below) return Fail(Kind::forbidden, "problem.tie.not_yours_to_say");
  return Done{};
}

void Tell(action::Action& action, const Call& call, const SaidTie& said) {
  if (said.person_id == call.person_id()) return;
  const auto people = people::FindRefs(action.tx(), action.org_id(), std::vector{call.person_id()});
  const auto contacts = book::FindContactRefs(action.tx(), action.org_id(), std::vector{said.contact_id});
  const auto person = people.find(call.person_id());
  const auto contact = contacts.find(said.contact_id);
  notice::Emit(action, said.person_id,
               {"notice.tie.said",
                {{"person", person == people.end() ? std::string() : person->second.name},
                 {"contact", contact == contacts.end() ? std::string() : contact->second.name},
                 {"said", std::string(json::NameOf(said.said))}}},
               "/who-knows-whom");
}

Result<SaidView> Say(const Call& call, Id contact_id, Id person_id, const SaidInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<SaidView> {
    const auto of_person = ties::FindTiesOf(tx, call.org_id(), person_id, call.now());
    if (auto may = MaySay(call, tx, contact_id, person_id, of_person); !may) return Fail(may.error());
    const bool is_asked = input.unseen.value_or(false) && person_id == call.person_id();
    const auto before = ties::FindSaid(tx, call.org_id(), person_id, contact_id);
    SaidTie said = before.value_or(SaidTie{});
    said.person_id = person_id;
    said.contact_id = contact_id;
    said.said = input.said;
    said.said_by = call.person_id();
    said.said_at = call.now();
    if (is_asked) {
      const auto tie = std::ranges::find(of_person, contact_id, &ties::AccountTie::contact_id);
      said.asked_said = input.said;
      said.asked_at = call.now();
      said.asked_strength = tie == of_person.end() ? 0 : tie->learnt;
    }
    action::Action action(tx, call, "tie.say", contact_id);
    if (before) {
      const auto updated = action.Update(*before, said);
      if (!updated) return Fail(updated.error());
      said = *updated;
    } else {
      said = action.Insert(said);
    }
    Tell(action, call, said);
    const auto people = people::FindRefs(tx, call.org_id(), std::vector{said.said_by});
    return SaidView{said.said, people.at(said.said_by), said.said_at};
  });
}

Result<Done> TakeBack(const Call& call, Id contact_id, Id person_id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto of_person = ties::FindTiesOf(tx, call.org_id(), person_id, call.now());
    if (auto may = MaySay(call, tx, contact_id, person_id, of_person); !may) return may;
    const auto before = ties::FindSaid(tx, call.org_id(), person_id, contact_id);
    if (!before) return NotFound("tie");
    action::Action action(tx, call, "tie.take_back", contact_id);
    action.Delete(*before);
    return Done{};
  });
}

// The same ones all week, so that a page that is opened again goes on.
Result<QuestionsView> GetQuestions(const Call& call) {
  const Id me = call.person_id();
  QuestionsView view;
  std::set<Id> answered;
  for (const SaidTie& said : ties::FindSaidOf(call.db(), call.org_id(), me)) {
    if (said.said_at < call.now() - kAskedAgainAfter) continue;
    answered.insert(said.contact_id);
    view.answered += said.asked_at.has_value() ? 1 : 0;
  }
  auto all = ties::FindTiesOf(call.db(), call.org_id(), me, call.now());
  std::ranges::sort(all, {}, &ties::AccountTie::contact_id);  // whatever is said of them
  std::vector<double> strengths;
  for (const ties::AccountTie& tie : all) strengths.push_back(tie.learnt);
  const std::uint64_t week = static_cast<std::uint64_t>(call.now().milliseconds / kWeek);
  std::vector<const ties::AccountTie*> asked;
  std::vector<Id> contact_ids;
  std::vector<Id> account_ids;
  for (const std::size_t i :
       FairSample(strengths, kMostQuestions, static_cast<std::uint64_t>(me.value) ^ week)) {
    if (answered.contains(all[i].contact_id)) continue;
    asked.push_back(&all[i]);
    contact_ids.push_back(all[i].contact_id);
    account_ids.push_back(all[i].account_id);
  }
  const auto contacts = book::FindContactRefs(call.db(), call.org_id(), contact_ids);
  const auto accounts = book::FindAccountRefs(call.db(), call.org_id(), account_ids);
  for (const ties::AccountTie* tie : asked) {
    const auto contact = contacts.find(tie->contact_id);
    const auto account = accounts.find(tie->account_id);
    if (contact == contacts.end() || account == accounts.end()) continue;
    view.items.push_back({contact->second, account->second});
  }
  return view;
}

std::int64_t InHundred(double share) { return static_cast<std::int64_t>(100 * share + 0.5); }

Message SentenceOf(const Agreement& agreement) {
  if (!agreement.auc) {
    return {"tie.agreement.few",
            {{"people", agreement.people},
             {"close", agreement.close},
             {"others", agreement.others},
             {"least", kLeastOfEach},
             {"least_people", kLeastPeople}}};
  }
  const stats::Auc& auc = *agreement.auc;
  const char* key = auc.band.low <= 0.5 ? "tie.agreement.none" : "tie.agreement.some";
  return {
      key,
      {{"auc", InHundred(auc.value)}, {"low", InHundred(auc.band.low)}, {"high", InHundred(auc.band.high)}}};
}

Result<AgreementView> GetAgreement(const Call& call) {
  const Agreement agreement =
      AgreementOf(ties::FindAnswers(call.db(), call.org_id(), call.now() - kAnswersOf));
  AgreementView view{.people = agreement.people, .close = agreement.close, .others = agreement.others};
  if (agreement.auc) {
    view.auc = agreement.auc->value;
    view.auc_low = agreement.auc->band.low;
    view.auc_high = agreement.auc->band.high;
  }
  view.sentence = call.Say(SentenceOf(agreement));
  return view;
}

// Of people who are no longer below, or of a role that no longer says anything.
std::vector<Id> OthersTies(db::Connection& connection, const access::Principal& person,
                           std::span<const Id> row_ids) {
  const access::Scope scope = ScopeOf(person, Deed::change, Word::tie);
  if (!scope) return {row_ids.begin(), row_ids.end()};
  return connection.Query<Id>(
      "SELECT id FROM said_tie WHERE org_id = $1 AND id IN baton_list($2) AND person_id NOT IN "
      "baton_list($3)",
      person.org_id, db::IdList(row_ids), db::IdList(people::FindPeopleIn(connection, scope)));
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(SaidTie::kTable),
              .private_columns = {"asked_said", "asked_strength"},
              .out_of_reach = &OthersTies});
}

void AddSaidRoutes(http::Router& router) {
  router.Post("/api/v1/contacts/{id}/ties/{person_id}",
              {.name = "sayTie",
               .deed = Deed::change,
               .word = Word::tie,
               .status = 200,
               .summary = "Says how well a person knows a contact: the person, or whoever stands above"},
              Say);
  router.Delete("/api/v1/contacts/{id}/ties/{person_id}",
                {.name = "takeBackTie",
                 .deed = Deed::change,
                 .word = Word::tie,
                 .summary = "Takes back what was said; what was learnt stands alone again"},
                TakeBack);
  router.Get("/api/v1/ties/questions",
             {.name = "listTieQuestions",
              .deed = Deed::read,
              .word = Word::tie,
              .summary = "Up to 20 of the caller's own ties, strong and weak ones, without what was learnt"},
             GetQuestions);
  router.Get("/api/v1/ties/agreement",
             {.name = "getTieAgreement",
              .deed = Deed::read,
              .word = Word::tie_agreement,
              .summary = "How far the strength of ties agrees with what people say who were not shown it"},
             GetAgreement);
}

}  // namespace baton::acquaintance
