#include "chat/teller.h"

#include <algorithm>
#include <chrono>

#include "action/action.h"
#include "base/log.h"
#include "base/zone.h"
#include "chat/chat_rules.h"
#include "chat/chat_store.h"
#include "digest/digest.h"
#include "people/directory.h"
#include "people/first_name.h"
#include "people/now.h"
#include "people/organization.h"
#include "webhook/post.h"
#include "webhook/webhook_rules.h"
#include "words/catalogue.h"

namespace baton::chat {
namespace {

constexpr auto kPause = std::chrono::seconds(3);
constexpr std::int64_t kEpoch2020 = 1'577'836'800'000;
constexpr int kMostNotices = 50;
constexpr int kForbidden = 403;
constexpr int kNotThere = 404;

// The first id that a notice of this instant could have.
Id FirstIdAt(Instant instant) {
  return Id{std::max<std::int64_t>(0, instant.milliseconds - kEpoch2020) << 20};
}

struct ActorRow {
  Id id;
  std::optional<Id> actor_id;
};
BOOST_DESCRIBE_STRUCT(ActorRow, (), (id, actor_id))

// A message on its way: what the hook becomes when it arrives, and when not.
struct Message {
  Hook hook;  // as claimed
  Hook told;
  std::string body;
};

class Talk {
 public:
  Talk(db::Database& database, Instant now, const TellerParts& parts)
      : database_(database), now_(now), parts_(parts), before_(FirstIdAt(now - kSettleMillis)) {}

  // Claims what is due, gives it to the poster, notes what came of it. Returns how many arrived.
  int Run() {
    std::vector<Message> messages;
    for (const Hook& hook : FindDueHooks(*database_.Read(), now_, before_)) {
      if (auto message = Prepare(hook)) messages.push_back(std::move(*message));
    }
    if (messages.empty()) return 0;
    webhook::Poster poster(parts_.options->hosts);
    for (std::size_t i = 0; i < messages.size(); ++i)
      Start(poster, messages[i], Id{static_cast<std::int64_t>(i)});
    int arrived = 0;
    while (poster.Count() > 0) {
      for (const auto& [index, outcome] : poster.Wait()) {
        if (Note(messages[static_cast<std::size_t>(index.value)], outcome)) ++arrived;
      }
    }
    return arrived;
  }

 private:
  // None when there is nothing to say, or it is quiet there, or another process says it.
  std::optional<Message> Prepare(const Hook& hook) {
    auto reader = database_.Read();
    const auto person = people::FindPerson(*reader, hook.org_id, hook.person_id);
    const auto organization = people::FindOrganization(*reader, hook.org_id);
    if (!person || !organization) return std::nullopt;
    const std::string& zone = person->time_zone.empty() ? organization->time_zone : person->time_zone;
    Hook told = hook;
    told.wants_test = false;
    std::vector<notice::Notice> notices;
    const auto choice = digest::FindChoice(*reader, hook.org_id, hook.person_id);
    const LocalTime there = ToLocal(people::NowIn(*reader, hook.org_id, now_), zone);
    if (!IsQuiet(choice.value_or(digest::DigestChoice{}), there)) notices = FindNew(*reader, hook, told);
    if (notices.empty() && !hook.wants_test) {
      if (told.told_notice_id != hook.told_notice_id) Save(told, hook.attempts);
      return std::nullopt;
    }
    Message message{hook, told, BodyOf(hook.kind, Say(*reader, *person, zone, notices))};
    message.hook.attempts = hook.attempts + 1;
    message.hook.next_at = now_ + webhook::PauseAfter(message.hook.attempts).value_or(kMillisecondsPerDay);
    if (!Save(message.hook, hook.attempts)) return std::nullopt;
    return message;
  }

  // Not told, not seen, not read, and a minute old; `told` goes past all that are that old.
  std::vector<notice::Notice> FindNew(db::Connection& connection, const Hook& hook, Hook& told) const {
    auto notices = notice::FindNotices(connection, hook.org_id, hook.person_id, before_, kMostNotices);
    if (!notices.empty()) told.told_notice_id = std::max(hook.told_notice_id, notices.front().id);
    const Id seen =
        parts_.glances != nullptr ? parts_.glances->SeenThrough(hook.org_id, hook.person_id) : Id{};
    const Id after = std::max(hook.told_notice_id, seen);
    std::erase_if(notices, [&](const notice::Notice& one) { return one.id <= after || one.read_at; });
    return notices;
  }

