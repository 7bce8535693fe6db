// What a route about one person who might leave begins with: who it is, whether the caller may ask, the clients, and the model that holds.
#pragma once

#include <string>

#include "departure/calibrate.h"
#include "departure/gather.h"
#include "http/call.h"
#include "settings/settings.h"

namespace baton::departure {

struct Leaving {
  people::PersonRef person;
  std::string currency;
  settings::Settings settings;
  Calibration calibration;
  Question question;
  Gathered gathered;
};

// For the person and for whoever stands above; for anybody else there is nobody.
Result<Leaving> ReadLeaving(const http::Call& call, Id person_id, bool to_competitor);

}  // namespace baton::departure
