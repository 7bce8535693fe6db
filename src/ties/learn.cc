#include "ties/learn.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <string>
#include <vector>

#include "action/news.h"
#include "people/directory.h"
#include "ties/judgement.h"
#include "ties/stirred.h"
#include "ties/strength.h"
#include "ties/tie_store.h"
#include "ties/touches.h"

namespace baton::ties {
namespace {

constexpr std::size_t kRowsAtOnce = 5'000;
constexpr Id kNoContact{std::numeric_limits<std::int64_t>::min()};
constexpr Id kLastContact{std::numeric_limits<std::int64_t>::max()};

// How the database is reached: by readers and writers, or within one transaction.
struct Access {
  std::function<void(const std::function<void(db::Connection&)>&)> read;
  std::function<std::int64_t(const std::function<std::int64_t(db::Tx&)>&)> write;
  Id newest_id;
};

// Everybody who is to have ties, and everybody who has some.
std::vector<Id> FindConcerned(db::Connection& connection, Id org_id) {
  return connection.Query<Id>(
      "SELECT id FROM person WHERE org_id = $1 AND deleted_at IS NULL AND is_placeholder = 0 UNION SELECT "
      "person_id AS id FROM tie WHERE org_id = $1 ORDER BY id",
      org_id);
}

Judgement ReadJudgement(db::Connection& connection, Id org_id) {
  return JudgementOf(settings::Read(connection, org_id));
}

// None: everybody, since what is stored is not what would be learnt.
std::optional<std::vector<Id>> FindWhomToLearn(db::Connection& connection, Id org_id,
                                               const std::string& judged, Instant now) {
  const auto learning = FindLearning(connection, org_id);
  const bool is_kept =
      learning && learning->learnt_at && *learning->learnt_at <= now && learning->judged == judged;
  if (!is_kept) return std::nullopt;
  return FindStirred(connection, org_id,
                     {.after = learning->change_id, .from = *learning->learnt_at, .to = now});
}

class Learner {
 public:
  Learner(const Access& access, Id org_id, Instant now) : access_(access), org_id_(org_id), now_(now) {}

  std::optional<Learnt> Run(const watch::Tell& tell) {
    const auto begun = std::chrono::steady_clock::now();
    Id last;
    access_.read([&](db::Connection& c) {
      last = LastStir(c, org_id_);
      judgement_ = ReadJudgement(c, org_id_);
    });
    const std::string judged = LearntBy(judgement_);
    const std::vector<Id> people = WhomToLearn(judged);
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (tell && !tell(static_cast<std::int64_t>(i), static_cast<std::int64_t>(people.size()))) {
        return std::nullopt;
      }
      LearnOf(people[i]);
    }
    learnt_.people = static_cast<std::int64_t>(people.size());
    CountStored();
    const auto took = std::chrono::steady_clock::now() - begun;
    access_.write([&](db::Tx& tx) {
      SaveLearning(tx, {.org_id = org_id_,
                        .id = org_id_,
                        .learnt_at = now_,
                        .change_id = action::Settled(last, access_.newest_id),
                        .typical_raw = learnt_.typical_raw,
                        .took_ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count(),
                        .judged = judged});
      return 0;
    });
    return learnt_;
  }

 private:
  std::vector<Id> WhomToLearn(const std::string& judged) {
    std::optional<std::vector<Id>> people;
    access_.read([&](db::Connection& c) { people = FindWhomToLearn(c, org_id_, judged, now_); });
    if (people) return std::move(*people);
    // Where it is cut, some are judged by other numbers than the rest: then it is everybody again.
    access_.write([&](db::Tx& tx) {
      ForgetJudged(tx, org_id_);
      return 0;
    });
    access_.read([&](db::Connection& c) { people = FindConcerned(c, org_id_); });
    return std::move(*people);
  }

  void LearnOf(Id person_id) {
    const auto ties = TiesOf(person_id);
    for (std::size_t from = 0; from == 0 || from < ties.size(); from += kRowsAtOnce) {
      const auto some = std::span(ties).subspan(from, std::min(kRowsAtOnce, ties.size() - from));
      const bool is_last = from + some.size() == ties.size();
      const ContactRange range{from == 0 ? kNoContact : ties[from - 1].contact_id,
                               is_last ? kLastContact : some.back().contact_id};
      if (AreStored(person_id, range, some)) continue;
      learnt_.changed +=
          access_.write([&](db::Tx& tx) { return Replace(tx, org_id_, person_id, range, some); });
    }
  }

