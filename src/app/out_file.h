// A file that a command writes: it takes its name when it is whole, so that what had the name stays until then, and nothing
// half written is left behind.
//
//   auto file = OutFile::Open("plan.csv");           // a problem when it cannot be made there
//   ... write to file->part() ...
//   return file->Finish();
#pragma once

#include <string>

#include "base/problem.h"

namespace baton::app {

class OutFile {
 public:
  static Result<OutFile> Open(const std::string& path);
  OutFile(OutFile&& other) noexcept;
  OutFile& operator=(OutFile&&) = delete;
  ~OutFile();

  const std::string& part() const { return part_; }
  Result<Done> Write(std::string_view bytes) const;
  Result<Done> Finish();

 private:
  explicit OutFile(const std::string& path) : path_(path), part_(path + ".part") {}

  std::string path_;
  std::string part_;  // empty: nothing to remove
};

}  // namespace baton::app
