// Covers in the database.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <vector>

#include "access/policy.h"
#include "cover/cover_rules.h"
#include "cover/directory.h"

namespace baton::cover {

std::optional<Cover> FindCover(db::Connection& connection, Id org_id, Id id);
// The lines that were not ended, or of covers that are over all of them.
std::vector<CoverAccount> FindLines(db::Connection& connection, Id org_id, std::span<const Id> cover_ids);

// By the person, when not at work: absences that are not over before `since`, before the first day, after the last.
std::vector<Helper> FindDaysAway(db::Connection& connection, Id org_id,
                                 std::span<const people::Person> people, Day since);

struct CoverListing {
  std::optional<Id> person_id;   // who is away
  std::optional<Id> account_id;  // which it covers
  bool with_over = false;
};
// The latest first: those of people in the scope, and those in which the person of the scope covers somebody.
std::vector<Cover> ListCovers(db::Connection& connection, const access::Scope& scope,
                              const CoverListing& listing);
// Whose covers a scope reaches: read once for as many as are asked about. That of an administrator, who is told of no absence, reaches
// nobody else's.
class Reached {
 public:
  Reached(db::Connection& connection, const access::Scope& scope);
  bool Has(Id person_id) const;

 private:
  std::set<Id> people_;
};
// Is it of somebody in the scope, or does the person of the scope cover in it?
bool MaySee(db::Connection& connection, const access::Scope& scope, const Cover& cover);

// Those that have a day to come: planned or running.
std::vector<Cover> FindOpenCovers(db::Connection& connection, Id org_id);

// What FaultsOf asks: of a new cover of the person, or of `changed`.
CoverFacts FactsFor(db::Connection& connection, Id org_id, Id caller_id, const people::Person& person,
                    const std::optional<Cover>& changed, Day today);
// Whom this caller may name for that person: the own people, the person's manager, and the caller; without administrators.
std::vector<people::Person> FindHelpers(db::Connection& connection, Id org_id, Id caller_id,
                                        const people::Person& person);

// What somebody may do with it, who reaches it or not.
std::vector<CoverDeed> DeedsOf(const Cover& cover, const access::Principal& viewer, bool is_in_scope);

// Writes it with its lines and tells those concerned; one that is to run today starts. REQUIRES: FaultsOf gave none.
Cover Start(action::Action& action, Cover cover, const std::vector<CoverLineInput>& lines, Day today,
            const std::string& zone);
// As `after`, with these lines: those that are gone end, new ones come.
Result<Cover> Change(action::Action& action, const Cover& before, Cover after,
                     const std::vector<CoverLineInput>& lines, Day today, const std::string& zone);
Result<Cover> End(action::Action& action, const Cover& before);

}  // namespace baton::cover
