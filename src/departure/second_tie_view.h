// What the API answers about who should build a second tie next, in the reader's language.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "book/contact.h"
#include "book/views.h"
#include "departure/builders.h"
#include "people/person.h"

namespace baton::departure {

// Where the next step is done: in the handoff that is under way, on the board, as a promise of the reader to the colleague, as a
// promise that the reader asks the own manager for; or it is somebody else's.
enum class SecondTieStep { handoff, board, promise, ask, others };
BOOST_DESCRIBE_ENUM(SecondTieStep, handoff, board, promise, ask, others)

struct SecondTieView {
  static constexpr const char* kSchemaName = "SecondTie";
  book::AccountRef account;
  std::int32_t chance_permille = 0;  // of losing it, as it stands
  std::int32_t chance_then_permille = 0;
  std::int32_t fall_low_permille = 0;  // of that chance, by what is assumed
  std::int32_t fall_high_permille = 0;
  std::optional<std::int64_t> gain_minor;  // what the expected loss falls by; none: the revenue is not known
  std::optional<std::int64_t> gain_low_minor;
  std::optional<std::int64_t> gain_high_minor;
  std::optional<people::PersonRef> colleague;  // who should build it
  BuilderReason reason = BuilderReason::no_reps;
  std::string why;                          // this colleague, or nobody: a sentence
  std::optional<book::ContactRef> contact;  // with whom; none: no tie of the person's is known
  bool contact_is_alone = false;            // nobody but the person is close to the contact
  SecondTieStep step = SecondTieStep::others;
  std::string next_step;  // a sentence; empty: there is none
  std::optional<Id> handoff_id;
};
BOOST_DESCRIBE_STRUCT(SecondTieView, (),
                      (account, chance_permille, chance_then_permille, fall_low_permille, fall_high_permille,
                       gain_minor, gain_low_minor, gain_high_minor, colleague, reason, why, contact,
                       contact_is_alone, step, next_step, handoff_id))

struct SecondTiesView {
  static constexpr const char* kSchemaName = "SecondTies";
  people::PersonRef person;
  bool is_self = false;
  std::string currency;
  std::optional<Instant> ties_as_of;  // none: ties have not been learnt yet
  std::vector<SecondTieView>
      items;                    // what takes most off the expected loss first; without a known revenue last
  std::int32_t left_out = 0;    // more of them than were asked for
  std::int64_t gain_minor = 0;  // of all of them together, those left out too
  std::int64_t gain_low_minor = 0;
  std::int64_t gain_high_minor = 0;
  std::int32_t without_ties = 0;  // clients of whom no tie of anybody is known: not in the list
};
BOOST_DESCRIBE_STRUCT(SecondTiesView, (),
                      (person, is_self, currency, ties_as_of, items, left_out, gain_minor, gain_low_minor,
                       gain_high_minor, without_ties))

}  // namespace baton::departure
