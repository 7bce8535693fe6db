#include "handoff/evidence.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "ties/directory.h"
#include "ties/touches.h"

namespace baton::handoff {
namespace {

struct ActivityRow {
  Id id;
  book::ActivityKind kind = book::ActivityKind::meeting;
  std::string subject;
};
BOOST_DESCRIBE_STRUCT(ActivityRow, (), (id, kind, subject))

// After the end a second thread and the checks may still come; what happens years later is no part of it.
constexpr std::int64_t kLookedAtAfterEnd = 100 * kMillisecondsPerDay;

constexpr std::string_view kStepColumns =
    "org_id, id, version, handoff_id, kind, after_days, done_at, person_id, note, deleted_at";

// The contact to whom the two are closest.
std::optional<Id> ClosestTo(const Handoff& handoff, std::span<const ties::AccountTie> ties) {
  std::map<Id, double> together;  // by the contact
  for (const ties::AccountTie& tie : ties) {
    if (tie.person_id == handoff.from_id || tie.person_id == handoff.to_id)
      together[tie.contact_id] += tie.strength;
  }
  const auto most = std::ranges::max_element(together, {}, [](const auto& each) { return each.second; });
  return most == together.end() || most->second <= 0 ? std::nullopt : std::optional(most->first);
}

class Reader {
 public:
  Reader(db::Connection& connection, Id org_id, Instant now)
      : connection_(connection), org_id_(org_id), now_(now) {}

  std::vector<Evidence> Read(std::span<const Handoff> handoffs) {
    for (const Handoff& handoff : handoffs) {
      of_account_.emplace(handoff.account_id, all_.size());
      of_handoff_.emplace(handoff.id, all_.size());
      all_.push_back({.handoff = handoff, .dealings = {}, .marks = {}});
    }
    if (all_.empty()) return {};
    AddDealings();
    AddClosest();
    AddMarks();
    for (Evidence& evidence : all_) ForgetStagesToCome(evidence.handoff);
    return std::move(all_);
  }

 private:
  void AddDealings() {
    std::vector<ties::Span> spans;
    for (const Evidence& one : all_) {
      const Handoff& handoff = one.handoff;
      spans.push_back({handoff.account_id, handoff.proposed_at,
                       handoff.ended_at ? std::min(now_, *handoff.ended_at + kLookedAtAfterEnd) : now_});
    }
    const auto encounters = ties::FindEncounters(connection_, org_id_, {.spans = std::move(spans)});
    std::vector<Id> ids;
    for (const ties::Encounter& one : encounters) {
      if (!one.is_of_mailbox) ids.push_back(one.id);
    }
    std::unordered_map<Id, ActivityRow> activities;
    for (ActivityRow& row : connection_.Query<ActivityRow>(
             "SELECT id, kind, subject FROM activity WHERE org_id = $1 AND id IN baton_list($2)", org_id_,
             db::IdList(ids))) {
      const Id id = row.id;
      activities.emplace(id, std::move(row));
    }
    for (const ties::Encounter& one : encounters) {
      const auto [from, to] = of_account_.equal_range(one.account_id);
      for (auto each = from; each != to; ++each) AddDealing(one, activities, all_[each->second]);
    }
  }

  static void AddDealing(const ties::Encounter& one, const std::unordered_map<Id, ActivityRow>& activities,
                         Evidence& evidence) {
    const Handoff& handoff = evidence.handoff;
    if (one.at < handoff.proposed_at) return;
    if (handoff.ended_at && one.at > *handoff.ended_at + kLookedAtAfterEnd) return;
    Dealing dealing{.id = one.id,
                    .kind = book::ActivityKind::email,
                    .subject = {},
                    .starts_at = one.at,
                    .is_from_them = one.is_from_them,
                    .people = one.people,
                    .contacts = one.contacts};
    if (const auto row = activities.find(one.id); !one.is_of_mailbox && row != activities.end()) {
      dealing.kind = row->second.kind;
      dealing.subject = row->second.subject;
    }
    evidence.dealings.push_back(std::move(dealing));
  }

  // As of now; of one that is over as of its end: ties go on to change, and what was done stays done.
  void AddClosest() {
    std::vector<Id> open;
    std::vector<ties::AccountAt> over;
    std::vector<Evidence*> of_over;
    for (Evidence& evidence : all_) {
      if (!NeedsClosest(evidence)) continue;
      const Handoff& handoff = evidence.handoff;
      const auto end = handoff.confirmed_at ? handoff.confirmed_at : handoff.ended_at;
      if (end) {
        over.push_back({handoff.account_id, std::min(*end, now_)});
        of_over.push_back(&evidence);
      } else {
        open.push_back(handoff.account_id);
      }
    }
    std::unordered_map<Id, std::vector<ties::AccountTie>> ties;
    for (const ties::AccountTie& tie : ties::FindTies(connection_, org_id_, open, now_)) {
      ties[tie.account_id].push_back(tie);
    }
    for (Evidence& evidence : all_)
      evidence.closest = ClosestTo(evidence.handoff, ties[evidence.handoff.account_id]);
    const auto then = ties::FindTiesAt(connection_, org_id_, over);
    for (std::size_t i = 0; i < over.size(); ++i) {
      of_over[i]->closest = ClosestTo(of_over[i]->handoff, then[i]);
    }
  }

  void AddMarks() {
    std::vector<Id> ids;
    for (const Evidence& evidence : all_) ids.push_back(evidence.handoff.id);
    for (HandoffStep& step : connection_.Query<HandoffStep>(
             "SELECT " + std::string(kStepColumns) +
                 " FROM handoff_step WHERE org_id = $1 AND handoff_id IN baton_list($2) AND done_at <= $3 "
                 "AND deleted_at IS NULL ORDER BY id",
             org_id_, db::IdList(ids), now_)) {
      all_[of_handoff_.at(step.handoff_id)].marks.push_back(std::move(step));
    }
  }

  // Of a day that is over: what was reached since is no part of it. At last, since its end tells what else is read.
  void ForgetStagesToCome(Handoff& handoff) const {
    for (auto* at : {&handoff.accepted_at, &handoff.introduced_at, &handoff.expectations_at,
                     &handoff.owned_at, &handoff.confirmed_at, &handoff.ended_at}) {
      if (*at > now_) at->reset();
    }
  }

  db::Connection& connection_;
  const Id org_id_;
  const Instant now_;
  std::vector<Evidence> all_;
  std::multimap<Id, std::size_t> of_account_;
  std::unordered_map<Id, std::size_t> of_handoff_;
};

}  // namespace

std::vector<Evidence> ReadEvidence(db::Connection& connection, Id org_id, std::span<const Handoff> handoffs,
                                   Instant now) {
  return Reader(connection, org_id, now).Read(handoffs);
}

std::optional<HandoffStep> FindStep(db::Connection& connection, Id org_id, Id handoff_id, StepKind kind,
                                    int after_days) {
  return connection.QueryOne<HandoffStep>("SELECT " + std::string(kStepColumns) +
                                              " FROM handoff_step WHERE org_id = $1 AND handoff_id = $2 AND "
                                              "kind = $3 AND after_days = $4",
                                          org_id, handoff_id, kind, after_days);
}

}  // namespace baton::handoff
