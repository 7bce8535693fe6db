#include "cover/cover_rules.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/noon.h"
#include "base/text.h"

namespace baton::cover {
namespace {

bool Works(const Helper& helper, Day day) {
  const auto weekday = static_cast<unsigned>(day - MondayOf(day));
  return ((helper.weekdays >> weekday) & 1U) != 0;
}

bool IsAway(const Helper& helper, Day day) {
  return std::ranges::any_of(helper.away,
                             [&](const DaysAway& one) { return one.from <= day && day <= one.to; });
}

class Judge {
 public:
  Judge(const CoverInput& input, const CoverFacts& facts) : input_(input), facts_(facts) {}

  std::vector<FieldFault> Run() {
    JudgeDays();
    if (CountCharacters(input_.note.value_or("")) > kMaxNoteCharacters) {
      Add("note", {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxNoteCharacters)}}});
    }
    if (input_.lines.empty()) Add("lines", {"problem.field.required"});
    if (input_.lines.size() > kMaxLines) {
      Add("lines", {"problem.field.count", {{"limit", static_cast<std::int64_t>(kMaxLines)}}});
      return std::move(faults_);
    }
    for (std::size_t i = 0; i < input_.lines.size(); ++i) JudgeLine(i);
    if (faults_.empty()) JudgeGaps();
    return std::move(faults_);
  }

 private:
  void Add(std::string path, Message message) { faults_.push_back({std::move(path), std::move(message)}); }
  static std::string PathOf(std::size_t line, const char* member) {
    return "lines[" + std::to_string(line) + "]." + member;
  }

  void JudgeDays() {
    if (facts_.has_started && facts_.from_on && input_.from_on != *facts_.from_on) {
      Add("from_on", {"problem.cover.has_started"});
    }
    if (input_.to_on < input_.from_on) {
      Add("to_on", {"problem.cover.ends_before"});
      return;
    }
    if (input_.to_on < facts_.today) Add("to_on", {"problem.cover.is_over"});
    if (input_.to_on - input_.from_on >= kLongestDays) {
      Add("to_on", {"problem.cover.too_long", {{"days", std::int64_t{kLongestDays}}}});
    }
    for (const CoverFacts::Other& other : facts_.others) {
      if (other.to < input_.from_on || input_.to_on < other.from) continue;
      Add("from_on", {"problem.cover.overlaps", {{"from", NoonOf(other.from)}, {"to", NoonOf(other.to)}}});
      return;
    }
  }

  void JudgeLine(std::size_t i) {
    const CoverLineInput& line = input_.lines[i];
    if (std::ranges::find(facts_.owned, line.account_id) == facts_.owned.end()) {
      Add(PathOf(i, "account_id"), {"problem.cover.not_owned"});
    }
    if (line.person_id == facts_.person_id) {
      Add(PathOf(i, "person_id"), {"problem.cover.is_the_one_away"});
    } else if (std::ranges::find(facts_.helpers, line.person_id, &Helper::id) == facts_.helpers.end()) {
      Add(PathOf(i, "person_id"), {"problem.cover.not_there"});
    }
    if (!seen_.insert(line).second) Add(PathOf(i, "person_id"), {"problem.cover.twice"});
  }

  // On each working day somebody who covers the client has to be there.
  void JudgeGaps() {
    std::map<Id, std::vector<std::size_t>> lines;
    for (std::size_t i = 0; i < input_.lines.size(); ++i) lines[input_.lines[i].account_id].push_back(i);
    for (const auto& [account, at] : lines) {
      std::vector<const Helper*> helpers;
      for (const std::size_t i : at) {
        helpers.push_back(&*std::ranges::find(facts_.helpers, input_.lines[i].person_id, &Helper::id));
      }
      const auto gap = FirstGap(helpers, std::max(input_.from_on, facts_.today), input_.to_on);
      if (!gap) continue;
      const auto who = std::ranges::find(helpers, gap->person_id, [](const Helper* one) { return one->id; });
      Add(PathOf(at[static_cast<std::size_t>(who - helpers.begin())], "person_id"),
          {"problem.cover.away_too",
           {{"person", (*who)->name}, {"from", NoonOf(gap->from)}, {"to", NoonOf(gap->to)}}});
    }
  }

  const CoverInput& input_;
  const CoverFacts& facts_;
  std::set<CoverLineInput> seen_;
  std::vector<FieldFault> faults_;
};

}  // namespace

std::optional<Gap> FirstGap(std::span<const Helper* const> helpers, Day from, Day to) {
  std::optional<Gap> gap;
  for (Day day = from; day <= to; day = day + 1) {
    const Helper* missing = nullptr;
    bool is_there = false;
    for (const Helper* one : helpers) {
      if (!Works(*one, day)) continue;
      if (IsAway(*one, day)) {
        if (missing == nullptr) missing = one;
      } else {
        is_there = true;
      }
    }
    if (is_there && gap) return gap;
    if (is_there || missing == nullptr) continue;
    if (gap) {
      gap->to = day;
    } else {
      gap = Gap{day, day, missing->id};
    }
  }
  return gap;
}

std::optional<Gap> FirstGapIn(const DaysAway& absence, const Helper& owner, std::span<const Stint> stints) {
  std::vector<Helper> days{owner};
  days.front().away.push_back(absence);
  for (const Stint& one : stints) {
    days.push_back(*one.helper);
    days.back().weekdays &= owner.weekdays;  // nobody misses the owner on another day
    days.back().away.push_back({absence.from, one.from - 1});
    days.back().away.push_back({one.to + 1, absence.to});
  }
  std::vector<const Helper*> helpers;
  for (const Helper& one : days) helpers.push_back(&one);
  return FirstGap(helpers, absence.from, absence.to);
}

std::vector<FieldFault> FaultsOf(const CoverInput& input, const CoverFacts& facts) {
  return Judge(input, facts).Run();
}

bool IsToStart(const Cover& cover, Day today) {
  return !cover.started_at && !cover.ended_at && cover.from_on <= today && today <= cover.to_on;
}

bool IsToEnd(const Cover& cover, Day today) { return !cover.ended_at && cover.to_on < today; }

}  // namespace baton::cover
