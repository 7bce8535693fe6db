// Tells at once those who are not looking: by mail (digest/digest.h) and in their chats, what a minute has not put before
// their eyes. A thread of its own, since a chat that hangs must not keep mail and imports waiting; what a chat did not take
// is said again later, after the pauses of webhooks, with what is new by then: one message, not many. Several processes get
// along: an attempt is claimed before it is made.
//
//   const chat::Teller teller(database, clock, parts);   // until it goes
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "chat/chat_routes.h"
#include "db/database.h"
#include "notice/glance.h"

namespace baton::chat {

struct TellerParts {
  std::string public_url;  // links begin with it
  const ChatOptions* options = nullptr;
  const notice::Glances* glances = nullptr;
};

// How old a notice is when it is told: until then it may be seen, or undone.
inline constexpr std::int64_t kSettleMillis = 60'000;

// One round, by the wall's clock. Returns how many messages arrived in chats.
int TellOnce(db::Database& database, Instant now, const TellerParts& parts);

class Teller {
 public:
  // All outlive this. Starts its thread.
  Teller(db::Database& database, const Clock& clock, TellerParts parts);
  ~Teller();
  Teller(const Teller&) = delete;
  Teller& operator=(const Teller&) = delete;

 private:
  void Run();

  db::Database& database_;
  const Clock& clock_;
  const TellerParts parts_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace baton::chat