  Saying Say(db::Connection& connection, const people::Person& person, const std::string& zone,
             const std::vector<notice::Notice>& notices) const {
    const auto say = [&](const std::string& key, Arguments arguments) {
      return words::Catalogue::Compiled().Say({key, std::move(arguments)}, person.language, zone);
    };
    const auto count = static_cast<std::int64_t>(notices.size());
    Saying saying{.title = say("chat.title", {{"name", people::FirstName(person.name)}, {"count", count}}),
                  .lines = {},
                  .open = say("chat.open", {}),
                  .url = parts_.public_url + "/"};
    const auto actors = ActorsOf(connection, person.org_id, notices);
    for (const notice::Notice& one : notices) {
      if (saying.lines.size() == kMaxLines) break;
      const auto actor = actors.find(one.action_id);
      saying.lines.push_back(
          {say("chat.line", {{"topic", TopicOf(one.message_key)},
                             {"person", actor == actors.end() ? std::string("Baton") : actor->second}}),
           parts_.public_url + one.link});
    }
    return saying;
  }

  // First names, by action.
  static std::unordered_map<Id, std::string> ActorsOf(db::Connection& connection, Id org_id,
                                                      const std::vector<notice::Notice>& notices) {
    std::vector<Id> ids;
    for (const notice::Notice& one : notices) ids.push_back(one.action_id);
    const auto rows = connection.Query<ActorRow>(
        "SELECT id, actor_id FROM action WHERE org_id = $1 AND id IN baton_list($2) AND actor_id IS NOT NULL",
        org_id, db::IdList(ids));
    std::vector<Id> people;
    for (const ActorRow& row : rows) people.push_back(*row.actor_id);
    const auto refs = people::FindRefs(connection, org_id, people);
    std::unordered_map<Id, std::string> names;
    for (const ActorRow& row : rows) {
      const auto ref = refs.find(*row.actor_id);
      if (ref != refs.end()) names.emplace(row.id, people::FirstName(ref->second.name));
    }
    return names;
  }

  void Start(webhook::Poster& poster, Message& message, Id index) {
    auto url = OpenUrl(*parts_.options->key, message.hook);
    if (!url) {
      Note(message, {.fault = webhook::Fault::other_key});
      return;
    }
    poster.Start({.key = index,
                  .url = std::move(*url),
                  .message_id = ToString(message.told.told_notice_id),
                  .seconds = now_.milliseconds / 1'000,
                  .signatures = {},
                  .body = message.body});
  }

  // True when it arrived.
  bool Note(const Message& message, const webhook::Outcome& outcome) {
    const bool arrived = outcome.status >= 200 && outcome.status < 300;
    Hook after = arrived ? message.told : message.hook;
    after.status = outcome.status;
    after.fault = outcome.fault;
    if (arrived) {
      after.attempts = 0;
      after.next_at = std::nullopt;
      after.told_at = now_;
    } else {
      const auto pause = webhook::PauseAfter(message.hook.attempts);
      const bool is_gone = outcome.fault == webhook::Fault::gone || outcome.status == kForbidden ||
                           outcome.status == kNotThere;
      after.is_on = pause && !is_gone;
      if (pause) after.next_at = now_ + std::max(*pause, outcome.pause_at_least.value_or(0));
    }
    if (!Save(after, message.hook.attempts) || after.is_on) return arrived;
    database_.Write([&](db::Tx& tx) {
      action::Action action(tx, {after.org_id, std::nullopt}, "chat.give_up",
                            people::NowIn(tx, after.org_id, now_), after.person_id);
      notice::Emit(action, after.person_id, {"notice.chat.given_up", {{"host", after.host}}},
                   "/settings?section=notices");
    });
    return false;
  }

  bool Save(const Hook& hook, std::int32_t attempts_before) {
    return database_.Write([&](db::Tx& tx) { return SaveHook(tx, hook, attempts_before); });
  }

  db::Database& database_;
  const Instant now_;
  const TellerParts& parts_;
  const Id before_;
};

}  // namespace

int TellOnce(db::Database& database, Instant now, const TellerParts& parts) {
  for (const Id org_id : digest::FindOrganizationsToldAtOnce(*database.Read())) {
    const Instant there = people::NowIn(*database.Read(), org_id, now);
    digest::SendAtOnce(database, org_id, parts.public_url,
                       {.now = there, .before = FirstIdAt(now - kSettleMillis), .glances = parts.glances});
  }
  return Talk(database, now, parts).Run();
}

Teller::Teller(db::Database& database, const Clock& clock, TellerParts parts)
    : database_(database), clock_(clock), parts_(std::move(parts)), thread_([this] { Run(); }) {}

Teller::~Teller() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Teller::Run() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kPause, [this] { return stopping_; })) {
    lock.unlock();
    try {
      TellOnce(database_, clock_.Now(), parts_);
    } catch (const std::exception& error) {
      LogWarning("chat.not_told", {{"why", error.what()}});
    }
    lock.lock();
  }
}

}  // namespace baton::chat
