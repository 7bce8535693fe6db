// What `baton import` prints: what the files are taken for, whose the owners are, what would come of them, what came. For
// import_command.cc.
#pragma once

#include <iosfwd>
#include <map>
#include <string>

#include "intake/import_service.h"
#include "job/job.h"
#include "people/person.h"

namespace baton::app {

void PrintMapping(const intake::ImportContext& context, const intake::Mapping& mapping, std::ostream& out);
// Each with its rows and who it is. `people`: by id, those who are named.
void PrintOwners(const intake::ImportContext& context, const intake::Mapping& mapping,
                 const std::unordered_map<Id, people::PersonRef>& people, std::ostream& out);
void PrintPreview(const intake::ImportContext& context, const intake::PreviewView& preview,
                  std::ostream& out);
void PrintCounts(const intake::ImportContext& context, const intake::Counts& counts, std::ostream& out);

// "12,000 of 50,000 rows, 3,400 a second, 11 s left"; `key` is the message that names what is counted.
std::string ProgressText(const intake::ImportContext& context, const std::string& key, const job::Job& job,
                         Instant now);

}  // namespace baton::app
