// What to say at the door, as messages "door.*" with the facts filled in. A sentence whose fact is missing is
// left out; nothing is said that Baton does not know. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/message.h"
#include "door/door_rules.h"
#include "door/server.h"
#include "hour/deal_chance.h"

namespace baton::door {

struct TalkFacts {
  std::string me;  // first names
  bool is_manager = true;
  std::string contact;  // empty: not known who
  std::string account;
  std::string server;  // empty: nobody to introduce
  ServesBy by = ServesBy::owner;
  std::optional<Day> met_on;         // the last meeting of the two
  std::optional<Day> met_client_on;  // of the server with anybody there
  Freedom freedom = Freedom::unknown;
  std::string free_at;  // when the server is free again, as text
};

// Said one after the other.
std::vector<Message> Because(const TalkFacts& facts);
std::vector<Message> Greeting(const TalkFacts& facts);
Message RatherQuestion(const TalkFacts& facts);
Message RatherAnswer(const TalkFacts& facts);

struct Closed {
  std::int64_t won = 0;
  std::int64_t closed = 0;
};

struct WorthFacts {
  std::int32_t open_deals = 0;
  std::string deal;         // the one in question; empty: none is open
  bool is_largest = false;  // of several; else the next to close
  bool has_chance = false;  // a sentence of its own says who would win it: then it is not named again
  std::string server;       // whose deals are said beside the own; empty: not for this reader
  Closed mine;
  Closed theirs;
  bool only_me = false;  // nobody else of us knows the client
  std::string promise;   // at stake; empty: none
  std::int32_t promise_minutes = 0;
  std::int32_t moves = 0;
  std::int32_t others_waiting = 0;
  // Of a manager: the part of a rep's week from which an hour with the rep is worth more than one here, and how much that rests on.
  std::optional<double> break_even;
  std::string evidence;  // assumption, description, ...
  // Net on both sides, as text, from suggestive evidence on.
  struct Money {
    std::string middle;
    std::string low;
    std::string high;
  };
  struct Both {
    Money here;
    Money rep;
  };
  std::optional<Both> money;
};

// Plain facts with their counts, each a line.
std::vector<Message> Worth(const WorthFacts& facts);

// "15 terminals: Jada would likely win it too (71%, you 76%; about as likely)." `rep`: a first name.
Message Chance(const hour::DealChances& chances, const std::string& deal, const std::string& rep);
// What such a percentage rests on. `who`: a first name, or "you".
Message Odds(const hour::SellerChance& seller, const std::string& who);

}  // namespace baton::door
