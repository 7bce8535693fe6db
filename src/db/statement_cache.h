// Prepared statements of one connection, by their SQL and the types of their parameters; the one unused for
// longest goes when there are too many. Not thread-safe.
#pragma once

#include <cstddef>
#include <list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "db/value.h"

namespace baton::db {

inline std::vector<ParameterType> TypesOf(std::span<const Parameter> parameters) {
  std::vector<ParameterType> types;
  types.reserve(parameters.size());
  for (const Parameter& parameter : parameters) types.push_back(parameter.type);
  return types;
}

template <class Statement>
class StatementCache {
 public:
  explicit StatementCache(std::size_t limit) : limit_(limit < 2 ? 2 : limit) {}

  // Null when it is not there. The pointer holds until Add evicts it, never for the newest two.
  Statement* Find(std::string_view sql, std::span<const Parameter> parameters) {
    MakeKey(sql, parameters);
    const auto found = places_.find(key_);
    if (found == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->second;
  }

  // Keeps the statement for the key of the Find before it. `evict` is called with the one that goes.
  template <class Evict>
  Statement* Add(Statement statement, Evict&& evict) {
    if (entries_.size() >= limit_) {
      evict(entries_.back().second);
      places_.erase(entries_.back().first);
      entries_.pop_back();
    }
    entries_.emplace_front(key_, std::move(statement));
    places_.emplace(key_, entries_.begin());
    return &entries_.front().second;
  }

  void Clear() {
    places_.clear();
    entries_.clear();
  }
  std::size_t size() const { return entries_.size(); }

 private:
  void MakeKey(std::string_view sql, std::span<const Parameter> parameters) {
    key_.assign(sql);
    key_ += '\0';
    for (const Parameter& parameter : parameters)
      key_ += static_cast<char>('0' + static_cast<int>(parameter.type));
  }

  std::size_t limit_;
  std::string key_;  // of the last Find; kept to save an allocation
  std::list<std::pair<std::string, Statement>> entries_;
  std::unordered_map<std::string, typename std::list<std::pair<std::string, Statement>>::iterator> places_;
};

}  // namespace baton::db
