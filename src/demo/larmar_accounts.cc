#include "demo/larmar.h"

namespace baton::demo {

// clang-format off
const std::vector<CastAccount>& Accounts() {
  static const std::vector<CastAccount> accounts = {
      // Ten more like Bill: they know only Jim, and bring $412,000 a year.
      {"Larmar Freight",    "jim", "Freight",       "Mid-size", "North", "Chicago",      48'200, std::nullopt, 28, 12,
       {{"Bill Larmar", "Owner", "bill@larmarfreight.example", "+1 312 555 0142"},
        {"Ruth Sandoval", "Depot manager", "ruth@larmarfreight.example", "+1 312 555 0143"},
        {"Owen Pratt", "Accounts", "owen@larmarfreight.example", "+1 312 555 0144"}}},
      {"Bexley Motors",     "jim", "Automotive",    "Mid-size", "West",  "Rockford",     54'100, 210,          24,  9,
       {{"Grace Bexley", "Managing director", "grace@bexley.example", "+1 815 555 0110"},
        {"Ned Alvarez", "Finance lead", "ned@bexley.example", "+1 815 555 0111"}}},
      {"Dune Hotels",       "jim", "Hospitality",   "Large",    "South", "St. Louis",    88'300, 45,           21,  6,
       {{"Carla Dunning", "Operations", "carla@dunehotels.example", "+1 314 555 0120"},
        {"Henrik Vogel", "Purchasing", "henrik@dunehotels.example", "+1 314 555 0121"}}},
      {"Northline Clinics", "jim", "Healthcare",    "Large",    "North", "Milwaukee",    76'500, 150,          26, 15,
       {{"Dr. Amara Njoku", "Medical director", "amara@northline.example", "+1 414 555 0130"},
        {"Phil Weston", "IT", "phil@northline.example", "+1 414 555 0131"}}},
      {"Orchard Dental",    "jim", "Healthcare",    "Small",    "North", "Evanston",     31'400, std::nullopt, 45, 33,
       {{"Dr. Simon Leigh", "Owner", "simon@orcharddental.example", "+1 847 555 0150"}}},
      {"Fenwick Foods",     "jim", "Wholesale",     "Mid-size", "South", "Springfield",  40'100, 120,          35, 40,
       {{"Maeve Fenwick", "Owner", "maeve@fenwick.example", "+1 217 555 0160"},
        {"Joel Tran", "Logistics", "joel@fenwick.example", "+1 217 555 0161"}}},
      {"Hollis Print",      "jim", "Services",      "Small",    "South", "Peoria",        9'700, std::nullopt, 90, 70,
       {{"Gil Hollis", "Owner", "gil@hollis.example", "+1 309 555 0170"}}},
      {"Pell & Sons",       "jim", "Retail",        "Small",    "West",  "Galena",       22'900, 95,           60, 52,
       {{"Ann Pell", "Owner", "ann@pell.example", "+1 815 555 0180"}}},
      {"Wren Dairy",        "jim", "Food",          "Mid-size", "West",  "Freeport",     31'600, std::nullopt, 55, 101,
       {{"Lars Wren", "Owner", "lars@wrendairy.example", "+1 815 555 0190"}}},
      {"Ashworth Labs",     "jim", "Healthcare",    "Small",    "North", "Madison",       9'200, std::nullopt, 80, 64,
       {{"Dr. Ivy Ashworth", "Director", "ivy@ashworth.example", "+1 608 555 0200"}}},
      // What the reps look after already.
      {"Harbor Couriers",   "jada", "Freight",      "Mid-size", "North", "Kenosha",      14'800, std::nullopt, 14,  4,
       {{"Pia Novak", "Owner", "pia@harborcouriers.example", "+1 262 555 0210"}}},
      {"Lakeside Haulage",  "jada", "Freight",      "Mid-size", "North", "Waukegan",     17'300, std::nullopt, 18,  8,
       {{"Don Mercer", "Yard manager", "don@lakeside.example", "+1 847 555 0220"}}},
      {"Corner Pharmacy",   "jada", "Healthcare",   "Small",    "North", "Evanston",      4'100, std::nullopt, 40, 30,
       {{"Noor Haddad", "Pharmacist", "noor@cornerpharmacy.example", "+1 847 555 0230"}}},
      {"Kestrel Cafes",     "marcus", "Food",       "Mid-size", "South", "Springfield",  12'800, 80,           20,  5,
       {{"Ella Finch", "Operations", "ella@kestrel.example", "+1 217 555 0240"}}},
      {"Fulton Bakery",     "marcus", "Food",       "Mid-size", "South", "Decatur",      18'600, std::nullopt, 25, 10,
       {{"Rob Fulton", "Owner", "rob@fultonbakery.example", "+1 217 555 0250"}}},
      {"Grant & Hale",      "marcus", "Wholesale",  "Large",    "South", "St. Louis",    63'000, 160,          21,  7,
       {{"Tess Hale", "Partner", "tess@granthale.example", "+1 314 555 0260"}}},
      {"Tilbury Vets",      "priya", "Healthcare",  "Mid-size", "North", "Milwaukee",    29'300, 130,          20,  6,
       {{"Dr. Beth Tilbury", "Owner", "beth@tilbury.example", "+1 414 555 0270"}}},
      {"Maple Clinics",     "priya", "Healthcare",  "Large",    "North", "Chicago",      72'000, 220,          18,  3,
       {{"Dr. Omar Reid", "Director", "omar@mapleclinics.example", "+1 312 555 0280"},
        {"Sue Park", "Purchasing", "sue@mapleclinics.example", "+1 312 555 0281"}}},
      {"Stonegate Labs",    "priya", "Healthcare",  "Small",    "North", "Racine",       16'500, std::nullopt, 35, 20,
       {{"Ian Stone", "Lab manager", "ian@stonegate.example", "+1 262 555 0290"}}},
      {"Calder Tools",      "tom", "Retail",        "Mid-size", "West",  "Moline",       38'600, 40,           25, 11,
       {{"Vera Lind", "Purchasing", "vera@caldertools.example", "+1 309 555 0300"}}},
      {"Ridgeway Auto",     "tom", "Automotive",    "Large",    "West",  "Rockford",     44'000, std::nullopt, 20,  5,
       {{"Kurt Ridge", "Service manager", "kurt@ridgeway.example", "+1 815 555 0310"}}},
      {"Pine Motors",       "tom", "Automotive",    "Small",    "West",  "Freeport",     11'900, std::nullopt, 40, 28,
       {{"Joy Pine", "Owner", "joy@pinemotors.example", "+1 815 555 0320"}}},
      {"Mason Bakery",      "lena", "Food",         "Large",    "South", "Peoria",       54'900, 190,          22,  8,
       {{"Clara Mason", "Owner", "clara@masonbakery.example", "+1 309 555 0330"}}},
      {"Alder Inn",         "lena", "Hospitality",  "Small",    "South", "Alton",        23'400, std::nullopt, 30,  9,
       {{"Hugh Alder", "Owner", "hugh@alderinn.example", "+1 618 555 0340"}}},
      {"Riverside Gym",     "lena", "Services",     "Mid-size", "South", "Decatur",      41'900, 75,           30, 13,
       {{"Mo Bright", "Manager", "mo@riversidegym.example", "+1 217 555 0350"}}},
      {"Hotel Lindner",     "lena", "Hospitality",  "Mid-size", "South", "Belleville",   33'200, std::nullopt, 35, 17,
       {{"Uwe Lindner", "Owner", "uwe@hotellindner.example", "+1 618 555 0360"}}},
  };
  return accounts;
}
// clang-format on

}  // namespace baton::demo
