// Who and what the two teams beside Jim's are made of: colleagues, clients, deals.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "access/principal.h"

namespace baton::demo {

struct Colleague {
  std::string_view key;
  std::string_view name;
  access::Role role;
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
  std::string_view owner;  // since `moved`, what was Max's by a handoff
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
inline constexpr auto kColleagues = std::to_array<Colleague>({
    {"max",   "Max Orr",     access::Role::manager, "Sales manager",   "dana",  "East", 820},
    {"ida",   "Ida Brandt",  access::Role::rep,     "Account manager", "max",   "East", 900},
    {"leo",   "Leo Varga",   access::Role::rep,     "Account manager", "max",   "East", 640},
    {"nell",  "Nell Osei",   access::Role::rep,     "Key accounts",    "max",   "East", 1300},
    {"sofia", "Sofia Marsh", access::Role::manager, "Sales manager",   "dana",  "Lakes", 41},
    {"ravi",  "Ravi Menon",  access::Role::rep,     "Account manager", "sofia", "Lakes", 500},
    {"greta", "Greta Holm",  access::Role::rep,     "Account manager", "sofia", "Lakes", 210},
});

inline constexpr auto kTeamAccounts = std::to_array<TeamAccount>({
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
inline constexpr auto kTeamDeals = std::to_array<TeamDeal>({
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

}  // namespace baton::demo
