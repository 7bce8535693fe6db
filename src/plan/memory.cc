#include "plan/memory.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace baton::plan {
namespace {

// Of what plan_gather.cc reads and the lines of plans.
constexpr std::string_view kGathered[] = {"person",        "organization",
                                          "setting",       "account",
                                          "ownership",     "opportunity",
                                          "stage",         "product",
                                          "handoff",       "forbidden_pair",
                                          "absence",       "working_week",
                                          "agreed_share",  "agreed_share_account",
                                          "delegation",    "cover",
                                          "cover_account", "said_tie",
                                          "plan",          "plan_line"};
constexpr std::int64_t kLate =
    30'000;  // milliseconds that a transaction may take; ids count them (db/node_lease.h)
constexpr int kMostDeeds = 10'000;  // more are not looked through

// Written out: with a bound list SQLite walks the log by another index.
std::string ListOf(std::span<const std::string_view> tables) {
  std::string list = "(";
  for (const std::string_view table : tables) {
    if (list.size() > 1) list += ", ";
    list += '\'';
    list += table;
    list += '\'';
  }
  return list + ")";
}

constexpr std::size_t kNode = 64;  // of a map, with what it takes to be found and freed

template <class T>
std::size_t Taken(const std::vector<T>& items) {
  return items.capacity() * sizeof(T);
}

std::size_t Taken(const std::string& text) { return text.capacity() < 16 ? 0 : text.capacity() + 1; }

std::size_t BytesOfFacts(const Facts& facts) {
  std::size_t bytes = Taken(facts.accounts) + Taken(facts.reps) + Taken(facts.forbidden) + Taken(facts.busy) +
                      facts.ties.size() * (kNode + sizeof(*facts.ties.begin()));
  for (const AccountFacts& account : facts.accounts) {
    bytes += Taken(account.name) + Taken(account.industry) + Taken(account.segment) +
             account.products.size() * (kNode + sizeof(*account.products.begin()));
  }
  for (const RepFacts& rep : facts.reps) {
    bytes += (rep.industries.size() + rep.segments.size() + rep.products.size()) *
             (kNode + sizeof(*rep.products.begin()));
  }
  return bytes;
}

std::size_t BytesOfMessage(const Message& message) {
  return Taken(message.key) + message.arguments.size() * (kNode + sizeof(*message.arguments.begin()));
}

std::size_t BytesOfProblem(const assign::Problem& problem) {
  return Taken(problem.accounts) + Taken(problem.candidates) + Taken(problem.forbidden);
}

std::size_t BytesOfDraft(const Draft& draft) {
  const assign::Certificate& certificate = draft.solution.certificate;
  const Workings& workings = draft.workings;
  std::size_t bytes =
      Taken(draft.lines) + Taken(draft.fresh) + Taken(draft.loads) + Taken(draft.account_ids) +
      Taken(draft.solution.assignment) + Taken(certificate.account_prices) + BytesOfProblem(draft.problem) +
      BytesOfProblem(workings.model.problem) + Taken(workings.table.permille) +
      Taken(workings.model.index_of) + Taken(workings.model.account_of) + Taken(workings.model.out) +
      Taken(workings.model.before) + Taken(workings.choices) + Taken(workings.best) +
      Taken(workings.why_not_best) + Taken(workings.no_week) + Taken(draft.change.moved);
  for (const DraftLine& line : draft.lines) {
    bytes += Taken(line.reasons) + Taken(line.fits);
    for (const Reason& reason : line.reasons) bytes += BytesOfMessage(reason.text);
    if (line.hold_text) bytes += BytesOfMessage(*line.hold_text);
    if (line.unplaced) bytes += BytesOfMessage(*line.unplaced);
  }
  return bytes;
}

Id SomeSecondsBefore(Id id) { return Id{std::max<std::int64_t>(0, id.value - (kLate << 20))}; }

}  // namespace

std::span<const std::string_view> GatheredTables() { return kGathered; }

std::size_t BytesOf(const KeptDraft& kept) {
  return sizeof(kept) + BytesOfFacts(kept.facts) + BytesOfDraft(kept.draft);
}

LogMark LogMark::Of(db::Connection& connection, Id org_id) {
  LogMark mark;
  mark.last_ =
      connection.QueryValue<Id>("SELECT id FROM action WHERE org_id = $1 ORDER BY id DESC LIMIT 1", org_id)
          .value_or(Id{});
  for (const Id id :
       connection.Query<Id>("SELECT id FROM action WHERE org_id = $1 AND id > $2 ORDER BY id DESC LIMIT $3",
                            org_id, SomeSecondsBefore(mark.last_), kMostDeeds))
    mark.known_.insert(id);
  return mark;
}

// Deed by deed and not change by change: a deed of ours alone may have written ten thousand lines, of which the first says enough.
bool LogMark::StillHolds(db::Connection& connection, Id org_id) {
  const auto deeds = connection.Query<Id>(
      "SELECT id FROM action WHERE org_id = $1 AND id > $2 AND EXISTS (SELECT 1 FROM change WHERE "
      "change.org_id = action.org_id AND change.action_id = action.id AND change.table_name IN " +
          ListOf(kGathered) + ") ORDER BY id LIMIT $3",
      org_id, SomeSecondsBefore(last_), kMostDeeds);
  if (deeds.size() >= kMostDeeds) return false;
  if (!std::ranges::all_of(deeds, [this](Id id) { return known_.contains(id); })) return false;
  *this = Of(connection, org_id);
  return true;
}

std::unique_ptr<KeptDraft> Memory::Take(Id org_id, Id plan_id) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(
      drafts_, [&](const auto& kept) { return kept->org_id == org_id && kept->plan_id == plan_id; });
  if (found == drafts_.end()) return nullptr;
  auto kept = std::move(*found);
  drafts_.erase(found);
  if (std::chrono::steady_clock::now() - kept->read_at > kFresh) return nullptr;
  return kept;
}

void Memory::Keep(std::unique_ptr<KeptDraft> draft) {
  std::list<std::unique_ptr<KeptDraft>> dropped;  // freed when the lock is
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  std::size_t bytes = BytesOf(*draft);
  for (auto kept = drafts_.begin(); kept != drafts_.end();) {
    const auto next = std::next(kept);
    const bool is_same = (*kept)->org_id == draft->org_id && (*kept)->plan_id == draft->plan_id;
    const std::size_t more = BytesOf(**kept);
    if (is_same || bytes + more > most_bytes_ || now - (*kept)->read_at > kFresh) {
      dropped.splice(dropped.end(), drafts_, kept);
    } else {
      bytes += more;
    }
    kept = next;
  }
  drafts_.push_front(std::move(draft));
}

}  // namespace baton::plan
