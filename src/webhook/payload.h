// The JSON of events (docs/webhooks.md). What a receiver needs to change the owner in another system, and nothing of what
// people wrote: no reasons, notes, letters or coaching.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "handoff/machine.h"

namespace baton::webhook {

struct SourceWord {
  std::string source;
  std::string external_id;
};
BOOST_DESCRIBE_STRUCT(SourceWord, (), (source, external_id))

// An account or a person: what Baton and what other systems call it.
struct NamedWord {
  Id id;
  std::string name;
  std::vector<SourceWord> sources;
};
BOOST_DESCRIBE_STRUCT(NamedWord, (), (id, name, sources))

enum class CauseKind { handoff, hand, import, undo };
BOOST_DESCRIBE_ENUM(CauseKind, handoff, hand, import, undo)

struct CauseWord {
  CauseKind kind = CauseKind::hand;
  std::optional<Id> handoff_id;
};
BOOST_DESCRIBE_STRUCT(CauseWord, (), (kind, handoff_id))

struct OwnerChanged {
  NamedWord account;
  std::optional<NamedWord> from;
  std::optional<NamedWord> to;
  Instant at;
  CauseWord cause;
};
BOOST_DESCRIBE_STRUCT(OwnerChanged, (), (account, from, to, at, cause))

struct OwnerChangedBody {
  std::string type;
  Instant timestamp;
  OwnerChanged data;
};
BOOST_DESCRIBE_STRUCT(OwnerChangedBody, (), (type, timestamp, data))

struct StageChanged {
  Id handoff_id;
  NamedWord account;
  NamedWord from;
  NamedWord to;
  std::optional<handoff::Stage> stage_before;  // none: the handoff begins
  std::optional<handoff::Stage> stage;         // none: its beginning was taken back
  Instant at;
};
BOOST_DESCRIBE_STRUCT(StageChanged, (), (handoff_id, account, from, to, stage_before, stage, at))

struct StageChangedBody {
  std::string type;
  Instant timestamp;
  StageChanged data;
};
BOOST_DESCRIBE_STRUCT(StageChangedBody, (), (type, timestamp, data))

struct TestWord {
  Id webhook_id;
};
BOOST_DESCRIBE_STRUCT(TestWord, (), (webhook_id))

struct TestWordBody {
  std::string type;
  Instant timestamp;
  TestWord data;
};
BOOST_DESCRIBE_STRUCT(TestWordBody, (), (type, timestamp, data))

}  // namespace baton::webhook
