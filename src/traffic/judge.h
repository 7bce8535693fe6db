// Which touches a mail is, and why it is none. Pure: who has which address is an argument (parties.h).
//
//   const Judged judged = Judge(note, parties);
//   for (const Touched& touched : judged.touches) ...                // a contact that wrote, or was written to
//   if (judged.touches.empty()) tally.LeaveOut(judged.why);
//
// A touch is between the mailbox's owner and one contact, of whom one wrote to the other. What third people write is theirs.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/id.h"
#include "traffic/note.h"

namespace baton::traffic {

// Whose an address is.
struct Parties {
  Instant since;                                // earlier mails are not kept
  std::unordered_set<std::string> own;          // the owner's addresses
  std::unordered_set<std::string> ours;         // of everybody of ours
  std::unordered_set<std::string> our_domains;  // where only we have addresses
  std::unordered_set<std::string> excluded;     // addresses and domains
  std::unordered_map<std::string, std::vector<Id>> contacts;
};

bool IsOurs(const Parties& parties, std::string_view email);
// By the address, its domain, or one above that: larmar.example takes in mail.larmar.example.
bool IsExcluded(const std::unordered_set<std::string>& patterns, std::string_view email);
std::string_view DomainOf(std::string_view email);

struct Touched {
  Id contact_id;
  bool is_from_us = false;
};

struct Judged {
  std::vector<Touched> touches;
  LeftOut why = LeftOut::unknown;  // where there are no touches
  // Of the other side, in `note`: those nobody knows, and those whom more than one contact has.
  std::vector<const format::mime::Mailbox*> strangers = {};
  std::vector<const format::mime::Mailbox*> shared = {};
};

Judged Judge(const Note& note, const Parties& parties);

}  // namespace baton::traffic
