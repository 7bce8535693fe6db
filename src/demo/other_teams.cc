// Two teams beside Jim's, so that Dana has managers to look at side by side: Max Orr, who has led for years and still sells, and Sofia
// Marsh, who was promoted some weeks ago.
#include <algorithm>
#include <map>

#include "base/check.h"
#include "base/text.h"
#include "book/activity.h"
#include "book/directory.h"
#include "book/opportunity.h"
#include "coaching/directory.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "demo/other_teams_cast.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "share/directory.h"

namespace baton::demo {
namespace {

using handoff::Part;
using handoff::Stage;
using handoff::StepKind;

constexpr int kTen = 10 * 60;
constexpr int kBegun = 50;          // days before an account moved
constexpr int kJoint = kBegun + 7;  // and so long before it the two went there together
constexpr std::int64_t kCentsOfDollar = 100;

// Nobody works on a weekend: then the Friday before. The scene is a Tuesday.
int Workday(int day) {
  const int weekday = Weekday(SceneDay() + day);
  return weekday <= 5 ? day : day - (weekday - 5);
}

std::string AddressOf(const Colleague& one) { return std::string(one.key) + "@larmar.example"; }

// By key; with Dana.
using People = std::map<std::string, Id, std::less<>>;

People LoadColleagues(db::Connection& connection, Id org_id) {
  People people{{"dana", LoadScene(connection, org_id).Person("dana")}};
  for (const Colleague& one : kColleagues) {
    const auto found = people::FindPersonByEmail(connection, org_id, AddressOf(one));
    if (found) people.emplace(one.key, found->id);
  }
  return people;
}

// Who is there from before stays.
void InsertColleagues(db::Tx& tx, Id org_id) {
  People people = LoadColleagues(tx, org_id);
  for (const Colleague& one : kColleagues) {
    if (people.contains(one.key)) continue;
    action::Action action(tx, {org_id, std::nullopt}, "person.create", At(-one.since_days, kTen));
    people::Person person;
    person.name = one.name;
    person.name_fold = Fold(one.name);
    person.email = AddressOf(one);
    person.email_fold = person.email;
    person.role = one.role;
    person.title = one.title;
    person.manager_id = people.find(one.manager)->second;
    person.territory = one.territory;
    person.languages = "en";
    person.starts_on = SceneDay() - one.since_days;
    people.emplace(one.key, people::InsertPerson(action, person)->id);
  }
}

class OtherTeams {
 public:
  OtherTeams(db::Tx& tx, Id org_id, const seal::Key* key)
      : tx_(tx), org_id_(org_id), key_(key), people_(LoadColleagues(tx, org_id)) {
    for (const auto& [name, person] : people_) {
      for (const Id id : book::FindOwnedAccounts(tx, org_id, person)) ids_.push_back(id);
    }
    for (const auto& [id, account] : book::FindAccountRefs(tx, org_id, ids_)) accounts_[account.name] = id;
  }

  void InsertBooks() {
    for (const TeamAccount& cast : kTeamAccounts) InsertOne(cast);
  }

  void InsertDeals() {
    for (const TeamDeal& cast : kTeamDeals) InsertDeal(cast);
  }

