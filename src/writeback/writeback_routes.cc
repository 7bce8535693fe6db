#include "writeback/writeback_routes.h"

#include "http/router.h"
#include "json/json.h"
#include "writeback/directory.h"

namespace baton::writeback {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct ChangeQuery {
  std::optional<ChangeState> state;
};
BOOST_DESCRIBE_STRUCT(ChangeQuery, (), (state))

struct FileQuery {
  std::string source;
  std::optional<Object> object;
};
BOOST_DESCRIBE_STRUCT(FileQuery, (), (source, object))

Result<http::Page<OwnerChange>> List(const Call& call, const ChangeQuery& query) {
  return http::Page<OwnerChange>{ListChanges(call.db(), call.scope(), query.state), std::nullopt};
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
  router.Get("/api/v1/owner-changes/file",
             {.name = "getOwnerChangesFile",
              .deed = Deed::read,
              .word = Word::account,
              .summary = "What waits or differs, as the system takes it in"},
             GetFile);
}

}  // namespace baton::writeback
