#include "format/mailbox/mailbox.h"

#include <gmock/gmock.h>

namespace baton::format::mailbox {
namespace {
TEST(Scratch, ReadsAll) {
  for (const char* root : {"/work/shared/data/mail"}) {
    int n = 0, refused = 0, date = 0, from = 0;
    const auto read = ReadMailbox(root, [&](ReadOne one) { ++n; if (!one) ++refused; else { date += one->at.has_value(); from += one->from.has_value(); } return true; });
    std::printf("%s %d refused %d dated %d from %d ok %d\n", root, n, refused, date, from, read.has_value());
  }
}
}
}
