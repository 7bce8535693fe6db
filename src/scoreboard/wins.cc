#include "scoreboard/wins.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "win/facts.h"

namespace baton::scoreboard {
namespace {

bool IsOneOf(const std::vector<Id>& people, Id id) { return std::ranges::find(people, id) != people.end(); }

// The manager's own meeting, not one in which the manager sat beside the rep who led it.
bool IsManagers(const ClientMeeting& meeting, Id manager_id, Id rep_id) {
  if (meeting.owner_id == manager_id) return true;
  return meeting.owner_id != rep_id && IsOneOf(meeting.people, manager_id) &&
         !IsOneOf(meeting.people, rep_id);
}

class Judging {
 public:
  explicit Judging(const Facts& facts) : facts_(facts) {
    for (const ClientMeeting& meeting : facts.meetings) meetings_[meeting.account_id].push_back(&meeting);
  }

  std::vector<WinLine> Run() {
    std::vector<const ClosedDeal*> won;
    for (const ClosedDeal& deal : facts_.deals) {
      if (deal.is_won && facts_.span.Holds(deal.closed_on)) won.push_back(&deal);
    }
    std::ranges::sort(won, [](const ClosedDeal* left, const ClosedDeal* right) {
      return std::pair(left->closed_on, left->id) < std::pair(right->closed_on, right->id);
    });
    std::vector<WinLine> lines;
    for (const ClosedDeal* deal : won) lines.push_back(First(*deal));
    Touch(won, lines);
    return lines;
  }

 private:
  // All but the touches, which are given out over all wins together.
  WinLine First(const ClosedDeal& deal) const {
    WinLine line{.deal_id = deal.id,
                 .owner_id = deal.owner_id,
                 .won_on = deal.closed_on,
                 .amount_minor = deal.amount_minor};
    const bool is_owned = deal.owner_id == facts_.manager_id;
    const HandedOver* handed = Handed(deal);
    if (!is_owned) line.presence = PresenceIn(deal, handed);
    line.is_led = !is_owned && IsLed(deal);
    if (facts_.joint_minor && deal.amount_minor && *deal.amount_minor >= *facts_.joint_minor) {
      line.kind = WinKind::joint;
    } else if (is_owned || line.is_led) {
      line.kind = WinKind::personal;
    } else if (handed) {
      line.kind = WinKind::handed;
      line.handoff_id = handed->id;
    }
    return line;
  }

  const HandedOver* Handed(const ClosedDeal& deal) const {
    for (const HandedOver& one : facts_.handed) {
      if (!deal.account_id || one.account_id != *deal.account_id || one.to_id != deal.owner_id) continue;
      if (one.confirmed_on && *one.confirmed_on <= deal.closed_on &&
          deal.closed_on - *one.confirmed_on <= kHandedDays) {
        return &one;
      }
    }
    return nullptr;
  }

  std::vector<const ClientMeeting*> MeetingsIn(const ClosedDeal& deal, Span span) const {
    std::vector<const ClientMeeting*> inside;
    const auto found = meetings_.find(deal.account_id.value_or(Id{}));
    if (found == meetings_.end()) return inside;
    std::ranges::copy_if(found->second, std::back_inserter(inside),
                         [&](const ClientMeeting* one) { return span.Holds(one->on); });
    return inside;
  }

  bool IsLed(const ClosedDeal& deal) const {
    std::size_t managers = 0;
    const auto meetings = MeetingsIn(deal, {deal.closed_on - kLedDays, deal.closed_on});
    for (const ClientMeeting* one : meetings) {
      managers += IsManagers(*one, facts_.manager_id, deal.owner_id) ? 1 : 0;
    }
    return 2 * managers > meetings.size();
  }

  Presence PresenceIn(const ClosedDeal& deal, const HandedOver* handed) const {
    const win::Life life = win::LifeOf(deal.opened_on, deal.closed_on);
    Day from = life.from;
    if (handed && handed->introduced_on) from = std::max(from, *handed->introduced_on + 1);
    const auto meetings = MeetingsIn(deal, {from, life.to});
    if (meetings.empty()) return Presence::unknown;
    const bool is_there = std::ranges::any_of(meetings, [&](const ClientMeeting* one) {
      return one->owner_id == facts_.manager_id || IsOneOf(one->people, facts_.manager_id);
    });
    return is_there ? Presence::there : Presence::free;
  }

  // Before this day a touch counts: the proposal, else the beginning of the deal, which lies before it.
  static std::optional<Day> Deadline(const ClosedDeal& deal) {
    if (deal.proposal_on) return std::min(*deal.proposal_on, deal.closed_on);
    if (deal.opened_on) return std::min(*deal.opened_on, deal.closed_on);
    return std::nullopt;
  }

  // One week's coaching of a rep makes one win an enabled one: who is coached every week may enable a win a week. The deal whose time
  // runs out first takes the earliest week: times are of one length, so of coaching that is about no single client no other way makes
  // more of it.
  void Touch(const std::vector<const ClosedDeal*>& won, std::vector<WinLine>& lines) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].kind == WinKind::without) order.push_back(i);
    }
    std::ranges::stable_sort(order, [&](std::size_t left, std::size_t right) {
      return Deadline(*won[left]).value_or(Day{}) < Deadline(*won[right]).value_or(Day{});
    });
    std::vector<const scoreboard::Touch*> touches;
    for (const scoreboard::Touch& touch : facts_.touches) touches.push_back(&touch);
    std::ranges::sort(touches, [](const auto* left, const auto* right) {
      return std::pair(left->on, left->id) < std::pair(right->on, right->id);
    });
    std::set<std::pair<Id, Day>> used;  // a rep's weeks
    for (const std::size_t i : order) Take(*won[i], touches, used, lines[i]);
  }

  void Take(const ClosedDeal& deal, const std::vector<const scoreboard::Touch*>& touches,
            std::set<std::pair<Id, Day>>& used, WinLine& line) const {
    const auto deadline = Deadline(deal);
    if (!deadline) {
      line.missed = Missed::unknown_stage;
      return;
    }
    for (const scoreboard::Touch* touch : touches) {
      if (touch->rep_id != deal.owner_id || touch->on >= *deadline || *deadline - touch->on > kTouchDays)
        continue;
      if (touch->account_id && touch->account_id != deal.account_id) continue;
      if (touch->deal_id && *touch->deal_id != deal.id) continue;
      if (!touch->marked_on) {
        line.missed = std::max(line.missed, Missed::no_mark);
      } else if (std::max(touch->written_on, *touch->marked_on) >= deal.closed_on) {
        line.missed = std::max(line.missed, Missed::written_late);
      } else if (!used.insert({touch->rep_id, MondayOf(touch->on)}).second) {
        line.missed = std::max(line.missed, Missed::cap);
      } else {
        line.kind = WinKind::touched;
        line.touch = touch->kind;
        line.touch_id = touch->id;
        line.touched_on = touch->on;
        line.missed = Missed::none;
        return;
      }
    }
  }

  const Facts& facts_;
  std::unordered_map<Id, std::vector<const ClientMeeting*>> meetings_;
};

}  // namespace

std::vector<WinLine> Judge(const Facts& facts) { return Judging(facts).Run(); }

}  // namespace baton::scoreboard
