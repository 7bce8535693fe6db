#include "http/open_api.h"

#include <algorithm>
#include <map>

#include "http/wire.h"
#include "words/catalogue.h"

namespace baton::http {
namespace {

std::string LowerMethod(Method method) {
  std::string name(NameOfMethod(method));
  std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
  return name;
}

// "/api/v1/accounts/{id}/opportunities" belongs under "accounts".
std::string TagOf(const Route& route) {
  if (route.options.word) return std::string(json::NameOf(*route.options.word));
  return "open";
}

json::Object Content(std::string_view type, json::Value schema) {
  return json::Object{{type, json::Object{{"schema", std::move(schema)}}}};
}

json::Value ParametersOf(const Route& route, json::Schemas& schemas) {
  json::Array all;
  const auto add = [&all](const Parameter& parameter) {
    all.push_back(json::Object{{"name", parameter.name},
                               {"in", parameter.in},
                               {"required", parameter.is_required},
                               {"schema", parameter.schema}});
  };
  for (const auto& parameter : route.parameters(schemas)) add(parameter);
  const json::Value text = json::Object{{"type", "string"}};
  if (route.is_versioned) add({"If-Match", "header", true, text});
  if (route.method == Method::post && !route.options.open && route.options.keeps_answer) {
    add({"Idempotency-Key", "header", false, text});
  }
  return all;
}

json::Value BodyOf(const Route& route, json::Schemas& schemas) {
  if (route.options.upload) {
    const json::Value file = json::Object{{"type", "string"}, {"format", "binary"}};
    const json::Value form = json::Object{
        {"type", "object"},
        {"properties", json::Object{{"file", json::Object{{"type", "array"}, {"items", file}}}}}};
    json::Object content = Content("multipart/form-data", form);
    content.emplace("application/octet-stream", json::Object{{"schema", file}});
    return json::Object{{"required", true}, {"content", std::move(content)}};
  }
  return json::Object{{"required", true}, {"content", Content(route.body_type, route.body(schemas))}};
}

json::Object ResponsesOf(const Route& route, json::Schemas& schemas) {
  json::Object success{{"description", "Success"}};
  if (route.result) {
    success.emplace("content", Content("application/json", route.result(schemas)));
  } else if (route.result_type_name == "events") {
    success.emplace("content", Content("text/event-stream", json::Object{{"type", "string"}}));
  } else if (route.result_type_name == "file") {
    success.emplace("content", Content("*/*", json::Object{{"type", "string"}, {"format", "binary"}}));
  }
  return json::Object{
      {std::to_string(route.status), std::move(success)},
      {"default", json::Object{{"description", "A problem"},
                               {"content", Content("application/problem+json", json::RefTo("Problem"))}}}};
}

json::Object OperationOf(const Route& route, json::Schemas& schemas) {
  json::Object operation{{"operationId", route.options.name},
                         {"tags", json::Array{json::Value(TagOf(route))}}};
  if (!route.options.summary.empty()) operation.emplace("summary", route.options.summary);
  if (!route.options.open) {
    const auto deed = json::NameOf(*route.options.deed);
    const auto word = json::NameOf(*route.options.word);
    operation.emplace("description",
                      "Needs the right to " + std::string(deed) + " " + std::string(word) + ".");
    operation.emplace("x-baton-right", json::Object{{"deed", deed}, {"word", word}});
  }
  json::Value parameters = ParametersOf(route, schemas);
  if (!parameters.as_array().empty()) operation.emplace("parameters", std::move(parameters));
  if (route.body || route.options.upload) operation.emplace("requestBody", BodyOf(route, schemas));
  operation.emplace("responses", ResponsesOf(route, schemas));
  if (route.options.open) operation.emplace("security", json::Array());
  return operation;
}

json::Value ProblemSchema() {
  const json::Object text{{"type", "string"}};
  const json::Object fault{{"type", "object"},
                           {"properties", json::Object{{"path", text}, {"message", text}, {"code", text}}},
                           {"required", json::Array{"path", "message", "code"}}};
  return json::Object{
      {"type", "object"},
      {"properties", json::Object{{"type", text},
                                  {"title", text},
                                  {"status", json::Object{{"type", "integer"}}},
                                  {"code", text},
                                  {"detail", text},
                                  {"errors", json::Object{{"type", "array"}, {"items", fault}}},
                                  {"request_id", text}}},
      {"required", json::Array{"type", "title", "status", "code", "detail", "errors", "request_id"}}};
}

std::string Escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// What a schema is, in a word or two.
std::string TypeText(const json::Value& value) {
  if (!value.is_object() || value.get_object().empty()) return "anything";
  const json::Object& schema = value.get_object();
  if (const auto* ref = schema.if_contains("$ref")) {
    const std::string name(
        std::string_view(ref->as_string()).substr(std::string_view("#/components/schemas/").size()));
    return "<a href=\"#" + name + "\">" + name + "</a>";
  }
  if (const auto* any = schema.if_contains("anyOf")) return TypeText(any->as_array().at(0)) + " or null";
  if (const auto* names = schema.if_contains("enum")) {
    std::string text;
    for (const auto& name : names->as_array()) {
      text += (text.empty() ? "" : " | ") + Escape(std::string_view(name.as_string()));
    }
    return text;
  }
  std::string text;
  if (const auto* type = schema.if_contains("type")) {
    if (type->is_string()) text = std::string_view(type->get_string());
    if (type->is_array())
      text = std::string(std::string_view(type->get_array().at(0).as_string())) + " or null";
  }
  if (const auto* format = schema.if_contains("format")) {
    text.append(" (").append(std::string_view(format->as_string())).append(")");
  }
  if (const auto* items = schema.if_contains("items")) text += " of " + TypeText(*items);
  return text;
}

std::string OperationHtml(const std::string& path, const std::string& method, const json::Object& operation) {
  std::string html = "<h3 id=\"" + Escape(std::string_view(operation.at("operationId").as_string())) +
                     "\"><code>" + method + " " + Escape(path) + "</code></h3>\n";
  for (const char* name : {"summary", "description"}) {
    if (const auto* text = operation.if_contains(name)) {
      html += "<p>" + Escape(std::string_view(text->as_string())) + "</p>\n";
    }
  }
  html += "<ul>\n";
  if (const auto* parameters = operation.if_contains("parameters")) {
    for (const auto& parameter : parameters->as_array()) {
      html += "<li>" + Escape(std::string_view(parameter.at("in").as_string())) + " <code>" +
              Escape(std::string_view(parameter.at("name").as_string())) +
              "</code>: " + TypeText(parameter.at("schema")) +
              (parameter.at("required").as_bool() ? "" : ", optional") + "</li>\n";
    }
  }
  const auto add_content = [&html](std::string_view label, const json::Value& holder) {
    const auto* content = holder.as_object().if_contains("content");
    if (!content) return;
    for (const auto& entry : content->as_object()) {
      html += "<li>" + Escape(label) + " <code>" + Escape(std::string_view(entry.key())) +
              "</code>: " + TypeText(entry.value().at("schema")) + "</li>\n";
    }
  };
  if (const auto* body = operation.if_contains("requestBody")) add_content("body", *body);
  for (const auto& response : operation.at("responses").as_object()) {
    if (response.key() != "default") add_content(response.key(), response.value());
  }
  return html + "</ul>\n";
}

std::string SchemaHtml(std::string_view name, const json::Value& schema) {
  std::string html = "<h3 id=\"" + Escape(name) + "\">" + Escape(name) + "</h3>\n<ul>\n";
  for (const auto& member : schema.at("properties").as_object()) {
    html += "<li><code>" + Escape(std::string_view(member.key())) + "</code>: " + TypeText(member.value()) +
            "</li>\n";
  }
  return html + "</ul>\n";
}

// The parts of the page: a list of links at its side and a heading for each.
std::string LinkTo(std::string_view part) {
  return "<a href=\"#part-" + Escape(part) + "\">" + Escape(part) + "</a>\n";
}
std::string HeadingOf(std::string_view part) {
  return "<h2 id=\"part-" + Escape(part) + "\">" + Escape(part) + "</h2>\n";
}

}  // namespace

json::Value OpenApi(const Router& router, const std::string& title, const std::string& version) {
  json::Schemas schemas;
  json::Object paths;
  for (const Route& route : router.Routes()) {
    if (!route.path.starts_with("/api/")) continue;  // a page
    if (!paths.contains(route.path)) paths.emplace(route.path, json::Object());
    paths[route.path].as_object().emplace(LowerMethod(route.method), OperationOf(route, schemas));
  }
  json::Object components;
  for (const auto& [name, schema] : schemas.components()) components.emplace(name, schema);
  components.insert_or_assign("Problem", ProblemSchema());
  json::Object security{
      {"session", json::Object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "baton_session"}}},
      {"token", json::Object{{"type", "http"}, {"scheme", "bearer"}}}};
  return json::Object{{"openapi", "3.1.0"},
                      {"info", json::Object{{"title", title}, {"version", version}}},
                      {"paths", std::move(paths)},
                      {"components", json::Object{{"schemas", std::move(components)},
                                                  {"securitySchemes", std::move(security)}}},
                      {"security", json::Array{json::Object{{"session", json::Array()}},
                                               json::Object{{"token", json::Array()}}}}};
}

