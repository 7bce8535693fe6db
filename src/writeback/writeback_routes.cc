#include "writeback/writeback_routes.h"

#include <algorithm>

#include "http/router.h"
#include "json/json.h"
#include "writeback/directory.h"

namespace baton::writeback {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kPage = 50;
constexpr int kMaxPage = 200;

struct ChangeQuery {
  std::optional<ChangeState> state;
  std::optional<Id> account;
  std::optional<std::string> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(ChangeQuery, (), (state, account, after, limit))

struct FileQuery {
  std::string source;
  std::optional<Object> object;
};
BOOST_DESCRIBE_STRUCT(FileQuery, (), (source, object))

Result<http::Page<OwnerChange>> List(const Call& call, const ChangeQuery& query) {
  return ListChanges(call.db(), call.scope(),
                     {.state = query.state,
                      .account_id = query.account,
                      .source = std::nullopt,
                      .after = query.after,
                      .limit = std::clamp(query.limit.value_or(kPage), 1, kMaxPage)});
}

Result<http::Page<SystemChanges>> ListSystems(const Call& call) {
  return http::Page<SystemChanges>{CountChanges(call.db(), call.scope()), std::nullopt};
}

Result<http::File> GetFile(const Call& call, const FileQuery& query) {
  const Object object = query.object.value_or(Object::account);
  return http::File{.content_type = "text/csv; charset=utf-8",
                    .name = query.source + "-" + std::string(json::NameOf(object)) + "-owners.csv",
                    .bytes = FileFor(call.db(), call.scope(), query.source, object)};
}

}  // namespace

void AddWritebackRoutes(http::Router& router) {
  router.Get("/api/v1/owner-changes",
             {.name = "listOwnerChanges",
              .deed = Deed::read,
              .word = Word::account,
              .summary = "Owners that moved by a handoff, for each system the account came from"},
             List);
  router.Get("/api/v1/owner-changes/systems",
             {.name = "listOwnerChangeSystems",
              .deed = Deed::read,
              .word = Word::account,
              .summary = "How many wait, differ and have arrived, for each system"},
             ListSystems);
  router.Get("/api/v1/owner-changes/file",
             {.name = "getOwnerChangesFile",
              .deed = Deed::read,
              .word = Word::account,
              .summary = "What waits or differs, as the system takes it in"},
             GetFile);
}

}  // namespace baton::writeback
