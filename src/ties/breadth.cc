#include "ties/breadth.h"

#include <algorithm>
#include <map>

namespace baton::ties {
namespace {

double EffectiveNumber(const std::map<Id, double>& strengths, double total) {
  double squares = 0;
  for (const auto& [id, strength] : strengths) squares += strength / total * (strength / total);
  return 1 / squares;
}

}  // namespace

std::optional<Breadth> BreadthOf(std::span<const PairTie> ties) {
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
  breadth.colleagues = EffectiveNumber(of_person, total);
  breadth.contacts = EffectiveNumber(of_contact, total);
  const double second = breadth.shares.size() > 1 ? breadth.shares[1].share : 0;
  breadth.is_single_thread =
      breadth.colleagues < kSingleThreadColleagues || second < kSingleThreadSecond * breadth.shares[0].share;
  return breadth;
}

double ShareOf(const Breadth& breadth, Id person_id) {
  const auto found = std::ranges::find(breadth.shares, person_id, &PersonShare::person_id);
  return found == breadth.shares.end() ? 0 : found->share;
}

}  // namespace baton::ties
