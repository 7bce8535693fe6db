#include "notice/notice_routes.h"

#include <algorithm>

#include "action/tables.h"
#include "http/router.h"
#include "json/arguments.h"
#include "notice/glance.h"
#include "notice/notice.h"

namespace baton::notice {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kPage = 50;

struct NoticeQuery {
  std::optional<Id> after;
  std::optional<bool> looking;  // for a screen in front of somebody
};
BOOST_DESCRIBE_STRUCT(NoticeQuery, (), (after, looking))

struct NoticeView {
  static constexpr const char* kSchemaName = "Notice";
  Id id;
  std::string text;
  std::string link;
  Instant created_at;
  std::optional<Instant> read_at;
};
BOOST_DESCRIBE_STRUCT(NoticeView, (), (id, text, link, created_at, read_at))

struct NoticeList {
  static constexpr const char* kSchemaName = "NoticeList";
  std::vector<NoticeView> items;
  std::optional<std::string> next;
  std::int64_t unread = 0;
};
BOOST_DESCRIBE_STRUCT(NoticeList, (), (items, next, unread))

struct ReadInput {
  static constexpr const char* kSchemaName = "NoticesRead";
  std::optional<std::vector<Id>> ids;  // none: all
};
BOOST_DESCRIBE_STRUCT(ReadInput, (), (ids))

Result<NoticeList> List(const Call& call, const NoticeQuery& query, Glances* glances) {
  NoticeList list;
  for (const Notice& notice : FindNotices(call.db(), call.org_id(), call.person_id(), query.after, kPage)) {
    const Message message{notice.message_key, json::ParseArguments(notice.message_arguments)};
    list.items.push_back({notice.id, call.Say(message), notice.link, notice.created_at, notice.read_at});
  }
  if (std::ssize(list.items) == kPage) list.next = ToString(list.items.back().id);
  if (glances != nullptr && query.looking.value_or(false) && !query.after && !list.items.empty()) {
    glances->Note(call.org_id(), call.person_id(), list.items.front().id);
  }
  list.unread = CountUnread(call.db(), call.org_id(), call.person_id());
  return list;
}

}  // namespace

void AddNoticeRoutes(http::Router& router, Glances* glances) {
  router.Get("/api/v1/notices", {.name = "listNotices", .deed = Deed::read, .word = Word::notice},
             [glances](const Call& call, const NoticeQuery& query) { return List(call, query, glances); });
  router.Post("/api/v1/notices/read", {.name = "readNotices", .deed = Deed::change, .word = Word::notice},
              [](const Call& call, const ReadInput& input) -> Result<Done> {
                return call.Write([&](db::Tx& tx) -> Result<Done> {
                  MarkRead(tx, call.org_id(), call.person_id(), input.ids, call.now());
                  return Done{};
                });
              });
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Notice::kTable),
              .private_columns = {"message_arguments"},
              .listeners = &FindRecipients});
}

}  // namespace baton::notice