std::string DocsPage(const Router& router, const std::string& title, const std::string& version) {
  const json::Value document = OpenApi(router, title, version);
  std::map<std::string, std::string> sections;
  for (const auto& path : document.at("paths").as_object()) {
    for (const auto& entry : path.value().as_object()) {
      const json::Object& operation = entry.value().as_object();
      std::string method(entry.key());
      std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
      sections[std::string(std::string_view(operation.at("tags").at(0).as_string()))] +=
          OperationHtml(std::string(path.key()), method, operation);
    }
  }
  std::string html =
      "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>" + Escape(title) +
      " API</title><meta name=\"viewport\" content=\"width=device-width\">"
      "<link rel=\"stylesheet\" href=\"/docs.css\"></head>\n<body>\n<header><h1>" +
      Escape(title) + " API " + Escape(version) +
      "</h1>\n<p><a href=\"/api/openapi.json\">OpenAPI 3.1</a></p></header>\n<nav aria-label=\"Parts\">\n";
  for (const auto& [tag, body] : sections) html += LinkTo(tag);
  html += LinkTo("types") + LinkTo("problems") + "</nav>\n<main>\n";
  for (const auto& [tag, body] : sections) html += HeadingOf(tag) + body;
  html += HeadingOf("types");
  for (const auto& entry : document.at("components").at("schemas").as_object()) {
    if (entry.value().as_object().contains("properties")) html += SchemaHtml(entry.key(), entry.value());
  }
  // Each problem's `type` is an address on this page.
  html += HeadingOf("problems") + "<dl>\n";
  const auto& words = words::Catalogue::Compiled();
  for (const auto& key : words.Keys()) {
    if (!key.starts_with("problem.") || key.starts_with("problem.title.")) continue;
    html += "<dt id=\"" + Escape(key) + "\"><code>" + Escape(key) + "</code></dt><dd>" +
            Escape(words.Say({key}, "en")) + "</dd>\n";
  }
  return html + "</dl>\n</main>\n</body>\n</html>\n";
}

void AddOpenApiRoutes(Router& router, const std::string& title, const std::string& version) {
  router.Get("/api/openapi.json", {.name = "getOpenApi", .open = true, .summary = "This description"},
             [&router, title, version](const Call&) -> Result<Answer> {
               return Answer{.body = json::ToText(OpenApi(router, title, version))};
             });
  router.Get("/api/docs", {.name = "getDocs", .open = true, .summary = "This description as a page"},
             [&router, title, version](const Call&) -> Result<Answer> {
               return Answer{.content_type = "text/html; charset=utf-8",
                             .body = DocsPage(router, title, version)};
             });
}

}  // namespace baton::http
