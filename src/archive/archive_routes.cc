#include "archive/archive_routes.h"

#include "archive/export.h"
#include "base/temporary.h"
#include "http/router.h"

namespace baton::archive {

// Written to a file first: one moment of the database, and a slow client does not hold it.
void AddArchiveRoutes(http::Router& router) {
  router.Get("/api/v1/export",
             {.name = "getExport", .deed = access::Deed::read, .word = access::Word::export_file},
             [](const http::Call& call) -> Result<http::File> {
               TemporaryFile file("export", ".zip");
               WriteExport(call.database(), call.org_id(), file.path());
               return http::File{.content_type = "application/zip",
                                 .name = "baton-export-" + ToString(call.now()).substr(0, 10) + ".zip",
                                 .path = file.Release(),
                                 .remove_after = true};
             });
}

}  // namespace baton::archive
