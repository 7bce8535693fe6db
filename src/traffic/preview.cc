#include "traffic/preview.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "action/news.h"
#include "traffic/found.h"

namespace baton::traffic {
namespace {

using format::mime::Mailbox;

constexpr std::size_t kNotesAtOnce = 2'000;
constexpr std::size_t kMostCounted = 50'000;  // addresses; who comes up first after that is not counted

class Surveyor {
 public:
  Surveyor(db::Connection& connection, const MailSource& source, Instant now)
      : connection_(connection), parties_(connection, source.org_id, source.person_id, now) {}

  void Take(const Note& note) {
    notes_.push_back(note);
    if (notes_.size() >= kNotesAtOnce) Flush();
  }

  Survey End(const Tally& left_out) {
    Flush();
    survey_.tally.Add(left_out);
    survey_.contacts = static_cast<std::int64_t>(contacts_.size());
    for (auto& [email, stranger] : strangers_) survey_.strangers.push_back(std::move(stranger));
    const auto mails = [](const Stranger& one) { return -(one.wrote + one.written_to); };
    std::ranges::sort(survey_.strangers, {},
                      [&](const Stranger& one) { return std::pair(mails(one), one.email); });
    if (survey_.strangers.size() > kMostStrangers) survey_.strangers.resize(kMostStrangers);
    for (auto& [email, shared] : shared_) survey_.shared.push_back(std::move(shared));
    for (const auto& [email, count] : maybe_own_) survey_.maybe_own.push_back({email, count});
    std::ranges::sort(survey_.maybe_own, {},
                      [](const MaybeOwn& one) { return std::pair(-one.mails, one.email); });
    if (survey_.maybe_own.size() > kMostMaybeOwn) survey_.maybe_own.resize(kMostMaybeOwn);
    return std::move(survey_);
  }

 private:
  void Flush() {
    if (notes_.empty()) return;
    const Parties& parties = parties_.For(connection_, notes_);
    for (const Note& note : notes_) Count(note, Judge(note, parties), parties);
    notes_.clear();
  }

  void Count(const Note& note, const Judged& judged, const Parties& parties) {
    for (const Mailbox* one : judged.strangers) AddStranger(*one, note);
    for (const Mailbox* one : judged.shared) {
      auto& shared = shared_[one->email];
      shared.email = one->email;
      ++shared.mails;
      shared.contacts = parties.contacts.at(one->email);
    }
    if (judged.touches.empty()) {
      if (judged.why == LeftOut::not_yours) AddMaybeOwn(note);
      return survey_.tally.LeaveOut(judged.why);
    }
    if (!kept_.insert(note.message_hash).second) return survey_.tally.LeaveOut(LeftOut::twice);
    survey_.tally.Keep(note.at, static_cast<std::int64_t>(judged.touches.size()));
    for (const Touched& one : judged.touches) contacts_.insert(one.contact_id);
  }

  void AddStranger(const Mailbox& one, const Note& note) {
    auto found = strangers_.find(one.email);
    if (found == strangers_.end()) {
      if (strangers_.size() >= kMostCounted) return;
      found =
          strangers_.emplace(one.email, Stranger{.email = one.email, .name = {}, .last_at = note.at}).first;
    }
    Stranger& stranger = found->second;
    if (!one.name.empty()) stranger.name = one.name;
    ++(one.email == note.from.email ? stranger.wrote : stranger.written_to);
    stranger.last_at = std::max(stranger.last_at, note.at);
  }

  // Who it went to, in a mailbox of somebody who is not named in it.
  void AddMaybeOwn(const Note& note) {
    for (const Mailbox& one : note.to) {
      const auto found = maybe_own_.find(one.email);
      if (found != maybe_own_.end()) {
        ++found->second;
      } else if (maybe_own_.size() < kMostCounted) {
        maybe_own_.emplace(one.email, 1);
      }
    }
  }

  db::Connection& connection_;
  PartiesReader parties_;
  std::vector<Note> notes_;
  Survey survey_;
  std::unordered_map<std::string, Stranger> strangers_;
  std::map<std::string, SharedAddress> shared_;
  std::unordered_map<std::string, std::int64_t> maybe_own_;
  std::unordered_set<std::int64_t> kept_;  // of mails that are kept: eight bytes each
  std::unordered_set<Id> contacts_;
};

}  // namespace

std::optional<Survey> SurveyOf(db::Connection& connection, const SpoolPlace& place, const MailSource& source,
                               Instant now) {
  const Instant since = KeptSince(connection, source.org_id, now);
  const auto spool = FindSpool(place, source.id);
  if (!spool) return std::nullopt;
  if (auto found = LoadFound(connection, place, source.id, *spool, since)) return found;
  const Id seen = action::LastChange(connection, source.org_id);
  Surveyor surveyor(connection, source, now);
  const auto left_out = ForEachNote(place, source.id, [&](const Note& note) {
    surveyor.Take(note);
    return true;
  });
  if (!left_out) return std::nullopt;
  Found found{since, seen, *spool, surveyor.End(*left_out)};
  SaveFound(place, source.id, found);
  return std::move(found.survey);
}

}  // namespace baton::traffic
