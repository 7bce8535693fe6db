#include "demo/furnish.h"

#include <algorithm>
#include <boost/describe/class.hpp>
#include <map>

#include "base/check.h"
#include "base/text.h"
#include "book/activity.h"
#include "book/directory.h"
#include "book/opportunity.h"
#include "book/product.h"
#include "book/stage.h"
#include "book/standard_stages.h"
#include "client/directory.h"
#include "coaching/directory.h"
#include "demo/larmar.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/person_rules.h"

namespace baton::demo {
namespace {

constexpr int kHistoryDays = 540;
constexpr std::int64_t kCents = 100;
constexpr int kMorning = 10 * 60;

action::Action Act(db::Tx& tx, const Scene& scene, std::string_view who, std::string_view kind, Instant at) {
  return action::Action(tx, {scene.org_id, scene.Person(who)}, kind, at);
}

struct Named {
  std::string name;
  Id id;
};
BOOST_DESCRIBE_STRUCT(Named, (), (name, id))

// The ids of a small table's rows, by name.
std::map<std::string, Id, std::less<>> IdsByName(db::Connection& connection, Id org_id,
                                                 const std::string& table) {
  std::map<std::string, Id, std::less<>> ids;
  const auto rows = connection.Query<Named>(
      "SELECT name, id FROM " + table + " WHERE org_id = $1 AND deleted_at IS NULL ORDER BY id", org_id);
  for (const Named& row : rows) ids.emplace(row.name, row.id);
  return ids;
}

void InsertAccounts(db::Tx& tx, Scene& scene) {
  for (const CastAccount& cast : Accounts()) {
    auto action = Act(tx, scene, cast.owner, "account.create", At(-kHistoryDays, kMorning));
    book::Account account;
    account.name = cast.name;
    account.industry = cast.industry;
    account.segment = cast.segment;
    account.territory = cast.territory;
    account.city = cast.city;
    account.country = "US";
    account.language = "en";
    account.phone = cast.contacts.front().phone;
    account.revenue_minor = cast.revenue * kCents;
    account.currency = "USD";
    if (cast.renewal_in_days) account.renewal_on = SceneDay() + *cast.renewal_in_days;
    const Id id = book::InsertAccount(action, account, scene.Person(cast.owner)).id;
    scene.accounts.emplace(cast.name, id);
    for (const CastContact& person : cast.contacts) {
      book::Contact contact;
      contact.account_id = id;
      contact.name = person.name;
      contact.title = person.title;
      contact.email = std::string(person.email);
      contact.phone = person.phone;
      contact.language = "en";
      scene.contacts[std::string(cast.name)].push_back(book::InsertContact(action, contact).id);
    }
  }
}

void InsertProducts(db::Tx& tx, const Scene& scene) {
  auto action = Act(tx, scene, "admin", "product.create", At(-kHistoryDays, kMorning));
  struct Standard {
    const char* name;
    const char* series;
    std::int64_t price;
  };
  for (const Standard& standard :
       {Standard{"Terminal T4", "Terminals", 1'900}, Standard{"Terminal T5", "Terminals", 2'500},
        Standard{"Reader R2", "Readers", 450}, Standard{"Kiosk K1", "Kiosks", 7'000},
        Standard{"Service plan", "Services", 900}}) {
    action.Insert(book::Product{.name = standard.name,
                                .name_fold = Fold(standard.name),
                                .series = standard.series,
                                .price_minor = standard.price * kCents,
                                .currency = "USD"});
  }
}

book::OpportunityStatus StatusOf(std::string_view stage) {
  if (stage == "Won") return book::OpportunityStatus::won;
  return stage == "Lost" ? book::OpportunityStatus::lost : book::OpportunityStatus::open;
}

std::string_view OwnerOf(std::string_view account) {
  for (const CastAccount& cast : Accounts()) {
    if (cast.name == account) return cast.owner;
  }
  Check(false, "a deal has an account");
  return {};
}

void InsertDeals(db::Tx& tx, const Scene& scene) {
  const auto stages = IdsByName(tx, scene.org_id, "stage");
  const auto products = IdsByName(tx, scene.org_id, "product");
  for (const CastDeal& cast : Deals()) {
    const std::string_view owner = OwnerOf(cast.account);
    auto action = Act(tx, scene, owner, "opportunity.create", At(-cast.opened_days_ago, kMorning));
    action.Insert(book::Opportunity{.account_id = scene.Account(cast.account),
                                    .owner_id = scene.Person(owner),
                                    .product_id = products.find(cast.product)->second,
                                    .stage_id = stages.find(cast.stage)->second,
                                    .name = std::string(cast.name),
                                    .status = StatusOf(cast.stage),
                                    .amount_minor = cast.amount * kCents,
                                    .currency = "USD",
                                    .opened_on = SceneDay() - cast.opened_days_ago,
                                    .closes_on = SceneDay() + cast.closes_in_days,
                                    .next_step = std::string(cast.next_step),
                                    .created_at = action.now()});
  }
}

// Gathers activities with who took part, to put them in at once.
class History {
 public:
  History(db::Tx& tx, const Scene& scene, std::string_view who, Instant at)
      : action_(Act(tx, scene, who, "activity.create", at)) {}

  void Add(book::ActivityKind kind, std::optional<Id> account_id, Id owner_id, std::string subject,
           Instant starts_at, int minutes, const std::vector<Id>& people, const std::vector<Id>& contacts) {
    const Id id = action_.tx().NewId();
    activities_.push_back({.id = id,
                           .kind = kind,
                           .account_id = account_id,
                           .owner_id = owner_id,
                           .subject = std::move(subject),
                           .starts_at = starts_at,
                           .minutes = minutes,
                           .is_done = starts_at < SceneNow(),
                           .created_at = std::min(starts_at, action_.now())});
    for (const Id person : people)
      attendances_.push_back({.activity_id = id, .starts_at = starts_at, .person_id = person});
    for (const Id contact : contacts) {
      attendances_.push_back({.activity_id = id, .starts_at = starts_at, .contact_id = contact});
    }
  }

  void Put() {
    action_.InsertMany(std::span<book::Activity>(activities_));
    action_.InsertMany(std::span<book::Attendance>(attendances_));
  }

 private:
  action::Action action_;
  std::vector<book::Activity> activities_;
  std::vector<book::Attendance> attendances_;
};

// Nobody meets clients on a weekend: the Friday before.
int OnWorkday(int days_ago) {
  while (Weekday(SceneDay() - days_ago) > 5) ++days_ago;
  return days_ago;
}

// The owner met every client at a steady pace: meeting, call, mail and visit in turn; the second and third contact less
// often than the first.
void InsertMeetings(db::Tx& tx, const Scene& scene) {
  constexpr book::ActivityKind kTurn[] = {book::ActivityKind::meeting, book::ActivityKind::call,
                                          book::ActivityKind::email, book::ActivityKind::visit};
  constexpr const char* kSubjects[] = {"Review", "Check-in call", "Follow-up", "Site visit"};
  for (const CastAccount& cast : Accounts()) {
    History history(tx, scene, cast.owner, At(-cast.last_met_days_ago, kMorning));
    const Id owner = scene.Person(cast.owner);
    const std::vector<Id>& contacts = scene.contacts.find(cast.name)->second;
    int turn = 0;
    for (int day = cast.last_met_days_ago; day < kHistoryDays; day += cast.met_every_days, ++turn) {
      std::vector<Id> present{contacts.front()};
      if (contacts.size() > 1 && turn % 2 == 0) present.push_back(contacts[1]);
      if (contacts.size() > 2 && turn % 4 == 0) present.push_back(contacts[2]);
      const bool is_mail = kTurn[turn % 4] == book::ActivityKind::email;
      history.Add(kTurn[turn % 4], scene.Account(cast.name), owner, kSubjects[turn % 4],
                  At(-OnWorkday(day), kMorning + 30 * (turn % 8)), is_mail ? 0 : 45, {owner}, present);
    }
    history.Put();
  }
}

// The meetings of one day, `day` days after the scene.
void InsertMeetingsOf(db::Tx& tx, const Scene& scene, std::span<const CastMeeting> meetings, int day) {
  for (const CastMeeting& cast : meetings) {
    History history(tx, scene, cast.owner, At(day - 2, kMorning));
    std::vector<Id> people{scene.Person(cast.owner)};
    if (!cast.with.empty()) people.push_back(scene.Person(cast.with));
    std::optional<Id> account;
    std::vector<Id> contacts;
    if (!cast.account.empty()) {
      account = scene.Account(cast.account);
      contacts.push_back(scene.contacts.find(cast.account)->second.front());
    }
    history.Add(book::ActivityKind::meeting, account, people.front(), std::string(cast.subject),
                At(day, cast.minute_of_day), cast.minutes, people, contacts);
    history.Put();
  }
}

coaching::PromiseKind KindOf(std::string_view name) { return *json::EnumOf<coaching::PromiseKind>(name); }

void Keep(db::Tx& tx, const Scene& scene, const coaching::Promise& promise, Instant at) {
  auto keeping = Act(tx, scene, "jim", "promise.keep", at);
  coaching::Promise kept = promise;
  kept.state = coaching::PromiseState::kept;
  kept.kept_at = at;
  Check(keeping.Update(promise, kept).has_value(), "nobody else changes the demo while it is made");
}

void Withdraw(db::Tx& tx, const Scene& scene, const coaching::Promise& promise, std::string_view rep,
              Instant at) {
  auto withdrawing = Act(tx, scene, rep, "promise.withdraw", at);
  coaching::Promise withdrawn = promise;
  withdrawn.state = coaching::PromiseState::withdrawn;
  withdrawn.withdrawn_at = at;
  withdrawn.withdrawn_by_rep = true;
  Check(withdrawing.Update(promise, withdrawn).has_value(), "nobody else changes the demo while it is made");
}

// Who stood at the door when a promise was moved, where somebody did.
std::optional<Id> Came(action::Action& action, const Scene& scene, const CastPromise& cast,
                       coaching::Cause cause) {
  constexpr int kMinutes = 60;
  if (cast.came.empty()) return std::nullopt;
  const bool is_escalation = cause == coaching::Cause::escalation;
  return coaching::InsertInterruption(action, {.person_id = scene.Person("jim"),
                                               .account_id = scene.Account(cast.came),
                                               .contact_id = scene.contacts.find(cast.came)->second.front(),
                                               .kind = is_escalation ? coaching::InterruptionKind::escalation
                                                                     : coaching::InterruptionKind::walk_in,
                                               .outcome = coaching::Outcome::taken,
                                               .at = action.now(),
                                               .minutes = kMinutes})
      .id;
}

// The days of the cast count from `day`, days after the scene.
void InsertPromises(db::Tx& tx, const Scene& scene, std::span<const CastPromise> promises, int day) {
  for (const CastPromise& cast : promises) {
    auto promising = Act(tx, scene, "jim", "promise.create", At(day - cast.promised_days_ago, kMorning));
    coaching::Promise promise;
    promise.manager_id = scene.Person("jim");
    promise.rep_id = scene.Person(cast.rep);
    promise.kind = KindOf(cast.kind);
    promise.title = cast.title;
    if (!cast.account.empty()) promise.account_id = scene.Account(cast.account);
    promise.minutes = cast.minutes;
    promise.promised_at = promising.now();
    promise.first_due_at = At(day + cast.due_in_days, cast.due_minute);
    promise.due_at = promise.first_due_at;
    promise = coaching::Insert(promising, promise);
    if (cast.moved_to_in_days) {
      auto moving = Act(tx, scene, "jim", cast.came.empty() ? "promise.move" : "door.taken",
                        At(day + cast.due_in_days, cast.due_minute - 30));
      const auto cause = *json::EnumOf<coaching::Cause>(cast.moved_by);
      promise = *coaching::Move(moving, promise,
                                {.due_at = At(day + *cast.moved_to_in_days, cast.moved_to_minute),
                                 .cause = cause,
                                 .interruption_id = Came(moving, scene, cast, cause),
                                 .client = std::string(cast.came)});
    }
    if (cast.withdrawn_in_days)
      Withdraw(tx, scene, promise, cast.rep, At(day + *cast.withdrawn_in_days, kMorning));
    if (cast.kept_in_days) {
      const int minute = cast.moved_to_in_days ? cast.moved_to_minute : cast.due_minute;
      Keep(tx, scene, promise, At(day + *cast.kept_in_days, minute));
    }
  }
}

}  // namespace

void InsertPeople(db::Tx& tx, Id org_id) {
  std::map<std::string_view, Id> made;
  for (const CastMember& member : Cast()) {
    action::Action action(tx, {org_id, std::nullopt}, "person.create", At(-member.since_days, kMorning));
    people::Person person;
    person.name = member.name;
    person.name_fold = Fold(member.name);
    person.email = std::string(member.email);
    person.email_fold = Fold(member.email);
    person.role = member.role;
    person.title = member.title;
    if (!member.manager.empty()) person.manager_id = made.at(member.manager);
    person.territory = member.territory;
    person.languages = member.languages;
    if (member.capacity_minutes > 0) person.capacity_minutes = member.capacity_minutes;
    person.starts_on = SceneDay() - member.since_days;
    const Id id = people::InsertPerson(action, person)->id;
    // A number that nobody has: the last hundred of each exchange are kept for stories.
    const std::string number = "+1 312 555 0" + std::to_string(100 + made.size());
    Check(client::PutCard(action, client::Card{}, client::Card{.person_id = id, .phone = number}).has_value(),
          "a new person has no card");
    made[member.key] = id;
  }
}

void InsertBook(db::Tx& tx, Id org_id) {
  Scene scene = LoadScene(tx, org_id);
  {
    auto action = Act(tx, scene, "admin", "stage.create", At(-kHistoryDays, kMorning));
    book::InsertStandardStages(action);
  }
  InsertProducts(tx, scene);
  InsertAccounts(tx, scene);
  InsertDeals(tx, scene);
  InsertQuarters(tx, org_id);
  InsertMeetings(tx, scene);
  InsertMeetingsOf(tx, scene, MeetingsToday(), 0);
  InsertPromises(tx, scene, Promises(), 0);
  InsertClientPromises(tx, org_id);
  InsertSources(tx, org_id);
  // What was told before this week has been read.
  tx.Execute("UPDATE notice SET read_at = created_at WHERE org_id = $1 AND created_at < $2", org_id,
             At(-1, 0));
}

void InsertSixtyDays(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  for (const coaching::Promise& promise : coaching::FindPending(tx, org_id, scene.Person("jim")))
    Keep(tx, scene, promise, promise.due_at);
  InsertMeetingsOf(tx, scene, MeetingsOnDaySixty(), kDaySixty);
  InsertPromises(tx, scene, PromisesOnDaySixty(), kDaySixty);
  tx.Execute("UPDATE notice SET read_at = created_at WHERE org_id = $1 AND created_at < $2", org_id,
             At(kDaySixty - 3, 0));
}

}  // namespace baton::demo
