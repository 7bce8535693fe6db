// Who knows whom around a person, as places on a plane: the person in the middle, colleagues on a ring, each client outside of
// the colleague who is to serve it or is closest, between them whoever else is in contact with a client. The same facts give the same picture every time, and today and after the plan stand in
// the same places, so that the eye sees what changes.
//
//   const Picture picture = Draw(clients, jim);
//   picture.colleagues[0].at, picture.clients[0].at   // within -1000..1000, y downwards
//
// Only the clients with the largest revenue are drawn. Pure, thread-safe.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/id.h"

namespace baton::departure {

inline constexpr std::size_t kMostClients = 25;

struct ClientTies {
  Id account_id;
  std::int64_t revenue = 0;  // 0: not known
  struct Share {
    Id person_id;
    double share = 0;  // of all contact
  };
  std::vector<Share> shares = {};    // the largest first; empty: nothing is known
  std::optional<Id> successor = {};  // by a handoff or a draft
};

struct Place {
  int x = 0;
  int y = 0;
};

struct DrawnColleague {
  Id person_id;
  std::optional<Place> at;  // none: the ring is full, so no line leads there
};

struct DrawnClient {
  Id account_id;
  Place at;
  int size = 0;                 // the area's share of the largest, in thousandths
  bool knows_person = false;    // has contact with the person
  std::vector<Id> knows;        // colleagues in contact, every one of them among the picture's
  std::optional<Id> successor;  // who knows the client after the plan, too
};

struct Picture {
  std::vector<DrawnColleague>
      colleagues;  // whom a drawn client knows or is to know; those without a place last
  std::vector<DrawnClient> clients;
  int left_out = 0;  // clients that are not drawn
};

// A share of contact below this is not said to be contact, and no line.
inline constexpr double kLeastDrawn = 0.05;

Picture Draw(std::span<const ClientTies> clients, Id person_id);

}  // namespace baton::departure
