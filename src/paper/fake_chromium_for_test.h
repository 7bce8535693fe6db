// A script in Chromium's place, for tests: it keeps its arguments, its environment and the page, then does what the test says.
//
//   const FakeChromium chromium(kPrints);
//   Printer printer({.program = chromium.program()});
#pragma once

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <string>

#include "base/temporary.h"

namespace baton::paper {

class FakeChromium {
 public:
  explicit FakeChromium(const std::string& deed) {
    std::ofstream(program()) << "#!/bin/sh\nhere=" << folder_.path() << R"(
printf '%s\n' "$@" > "$here/arguments"
env > "$here/environment"
for one in "$@"; do
  case "$one" in
    --print-to-pdf=*) out="${one#--print-to-pdf=}" ;;
    file://*) cp "${one#file://}" "$here/page.html" ;;
  esac
done
)" << deed << '\n';
    ::chmod(program().c_str(), 0700);
  }
  std::string program() const { return folder_.path() + "/chromium"; }
  std::string Read(const std::string& name) const {
    std::ifstream file(folder_.path() + "/" + name);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

 private:
  const TemporaryFolder folder_{"baton-fake-chromium"};
};

inline constexpr const char* kPrints = "printf '%%PDF-1.7 page' > \"$out\"";

}  // namespace baton::paper
