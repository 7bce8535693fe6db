// What the database throws: it is gone, full or busy, a statement is wrong, or a row breaks a key. Expected
// answers
// ("no such row") are values, not errors. Caught once, at the edge of a request or job.
//
//   try { ... } catch (const db::Error& error) { if (error.kind() == db::ErrorKind::unique) ... }
#pragma once

#include <stdexcept>
#include <string>

namespace baton::db {

enum class ErrorKind {
  unique,       // a primary key or unique index
  foreign_key,  // the parent is missing, or a child still points here
  busy,         // a lock, the pool or the queue: trying again may help
  lost,         // the server or the file is gone; after a lost COMMIT the outcome is unknown
  full,         // no space
  cancelled,    // a time-out, or Connection::Interrupt
  other,        // a wrong statement, a row that does not fit its struct, a broken file
};

class Error : public std::runtime_error {
 public:
  // `what` may hold SQL and engine words: for the log, never for people.
  Error(ErrorKind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  ErrorKind kind() const { return kind_; }

 private:
  ErrorKind kind_;
};

}  // namespace baton::db
