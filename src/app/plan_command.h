// `baton plan`: a plan of one manager, or of somebody with managers below, from the command line, by the same use case as the
// API's, and the proof of stored plans again.
//
//   baton plan --manager jim --out plan.csv
//   baton plan --team dana
//   baton plan --verify
//
// Who operates the machine may plan for any manager; nobody in the organization is named as the actor.
#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string>

#include "app/config.h"
#include "base/problem.h"
#include "db/database.h"
#include "people/person.h"

namespace baton::app {

struct PlanOptions {
  std::string
      manager;       // whose accounts: an e-mail address, a name, or a part of one that only one person has
  std::string team;  // in place of it: whose plan for the own clients and those of all managers below
  std::string organization;  // by name; empty: the only one
  std::string starts_on;     // YYYY-MM-DD; empty: today
  std::string out;           // a CSV file; empty: none
  bool json = false;         // the plan as the API answers it, in place of the statement
  bool verify = false;       // prove stored plans again, instead of making one
  std::string plan_id = {};  // which; empty: all of the organization
};

// Opens the database and does what the options say.
Result<Done> RunPlan(const Config& config, const PlanOptions& options, std::ostream& out);

// Makes a plan, writes the CSV, saves the plan as a draft and prints the statement. REQUIRES: a leased node.
Result<Done> MakePlan(db::Database& database, const PlanOptions& options, const std::string& public_url,
                      std::ostream& out);
// One line a plan; a plan whose proof does not hold is a problem.
Result<Done> VerifyPlans(db::Database& database, const PlanOptions& options, std::ostream& out);

// Who is meant: the e-mail address or the whole name of anybody, else the first part of the address or one word of the
// name of somebody who has a team. Not found and ambiguous are problems that list who there is.
Result<people::Person> FindManager(std::span<const people::Person> people, const std::string& who);

}  // namespace baton::app
