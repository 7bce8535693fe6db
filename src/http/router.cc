#include "http/router.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "http/header_text.h"

namespace baton::http {

std::vector<std::string> PathNames(std::string_view path) {
  std::vector<std::string> names;
  for (std::size_t at = path.find('{'); at != std::string_view::npos; at = path.find('{', at)) {
    const auto end = path.find('}', at);
    Check(end != std::string_view::npos, "a path's braces match");
    names.emplace_back(path.substr(at + 1, end - at - 1));
    at = end;
  }
  return names;
}

void Router::Add(Route route) {
  const std::string at = route.path + " (" + route.options.name + "): ";
  const auto check = [&at](bool holds, const char* why) { Check(holds, (at + why).c_str()); };
  check(route.path.starts_with('/'), "a path starts with a slash");
  check(!route.options.name.empty(), "a route has a name");
  check(route.options.open || (route.options.deed && route.options.word),
        "a route states its deed and word, or is open");
  std::vector<Segment> segments;
  for (const std::string_view part : Split(std::string_view(route.path).substr(1), '/')) {
    const auto end = part.find('}');
    const bool is_parameter = part.starts_with('{') && end != std::string_view::npos;
    check(is_parameter || part.find_first_of("{}") == std::string_view::npos,
          "a parameter begins its part of the path");
    segments.push_back({std::string(is_parameter ? part.substr(end + 1) : part), is_parameter});
  }
  for (std::size_t index = 0; index < routes_.size(); ++index) {
    check(routes_[index].options.name != route.options.name, "another route has this name");
    const bool is_same =
        routes_[index].method == route.method &&
        std::ranges::equal(segments_[index], segments, [](const auto& left, const auto& right) {
          return left.text == right.text && left.is_parameter == right.is_parameter;
        });
    check(!is_same, "another route has this path");
  }
  routes_.push_back(std::move(route));
  segments_.push_back(std::move(segments));
}

Router::Match Router::Find(Method method, std::string_view path) const {
  Match match;
  if (!path.starts_with('/')) return match;
  const auto parts = Split(path.substr(1), '/');
  const Method wanted = method == Method::head ? Method::get : method;
  std::vector<std::size_t> best_rank;
  for (std::size_t index = 0; index < routes_.size(); ++index) {
    const auto& segments = segments_[index];
    if (segments.size() != parts.size()) continue;
    std::vector<std::string> values;
    std::vector<std::size_t> rank;  // text before {x}.csv before {x}, from the left
    bool fits = true;
    for (std::size_t part = 0; part < parts.size() && fits; ++part) {
      const Segment& segment = segments[part];
      if (!segment.is_parameter) {
        fits = segment.text == parts[part];
        rank.push_back(0);
        continue;
      }
      fits = parts[part].size() > segment.text.size() && parts[part].ends_with(segment.text);
      if (!fits) break;
      values.emplace_back(parts[part].substr(0, parts[part].size() - segment.text.size()));
      rank.push_back(segment.text.empty() ? 2 : 1);
    }
    if (!fits) continue;
    if (std::ranges::find(match.allowed, routes_[index].method) == match.allowed.end()) {
      match.allowed.push_back(routes_[index].method);
    }
    if (routes_[index].method != wanted || (match.route && rank >= best_rank)) continue;
    match.route = &routes_[index];
    match.path_values = std::move(values);
    best_rank = std::move(rank);
  }
  return match;
}

Answer AnswerOfFile(const File& file, int status) {
  Answer answer{.status = status,
                .content_type = file.content_type,
                .body = file.bytes,
                .path = file.path,
                .remove_after = file.remove_after,
                .source = file.source};
  if (!file.name.empty()) answer.headers.push_back({"Content-Disposition", Disposition(file.name)});
  return answer;
}

namespace router_detail {
namespace {

// What somebody pastes may hold signs that no text keeps, such as the line break of a word processor: they become spaces.
std::string WithoutControl(std::string text) {
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f) c = ' ';
  }
  return text;
}

// Every field is a text; one that comes twice is no form of ours.
Result<json::Value> ParseForm(std::string_view body) {
  const auto fields = ParseQuery(body);
  if (!fields) return Fail(Kind::malformed, "problem.malformed");
  json::Object form;
  for (const auto& [name, text] : *fields) {
    if (!form.emplace(name, WithoutControl(text)).second)
      return Fail(FieldFault{name, {"problem.field.repeated"}});
  }
  return json::Value(std::move(form));
}

}  // namespace

tl::unexpected<Problem> NoSuchPath() { return NotFound("route"); }

Result<json::Value> ParseBody(const Inputs& inputs, bool is_patch) {
  if (inputs.body.empty()) return json::Value(json::Object());
  const std::string type = MediaType(inputs.request.header("Content-Type").value_or(""));
  // A page of ours that is no part of the API has a form, and a form sends what forms send.
  if (type == "application/x-www-form-urlencoded" && !inputs.request.path.starts_with("/api/")) {
    return ParseForm(inputs.body);
  }
  if (type != "application/json" && !(is_patch && type == "application/merge-patch+json")) {
    return Fail(Kind::unsupported, "problem.unsupported", {{"wanted", "application/json"}});
  }
  return json::Parse(inputs.body);
}

void SetVersionTag(Answer& answer, std::int64_t version) {
  answer.headers.push_back({"ETag", '"' + std::to_string(version) + '"'});
}

}  // namespace router_detail
}  // namespace baton::http
