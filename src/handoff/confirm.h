// What a handoff lacks to be confirmed: the client deals with the successor since the introduction, and the former owner
// has kept out of it for so many days (docs/handoff.md). Pure.
//
//   for (const Gap& gap : GapsBeforeConfirmed(evidence, counting)) Say(WordsOf(gap, {"Jim", "Jada", "Larmar", "Bill"}));
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/message.h"
#include "handoff/completion.h"

namespace baton::handoff {

struct Gap {
  enum class Kind {
    former_dealt,       // the former owner was with the client on `on`
    former_introduced,  // nothing since the introduction, which was on `on`
    successor_missing,  // the successor has not dealt with the client without the former owner
  };
  Kind kind = Kind::former_dealt;
  Day on;
  int days = 0;  // still missing
  book::ActivityKind activity = book::ActivityKind::meeting;
  std::optional<Id> contact_id;
};

std::vector<Gap> GapsBeforeConfirmed(const Evidence& evidence, const Counting& counting);

struct GapNames {
  std::string former;
  std::string successor;
  std::string account;
  std::string contact;  // empty: nobody is known
};

// A sentence, such as "Jim Calder met Bill Larmar on November 3, 2026; 12 days are missing".
Message WordsOf(const Gap& gap, const GapNames& names);

}  // namespace baton::handoff
