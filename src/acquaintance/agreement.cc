#include "acquaintance/agreement.h"

#include <set>
#include <utility>
#include <vector>

namespace baton::acquaintance {

Agreement AgreementOf(std::span<const ties::Answer> answers) {
  std::set<Id> people;
  std::vector<double> close;
  std::vector<double> others;
  for (const ties::Answer& answer : answers) {
    people.insert(answer.person_id);
    (answer.said == ties::Said::well ? close : others).push_back(answer.strength);
  }
  Agreement agreement{.people = std::ssize(people), .close = std::ssize(close), .others = std::ssize(others)};
  if (agreement.people >= kLeastPeople && agreement.close >= kLeastOfEach &&
      agreement.others >= kLeastOfEach) {
    agreement.auc = stats::AucOf(std::move(close), std::move(others), kLikely);
  }
  return agreement;
}

}  // namespace baton::acquaintance
