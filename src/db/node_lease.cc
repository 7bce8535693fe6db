#include "db/node_lease.h"

#include <unistd.h>

#include <algorithm>
#include <boost/describe/class.hpp>
#include <random>
#include <vector>

#include "base/log.h"
#include "db/database.h"

namespace baton::db {
namespace {

constexpr int kNodes = 256;
constexpr std::int64_t kLease = 60 * kMillisecondsPerMinute;
constexpr std::int64_t kRenewBefore = 50 * kMillisecondsPerMinute;  // of what is left
// By the wall clock, which goes on while a laptop sleeps: hence short looks and not one long wait.
constexpr std::chrono::seconds kLook{5};

struct Node {
  int id = 0;
  Instant leased_until_at;
};
BOOST_DESCRIBE_STRUCT(Node, (), (id, leased_until_at))

std::string MakeHolder() {
  char host[256] = {};
  ::gethostname(host, sizeof(host) - 1);
  std::random_device random;
  return std::string(host) + ':' + std::to_string(::getpid()) + ':' + std::to_string(random());
}

}  // namespace

NodeLease::NodeLease(Database& database, const Clock& clock)
    : database_(database),
      clock_(clock),
      holder_(MakeHolder()),
      node_(Take()),
      ids_(clock, node_),
      valid_until_((clock.Now() + kLease).milliseconds) {
  // Take's lease is from a moment earlier; this one is exact.
  Renew(Instant{valid_until_});
  thread_ = std::thread([this] { KeepRenewing(); });
}

NodeLease::~NodeLease() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  stopped_.notify_one();
  thread_.join();
  try {
    // Ids may run ahead of the clock. The next holder starts after the last of ours, also when its clock is
    // behind.
    const Instant last{(ids_.Next().value >> 20) + 1'577'836'800'000};
    Renew(std::max(last, clock_.Now()) + 1);
  } catch (const std::exception& error) {
    LogWarning("node.not_released", {{"error", error.what()}});
  }
}

Id NodeLease::Next() {
  if (clock_.Now().milliseconds >= valid_until_.load()) {
    throw Error(ErrorKind::busy, "the lease of the id node is over and not renewed yet");
  }
  return ids_.Next();
}

int NodeLease::Take() {
  const Instant now = clock_.Now();
  const Instant until = now + kLease;
  const std::optional<int> taken = database_.Write([&](Tx& tx) -> std::optional<int> {
    const auto nodes = tx.Query<Node>("SELECT id, leased_until_at FROM node ORDER BY leased_until_at, id");
    for (int id = 0; static_cast<int>(nodes.size()) < kNodes && id < kNodes; ++id) {
      const bool is_known =
          std::any_of(nodes.begin(), nodes.end(), [id](const Node& node) { return node.id == id; });
      if (is_known) continue;
      // Another process may have made the row since: then the next number.
      if (tx.Execute("INSERT INTO node (id, holder, leased_until_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO "
                     "NOTHING",
                     id, holder_, until) == 1) {
        return id;
      }
    }
    for (const Node& node : nodes) {
      if (tx.Execute(
              "UPDATE node SET holder = $1, leased_until_at = $2 WHERE id = $3 AND leased_until_at <= $4",
              holder_, until, node.id, now) == 1) {
        return node.id;
      }
    }
    return std::nullopt;
  });
  if (!taken) throw Error(ErrorKind::busy, "all 256 id nodes are held");
  return *taken;
}

bool NodeLease::Renew(Instant until) {
  return database_.Write([&](Tx& tx) {
    return tx.Execute("UPDATE node SET leased_until_at = $1 WHERE id = $2 AND holder = $3", until, node_,
                      holder_) == 1;
  });
}

void NodeLease::KeepRenewing() {
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, kLook, [this] { return is_stopping_; })) {
    const Instant now = clock_.Now();
    if (valid_until_.load() - now.milliseconds > kRenewBefore) continue;
    lock.unlock();
    try {
      if (Renew(now + kLease)) {
        valid_until_.store((now + kLease).milliseconds);
      } else {
        valid_until_.store(0);  // its ids would meet ours: no more of them
        LogError("node.taken_by_another", {{"node", std::to_string(node_)}});
      }
    } catch (const std::exception& error) {
      LogWarning("node.not_renewed", {{"error", error.what()}});
    }
    lock.lock();
  }
}

}  // namespace baton::db
