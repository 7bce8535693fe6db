#include "departure/second_tie.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/check.h"

namespace baton::departure {
namespace {

// What may be believed, one assumption at a time, and first of all what is: a second tie does no harm.
std::vector<LossModel> ModelsAround(const LossModel& model) {
  std::vector<LossModel> models{model};
  for (const Ends& ends : EndsOf(model)) {
    models.push_back(ends.one);
    models.push_back(ends.other);
  }
  for (const double spread : {-model.second.spread, model.second.spread}) {
    models.push_back(model);
    models.back().second.mean = std::min(0.0, model.second.mean + spread);
  }
  return models;
}

Ranged RangeOf(std::span<const double> by_model) {
  const auto [low, high] = std::ranges::minmax(by_model);
  return {by_model.front(), low, high};
}

}  // namespace

bool HangsAlone(const AccountFacts& account) {
  return account.share && *account.share > 0 && !account.has_second;
}

AccountFacts WithSecond(AccountFacts account, double colleagues_share, double bound) {
  Check(HangsAlone(account), "a second tie is for a client that has none");
  account.share = *account.share / (1 - colleagues_share + bound * *account.share);
  account.has_second = true;
  return account;
}

SecondTies OrderSecondTies(std::span<const AccountFacts> accounts, std::span<const double> colleagues_shares,
                           const Question& question, double bound) {
  const std::vector<LossModel> models = ModelsAround(question.model);
  std::vector<double> together(models.size());
  SecondTies ties;
  for (std::size_t j = 0; j < accounts.size(); ++j) {
    if (!HangsAlone(accounts[j])) continue;
    const AccountFacts then = WithSecond(accounts[j], colleagues_shares[j], bound);
    std::vector<double> falls;
    std::vector<double> gains;
    for (std::size_t m = 0; m < models.size(); ++m) {
      Question asked = question;
      asked.model = models[m];
      falls.push_back(ChanceNow(accounts[j], asked) - ChanceNow(then, asked));
      gains.push_back(static_cast<double>(accounts[j].revenue.value_or(0)) * (1 - asked.model.contraction) *
                      falls.back());
      together[m] += gains.back();
    }
    ties.all.push_back({.account = j,
                        .chance = ChanceNow(accounts[j], question),
                        .chance_then = ChanceNow(then, question),
                        .fall = RangeOf(falls),
                        .gain = RangeOf(gains)});
  }
  ties.gain = RangeOf(together);
  std::ranges::sort(ties.all, {}, [](const SecondTie& each) {
    return std::tuple(-each.gain.value, -each.fall.value, each.account);
  });
  return ties;
}

std::optional<ContactChoice> ContactFor(std::span<const ties::AccountTie> known, Id person_id, double bound) {
  struct Knowing {
    double authority = 0;
    double own = 0;
    double others = 0;  // who of the others is closest
  };
  std::map<Id, Knowing> contacts;
  for (const ties::AccountTie& tie : known) {
    Knowing& knowing = contacts[tie.contact_id];
    knowing.authority = tie.authority;
    double& strength = tie.person_id == person_id ? knowing.own : knowing.others;
    strength = std::max(strength, tie.strength);
  }
  std::erase_if(contacts, [](const auto& each) { return each.second.own <= 0; });
  const auto is_alone = [&](const Knowing& knowing) { return knowing.others < bound * knowing.own; };
  const auto best = std::ranges::min_element(contacts, {}, [&](const auto& each) {
    return std::tuple(!is_alone(each.second), -each.second.authority, -each.second.own);
  });
  if (best == contacts.end()) return std::nullopt;
  return ContactChoice{best->first, is_alone(best->second)};
}

}  // namespace baton::departure
