// /api/v1/letter-templates: the words letters start from; /api/v1/handoffs/{id}/letter: a client's letter;
// /api/v1/my-jobs: what managers do now.
#pragma once

namespace baton::http {
class Router;
}
namespace baton::action {
class Tables;
}

namespace baton::letter {

void AddLetterRoutes(http::Router& router);
void AddTables(action::Tables& tables);

// Parts of the first.
void AddTemplateRoutes(http::Router& router);
void AddMyJobRoutes(http::Router& router);

}  // namespace baton::letter
