#include "ties/breadth.h"

#include <algorithm>
#include <map>
#include <vector>

#include "stats/share.h"

namespace baton::ties {
namespace {

// REQUIRES: one of them is more than 0.
double EffectiveNumber(const std::map<Id, double>& strengths) {
  std::vector<double> parts;
  for (const auto& [id, strength] : strengths) parts.push_back(strength);
  return *stats::EffectiveNumber(parts);
}

}  // namespace

std::optional<Breadth> BreadthOf(std::span<const PairTie> ties, const ThreadBounds& bounds) {
  std::map<Id, double> of_person;
  std::map<Id, double> of_contact;
  double total = 0;
  for (const PairTie& tie : ties) {
    const double strength = tie.strength * tie.authority;
    of_person[tie.person_id] += strength;
    of_contact[tie.contact_id] += strength;
    total += strength;
  }
  if (!(total > 0)) return std::nullopt;

  Breadth breadth;
  for (const auto& [person, strength] : of_person) {
    if (strength > 0) breadth.shares.push_back({person, strength / total});
  }
  std::ranges::stable_sort(breadth.shares, std::ranges::greater{}, &PersonShare::share);
  breadth.colleagues = EffectiveNumber(of_person);
  breadth.contacts = EffectiveNumber(of_contact);
  const double second = breadth.shares.size() > 1 ? breadth.shares[1].share : 0;
  breadth.is_single_thread =
      breadth.colleagues < bounds.colleagues || second < bounds.second * breadth.shares[0].share;
  breadth.second = bounds.second;
  return breadth;
}

double ShareOf(const Breadth& breadth, Id person_id) {
  const auto found = std::ranges::find(breadth.shares, person_id, &PersonShare::person_id);
  return found == breadth.shares.end() ? 0 : found->share;
}

bool HasSecond(const Breadth& breadth, Id person_id) {
  const double own = ShareOf(breadth, person_id);
  return std::ranges::any_of(breadth.shares, [&](const PersonShare& other) {
    return other.person_id != person_id && other.share >= breadth.second * own;
  });
}

}  // namespace baton::ties
