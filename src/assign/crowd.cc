#include "assign/crowd.h"

#include <utility>

namespace baton::assign::inner {
namespace {

constexpr std::size_t kNear = 5;
constexpr std::size_t kInto = 50;
constexpr double kDearer = 1.02;
constexpr double kCheaper = 0.995;

}  // namespace

Field::Field(const Model& model, const Prices& prices)
    : accounts_(model.account_count), none_(model.rep_count), places_(At(accounts_) * At(none_ + 1)) {
  for (std::int32_t j = 0; j < accounts_; ++j) {
    for (const Candidate& arc : model.ArcsOf(j)) {
      places_[Cell(j, arc.rep)] = {static_cast<double>(arc.cost), static_cast<double>(arc.load)};
    }
    places_[Cell(j, none_)] = {static_cast<double>(model.Unplaced(j)), 0};
  }
  for (const std::int64_t price : prices.capacity) {
    price_.push_back(static_cast<double>(price) / static_cast<double>(model.grid));
  }
  price_.push_back(0);
  FindNear(model);
  FindInto(model);
}

void Field::FindNear(const Model& model) {
  std::vector<std::pair<double, std::int32_t>> order;
  for (std::int32_t j = 0; j < accounts_; ++j) {
    order.clear();
    for (const Candidate& arc : model.ArcsOf(j)) order.emplace_back(Priced(arc), arc.rep);
    std::sort(order.begin(), order.end());
    least_.push_back(order.empty() ? PlaceOf(j, none_).cost : order.front().first);
    mean_least_ += std::abs(least_.back()) / accounts_;
    if (order.size() > kNear) order.resize(kNear);
    std::vector<std::int32_t>& near = near_.emplace_back();
    for (const auto& [cost, rep] : order) near.push_back(rep);
    near.push_back(none_);
  }
}

void Field::FindInto(const Model& model) {
  std::vector<std::vector<std::pair<double, std::int32_t>>> order(At(none_ + 1));  // what is lost, account
  for (std::int32_t j = 0; j < accounts_; ++j) {
    for (const Candidate& arc : model.ArcsOf(j)) order[At(arc.rep)].emplace_back(Priced(arc) - Least(j), j);
  }
  into_.resize(order.size());
  for (std::int32_t r = 0; r < none_; ++r) {
    std::sort(order[At(r)].begin(), order[At(r)].end());
    if (order[At(r)].size() > kInto) order[At(r)].resize(kInto);
    for (const auto& [loss, account] : order[At(r)]) {
      const Place& place = PlaceOf(account, r);
      into_[At(r)].push_back({account, place.cost, place.load});
    }
  }
}

Crowd::Crowd(const Model& model, const Field& field)
    : field_(field), has_fair_(model.has_fair), of_(At(model.rep_count + 1)) {
  double sum = 0;
  for (std::int32_t r = 0; r < model.rep_count; ++r) sum += field.price(r);
  const double least = sum > 0 ? sum / model.rep_count / 10 : 1;
  for (std::int32_t r = 0; r < model.rep_count; ++r) {
    limits_.push_back({static_cast<double>(model.capacity[At(r)]), std::max(field.price(r), least),
                       static_cast<double>(model.FairTarget(r)), static_cast<double>(model.FairPenalty(r))});
  }
  limits_.push_back({});
  for (std::int32_t j = 0; j < model.account_count; ++j) {
    revenue_.push_back(static_cast<double>(model.Revenue(j)));
  }
}

double Crowd::Value() const {
  double value = cost_;
  for (const double toll : toll_) value += toll;
  return value;
}

double Crowd::ValueOf(const std::vector<std::int32_t>& reps) const {
  std::vector<Burden> burden(limits_.size());
  double value = 0;
  for (std::size_t j = 0; j < reps.size(); ++j) {
    const auto account = static_cast<std::int32_t>(j);
    const Place& place = field_.PlaceOf(account, reps[j]);
    value += place.cost;
    burden[At(reps[j])] = With(burden[At(reps[j])], account, place.load);
  }
  for (std::size_t r = 0; r < burden.size(); ++r) value += TollOf(static_cast<std::int32_t>(r), burden[r]);
  return value;
}

void Crowd::Take(const std::vector<std::int32_t>& reps) {
  rep_.assign(reps.size(), kUnplaced);
  now_.assign(reps.size(), {});
  position_.assign(reps.size(), 0);
  burden_.assign(limits_.size(), {});
  toll_.assign(limits_.size(), 0);
  is_overfull_.assign(limits_.size(), 0);
  overfull_ = 0;
  cost_ = 0;
  for (std::vector<std::int32_t>& accounts : of_) accounts.clear();
  for (std::size_t j = 0; j < reps.size(); ++j) Enter(static_cast<std::int32_t>(j), reps[j]);
  for (std::size_t r = 0; r < limits_.size(); ++r) Recount(static_cast<std::int32_t>(r));
}

void Crowd::Move(std::int32_t account, std::int32_t to) {
  const std::int32_t from = rep_[At(account)];
  Leave(account);
  Enter(account, to);
  Recount(from);
  Recount(to);
}

void Crowd::Leave(std::int32_t account) {
  const std::int32_t from = rep_[At(account)];
  burden_[At(from)] = Without(burden_[At(from)], account);
  cost_ -= now_[At(account)].cost;
  std::vector<std::int32_t>& accounts = of_[At(from)];
  const std::int32_t last = accounts.back();
  accounts[position_[At(account)]] = last;
  position_[At(last)] = position_[At(account)];
  accounts.pop_back();
}

void Crowd::Enter(std::int32_t account, std::int32_t rep) {
  rep_[At(account)] = rep;
  now_[At(account)] = field_.PlaceOf(account, rep);
  cost_ += now_[At(account)].cost;
  position_[At(account)] = of_[At(rep)].size();
  of_[At(rep)].push_back(account);
  burden_[At(rep)] = With(burden_[At(rep)], account, now_[At(account)].load);
}

void Crowd::Recount(std::int32_t rep) {
  const char is_overfull = burden_[At(rep)].load > limits_[At(rep)].capacity + 0.5 ? 1 : 0;
  overfull_ += is_overfull - is_overfull_[At(rep)];
  is_overfull_[At(rep)] = is_overfull;
  toll_[At(rep)] = TollOf(rep, burden_[At(rep)]);
}

void Crowd::Adapt(bool did_fit) {
  for (std::size_t r = 0; r < limits_.size(); ++r) {
    if (did_fit) limits_[r].dearness *= kCheaper;
    if (!did_fit && is_overfull_[r]) limits_[r].dearness *= kDearer;
    toll_[r] = TollOf(static_cast<std::int32_t>(r), burden_[r]);
  }
}

}  // namespace baton::assign::inner
