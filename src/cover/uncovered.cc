#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/zone.h"
#include "book/directory.h"
#include "calendar/presence.h"
#include "coaching/directory.h"
#include "cover/cover_store.h"
#include "people/directory.h"
#include "sheet/directory.h"

namespace baton::cover {
namespace {

// Who covers each client, by who is away.
using Stints = std::map<std::pair<Id, Id>, std::vector<Stint>>;

class Finder {
 public:
  Finder(db::Connection& connection, const access::Principal& viewer, std::span<const people::Person> people,
         Day today)
      : db_(connection), viewer_(viewer), people_(people), today_(today) {}

  std::vector<UncoveredView> Find(int days_ahead, std::size_t named) {
    std::vector<Id> ids;
    for (const people::Person& one : people_) ids.push_back(one.id);
    std::vector<calendar::Away> absences = calendar::FindPresence(db_, viewer_.org_id, ids, today_).away;
    std::erase_if(absences, [&](const calendar::Away& one) { return one.from > today_ + days_ahead; });
    if (absences.empty()) return {};
    Read(absences);
    std::vector<UncoveredView> views;
    for (const calendar::Away& one : absences) {
      UncoveredView view = ViewOf(one, named);
      if (view.count > 0 || !view.promises.empty()) views.push_back(std::move(view));
    }
    return views;
  }

 private:
  void Read(const std::vector<calendar::Away>& absences) {
    std::vector<Id> away;
    Day last = today_;
    for (const calendar::Away& one : absences) {
      away.push_back(one.person_id);
      last = std::max(last, one.to);
    }
    owned_ = book::FindOwnedAccounts(db_, viewer_.org_id, away);
    promises_ = sheet::FindPromisesDue(db_, viewer_.org_id, away, today_, last);
    coaching_ = coaching::FindPending(db_, viewer_.org_id, viewer_.person_id);
    std::vector<Id> accounts;
    for (const sheet::ClientPromise& one : promises_) accounts.push_back(one.account_id);
    accounts_ = book::FindAccountRefs(db_, viewer_.org_id, accounts);
    owners_ = book::FindOwners(db_, viewer_.org_id, accounts);
    // Who is away, and whose clients were promised something.
    std::set<Id> concerned(away.begin(), away.end());
    for (const auto& [account, owner] : owners_) concerned.insert(owner);
    std::vector<Cover> covers = FindOpenCovers(db_, viewer_.org_id);
    std::erase_if(covers, [&](const Cover& one) { return !concerned.contains(one.person_id); });
    std::vector<Id> ids;
    for (const Cover& one : covers) ids.push_back(one.id);
    const std::vector<CoverAccount> lines = FindLines(db_, viewer_.org_id, ids);
    std::vector<people::Person> all = people::FindPeople(db_, viewer_.org_id);
    std::erase_if(all, [&](const people::Person& one) {
      return !concerned.contains(one.id) &&
             std::ranges::find(lines, one.id, &CoverAccount::person_id) == lines.end();
    });
    days_ = FindDaysAway(db_, viewer_.org_id, all, today_);
    for (const CoverAccount& line : lines) {
      const Cover& cover = *std::ranges::find(covers, line.cover_id, &Cover::id);
      if (const Helper* helper = DaysOf(line.person_id))
        stints_[{cover.person_id, line.account_id}].push_back({helper, cover.from_on, cover.to_on});
    }
    std::vector<Id> named = away;
    for (const coaching::Promise& one : coaching_) named.push_back(one.rep_id);
    refs_ = people::FindRefs(db_, viewer_.org_id, named);
  }

  const Helper* DaysOf(Id person) const {
    const auto found = std::ranges::find(days_, person, &Helper::id);
    return found == days_.end() ? nullptr : &*found;
  }

  bool IsUncovered(const DaysAway& days, Id person, Id account) const {
    const Helper* owner = DaysOf(person);
    const auto stints = stints_.find({person, account});
    return owner != nullptr &&
           FirstGapIn(days, *owner, stints == stints_.end() ? std::span<const Stint>() : stints->second);
  }

  // Something promised for a day on which who promised it is away: whoever has the client sees to it, or who covers it then.
  bool IsForgotten(const sheet::ClientPromise& promise) const {
    const Day on = *promise.due_on;
    const auto found = owners_.find(promise.account_id);
    const Id owner = found == owners_.end() ? promise.person_id : found->second;
    if (const Helper* days = DaysOf(owner); days != nullptr && owner != promise.person_id) {
      if (!FirstGap(std::span(&days, 1), on, on)) return false;
    }
    return IsUncovered({on, on}, owner, promise.account_id);
  }

  UncoveredView ViewOf(const calendar::Away& absence, std::size_t named) const {
    const DaysAway days{std::max(absence.from, today_), absence.to};
    UncoveredView view{.person = refs_.at(absence.person_id), .from_on = absence.from, .to_on = absence.to};
    for (const book::OwnedAccount& one : owned_) {
      if (one.person_id != absence.person_id || !IsUncovered(days, one.person_id, one.id)) continue;
      if (view.accounts.size() < named) view.accounts.push_back({one.id, one.name});
      ++view.count;
    }
    for (const sheet::ClientPromise& one : promises_) {
      if (one.person_id != absence.person_id || *one.due_on < days.from || *one.due_on > days.to) continue;
      const auto account = accounts_.find(one.account_id);
      if (account == accounts_.end()) continue;
      if (IsForgotten(one))
        view.promises.push_back({.title = one.title, .account = account->second, .due_on = *one.due_on});
    }
    for (const coaching::Promise& one : coaching_) {
      const Day due = DayIn(one.due_at, "UTC");
      const auto rep = refs_.find(one.rep_id);
      if (one.manager_id != absence.person_id || due < days.from || due > days.to || rep == refs_.end())
        continue;
      view.promises.push_back({.title = one.title, .rep = rep->second, .due_on = due});
    }
    std::ranges::stable_sort(view.promises, {}, &UncoveredPromiseView::due_on);
    view.may_cover = static_cast<bool>(ScopeOf(viewer_, access::Deed::create, access::Word::cover));
    return view;
  }

  db::Connection& db_;
  const access::Principal& viewer_;
  const std::span<const people::Person> people_;
  const Day today_;
  std::vector<book::OwnedAccount> owned_;
  std::vector<sheet::ClientPromise> promises_;
  std::vector<coaching::Promise> coaching_;
  std::vector<Helper> days_;
  Stints stints_;
  std::unordered_map<Id, Id> owners_;  // of clients that were promised something
  std::unordered_map<Id, people::PersonRef> refs_;
  std::unordered_map<Id, book::AccountRef> accounts_;
};

}  // namespace

std::vector<UncoveredView> FindUncovered(db::Connection& connection, const access::Principal& viewer,
                                         std::span<const people::Person> people, Day today, int days_ahead,
                                         std::size_t named) {
  if (people.empty()) return {};
  return Finder(connection, viewer, people, today).Find(days_ahead, named);
}

}  // namespace baton::cover
