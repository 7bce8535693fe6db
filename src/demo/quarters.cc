#include <array>
#include <map>
#include <optional>

#include "base/check.h"
#include "book/opportunity.h"
#include "coaching/session_store.h"
#include "coaching/session_text.h"
#include "coaching/session_words.h"
#include "demo/furnish.h"
#include "demo/larmar.h"

namespace baton::demo {
namespace {

constexpr std::int64_t kCents = 100;
constexpr int kMorning = 10 * 60;
constexpr int kSessionMinutes = 60;

// Two quarters, each beside the one a year before, as days before the scene. In the third of 2026 Jim sells less and the team wins
// as much as before; in the fourth it wins more. What was coached is in the log with the day on which the proposal went out.
struct PastDeal {
  std::string_view account;
  std::string_view name;
  std::int64_t amount;  // dollars
  int opened;           // days ago, as are the next two
  int proposed;         // 0: it was written down when it was over
  int closed;
  bool is_won = true;
};

// clang-format off
constexpr auto kPastDeals = std::to_array<PastDeal>({
    // The third quarter of 2025: Jim's twelfth is the first depot.
    {"Calder Tools",      "Two branches",           14'200, 520, 480, 450},
    {"Fulton Bakery",     "Oven shop",              8'900,  515, 475, 455},
    {"Hotel Lindner",     "Bar readers",            6'400,  500, 470, 440},
    {"Grant & Hale",      "Loading ramps",          17'800, 536,   0, 500},
    {"Kestrel Cafes",     "First till",             5'200,  532,   0, 470},
    {"Ridgeway Auto",     "Parts desk",             12'600, 538,   0, 495},
    {"Pine Motors",       "Counter reader",         4'100,  530,   0, 462},
    {"Maple Clinics",     "Two clinics",            19'500, 537,   0, 480},
    {"Tilbury Vets",      "Reception",              7'700,  526,   0, 446},
    {"Mason Bakery",      "Market stalls",          6'900,  528,   0, 436},
    {"Bexley Motors",     "Workshop readers",       9'400,  530,   0, 508},
    {"Bexley Motors",     "Car wash",               5'600,  510,   0, 465},
    {"Dune Hotels",       "Pool bars",              13'100, 528,   0, 497},
    {"Dune Hotels",       "Parking",                8'800,  500,   0, 441},
    {"Northline Clinics", "Pharmacy",               15'400, 525,   0, 488},
    {"Orchard Dental",    "First practice",         6'200,  520,   0, 476},
    {"Fenwick Foods",     "Cash and carry",         11'900, 525,   0, 483},
    {"Pell & Sons",       "Flagship shop",          7'300,  518,   0, 459},
    {"Wren Dairy",        "Farm shop",              5'800,  512,   0, 452},
    {"Ashworth Labs",     "Front desk",             4'900,  505,   0, 434},
    {"Hollis Print",      "Second counter",         3'800,  500,   0, 427},
    // The fourth of 2025.
    {"Stonegate Labs",    "Weighing room",          7'100,  440, 400, 380},
    {"Calder Tools",      "Rental desk",            9'600,  436, 396, 372},
    {"Kestrel Cafes",     "Terrace tills",          6'600,  450,   0, 410},
    {"Fulton Bakery",     "Airport shop",           8'200,  448,   0, 386},
    {"Ridgeway Auto",     "Tyre store",             10'700, 452,   0, 402},
    {"Pine Motors",       "Used cars",              5'300,  446,   0, 377},
    {"Bexley Motors",     "Rental counter",         7'900,  450,   0, 415},
    {"Dune Hotels",       "Spa desks",              12'200, 455,   0, 405},
    {"Northline Clinics", "Blood bank",             10'900, 445,   0, 398},
    {"Fenwick Foods",     "Weighing points",        6'700,  440,   0, 383},
    {"Pell & Sons",       "Christmas market",       4'400,  430,   0, 370},
    {"Wren Dairy",        "Milk round",             5'100,  432,   0, 366},
    // The third of 2026: as many of the team as a year before, and less than half as many of Jim's.
    {"Stonegate Labs",    "Archive desk",           9'300,  160, 120,  85},
    {"Mason Bakery",      "Two new shops",          12'400, 155, 115,  90},
    {"Calder Tools",      "Trade fair",             8'600,  140, 100,  70},
    {"Grant & Hale",      "Van sales",              16'300, 138, 100,  66},
    {"Hotel Lindner",     "Conference rooms",       7'500,  200,   0, 110},
    {"Bexley Motors",     "Electric vans",          9'800,  180,   0, 125},
    {"Dune Hotels",       "Beach kiosks",           13'700, 175,   0, 108},
    {"Northline Clinics", "Visitor desk",           8'100,  150,   0,  92},
    {"Fenwick Foods",     "Fish counter",           6'300,  130,   0,  72},
    // The fourth of 2026.
    {"Harbor Couriers",   "Night shift readers",    6'800,   95,  60,  52},
    {"Lakeside Haulage",  "Gate terminals",         9'900,   88,  50,  40},
    {"Corner Pharmacy",   "Delivery readers",       3'600,   70,  36,  22},
    {"Kestrel Cafes",     "Station cafe",           5'900,   90,  48,  33},
    {"Fulton Bakery",     "Coffee bar",             7'400,   80,  40,  24},
    {"Maple Clinics",     "Waiting rooms",          18'200,  99,  55,  37},
    {"Ridgeway Auto",     "Fleet desk",             13'300,  92,  50,  29},
    {"Pine Motors",       "Motorcycle hall",        6'100,   75,  35,  18},
    {"Alder Inn",         "Breakfast room",         4'700,   93,  52,  43},
    {"Riverside Gym",     "Climbing hall",          8'300,   78,  38,  20},
    {"Grant & Hale",      "Returns desk",           11'500, 165,   0,  30},
    {"Bexley Motors",     "Battery shop",           7'200,   90,   0,  48},
    {"Dune Hotels",       "Staff canteen",          9'100,   84,   0,  35},
    {"Northline Clinics", "Night pharmacy",         6'900,   80,   0,  23},
    // What was lost in between.
    {"Calder Tools",      "Online returns",         15'800, 330,   0, 240, false},
    {"Ridgeway Auto",     "Body shop",              27'500, 300,   0, 205, false},
    {"Maple Clinics",     "Car parks",              33'000, 290,   0, 190, false},
    {"Tilbury Vets",      "Pet shop",               5'400,  280,   0, 215, false},
    {"Mason Bakery",      "Delivery vans",          21'700, 260,   0, 175, false},
    {"Riverside Gym",     "Lockers",                17'600, 250,   0, 165, false},
    {"Grant & Hale",      "Cold store",             41'000, 240,   0, 155, false},
    {"Kestrel Cafes",     "Loyalty cards",          9'200,  225,   0, 132, false},
    {"Stonegate Labs",    "Courier desk",           12'300, 170, 118,  78, false},
    {"Hotel Lindner",     "Sauna",                  8'800,   98,  58,  31, false},
    // With clients of Larmar's size, outside of the quarters: by these the door says how likely Jada wins Bill's order, and Jim.
    {"Harbor Couriers",   "Sorting hall",           13'900, 215,   0, 168},
    {"Lakeside Haulage",  "Fuel island",            21'400, 210,   0, 155},
    {"Harbor Couriers",   "Handheld scanners",      12'700, 205,   0, 150, false},
    {"Fenwick Foods",     "Cold counters",          18'300, 539,   0, 516},
    {"Bexley Motors",     "Body shop tablets",      23'500, 538,   0, 520, false},
});
// clang-format on

// An hour of skill coaching, to which each of the reps brought a point of the agenda.
struct PastSession {
  int day;  // before the scene: a Tuesday
  std::string_view skill;
  std::string_view brought;
  std::vector<std::string_view> reps;
};

const std::vector<PastSession>& PastSessions() {
  static const std::vector<PastSession> kSessions = {
      {518, "opening", "How to get past the front desk", {"tom", "marcus"}},
      {504, "questions", "What to ask before the tour", {"lena", "priya"}},
      {434, "negotiation", "When they ask for ten percent", {"priya", "tom"}},
      {154, "value", "Saying what it is worth to them", {"priya", "lena"}},
      {140, "negotiation", "The second no", {"tom", "marcus"}},
      {105, "opening", "Openings for a cold morning", {"jada", "tom", "lena"}},
      {91, "questions", "Questions that I can stand behind", {"jada", "marcus", "priya"}},
      {77, "closing", "Asking for the order", {"jada", "tom", "lena", "marcus"}},
  };
  return kSessions;
}

std::map<std::string, Id, std::less<>> StagesByName(db::Connection& connection, Id org_id) {
  std::map<std::string, Id, std::less<>> ids;
  for (const std::string_view category : {"early", "proposal", "won", "lost"}) {
    ids.emplace(category,
                *connection.QueryValue<Id>("SELECT id FROM stage WHERE org_id = $1 AND category = $2 AND "
                                           "deleted_at IS NULL ORDER BY position, id LIMIT 1",
                                           org_id, std::string(category)));
  }
  return ids;
}

// One deal, from when it was written down to its end.
class DealLife {
 public:
  DealLife(db::Tx& tx, const Scene& scene, const std::map<std::string, Id, std::less<>>& stages)
      : tx_(tx), scene_(scene), stages_(stages) {}

  void Insert(const PastDeal& cast, std::string_view owner) {
    owner_ = scene_.Person(owner);
    const bool is_followed = cast.proposed > 0;
    deal_ = {};
    deal_.account_id = scene_.Account(cast.account);
    deal_.owner_id = owner_;
    deal_.stage_id = stages_.find("early")->second;
    deal_.name = std::string(cast.name);
    deal_.amount_minor = cast.amount * kCents;
    deal_.currency = "USD";
    deal_.opened_on = SceneDay() - cast.opened;
    if (!is_followed) End(deal_, cast);
    action::Action action(tx_, {scene_.org_id, owner_}, "opportunity.create", At(-cast.opened, kMorning));
    deal_.created_at = action.now();
    deal_ = action.Insert(deal_);
    if (!is_followed) return;
    Change(cast.proposed,
           [&](book::Opportunity& after) { after.stage_id = stages_.find("proposal")->second; });
    Change(cast.closed, [&](book::Opportunity& after) { End(after, cast); });
  }

 private:
  void End(book::Opportunity& deal, const PastDeal& cast) const {
    deal.status = cast.is_won ? book::OpportunityStatus::won : book::OpportunityStatus::lost;
    deal.stage_id = stages_.find(cast.is_won ? "won" : "lost")->second;
    deal.closes_on = SceneDay() - cast.closed;
  }
  void Change(int days_ago, auto put) {
    action::Action action(tx_, {scene_.org_id, owner_}, "opportunity.change", At(-days_ago, kMorning));
    book::Opportunity after = deal_;
    put(after);
    auto changed = action.Update(deal_, after);
    Check(changed.has_value(), "nobody else changes the demo while it is made");
    deal_ = *changed;
  }

  db::Tx& tx_;
  const Scene& scene_;
  const std::map<std::string, Id, std::less<>>& stages_;
  Id owner_;
  book::Opportunity deal_;
};

std::string_view SellerOf(std::string_view account) {
  for (const CastAccount& cast : Accounts()) {
    if (cast.name == account) return cast.owner;
  }
  Check(false, "a deal has an account");
  return {};
}

}  // namespace

void InsertQuarters(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  const auto stages = StagesByName(tx, org_id);
  DealLife life(tx, scene, stages);
  for (const PastDeal& deal : kPastDeals) life.Insert(deal, SellerOf(deal.account));
}

void InsertHeld(db::Tx& tx, const HeldSession& held, const seal::Key* key) {
  action::Action planning(tx, {held.org_id, held.manager_id}, "coaching_session.plan",
                          At(held.day - 4, kMorning));
  const coaching::Session planned = coaching::InsertSession(planning,
                                                            {.org_id = held.org_id,
                                                             .manager_id = held.manager_id,
                                                             .kind = coaching::SessionKind::group,
                                                             .purpose = coaching::Purpose::skill,
                                                             .starts_at = At(held.day, kMorning),
                                                             .minutes = kSessionMinutes},
                                                            held.reps, held.skills);
  const Instant after = At(held.day, kMorning + kSessionMinutes);
  action::Action holding(tx, {held.org_id, held.manager_id}, "coaching_session.hold", after);
  Check(coaching::HoldSession(holding, planned, kSessionMinutes, planned.starts_at).has_value(),
        "nobody else changes the demo while it is made");
  for (const Id rep : held.reps) {
    const Instant before = At(held.day - 1, kMorning);
    if (key) {
      action::Action bringing(tx, {held.org_id, rep}, "coaching_item.add", before);
      bringing.Insert(
          coaching::Item{.session_id = planned.id,
                         .rep_id = rep,
                         .author_id = rep,
                         .text_id = coaching::PutText(tx, held.org_id, *key, held.brought, before),
                         .is_done = true});
    }
    action::Action answering(tx, {held.org_id, rep}, "coaching_session.confirm", after);
    answering.Insert(coaching::SessionAnswer{.session_id = planned.id,
                                             .manager_id = held.manager_id,
                                             .rep_id = rep,
                                             .answer = coaching::Happened::yes,
                                             .minutes = kSessionMinutes,
                                             .answered_at = after});
  }
}

void InsertQuarterCoaching(db::Tx& tx, const Scene& scene,
                           const std::map<std::string, Id, std::less<>>& skills, const seal::Key* key) {
  for (const PastSession& past : PastSessions()) {
    HeldSession held{.org_id = scene.org_id,
                     .manager_id = scene.Person("jim"),
                     .day = -past.day,
                     .brought = past.brought,
                     .reps = {},
                     .skills = {skills.find(past.skill)->second}};
    for (const std::string_view rep : past.reps) held.reps.push_back(scene.Person(rep));
    InsertHeld(tx, held, key);
  }
}

}  // namespace baton::demo
