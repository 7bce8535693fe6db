// Two teams beside Jim's, so that Dana has managers to look at side by side: Max Orr, who has led for years and still sells, and Sofia
// Marsh, who was promoted some weeks ago.
#include <algorithm>
#include <array>
#include <map>

#include "base/check.h"
#include "base/text.h"
#include "book/activity.h"
#include "book/directory.h"
#include "book/opportunity.h"
#include "coaching/directory.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "share/directory.h"

namespace baton::demo {
namespace {

using access::Role;

constexpr int kTen = 10 * 60;
constexpr std::int64_t kCentsOfDollar = 100;

struct Colleague {
  std::string_view key;
  std::string_view name;
  Role role;
  std::string_view title;
  std::string_view manager;
  std::string_view territory;
  int since_days;  // when they started, a manager in that role, before the scene
};

struct TeamAccount {
  std::string_view name;
  std::string_view industry;
  std::string_view territory;
  std::string_view city;
  std::int64_t revenue;  // dollars a year
  std::string_view first_owner;
  std::string_view owner;  // since `moved`
  int moved_days_ago;      // 0: never
  int last_met_days_ago;
  std::string_view contact;
  std::string_view email;
};

struct TeamDeal {
  std::string_view account;
  std::string_view name;
  std::int64_t amount;  // dollars
  int opened;           // days ago
  int closed;
};

// clang-format off
constexpr auto kColleagues = std::to_array<Colleague>({
    {"max",   "Max Orr",     Role::manager, "Sales manager",   "dana",  "East", 820},
    {"ida",   "Ida Brandt",  Role::rep,     "Account manager", "max",   "East", 900},
    {"leo",   "Leo Varga",   Role::rep,     "Account manager", "max",   "East", 640},
    {"nell",  "Nell Osei",   Role::rep,     "Key accounts",    "max",   "East", 1300},
    {"sofia", "Sofia Marsh", Role::manager, "Sales manager",   "dana",  "Lakes", 41},
    {"ravi",  "Ravi Menon",  Role::rep,     "Account manager", "sofia", "Lakes", 500},
    {"greta", "Greta Holm",  Role::rep,     "Account manager", "sofia", "Lakes", 210},
});

constexpr auto kTeamAccounts = std::to_array<TeamAccount>({
    {"Quayside Marine",    "Freight",     "East",  "Cleveland",    33'900, "max",   "max",   0,   16, "Hugh Lorne",     "hugh@quayside.example"},
    {"Vantage Cinemas",    "Hospitality", "East",  "Toledo",       41'200, "max",   "max",   0,   11, "Iris Vane",      "iris@vantage.example"},
    {"Brook & Sable",      "Retail",      "East",  "Akron",        17'600, "max",   "max",   0,   47, "Noel Sable",     "noel@brooksable.example"},
    {"Thorne Optics",      "Healthcare",  "East",  "Dayton",       28'400, "max",   "ida",   610, 9,  "Dr. Kit Thorne", "kit@thorneoptics.example"},
    {"Ember Grills",       "Food",        "East",  "Canton",       12'300, "max",   "ida",   540, 21, "Sam Ember",      "sam@embergrills.example"},
    {"Zephyr Tents",       "Wholesale",   "East",  "Erie",         22'700, "max",   "leo",   480, 14, "Zoe Farr",       "zoe@zephyrtents.example"},
    {"Iron Lake Rentals",  "Services",    "East",  "Sandusky",      9'800, "max",   "leo",   300, 27, "Burt Ives",      "burt@ironlake.example"},
    {"Copper Kettle",      "Food",        "East",  "Mansfield",    15'100, "max",   "nell",  450, 12, "Ada Kettle",     "ada@copperkettle.example"},
    {"Halcyon Spas",       "Hospitality", "East",  "Youngstown",   36'500, "max",   "nell",  220, 6,  "Remy Halcyon",   "remy@halcyon.example"},
    {"Juniper Outfitters", "Retail",      "Lakes", "Green Bay",    24'800, "sofia", "sofia", 0,   8,  "Tove Lind",      "tove@juniper.example"},
    {"Larch Brewing",      "Food",        "Lakes", "Sheboygan",    19'400, "sofia", "sofia", 0,   33, "Otto Larch",     "otto@larchbrewing.example"},
    {"Mallard Ferries",    "Freight",     "Lakes", "Manitowoc",    31'000, "sofia", "sofia", 0,   19, "June Mallard",   "june@mallard.example"},
    {"Osprey Clinics",     "Healthcare",  "Lakes", "Oshkosh",      27'300, "sofia", "sofia", 0,   5,  "Dr. Lena Osprey","lena@osprey.example"},
    {"Pontoon Rentals",    "Services",    "Lakes", "Fond du Lac",   8'900, "sofia", "sofia", 0,   44, "Walt Pond",      "walt@pontoon.example"},
    {"Silo Farm Supply",   "Wholesale",   "Lakes", "Appleton",     21'500, "sofia", "ravi",  18,  10, "May Silo",       "may@silofarm.example"},
    {"Tern Bookshops",     "Retail",      "Lakes", "Neenah",       11'200, "ravi",  "ravi",  0,   15, "Finn Tern",      "finn@ternbooks.example"},
    {"Willow Dental",      "Healthcare",  "Lakes", "De Pere",      13'700, "greta", "greta", 0,   7,  "Dr. Ana Willow", "ana@willowdental.example"},
});

// Of the last weeks; a deal of a rep began after the hour that was coached before it.
constexpr auto kTeamDeals = std::to_array<TeamDeal>({
    {"Quayside Marine",    "Dock terminals",     34'000, 70, 26},
    {"Vantage Cinemas",    "Ticket desks",       41'500, 66, 19},
    {"Vantage Cinemas",    "Snack counters",     29'800, 50, 9},
    {"Vantage Cinemas",    "Two houses",         31'200, 61, 24},
    {"Quayside Marine",    "Fuel pumps",         27'400, 45, 5},
    {"Thorne Optics",      "Fitting rooms",       9'300, 40, 22},
    {"Ember Grills",       "Food truck readers",  4'800, 38, 20},
    {"Zephyr Tents",       "Festival readers",    7'900, 40, 25},
    {"Iron Lake Rentals",  "Boat desk",           5'200, 36, 16},
    {"Copper Kettle",      "Two cafes",           6'400, 39, 21},
    {"Halcyon Spas",       "Reception",          12'600, 37, 13},
    {"Halcyon Spas",       "Pool bar",            8'100, 34, 8},
    {"Thorne Optics",      "Second branch",       7'700, 33, 6},
    {"Zephyr Tents",       "Online orders",       6'900, 35, 11},
    {"Juniper Outfitters", "Ski season",         14'300, 55, 17},
    {"Mallard Ferries",    "Ticket gates",       22'100, 60, 23},
    {"Osprey Clinics",     "Check-in",           11'800, 48, 10},
    {"Tern Bookshops",     "Till readers",        5'600, 40, 15},
    {"Willow Dental",      "Front desk",          6'200, 37, 12},
});
// clang-format on

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
    const Id owner = Person(account.owner);
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
    if (cast.moved_days_ago > 0) {
      action::Action moving(tx_, {org_id_, first}, "account.change", At(-cast.moved_days_ago, kTen));
      Check(book::MoveOwnership(moving, id, owner).has_value(), "the rep is there");
    }
    for (int ago = cast.last_met_days_ago; ago < kMetDays; ago += kMetEvery) {
      const Id who = cast.moved_days_ago > 0 && ago > cast.moved_days_ago ? first : owner;
      const Instant at = At(Workday(-ago), kTen + 4 * 60);
      action::Action meeting(tx_, {org_id_, who}, "activity.create", at);
      const auto met = meeting.Insert(book::Activity{.kind = book::ActivityKind::meeting,
                                                     .account_id = id,
                                                     .owner_id = who,
                                                     .subject = "Visit",
                                                     .starts_at = at,
                                                     .minutes = 45,
                                                     .is_done = true,
                                                     .created_at = at});
      meeting.Insert(book::Attendance{.activity_id = met.id, .starts_at = at, .person_id = who});
      meeting.Insert(book::Attendance{.activity_id = met.id, .starts_at = at, .contact_id = contact_id});
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
