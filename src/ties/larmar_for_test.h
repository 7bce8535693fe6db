// Larmar Freight is Jim's, with two contacts: for the tests of ties.
#pragma once

#include "book/book_fixture.h"

namespace baton::ties {

class LarmarTest : public book::BookTest {
 protected:
  void SetUp() override {
    BookTest::SetUp();
    if (IsSkipped()) return;
    larmar_ = AddAccount("Larmar Freight", jim_);
    bill_ = AddContact(larmar_, "Bill");
    ines_ = AddContact(larmar_, "Ines");
  }
  static Instant Before(double days) { return kNow - static_cast<std::int64_t>(days * kDays); }

  Id larmar_;
  Id bill_;
  Id ines_;
};

}  // namespace baton::ties
