// What is noted of a mail before it is known whether any of it will be kept: who, to whom, when, in which thread. Pure.
//
//   const Noted noted = NoteOf(org_id, header, now);        // a Note, or why the mail is left out whoever it is between
//   const Judged judged = Judge(*noted, parties);            // touches with contacts, or why there are none (judge.h)
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "format/mailbox/mailbox.h"
#include "traffic/traffic.h"

namespace baton::traffic {

struct Note {
  std::int64_t message_hash = 0;
  std::int64_t thread_hash = 0;
  std::int64_t answers_hash = 0;  // 0: none
  Instant at;
  std::int32_t others = 1;  // how many it went to
  format::mime::Mailbox from;
  std::string sender;  // where somebody else sent it
  std::vector<format::mime::Mailbox> to;

  bool operator==(const Note&) const = default;
};

using Noted = tl::expected<Note, LeftOut>;
Noted NoteOf(Id org_id, const format::mime::ReadOne& one, Instant now);

}  // namespace baton::traffic
