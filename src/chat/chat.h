// Chat: who is not looking at Baton is told in Slack or Teams, through an incoming webhook whose address the person enters (for
// a channel of the own, or one that a team shares). What is said names who did what kind of thing and leads there: no titles,
// no notes, nothing that was written.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "webhook/webhook.h"

namespace baton::chat {

enum class Kind { slack, teams };
BOOST_DESCRIBE_ENUM(Kind, slack, teams)

// The row; not in the log of changes.
struct Hook {
  Id org_id;
  Id person_id;
  Kind kind = Kind::slack;
  std::string host;
  std::string url_sealed;
  bool is_on = true;  // off: nobody answers there any more
  bool wants_test = false;
  Id told_notice_id;  // up to here everything was told, or seen
  std::int32_t attempts = 0;
  std::optional<Instant> next_at;  // none: at once
  std::int32_t status = 0;         // of the last answer; 0: none
  std::optional<webhook::Fault> fault;
  std::optional<Instant> told_at;  // when the last message arrived
};
BOOST_DESCRIBE_STRUCT(Hook, (),
                      (org_id, person_id, kind, host, url_sealed, is_on, wants_test, told_notice_id, attempts,
                       next_at, status, fault, told_at))

struct HookInput {
  static constexpr const char* kSchemaName = "ChatInput";

  Kind kind = Kind::slack;
  std::string url;
};
BOOST_DESCRIBE_STRUCT(HookInput, (), (kind, url))

// The address is not read back.
struct HookView {
  static constexpr const char* kSchemaName = "Chat";

  std::optional<Kind> kind;  // none: nothing is entered
  std::string host;
  bool is_on = false;
  bool is_waiting = false;  // a message, or a test, is on its way
  std::int32_t attempts = 0;
  std::int32_t status = 0;
  std::optional<webhook::Fault> fault;
  std::optional<Instant> told_at;
};
BOOST_DESCRIBE_STRUCT(HookView, (), (kind, host, is_on, is_waiting, attempts, status, fault, told_at))

}  // namespace baton::chat
