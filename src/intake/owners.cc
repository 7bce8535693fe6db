#include "intake/owners.h"

#include <algorithm>

#include "base/text.h"

namespace baton::intake {
namespace {

std::optional<Id> Find(const std::unordered_map<std::string, Id>& map, const std::string& key) {
  const auto found = key.empty() ? map.end() : map.find(key);
  return found == map.end() ? std::nullopt : std::optional(found->second);
}

// The one unknown owner; or one of whom nothing but an id is known, with three quarters of the unknown rows.
std::optional<std::size_t> OnlyUnknown(const std::vector<OwnerChoice>& owners,
                                       const std::vector<std::size_t>& unknown) {
  if (unknown.empty()) return std::nullopt;
  if (unknown.size() == 1) return unknown.front();
  std::int64_t rows = 0;
  for (const std::size_t i : unknown) rows += owners[i].count;
  for (const std::size_t i : unknown) {
    if (owners[i].name.empty() && owners[i].email.empty() && owners[i].count * 4 >= rows * 3) return i;
  }
  return std::nullopt;
}

}  // namespace

std::vector<OwnerChoice> ProposeOwners(const std::vector<OwnerCount>& counts, const OwnerPool& pool) {
  std::vector<OwnerChoice> owners;
  std::vector<std::size_t> unknown;
  for (const OwnerCount& count : counts) {
    OwnerChoice owner{count.key,    count.name,           count.email, count.count,
                      std::nullopt, OwnerProposal::match, ""};
    const std::string email = Fold(count.email);
    const std::string name = Fold(count.name);
    if (count.key.empty()) {
      owner.person_id = pool.importer_id;
      owner.proposal = OwnerProposal::map;
      owner.note_key = "import.owner.none";
    } else if ((owner.person_id = Find(pool.by_reference, count.key))) {
      owner.note_key = "import.owner.by_id";
    } else if (pool.in_files.contains(count.key) || (!email.empty() && pool.in_files.contains(email)) ||
               (!name.empty() && pool.in_files.contains(name))) {
      owner.note_key = "import.owner.in_file";
    } else if ((owner.person_id = Find(pool.by_email, email.empty() ? count.key : email))) {
      owner.note_key = "import.owner.by_email";
    } else if ((owner.person_id = Find(pool.by_name, name.empty() ? count.key : name))) {
      owner.note_key = "import.owner.by_name";
    } else {
      owner.proposal = OwnerProposal::placeholder;
      owner.note_key = "import.owner.unknown";
      unknown.push_back(owners.size());
    }
    owners.push_back(std::move(owner));
  }
  if (const auto only = OnlyUnknown(owners, unknown); only && pool.importer_id) {
    owners[*only].person_id = pool.importer_id;
    owners[*only].proposal = OwnerProposal::map;
    owners[*only].note_key = "import.owner.only_one";
  }
  return owners;
}

void KeepChoices(const std::vector<OwnerChoice>& choices, std::vector<OwnerChoice>* proposed) {
  for (OwnerChoice& owner : *proposed) {
    const auto chosen = std::ranges::find(choices, owner.key, &OwnerChoice::key);
    if (chosen == choices.end()) continue;
    owner.person_id = chosen->person_id;
    owner.proposal = chosen->proposal;
    owner.note_key = chosen->note_key;
  }
}

}  // namespace baton::intake
