#include "coaching/session_rules.h"

#include <set>

namespace baton::coaching {
namespace {

constexpr std::int64_t kYear = 366 * kMillisecondsPerDay;

void Add(AnswerTotals& totals, Happened answer) {
  switch (answer) {
    case Happened::yes:
      ++totals.yes;
      return;
    case Happened::differently:
      ++totals.differently;
      return;
    case Happened::no:
      ++totals.no;
      return;
  }
}

}  // namespace

std::vector<SessionDeed> DeedsOf(const Session& session, SessionPart part, bool is_asking) {
  if (part == SessionPart::nobody || session.state == SessionState::cancelled) return {};
  std::vector<SessionDeed> may;
  if (part == SessionPart::manager) {
    may.push_back(SessionDeed::change);
    if (session.state == SessionState::planned) {
      may.push_back(SessionDeed::hold);
      may.push_back(SessionDeed::cancel);
    }
  } else if (is_asking) {
    may.push_back(SessionDeed::confirm);
  }
  may.push_back(SessionDeed::write);
  return may;
}

std::vector<FieldFault> FaultsOf(const SessionPlan& plan, Instant now) {
  std::vector<FieldFault> faults;
  if (plan.reps == 0) {
    faults.push_back({"rep_ids", {"problem.coaching_session.nobody"}});
  } else if (plan.kind == SessionKind::group) {
    if (plan.reps < kMinGroup || plan.reps > kMaxGroup) {
      faults.push_back({"rep_ids", {"problem.coaching_session.group_size"}});
    }
  } else if (plan.reps != 1) {
    faults.push_back({"rep_ids", {"problem.coaching_session.one_rep"}});
  }
  if (plan.minutes < 5 || plan.minutes > kMaxSessionMinutes) {
    faults.push_back({"minutes", {"problem.coaching_session.minutes"}});
  }
  if (plan.starts_at > now + kYear || plan.starts_at < now - kYear) {
    faults.push_back({"starts_at", {"problem.coaching_session.within_a_year"}});
  }
  return faults;
}

std::optional<FieldFault> FaultOfHeld(std::int32_t minutes, Instant starts_at, Instant now) {
  if (minutes < 5 || minutes > kMaxSessionMinutes) {
    return FieldFault{"minutes", {"problem.coaching_session.minutes"}};
  }
  if (starts_at > now) return FieldFault{"starts_at", {"problem.coaching_session.not_yet"}};
  return std::nullopt;
}

Hours HoursOf(std::span<const Session> held) {
  Hours hours;
  for (const Session& session : held) {
    if (session.state != SessionState::held) continue;
    (session.purpose == Purpose::skill ? hours.skill_minutes : hours.deal_minutes) +=
        session.held_minutes.value_or(0);
  }
  return hours;
}

std::optional<AnswerTotals> TotalsOf(std::span<const GivenAnswer> by_week, Day this_week) {
  std::optional<AnswerTotals> shown;
  AnswerTotals waiting;
  std::set<Id> reps;
  for (std::size_t i = 0; i < by_week.size() && by_week[i].week_on < this_week; ++i) {
    Add(waiting, by_week[i].answer);
    reps.insert(by_week[i].rep_id);
    const bool is_last_of_week = i + 1 == by_week.size() || by_week[i + 1].week_on != by_week[i].week_on;
    if (!is_last_of_week || std::ssize(reps) < kMinRepsShown) continue;
    if (by_week[i].week_on >= this_week - kAnswerWeeks * 7) {
      if (!shown) shown.emplace();
      shown->yes += waiting.yes;
      shown->differently += waiting.differently;
      shown->no += waiting.no;
    }
    waiting = {};
    reps.clear();
  }
  return shown;
}

bool MayReadNote(const Note& note, const NoteReader& reader) {
  if (note.author_id == reader.person_id) return true;
  if (note.visibility == Visibility::author_only) return false;
  if (reader.person_id == note.manager_id || reader.person_id == note.rep_id) return true;
  if (note.visibility != Visibility::shared_upward || !note.shared_by) return false;
  // By the rep's choice it follows the rep, to the manager who comes next too; by the manager's it stays with whom the
  // manager reports to.
  return note.shared_by == note.rep_id ? reader.is_above_rep : reader.is_above_manager;
}

std::vector<NoteDeed> DeedsOf(const Note& note, Id person_id) {
  std::vector<NoteDeed> may;
  if (note.author_id == person_id) may = {NoteDeed::change, NoteDeed::remove};
  const bool is_rep = note.rep_id == person_id;
  const bool is_own = note.author_id == person_id && note.visibility == Visibility::author_only;
  if (note.rep_id && ((note.visibility == Visibility::the_two && is_rep) || is_own)) {
    may.push_back(NoteDeed::share);
  }
  if (note.visibility == Visibility::shared_upward && note.shared_by == person_id) {
    may.push_back(NoteDeed::unshare);
  }
  return may;
}

std::optional<FieldFault> FaultOfVisibility(const Note& before, Visibility to, bool has_rep) {
  if (to != Visibility::author_only && !has_rep) {
    return FieldFault{"rep_id", {"problem.coaching_note.with_whom"}};
  }
  if (to == before.visibility) return std::nullopt;
  // The other one has read it: it is the two's now, and goes upward by the rep's choice only.
  if (before.visibility == Visibility::the_two) {
    return FieldFault{"visibility", {"problem.coaching_note.the_twos"}};
  }
  if (before.visibility == Visibility::shared_upward) {
    return FieldFault{"visibility", {"problem.coaching_note.shared"}};
  }
  return std::nullopt;
}

}  // namespace baton::coaching
