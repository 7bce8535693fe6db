#include "demo/larmar.h"

namespace baton::demo {
namespace {

using access::Role;

// clang-format off
constexpr CastMember kCast[] = {
    {"dana",   "Dana Whitfield", "dana@larmar.example",   Role::director,      "Sales director",  "",     "",      "en",    0,   2600},
    {"jim",    "Jim Calder",     "jim@larmar.example",    Role::manager,       "Sales manager",   "dana", "",      "en",    0,   3300},
    {"jada",   "Jada Ellis",     "jada@larmar.example",   Role::rep,           "Account manager", "jim",  "North", "en,es", 420, 240},
    {"marcus", "Marcus Obi",     "marcus@larmar.example", Role::rep,           "Account manager", "jim",  "South", "en,fr", 210, 1500},
    {"priya",  "Priya Shah",     "priya@larmar.example",  Role::rep,           "Key accounts",    "jim",  "North", "en,hi", 240, 2100},
    {"tom",    "Tom Reyes",      "tom@larmar.example",    Role::rep,           "Account manager", "jim",  "West",  "en,es", 210, 1100},
    {"lena",   "Lena Koch",      "lena@larmar.example",   Role::rep,           "Account manager", "jim",  "South", "en,de", 240, 700},
    {"admin",  "Alex Moreno",    "alex@larmar.example",   Role::administrator, "Operations",      "",     "",      "en",    0,   1900},
};

constexpr CastDeal kDeals[] = {
    // Bill wants to look at the new terminal.
    {"Larmar Freight",    "15 terminals for two depots",  "Terminal T5",     38'000, "Proposal",    24,   21,  "Site plan for both depots"},
    {"Larmar Freight",    "Service contract",             "Service plan",    12'400, "Won",        300, -240,  ""},
    {"Larmar Freight",    "Terminals, first depot",       "Terminal T4",     35'800, "Won",        520, -430,  ""},
    {"Bexley Motors",     "Showroom readers",             "Reader R2",       22'500, "Qualified",   18,   60,  "Call the service manager"},
    {"Bexley Motors",     "Five dealerships",             "Terminal T5",     54'100, "Won",        330, -200,  ""},
    {"Dune Hotels",       "Group contract renewal",       "Service plan",    88'300, "Contract out", 90,   16,  "Signature by the board"},
    {"Dune Hotels",       "Front desks",                  "Terminal T4",     61'000, "Won",        500, -390,  ""},
    {"Northline Clinics", "Patient check-in",             "Kiosk K1",        42'000, "Qualified",   40,   75,  "Demo with the head nurse"},
    {"Northline Clinics", "Clinic terminals",             "Terminal T4",     76'500, "Won",        410, -310,  ""},
    {"Orchard Dental",    "Six practices",                "Terminal T5",     31'400, "Won",        220, -150,  ""},
    {"Fenwick Foods",     "Wholesale counters",           "Terminal T4",     40'100, "Won",        380, -260,  ""},
    {"Fenwick Foods",     "Van sales readers",            "Reader R2",       15'200, "Lost",       210, -120,  ""},
    {"Hollis Print",      "Counter terminal",             "Terminal T4",      9'700, "Won",        300, -250,  ""},
    {"Pell & Sons",       "Three shops",                  "Terminal T4",     22'900, "Won",        280, -190,  ""},
    {"Wren Dairy",        "Delivery readers",             "Reader R2",       31'600, "Won",        240, -170,  ""},
    {"Ashworth Labs",     "Lab shop",                     "Reader R2",        9'200, "Won",        200, -130,  ""},
    // The reps' own.
    {"Harbor Couriers",   "Van readers",                  "Reader R2",       14'800, "Won",        150,  -80,  ""},
    {"Harbor Couriers",   "Depot terminals",              "Terminal T5",     19'500, "Proposal",    30,   35,  "Send the site plan"},
    {"Lakeside Haulage",  "Weighbridge terminals",        "Terminal T5",     17'300, "Won",        120,  -45,  ""},
    {"Lakeside Haulage",  "Second yard",                  "Terminal T5",     11'000, "Lost",        90,  -20,  ""},
    {"Corner Pharmacy",   "Two counters",                 "Terminal T4",      6'900, "Lost",       110,  -60,  ""},
    {"Kestrel Cafes",     "Till terminals",               "Terminal T4",     12'800, "Won",        260, -180,  ""},
    {"Kestrel Cafes",     "Four new cafes",               "Terminal T5",      8'400, "Qualified",   20,   40,  "Call on Tuesday"},
    {"Fulton Bakery",     "Three shops",                  "Terminal T4",     18'600, "Won",        300, -210,  ""},
    {"Fulton Bakery",     "Wholesale counter",            "Terminal T5",      7'700, "Lost",       140,  -70,  ""},
    {"Grant & Hale",      "Wholesale terminals",          "Terminal T4",     63'000, "Won",        350, -230,  ""},
    {"Tilbury Vets",      "Practice terminals",           "Terminal T4",     29'300, "Won",        330, -140,  ""},
    {"Tilbury Vets",      "Check-in kiosks",              "Kiosk K1",        21'000, "Proposal",    45,   12,  "Yes or no on the discount"},
    {"Maple Clinics",     "Twelve clinics",               "Terminal T5",     72'000, "Won",        420, -280,  ""},
    {"Maple Clinics",     "Check-in kiosks",              "Kiosk K1",        48'000, "Won",        200,  -50,  ""},
    {"Stonegate Labs",    "Sample desk",                  "Reader R2",       16'500, "Won",        190,  -95,  ""},
    {"Calder Tools",      "Trade counters",               "Terminal T4",     38'600, "Won",        310, -220,  ""},
    {"Ridgeway Auto",     "Workshop readers",             "Reader R2",       44'000, "Won",        280, -160,  ""},
    {"Ridgeway Auto",     "Showroom",                     "Terminal T5",     26'000, "Proposal",    35,   28,  "Visit the second site"},
    {"Pine Motors",       "Parts counter",                "Terminal T4",     11'900, "Lost",       150,  -88,  ""},
    {"Mason Bakery",      "Ten shops",                    "Terminal T5",     54'900, "Won",        270, -150,  ""},
    {"Alder Inn",         "Front desk",                   "Terminal T4",     23'400, "Won",        240, -120,  ""},
    {"Alder Inn",         "Restaurant readers",           "Reader R2",        9'800, "Qualified",   15,   50,  "Ask for the floor plan"},
    {"Riverside Gym",     "Members' kiosks",              "Kiosk K1",        41'900, "Won",        210, -100,  ""},
    {"Hotel Lindner",     "Reception terminals",          "Terminal T5",     33'200, "Lost",       180,  -65,  ""},
};

constexpr CastMeeting kMeetings[] = {
    {"jim",    "Stand-up",                    "",               "jada",    9 * 60,       20},
    {"jim",    "Showroom visit",              "Bexley Motors",  "",       11 * 60 + 45,  60},
    {"jim",    "Kestrel call, Marcus leads",  "Kestrel Cafes",  "marcus", 14 * 60,       60},
    {"jim",    "One-to-one",                  "",               "tom",    15 * 60 + 30,  30},
    {"jim",    "Forecast with Dana",          "",               "dana",   16 * 60,       60},
    {"jada",   "Call the second depot",       "Harbor Couriers", "",      13 * 60,       30},
    {"marcus", "Till check",                  "Fulton Bakery",  "",        9 * 60 + 30,  90},
    {"priya",  "Quote for the kiosks",        "Tilbury Vets",   "",       12 * 60,       45},
    {"tom",    "Workshop tour",               "Ridgeway Auto",  "",        9 * 60,      120},
    {"lena",   "Floor plan",                  "Alder Inn",      "",       10 * 60 + 30,  60},
};

constexpr CastPromise kPromises[] = {
    {"letter_review",  "Review Jada's prospecting letter, draft 2", "jada",  "",             60,  5, -4, 15 * 60,      0, 10 * 60 + 30, "own_deal", std::nullopt},
    {"answer",         "Tell Priya yes or no on the Tilbury discount", "priya", "Tilbury Vets", 10, 4, -1, 12 * 60,  std::nullopt, 0, "", std::nullopt},
    {"call_practice",  "Listen to Marcus's Kestrel call",           "marcus", "Kestrel Cafes", 60, 4,  0, 14 * 60,     std::nullopt, 0, "", std::nullopt},
    {"ride_along",     "Ride along to Alder Inn",                   "lena",   "Alder Inn",    90,  6,  2, 10 * 60 + 30, std::nullopt, 0, "", std::nullopt},
    {"deal_review",    "Go through the Ridgeway proposal",          "tom",    "Ridgeway Auto", 30, 1,  1, 11 * 60,     std::nullopt, 0, "", std::nullopt},
    {"other",          "Pick a day for Tom's ride-along",           "tom",    "",             10,  1,  0,  9 * 60 + 12, std::nullopt, 0, "", 0},
    {"letter_review",  "Review Jada's prospecting letter, draft 1", "jada",   "",             45, 15, -12, 15 * 60,    -8, 15 * 60, "walk_in", -8, std::nullopt, "Lakeside Haulage"},
    {"ride_along",     "Ride along to Harbor Couriers",             "jada",   "Harbor Couriers", 90, 25, -18, 10 * 60, -14, 10 * 60, "own_deal", -14},
    {"call_practice",  "Practise the opening with Jada",            "jada",   "",             30, 15, -13, 9 * 60 + 30, std::nullopt, 0, "", -13},
    {"deal_review",    "Go through the Maple kiosks",               "priya",  "Maple Clinics", 30, 20, -15, 14 * 60,    std::nullopt, 0, "", -15},
    {"answer",         "Tell Marcus who signs for Fulton",          "marcus", "Fulton Bakery", 10, 15, -14, 12 * 60,    std::nullopt, 0, "", -14},
    {"deal_review",    "Look at Lena's Lindner offer",              "lena",   "Hotel Lindner", 30, 14, -11, 16 * 60,    std::nullopt, 0, "", -11},
    {"call_practice",  "Practise the price talk with Tom",          "tom",    "",             30, 11,  -7, 15 * 60,     std::nullopt, 0, "", -7},
    {"answer",         "Tell Lena about the gym's rebate",          "lena",   "Riverside Gym", 10,  7,  -6, 11 * 60,    std::nullopt, 0, "", -6},
    {"deal_review",    "Go through the Calder Tools renewal",       "tom",    "Calder Tools", 30,  8,  -5, 14 * 60,     std::nullopt, 0, "", -5},
    {"letter_review",  "Review Lena's letter to the hotels",        "lena",   "Hotel Lindner", 45, 42, -39, 15 * 60,    -35, 11 * 60, "walk_in", -35, std::nullopt, "Grant & Hale"},
    {"ride_along",     "Ride along to Ridgeway Auto",               "tom",    "Ridgeway Auto", 90, 49, -42, 10 * 60,    -32, 10 * 60, "own_deal", -32},
    {"call_practice",  "Practise the first minute with Priya",      "priya",  "",             30, 39, -36, 9 * 60 + 30, std::nullopt, 0, "", -36},
    {"deal_review",    "Go through the Fulton numbers",             "marcus", "Fulton Bakery", 30, 46, -43, 14 * 60,    -40, 14 * 60, "escalation", -40, std::nullopt, "Northline Clinics"},
    {"answer",         "Tell Jada what a second depot may cost",    "jada",   "Harbor Couriers", 10, 48, -46, 12 * 60,  -42, 12 * 60, "absence", -42},
    {"one_to_one",     "Talk with Tom about his first quarter",     "tom",    "",             60, 53, -50, 15 * 60,     -46, 15 * 60, "walk_in", -46, std::nullopt, "Stonegate Labs"},
    {"call_practice",  "Listen to Lena's call with Lindner",        "lena",   "Hotel Lindner", 30, 55, -53, 11 * 60,    std::nullopt, 0, "", -53},
    {"ride_along",     "Ride along to the gym",                     "lena",   "Riverside Gym", 90, 60, -54, 10 * 60,    std::nullopt, 0, "", std::nullopt, -57},
};

constexpr CastMeeting kMeetingsOnDaySixty[] = {
    {"jim",    "Stand-up",                     "",             "jada",   9 * 60,       20},
    {"jim",    "One-to-one",                   "",             "priya", 13 * 60,       45},
    {"jim",    "Forecast with Dana",           "",             "dana",  16 * 60,       60},
    {"jada",   "Larmar: the second depot",     "Larmar Freight", "",    11 * 60 + 30,  60},
    {"marcus", "Wren: before the introduction", "Wren Dairy",  "",      13 * 60,       30},
};

// Days count from day sixty, a Friday.
constexpr CastPromise kPromisesOnDaySixty[] = {
    {"deal_review",   "Go through Jada's second Larmar order",  "jada",   "Larmar Freight", 60, 2,  0, 10 * 60 + 30, std::nullopt, 0, "", std::nullopt},
    {"call_practice", "Practise Tom's price talk for Bexley",   "tom",    "Bexley Motors",  30, 1,  0, 14 * 60 + 30, std::nullopt, 0, "", std::nullopt},
    {"ride_along",    "Ride along to meet Wren Dairy",          "marcus", "Wren Dairy",     90, 3,  4, 10 * 60,      std::nullopt, 0, "", std::nullopt},
    {"letter_review", "Review Lena's thank-you to Hollis",      "lena",   "Hollis Print",   15, 4, -1, 15 * 60,      std::nullopt, 0, "", -1},
    {"answer",        "Tell Priya who signs for Northline",     "priya",  "Northline Clinics", 10, 4, -2, 11 * 60,   std::nullopt, 0, "", -2},
};
// clang-format on

}  // namespace

std::span<const CastMember> Cast() { return kCast; }
std::span<const CastDeal> Deals() { return kDeals; }
std::span<const CastMeeting> MeetingsToday() { return kMeetings; }
std::span<const CastPromise> Promises() { return kPromises; }
std::span<const CastMeeting> MeetingsOnDaySixty() { return kMeetingsOnDaySixty; }
std::span<const CastPromise> PromisesOnDaySixty() { return kPromisesOnDaySixty; }

}  // namespace baton::demo
