// Who should build a second tie next: of the clients that hang on one person alone, by how much the expected loss falls when somebody else
// is close to them as well, and with whom of the client.
//
//   const SecondTies ties = OrderSecondTies(facts, shares, question, bound);   // ties.all[0].account, ties.all[0].gain
//   const auto contact = ContactFor(known, jim, bound);                       // contact->contact_id
//
// "Close" is no more than what counts as close (ties/breadth.h): the colleague's part of the contact grows to `bound` of the person's.
// Then all contact is 1 - w + bound * share of what it is today, where w is the colleague's share of now, so
//   share' = share / (1 - w + bound * share)
// and the chance has that share and somebody else close. What is expected to be lost is a sum over clients, and only this client's term
// changes: by revenue * (1 - contraction) * (chance - chance'). No distribution is worked out for it. Pure, thread-safe.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/id.h"
#include "departure/assess.h"
#include "ties/directory.h"

namespace baton::departure {

// A figure from the lowest to the highest of what may be believed, each assumption tried by itself.
struct Ranged {
  double value = 0;
  double low = 0;
  double high = 0;
};

struct SecondTie {
  std::size_t account = 0;  // by its index
  double chance = 0;        // of losing it, as it stands
  double chance_then = 0;
  Ranged fall;  // of that chance
  Ranged gain;  // of what is expected to be lost; 0 where the revenue is not known
};

struct SecondTies {
  std::vector<SecondTie> all;  // what takes most off the expected loss first
  Ranged gain;                 // of all of them together
};

// Whether it is known that nobody but the person is close. Where no tie is known nothing is: that is not a weak one.
bool HangsAlone(const AccountFacts& account);

// The account when a colleague with this share of the contact is close as well. REQUIRES: HangsAlone(account); bound > 0.
AccountFacts WithSecond(AccountFacts account, double colleagues_share, double bound);

// Of the accounts that hang on the person alone. `colleagues_shares`: one an account, of who is to build the tie; 0: not in touch.
SecondTies OrderSecondTies(std::span<const AccountFacts> accounts, std::span<const double> colleagues_shares,
                           const Question& question, double bound);

struct ContactChoice {
  Id contact_id;
  bool is_alone = true;  // nobody but the person is close to this contact
};

// Whom the second tie should be with: first those to whom nobody else is close, of these who has most of a say, then to whom the person is
// closest. None: the person knows nobody there. `known`: the ties of the account.
std::optional<ContactChoice> ContactFor(std::span<const ties::AccountTie> known, Id person_id, double bound);

}  // namespace baton::departure
