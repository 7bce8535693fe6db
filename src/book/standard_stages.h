// The pipeline that a new organization starts with, until an import or a person brings its own.
#pragma once

#include "action/action.h"

namespace baton::book {

void InsertStandardStages(action::Action& action);

}  // namespace baton::book
