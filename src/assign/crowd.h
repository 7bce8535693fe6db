// Inside the solver: a plan in which reps may be overfull, at a price, and the tables that a search of such plans reads.
//
//   Field field(model, prices);
//   Crowd crowd(model, field);
//   crowd.Take(reps);                        // a rep per account; field.none(): unplaced
//   crowd.Move(account, rep);
//   crowd.Value()                            // costs, fair shares, and what is beyond capacity
//
// In real numbers, which are quick and exact enough to choose by; what comes out of it is counted again in whole ones (plan.h).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "assign/dual.h"
#include "assign/model.h"

namespace baton::assign::inner {

inline constexpr double kNever = 1e300;

struct Place {
  double cost = kNever;  // kNever: no candidate
  double load = 0;
};

struct Coming {
  std::int32_t account;
  double cost;
  double load;
};

// Places by rep and account; being unplaced is one more rep, with room for all.
class Field {
 public:
  Field(const Model& model, const Prices& prices);

  std::int32_t none() const { return none_; }
  const Place& PlaceOf(std::int32_t account, std::int32_t rep) const { return places_[Cell(account, rep)]; }
  double price(std::int32_t rep) const { return price_[At(rep)]; }  // of a unit of its capacity
  // What an account costs at its cheapest rep, capacity at its price.
  double Least(std::int32_t account) const { return least_[At(account)]; }
  double MeanLeast() const { return mean_least_; }  // without their signs
  // Where an account may be moved to: its cheapest reps by priced cost, and out.
  const std::vector<std::int32_t>& Near(std::int32_t account) const { return near_[At(account)]; }
  // The accounts that lose least by being with a rep.
  const std::vector<Coming>& Into(std::int32_t rep) const { return into_[At(rep)]; }

 private:
  std::size_t Cell(std::int32_t account, std::int32_t rep) const {
    return At(rep) * At(accounts_) + At(account);
  }
  double Priced(const Candidate& arc) const {
    return static_cast<double>(arc.cost) + price_[At(arc.rep)] * static_cast<double>(arc.load);
  }
  void FindNear(const Model& model);
  void FindInto(const Model& model);

  const std::int32_t accounts_;
  const std::int32_t none_;
  std::vector<Place> places_;
  std::vector<double> price_;
  std::vector<double> least_;
  double mean_least_ = 0;
  std::vector<std::vector<std::int32_t>> near_;
  std::vector<std::vector<Coming>> into_;
};

struct Burden {
  double load = 0;
  double revenue = 0;
};

class Crowd {
 public:
  // Both outlive it.
  Crowd(const Model& model, const Field& field);

  std::int32_t rep(std::int32_t account) const { return rep_[At(account)]; }
  const std::vector<std::int32_t>& reps() const { return rep_; }
  const std::vector<std::int32_t>& Of(std::int32_t rep) const { return of_[At(rep)]; }
  const Burden& burden(std::int32_t rep) const { return burden_[At(rep)]; }
  double toll(std::int32_t rep) const { return toll_[At(rep)]; }
  const Place& Now(std::int32_t account) const { return now_[At(account)]; }
  bool fits() const { return overfull_ == 0; }
  double Value() const;
  double ValueOf(const std::vector<std::int32_t>& reps) const;

  // What a rep with this burden costs beside its accounts: its distance from a fair share, and what is beyond its capacity.
  double TollOf(std::int32_t rep, const Burden& burden) const {
    const Limit& limit = limits_[At(rep)];
    double toll = limit.dearness * std::max(0.0, burden.load - limit.capacity);
    if (has_fair_) toll += limit.fair_penalty * std::abs(burden.revenue - limit.fair_target);
    return toll;
  }
  Burden With(const Burden& burden, std::int32_t account, double load) const {
    return {burden.load + load, burden.revenue + revenue_[At(account)]};
  }
  Burden Without(const Burden& burden, std::int32_t account) const {
    return {burden.load - now_[At(account)].load, burden.revenue - revenue_[At(account)]};
  }

  // What the room that this burden leaves is worth, at its price.
  double WorthOfRoom(std::int32_t rep, const Burden& burden) const {
    return field_.price(rep) * std::max(0.0, limits_[At(rep)].capacity - burden.load);
  }

  void Take(const std::vector<std::int32_t>& reps);
  void Move(std::int32_t account, std::int32_t to);
  // What is beyond capacity becomes dearer where it is when nothing fitted, and cheaper everywhere when something did.
  void Adapt(bool did_fit);

 private:
  struct Limit {
    double capacity = kNever;
    double dearness = 0;  // of a unit of load beyond
    double fair_target = 0;
    double fair_penalty = 0;
  };

  void Leave(std::int32_t account);
  void Enter(std::int32_t account, std::int32_t rep);
  void Recount(std::int32_t rep);

  const Field& field_;
  const bool has_fair_;
  std::vector<Limit> limits_;    // by rep
  std::vector<double> revenue_;  // by account
  std::vector<std::int32_t> rep_;
  std::vector<Place> now_;
  std::vector<std::size_t> position_;          // of an account among those of its rep
  std::vector<std::vector<std::int32_t>> of_;  // by rep
  std::vector<Burden> burden_;
  std::vector<double> toll_;
  std::vector<char> is_overfull_;
  std::int32_t overfull_ = 0;
  double cost_ = 0;
};

}  // namespace baton::assign::inner
