#include "departure/picture.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace baton::departure {
namespace {

constexpr double kColleagueRing = 440;
constexpr double kClientRing = 960;
constexpr double kInnerClientRing = 820;  // every second one, so that names have room
constexpr std::size_t kMostPlaces = 36;   // with more of them neighbours on the colleagues' ring would touch
constexpr double kTop = -std::numbers::pi / 2;

Place At(double radius, double angle) {
  return {static_cast<int>(std::lround(radius * std::cos(angle))),
          static_cast<int>(std::lround(radius * std::sin(angle)))};
}

// The colleague next to whom a client stands; none: nobody but the person.
std::optional<Id> Beside(const ClientTies& client, Id person_id) {
  if (client.successor && *client.successor != person_id) return client.successor;
  for (const ClientTies::Share& share : client.shares) {
    if (share.person_id != person_id && share.share >= kLeastDrawn) return share.person_id;
  }
  return std::nullopt;
}

std::vector<const ClientTies*> Largest(std::span<const ClientTies> clients) {
  std::vector<const ClientTies*> all;
  for (const ClientTies& client : clients) all.push_back(&client);
  std::ranges::stable_sort(all, [](const ClientTies* one, const ClientTies* other) {
    return std::pair(-one->revenue, one->account_id) < std::pair(-other->revenue, other->account_id);
  });
  if (all.size() > kMostClients) all.resize(kMostClients);
  return all;
}

DrawnClient Drawn(const ClientTies& client, Id person_id, std::int64_t largest) {
  DrawnClient drawn{.account_id = client.account_id, .successor = client.successor};
  if (largest > 0) drawn.size = static_cast<int>(client.revenue * 1000 / largest);
  for (const ClientTies::Share& share : client.shares) {
    if (share.share < kLeastDrawn) continue;
    if (share.person_id == person_id) {
      drawn.knows_person = true;
    } else {
      drawn.knows.push_back(share.person_id);
    }
  }
  return drawn;
}

using Groups = std::map<std::optional<Id>, std::vector<const ClientTies*>>;  // nobody first

// Who is in contact with one of the clients and stands beside none, whoever knows most of them first.
std::vector<Id> Further(const Groups& groups, Id person_id) {
  std::map<Id, int> known;
  for (const auto& [colleague, members] : groups) {
    for (const ClientTies* client : members) {
      for (const Id id : Drawn(*client, person_id, 0).knows) {
        if (!groups.contains(id)) ++known[id];
      }
    }
  }
  std::vector<Id> further;
  for (const auto& [id, count] : known) further.push_back(id);
  std::ranges::stable_sort(further, std::ranges::greater{}, [&](Id id) { return known.at(id); });
  return further;
}

}  // namespace

Picture Draw(std::span<const ClientTies> clients, Id person_id) {
  Picture picture;
  const std::vector<const ClientTies*> shown = Largest(clients);
  picture.left_out = static_cast<int>(clients.size() - shown.size());
  Groups groups;
  for (const ClientTies* client : shown) groups[Beside(*client, person_id)].push_back(client);

  // Each group has a sector by its size, and one place more as a gap to the next; whoever stands beside no client has one too, as long as
  // there is room.
  std::size_t places = shown.size() + groups.size();
  std::vector<DrawnColleague> without_place;
  for (const Id colleague : Further(groups, person_id)) {
    if (places + 2 > kMostPlaces) {
      without_place.push_back({colleague, std::nullopt});
    } else {
      groups[colleague];
      places += 2;
    }
  }
  const double step = places == 0 ? 0 : 2 * std::numbers::pi / static_cast<double>(places);
  const std::int64_t largest = shown.empty() ? 0 : shown.front()->revenue;
  double angle = kTop;
  for (const auto& [colleague, members] : groups) {
    const std::size_t size = std::max<std::size_t>(members.size(), 1);
    const double middle = angle + step * static_cast<double>(size - 1) / 2;
    if (colleague) picture.colleagues.push_back({*colleague, At(kColleagueRing, middle)});
    for (std::size_t i = 0; i < members.size(); ++i) {
      DrawnClient drawn = Drawn(*members[i], person_id, largest);
      drawn.at = At(i % 2 == 0 ? kClientRing : kInnerClientRing, angle + step * static_cast<double>(i));
      picture.clients.push_back(std::move(drawn));
    }
    angle += step * static_cast<double>(size + 1);
  }
  picture.colleagues.insert(picture.colleagues.end(), without_place.begin(), without_place.end());
  return picture;
}

}  // namespace baton::departure
