// What may be entered for a source, under which name an address comes in, and when it is fetched next. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/problem.h"
#include "outward/address.h"
#include "outward/fetch.h"
#include "source/source.h"

namespace baton::source {

SourceInput Cleaned(SourceInput input);
std::vector<FieldFault> FaultsOf(const SourceInput& input, outward::Hosts hosts);
// What lets us in was entered for servers that were named then: it does not go to others unless it is entered again.
std::vector<FieldFault> FaultsOfMove(const Access& before, const Access& after);

Access AccessOf(const SourceInput& input);

// "accounts.csv"; where the address ends in no name of a table, "crm.example-2". `index` from 0.
std::string NameOfAddress(const std::string& url, std::size_t index);

// By the schedule alone, later than `now`.
Instant NextBySchedule(const Source& source, const std::string& zone, Instant now);
// After `source.failures` failures: soon again where it may pass, and less and less often, at last once a day.
Instant NextAfterFailure(const Source& source, const std::string& zone, Instant now, bool may_pass);

// Whether the trouble may be over in a few minutes; else somebody has to mend something.
bool MayPass(outward::Trouble trouble);
// Failures in a row after which its person is told.
int ToldAfter(bool may_pass);

}  // namespace baton::source
