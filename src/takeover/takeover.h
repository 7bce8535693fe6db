// A takeover: the former owner met, wrote to or closed with a client who is handed over, or planned to be. Asked about
// once, an account and a week together, however many mails it was; answered with what follows, counted and never hidden
// (docs/takeovers.md). Who took over and the successor see everything of it, others that it was and whose.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/account.h"
#include "handoff/machine.h"
#include "people/person.h"

namespace baton::takeover {

// asked: a question to who did it. joint: the organization wants the manager in deals of this size. agreed: within the
// agreed share, or a deal that the handoff leaves with the former owner. The last two ask nothing and are listed.
enum class Standing { asked, joint, agreed };
BOOST_DESCRIBE_ENUM(Standing, asked, joint, agreed)

// mail: in somebody's own mailbox, by the number of its message. interruption: the door's "take it".
enum class SourceKind { activity, mail, opportunity, interruption };
BOOST_DESCRIBE_ENUM(SourceKind, activity, mail, opportunity, interruption)

// introduce: it shall not happen again, the successor comes in. explain: why it was right once. on_record: I do it myself
// and say so.
enum class Answer { introduce, explain, on_record };
BOOST_DESCRIBE_ENUM(Answer, introduce, explain, on_record)

// Free of blame.
enum class Reason { client_insisted, rep_away, rescue, above_our_size, rep_not_ready, wanted_to };
BOOST_DESCRIBE_ENUM(Reason, client_insisted, rep_away, rescue, above_our_size, rep_not_ready, wanted_to)

// What the successor says to it.
enum class Reply { fine, could_have, let_me_join };
BOOST_DESCRIBE_ENUM(Reply, fine, could_have, let_me_join)

inline constexpr std::size_t kMaxNoteCharacters = 500;

// The row.
struct Takeover {
  static constexpr std::string_view kTable = "takeover";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id account_id;
  std::optional<Id> handoff_id;  // none: the client was the successor's before Baton
  Id person_id;                  // who took over
  Id successor_id;
  Day week_on;  // its Monday in the organization's time zone
  Standing standing = Standing::asked;
  Instant happened_at;  // the latest of its sources
  Instant seen_at;
  std::optional<Answer> answer;
  std::optional<Reason> reason;
  std::string note;
  std::optional<Instant> answered_at;
  std::optional<Reply> reply;
  std::optional<Instant> replied_at;
};
BOOST_DESCRIBE_STRUCT(Takeover, (),
                      (org_id, id, version, account_id, handoff_id, person_id, successor_id, week_on,
                       standing, happened_at, seen_at, answer, reason, note, answered_at, reply, replied_at))

// The row: what a takeover is about. Each activity, mail, deal or interruption stands in one takeover.
struct Source {
  static constexpr std::string_view kTable = "takeover_source";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id takeover_id;
  SourceKind kind = SourceKind::activity;
  Id source_id;
  Instant happened_at;
};
BOOST_DESCRIBE_STRUCT(Source, (), (org_id, id, version, takeover_id, kind, source_id, happened_at))

// What a source was, in a word.
enum class SourceWord { meeting, call, email, visit, task, deal, door };
BOOST_DESCRIBE_ENUM(SourceWord, meeting, call, email, visit, task, deal, door)

enum class Deed { answer, reply };
BOOST_DESCRIBE_ENUM(Deed, answer, reply)

struct SourceView {
  static constexpr const char* kSchemaName = "TakeoverSource";

  SourceKind kind = SourceKind::activity;
  Id id;
  SourceWord word = SourceWord::meeting;
  std::string title;
  Instant happened_at;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
};
BOOST_DESCRIBE_STRUCT(SourceView, (), (kind, id, word, title, happened_at, amount_minor, currency))

struct TakeoverView {
  static constexpr const char* kSchemaName = "Takeover";

  Id id;
  std::int64_t version = 0;
  book::AccountRef account;
  people::PersonRef person;
  people::PersonRef successor;
  std::optional<Id> handoff_id;
  std::optional<handoff::Stage> stage;  // of the handoff, now
  std::optional<Instant> owned_at;      // since when the account is the successor's; none: not yet
  Day week_on;
  Standing standing = Standing::asked;
  Instant happened_at;
  std::vector<SourceView> sources;  // the latest first
  std::optional<Answer> answer;
  std::optional<Reason> reason;  // this and what follows: only for the two
  std::string note;
  std::optional<Instant> answered_at;
  std::optional<Reply> reply;
  std::optional<Instant> replied_at;
  std::vector<Deed> may;  // what the caller may do
};
BOOST_DESCRIBE_STRUCT(TakeoverView, (),
                      (id, version, account, person, successor, handoff_id, stage, owned_at, week_on,
                       standing, happened_at, sources, answer, reason, note, answered_at, reply, replied_at,
                       may))

}  // namespace baton::takeover
