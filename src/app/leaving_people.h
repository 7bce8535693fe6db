// What becomes of the work and the access of somebody who is removed, joined from the slices that hold it.
#pragma once

#include "people/leaving.h"

namespace baton::app {

people::Leaving LeavingPeople();

}  // namespace baton::app
