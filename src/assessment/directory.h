// Assessments for other slices: Today reminds of one that is due, and asks reps.
#pragma once

#include <optional>
#include <vector>

#include "assessment/assessment_store.h"
#include "assessment/rhythm.h"
#include "people/person.h"

namespace baton::assessment {

// One that is due and not made. Never without one before, unless the job began lately: who has led for years is not asked, but may.
std::optional<Next> FindDue(db::Connection& connection, const people::Person& person, const std::string& zone,
                            Day today);

}  // namespace baton::assessment
