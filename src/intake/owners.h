// Whose the rows are: for each owner that the files name, who is proposed. Pure.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "intake/import.h"
#include "intake/survey.h"

namespace baton::intake {

// Everybody who may be meant.
struct OwnerPool {
  std::unordered_map<std::string, Id> by_reference;  // what the source calls a person that it brought before
  std::unordered_map<std::string, Id> by_email;      // folded
  std::unordered_map<std::string, Id> by_name;       // folded
  std::set<std::string> in_files;  // keys, addresses and folded names of people in the same import
  Id importer_id;
};

// One entry for each key, in the order of `counts`. Matched by the source's id, then by e-mail, then by full name. Of
// the rest: the only unknown one (or nearly so) is proposed to be the importer; others become stand-ins. Rows without an owner (the
// empty key) are the importer's.
std::vector<OwnerChoice> ProposeOwners(const std::vector<OwnerCount>& counts, const OwnerPool& pool);

// `choices` of before over `proposed`, by key.
void KeepChoices(const std::vector<OwnerChoice>& choices, std::vector<OwnerChoice>* proposed);

}  // namespace baton::intake