  // Quarters that are over, the last one first: what was coached, what Max's team won after it, and less and less of his own.
  void InsertPastQuarters() {
    InsertDealsBeforeHandoffs();
    constexpr int kQuarterDays = 91;
    constexpr int kDealsOfTeam = 9;
    constexpr int kDaysBetween = 5;
    static constexpr std::string_view kOwn[] = {"Quayside Marine", "Vantage Cinemas", "Brook & Sable"};
    static constexpr std::string_view kTeams[] = {"Thorne Optics", "Zephyr Tents", "Copper Kettle"};
    for (int quarter = 1; quarter <= 4; ++quarter) {
      const int end = kQuarterDays * quarter;
      for (const int before : {77, 70, 63, 56}) {
        Coach("max", -(end + before), {"ida", "leo", "nell"}, "Where the last visit got stuck");
      }
      for (int i = 0; i < kDealsOfTeam; ++i) {
        const int closed = end + 10 + kDaysBetween * i;
        InsertDeal({kTeams[i % 3], "Reorder", 5'000 + 400 * i, closed + 12, closed});
      }
      for (int i = 0; i < 2 + quarter; ++i) {
        const int closed = end + 12 + kDaysBetween * i;
        InsertDeal({kOwn[i % 3], "Extension", 18'000 + 1'500 * i, closed + 40, closed});
      }
    }
  }

  // What Max sold to them himself.
  void InsertDealsBeforeHandoffs() {
    for (const TeamAccount& cast : kTeamAccounts) {
      if (cast.first_owner != "max" || cast.moved_days_ago == 0) continue;
      for (const int before : {75, 160, 240}) {
        const int closed = cast.moved_days_ago + before;
        InsertDeal({cast.name, "Extension", cast.revenue / 500 * 400, closed + 20, closed});
      }
    }
  }

  void Coach(std::string_view manager, int day, std::initializer_list<std::string_view> reps,
             std::string_view brought) {
    HeldSession held{.org_id = org_id_,
                     .manager_id = Person(manager),
                     .day = day,
                     .brought = brought,
                     .reps = {},
                     .skills = {}};
    for (const std::string_view rep : reps) held.reps.push_back(Person(rep));
    InsertHeld(tx_, held, key_);
  }

  // Due at ten of that day; kept so many minutes later.
  void Promise(std::string_view manager, std::string_view rep, int day, int late, std::string_view title) {
    coaching::Promise promise;
    promise.manager_id = Person(manager);
    promise.rep_id = Person(rep);
    promise.title = std::string(title);
    promise.minutes = 45;
    promise.promised_at = At(Workday(day - 6), kTen);
    promise.due_at = promise.first_due_at = At(Workday(day), kTen);
    promise.state = coaching::PromiseState::kept;
    promise.kept_at = At(Workday(day), kTen + late);
    action::Action action(tx_, {org_id_, promise.manager_id}, "promise.make", promise.promised_at);
    coaching::Insert(action, promise);
  }

  void Hand(std::string_view from, std::string_view account, std::string_view to, int day,
            int introduced_in) {
    action::Action action(tx_, {org_id_, Person(from)}, "plan.approve", At(Workday(day), kTen));
    const handoff::Proposal proposal{.account_id = accounts_.find(account)->second,
                                     .from_id = Person(from),
                                     .to_id = Person(to),
                                     .introduction_on = MondayOf(SceneDay() + introduced_in)};
    handoff::Propose(action, std::span(&proposal, 1));
  }

  // A tenth of the sales, of which more is Max's today.
  void Agree() {
    share::AgreedShare kept;
    kept.manager_id = Person("max");
    kept.director_id = Person("dana");
    kept.until_on = SceneDay() + 150;
    kept.share_percent = 10;
    kept.note = "Until Vantage has opened its new houses";
    kept.proposed_by = kept.director_id;
    kept.proposed_at = At(-50, kTen);
    const std::vector<Id> accounts{accounts_.find("Vantage Cinemas")->second};
    {
      action::Action proposing(tx_, {org_id_, kept.director_id}, "agreed_share.propose", At(-50, kTen));
      kept = share::Propose(proposing, kept, accounts);
    }
    action::Action agreeing(tx_, {org_id_, kept.manager_id}, "agreed_share.agree", At(-49, kTen));
    Check(share::Agree(agreeing, kept).has_value(), "Max agrees in the demo");
  }

 private:
  void InsertDeal(const TeamDeal& cast) {
    const TeamAccount& account = *std::ranges::find(kTeamAccounts, cast.account, &TeamAccount::name);
    const Id owner = Person(cast.closed > account.moved_days_ago ? account.first_owner : account.owner);
    action::Action action(tx_, {org_id_, owner}, "opportunity.create", At(-cast.opened, kTen));
    book::Opportunity deal;
    deal.account_id = accounts_.find(cast.account)->second;
    deal.owner_id = owner;
    deal.name = std::string(cast.name);
    deal.status = book::OpportunityStatus::won;
    deal.stage_id = tx_.QueryValue<Id>(
        "SELECT id FROM stage WHERE org_id = $1 AND category = 'won' AND deleted_at IS NULL ORDER BY "
        "position, "
        "id LIMIT 1",
        org_id_);
    deal.amount_minor = cast.amount * kCentsOfDollar;
    deal.currency = "USD";
    deal.opened_on = SceneDay() - cast.opened;
    deal.closes_on = SceneDay() - cast.closed;
    deal.created_at = action.now();
    action.Insert(deal);
  }
  Id Person(std::string_view key) const { return people_.find(key)->second; }

  void InsertOne(const TeamAccount& cast) {
    constexpr int kHistory = 900;
    constexpr int kMetEvery = 30;
    constexpr int kMetDays = 330;
    const Id first = Person(cast.first_owner);
    const Id owner = Person(cast.owner);
    action::Action action(tx_, {org_id_, first}, "account.create", At(-kHistory, kTen));
    book::Account account;
    account.name = cast.name;
    account.industry = cast.industry;
    account.segment = "Small";
    account.territory = cast.territory;
    account.city = cast.city;
    account.country = "US";
    account.language = "en";
    account.revenue_minor = cast.revenue * kCentsOfDollar;
    account.currency = "USD";
    const Id id = book::InsertAccount(action, account, first).id;
    accounts_.emplace(cast.name, id);
    book::Contact contact;
    contact.account_id = id;
    contact.name = cast.contact;
    contact.title = "Owner";
    contact.email = std::string(cast.email);
    contact.language = "en";
    const Id contact_id = book::InsertContact(action, contact).id;
    const int moved = cast.moved_days_ago;
    for (int ago = cast.last_met_days_ago; ago < std::max(kMetDays, moved + kMetDays / 3); ago += kMetEvery) {
      if (moved > 0 && ago > moved + kJoint) {
        InsertVisit(id, contact_id, ago, {first});
      } else if (moved > 0 && ago > moved) {
        InsertVisit(id, contact_id, ago, {owner, first});
      } else {
        InsertVisit(id, contact_id, ago, {owner});
      }
    }
    if (cast.first_owner == "max" && moved > 0) {
      WalkHandoff(cast, id);
    } else if (moved > 0) {
      action::Action moving(tx_, {org_id_, first}, "account.change", At(-moved, kTen));
      Check(book::MoveOwnership(moving, id, owner).has_value(), "the rep is there");
    }
  }

  void InsertVisit(Id account, Id contact, int ago, std::initializer_list<Id> people) {
    const Id lead = *people.begin();
    const Instant at = At(Workday(-ago), kTen + 4 * 60);
    action::Action meeting(tx_, {org_id_, lead}, "activity.create", at);
    const auto met = meeting.Insert(book::Activity{.kind = book::ActivityKind::meeting,
                                                   .account_id = account,
                                                   .owner_id = lead,
                                                   .subject = "Visit",
                                                   .starts_at = at,
                                                   .minutes = 45,
                                                   .is_done = true,
                                                   .created_at = at});
    for (const Id person : people)
      meeting.Insert(book::Attendance{.activity_id = met.id, .starts_at = at, .person_id = person});
    meeting.Insert(book::Attendance{.activity_id = met.id, .starts_at = at, .contact_id = contact});
  }

  // All of the way of a handoff that was over long ago.
  void WalkHandoff(const TeamAccount& cast, Id account) {
    struct Leg {
      Stage to;
      Part part;
      int day;  // after the account moved
    };
    static constexpr Leg kLegs[] = {
        {Stage::accepted, Part::successor, -kBegun + 4},
        {Stage::introduced, Part::former, -kBegun + 10},
        {Stage::expectations, Part::former, -kBegun / 2},
        {Stage::owned, Part::successor, 0},
        {Stage::confirmed, Part::former, 45},
    };
    const int begun = -cast.moved_days_ago - kBegun;
    Hand(cast.first_owner, cast.name, cast.owner, begun, begun + 10);
    auto handoff = handoff::FindOpenHandoff(tx_, org_id_, account);
    for (const Leg& leg : kLegs) {
      const std::string_view who = leg.part == Part::successor ? cast.owner : cast.first_owner;
      action::Action action(tx_, {org_id_, Person(who)}, "handoff.step",
                            At(Workday(leg.day - cast.moved_days_ago), kTen));
      handoff = handoff::TakeStep(action, *handoff, leg.to, leg.part, "").value();
    }
    const auto mark = [&](std::string_view who, int day, auto&& deed) {
      action::Action action(tx_, {org_id_, Person(who)}, "handoff.mark",
                            At(Workday(day - cast.moved_days_ago), kTen));
      Check(deed(action).has_value(), "a step of the demo can be marked");
    };
    for (const auto kind : {StepKind::transfer_note, StepKind::briefing, StepKind::client_choice}) {
      mark(cast.first_owner, 9 - kBegun,
           [&](action::Action& a) { return handoff::MarkStep(a, *handoff, kind, ""); });
    }
    const std::string_view third = cast.owner == "leo" ? "nell" : "leo";
    for (const int days : handoff::kCheckDays) {
      mark(third, days, [&](action::Action& a) { return handoff::MarkCheck(a, *handoff, days, "Content"); });
    }
  }

  db::Tx& tx_;
  const Id org_id_;
  const seal::Key* key_;
  const People people_;
  std::vector<Id> ids_;
  std::map<std::string, Id, std::less<>> accounts_;
};

}  // namespace

void InsertOtherTeams(db::Tx& tx, Id org_id, const seal::Key* key) {
  InsertColleagues(tx, org_id);
  OtherTeams teams(tx, org_id, key);
  teams.InsertBooks();
  for (const int day : {-63, -56, -49, -42}) {
    teams.Coach("max", day, {"ida", "leo", "nell"}, "What to say after the price");
  }
  teams.Coach("sofia", -28, {"ravi", "greta"}, "How you open a first visit");
  teams.InsertDeals();
  teams.InsertPastQuarters();
  for (const int day : {-60, -53, -46, -39, -32, -25, -18}) {
    teams.Promise("max", day % 2 == 0 ? "leo" : "nell", day, day == -39 || day == -18 ? 60 * 26 : 20,
                  "Offer read together");
  }
  for (const int day : {-33, -26, -19, -12, -5}) {
    teams.Promise("sofia", day % 2 == 0 ? "ravi" : "greta", day, 15, "First visits, looked at together");
  }
  teams.Agree();
  teams.Hand("max", "Brook & Sable", "ida", -45, -22);
  teams.Hand("sofia", "Larch Brewing", "ravi", -30, -14);
  teams.Hand("sofia", "Pontoon Rentals", "greta", -9, 6);
  // What was told before this week has been read.
  tx.Execute("UPDATE notice SET read_at = created_at WHERE org_id = $1 AND created_at < $2", org_id,
             At(-1, 0));
}

void InsertOtherTeamsSince(db::Tx& tx, Id org_id, const seal::Key* key) {
  OtherTeams teams(tx, org_id, key);
  for (const int day : {7, 21, 42}) teams.Coach("max", day, {"ida", "nell"}, "The second offer");
  for (const int day : {9, 30}) teams.Coach("sofia", day, {"ravi", "greta"}, "Asking for the order");
  for (const int day : {8, 15, 22, 36, 43, 50})
    teams.Promise("max", "leo", day, day == 22 ? 60 * 30 : 10, "Offer read together");
  for (const int day : {6, 13, 20, 41, 48}) teams.Promise("sofia", "greta", day, 10, "A visit together");
  teams.Hand("sofia", "Mallard Ferries", "ravi", 12, 40);
}

}  // namespace baton::demo
