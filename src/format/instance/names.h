// Inside the readers: names and their numbers, in the order in which they came. Not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace baton::format::inner {

class Names {
 public:
  // False when the name is there already.
  bool Add(std::string_view name) {
    const bool is_new = index_.emplace(name, Count()).second;
    last_ = index_.end();
    return is_new;
  }

  std::optional<std::int32_t> Find(std::string_view name) {
    if (last_ != index_.end() && last_->first == name)
      return last_->second;  // rows of one account follow each other
    last_ = index_.find(name);
    return last_ == index_.end() ? std::nullopt : std::optional(last_->second);
  }

  std::int32_t Count() const { return static_cast<std::int32_t>(index_.size()); }

  // By number; nothing is left.
  std::vector<std::string> Take() {
    std::vector<std::string> names(index_.size());
    last_ = index_.end();
    while (!index_.empty()) {
      auto node = index_.extract(index_.begin());
      names[static_cast<std::size_t>(node.mapped())] = std::move(node.key());
    }
    return names;
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>()(name); }
  };
  using Index = std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>>;

  Index index_;
  Index::const_iterator last_ = index_.end();
};

}  // namespace baton::format::inner
