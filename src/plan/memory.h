// What drafts were made of, kept in the process from one change to the next, so that who drags one client of ten thousand does not wait
// for the whole book to be read and weighed again. The database decides whether it still holds: by the plan's version, by the day, and
// by the log of changes, in which nobody else may have touched anything that a plan is made from (LogMark). So several
// processes need not know of each other. Meetings and ties drift and are looked at again after kFresh at the latest.
//
//   if (auto kept = memory.Take(org_id, plan_id)) ...      // nobody else has it now
//   memory.Keep(std::move(kept));
//
// Bounded by kMostBytes, as BytesOf counts them. Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string_view>

#include "db/connection.h"
#include "plan/draft.h"
#include "plan/facts.h"
#include "plan/rules.h"

namespace baton::plan {

inline constexpr std::chrono::minutes kFresh{5};
inline constexpr std::size_t kMostBytes = std::size_t{256} << 20;  // of all drafts together

// The tables that facts are gathered from, which the log is looked through for. Not contacts, activities and what is learnt of
// ties, which drift.
std::span<const std::string_view> GatheredTables();

// How far the log had come when facts were read.
class LogMark {
 public:
  static LogMark Of(db::Connection& connection, Id org_id);

  // Did anybody but these own deeds change since what facts are made of? Goes on from here if not.
  bool StillHolds(db::Connection& connection, Id org_id);
  void AddOwn(Id action_id) { known_.insert(action_id); }

 private:
  Id last_;
  std::set<Id>
      known_;  // deeds that were seen, of the last seconds: another with a lower number may come in late
};

struct KeptDraft {
  Id org_id;
  Id plan_id;
  std::int64_t version = 0;  // of the plan
  LogMark mark;
  std::chrono::steady_clock::time_point read_at = {};
  Facts facts;  // as the rules assume the hours
  PlanRules rules;
  Draft draft;
};

// What it takes of memory, within a tenth or so: what grows with the book is counted, the rest is small.
std::size_t BytesOf(const KeptDraft& kept);

class Memory {
 public:
  explicit Memory(std::size_t most_bytes = kMostBytes) : most_bytes_(most_bytes) {}

  std::unique_ptr<KeptDraft> Take(Id org_id, Id plan_id);
  void Keep(std::unique_ptr<KeptDraft> draft);

 private:
  const std::size_t most_bytes_;
  std::mutex mutex_;
  std::list<std::unique_ptr<KeptDraft>> drafts_;  // the last used first
};

}  // namespace baton::plan
