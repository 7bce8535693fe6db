// What goes back to a client, before it is bytes on the wire.
//
//   return http::File{.content_type = "text/csv; charset=utf-8", .name = "plan.csv", .bytes = text};
//
// Plain values; no thread-safety of their own.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/schema.h"

namespace baton::http {

// A name or value with a line break or another control character is a broken invariant: headers cannot be
// injected.
struct Header {
  std::string name;
  std::string value;
};

// A cookie to set. Its path is "/"; it is HttpOnly, SameSite=Lax, and Secure when public_url is https.
struct Cookie {
  std::string name;
  std::string value;
  std::int64_t max_age_seconds = 0;  // 0 deletes it
};

// Gives the next piece of a body; an empty piece ends it. Called on a worker thread, one call at a time,
// after the handler has returned: it owns what it needs.
using Source = std::function<std::string()>;

// A file to download. Exactly one of `bytes`, `path` and `source` holds the content.
struct File {
  std::string content_type = "application/octet-stream";
  std::string name = {};  // what it is called when saved; empty: it is shown in place
  std::string bytes = {};
  std::string path = {};      // a file on disk, read piece by piece
  bool remove_after = false;  // deletes `path` when it has been sent
  Source source = {};
};

// JSON or text with a status of its own, for the few routes that need it.
struct Answer {
  int status = 200;
  std::string content_type = "application/json";
  std::string body = {};
  std::vector<Header> headers = {};
  std::string path = {};
  bool remove_after = false;
  Source source = {};
};

// One page of a list. `next` is what `?after=` takes for the following one.
template <class T>
struct Page {
  std::vector<T> items = {};
  std::optional<std::string> next = {};

  static std::string SchemaName() { return json::SchemaNameOf<T>() + "Page"; }
  BOOST_DESCRIBE_CLASS(Page, (), (items, next), (), ())
};

Answer AnswerOfFile(const File& file, int status);

}  // namespace baton::http
