// Which notices a person has had before the eyes: the newest one that was read for a screen in front. Kept in memory only, for
// a mail or a chat not to say what was just seen; nobody can ask who is there.
//
//   glances.Note(org_id, person_id, newest_id);
//   if (notice.id <= glances.SeenThrough(org_id, person_id)) ...   // on the screen, read or not
//
// Thread-safe.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "base/id.h"

namespace baton::notice {

class Glances {
 public:
  void Note(Id org_id, Id person_id, Id newest) {
    const std::lock_guard lock(mutex_);
    Id& seen = seen_[{org_id, person_id}];
    seen = std::max(seen, newest);
  }
  Id SeenThrough(Id org_id, Id person_id) const {
    const std::lock_guard lock(mutex_);
    const auto found = seen_.find({org_id, person_id});
    return found == seen_.end() ? Id{} : found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<Id, Id>, Id> seen_;
};

}  // namespace baton::notice