  std::vector<Tie> TiesOf(Id person_id) {
    std::vector<Tie> ties;
    Id contact;
    Strength strength(judgement_.weights);
    std::int32_t touches = 0;
    const auto close = [&] {
      if (touches == 0) return;
      ties.push_back(TieRow(org_id_, person_id, contact, strength.kept(), touches));
    };
    access_.read([&](db::Connection& connection) {
      ForEachTouch(connection,
                   {.org_id = org_id_,
                    .whose = Whose::person,
                    .of = person_id,
                    .since = Since(now_),
                    .now = now_,
                    .bounds = judgement_.touches},
                   [&](Id, Id contact_id, const Touch& touch) {
                     if (contact_id != contact) {
                       close();
                       contact = contact_id;
                       strength = Strength(judgement_.weights);
                       touches = 0;
                     }
                     strength.Add(touch);
                     ++touches;
                   });
    });
    close();
    return ties;
  }

  void CountStored() {
    std::vector<double> raws;
    access_.read([&](db::Connection& connection) {
      ForEachStored(connection, org_id_, [&](const Tie& tie) {
        raws.push_back(TrafficAt(tie.kept(), std::max(now_, tie.last_at), judgement_.weights).raw);
        learnt_.touches += tie.touches;
      });
    });
    learnt_.pairs = static_cast<std::int64_t>(raws.size());
    learnt_.typical_raw = TypicalRaw(std::move(raws));
  }

  // What nothing was added to costs no transaction.
  bool AreStored(Id person_id, const ContactRange& range, std::span<const Tie> ties) {
    bool are_stored = false;
    access_.read([&](db::Connection& connection) {
      const auto stored = FindStored(connection, org_id_, person_id, range);
      are_stored = std::ranges::equal(stored, ties, &SayTheSame);
    });
    return are_stored;
  }

  const Access& access_;
  const Id org_id_;
  const Instant now_;
  Judgement judgement_;
  Learnt learnt_;
};

std::int64_t TookMs(db::Connection& connection, Id org_id) {
  const auto learning = FindLearning(connection, org_id);
  return learning ? learning->took_ms : 0;
}

bool LearnAnew(db::Database& database, Id org_id, Instant now, const watch::Tell& tell) {
  return Learn(database, org_id, now, tell).has_value();
}

constexpr watch::Anew kLearning{.kind = kLearnKind, .is_due = &IsDue, .took_ms = &TookMs, .work = &LearnAnew};

}  // namespace

std::optional<Learnt> Learn(db::Database& database, Id org_id, Instant now, const watch::Tell& tell) {
  const Access access{.read = [&](const auto& ask) { ask(*database.Read()); },
                      .write =
                          [&](const auto& closure) {
                            return database.Write([&](db::Tx& tx) { return closure(tx); }, {.bulk = true});
                          },
                      .newest_id = database.NewId()};
  return Learner(access, org_id, now).Run(tell);
}

Learnt LearnIn(db::Tx& tx, Id org_id, Instant now) {
  const Access access{.read = [&](const auto& ask) { ask(tx); },
                      .write = [&](const auto& closure) { return closure(tx); },
                      .newest_id = tx.NewId()};
  return *Learner(access, org_id, now).Run({});
}

bool IsDue(db::Connection& connection, Id org_id, Instant now) {
  const auto learning = FindLearning(connection, org_id);
  if (!learning || !learning->learnt_at) return true;
  return watch::IsOld(*learning->learnt_at, now) ||
         learning->judged != LearntBy(ReadJudgement(connection, org_id)) ||
         HasStirred(connection, org_id, learning->change_id);
}

void Look(db::Database& database, Id org_id, Instant now) {
  watch::LookAnew(database, org_id, now, kLearning);
}

void AddLearnJob(job::Runner& runner) { watch::AddAnewJob(runner, kLearning); }

}  // namespace baton::ties
