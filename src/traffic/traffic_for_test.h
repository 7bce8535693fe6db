// Mailboxes of an mbox or two, handed over by Jim, who knows Bill and Ines at Larmar.
#pragma once

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "book/book_fixture.h"
#include "ties/touches.h"
#include "traffic/keep.h"
#include "traffic/preview.h"
#include "traffic/traffic_views.h"

namespace baton::traffic {

// One mail of an mbox.
struct Letter {
  std::string from;
  std::string to;
  std::string date = "Fri, 21 Nov 2025 10:00:00 +0000";
  std::string id = {};
  std::string more = {};
};

inline std::string TextOf(const std::vector<Letter>& letters) {
  std::string mbox;
  int number = 0;
  for (const Letter& one : letters) {
    const std::string id = one.id.empty() ? "m" + std::to_string(++number) + "@x" : one.id;
    mbox += "From x Tue Mar 04 03:33:20 2003\nFrom: " + one.from + "\nTo: " + one.to + "\nDate: " + one.date +
            "\nMessage-ID: <" + id + ">\n" + one.more + "Subject: MARKSUBJECT\n\nMARKBODY\n\n";
  }
  return mbox;
}

class TrafficTest : public book::BookTest {
 protected:
  void SetUp() override {
    BookTest::SetUp();
    if (IsSkipped()) return;
    folder_ = (std::filesystem::path(testing::TempDir()) / ("traffic." + std::to_string(getpid()))).string();
    std::filesystem::create_directories(folder_);
    larmar_ = AddAccount("Larmar Freight", jim_);
    bill_ = AddContact(larmar_, "Bill", "bill@larmar.example");
    ines_ = AddContact(larmar_, "Ines", "ines@larmar.example");
    AddContact(larmar_, "Desk A", "desk@larmar.example");
    AddContact(larmar_, "Desk B", "desk@larmar.example");
    SetEmail(jim_, "jim@northwind.example");
    SetEmail(jada_, "jada@northwind.example");
  }
  void TearDown() override {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
    BookTest::TearDown();
  }

  Id AddContact(Id account_id, const std::string& name, const std::string& email) {
    book::Contact contact;
    contact.account_id = account_id;
    contact.name = name;
    contact.email = email;
    contact.email_fold = email;
    Act([&](action::Action& action) { contact = book::InsertContact(action, contact); });
    return contact.id;
  }
  void AddBillsAddress(const std::string& email) {
    Act([&](action::Action& action) {
      const auto before = book::FindContact(action.tx(), All(), bill_);
      book::Contact after = *before;
      after.further_emails = email;
      EXPECT_TRUE(book::UpdateContact(action, *before, after).has_value());
    });
  }
  void SetEmail(Id person_id, const std::string& email) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE person SET email = $3, email_fold = $3 WHERE org_id = $1 AND id = $2", kOrg,
                 person_id, email);
    });
  }

  SpoolPlace Place() const { return {folder_, kOrg}; }
  MailSource LookAtMbox(Id person_id, const std::vector<Letter>& letters) {
    const std::string path = folder_ + "/x.mbox";
    std::ofstream(path, std::ios::binary) << TextOf(letters);
    const SpoolPlace place = Place();
    return *LookAt({.database = db(), .place = place, .person_id = person_id, .now = kNow},
                   {{path, "x.mbox"}}, [&](const auto& make) {
                     MailSource source;
                     Act([&](action::Action& action) { source = make(action); });
                     return source;
                   });
  }
  Tally KeepAll(const MailSource& source) { return *KeepSpool(db(), Keep(source), Place(), kNow); }
  // Its owner says so; no job has begun.
  MailSource Keep(const MailSource& source) {
    MailSource keeping;
    Act([&](action::Action& action) { keeping = StartKeeping(action, source, Place(), kNow).value(); });
    return keeping;
  }
  Tally Import(Id person_id, const std::vector<Letter>& letters) {
    return KeepAll(LookAtMbox(person_id, letters));
  }
  Survey SurveyOfAll(const MailSource& source) {
    return *traffic::SurveyOf(*db().Read(), Place(), source, kNow);
  }
  std::vector<std::string> Touches(Id person_id) {
    std::vector<std::string> touches;
    ties::ForEachTouch(*db().Read(),
                       {.org_id = kOrg,
                        .whose = ties::Whose::person,
                        .of = person_id,
                        .since = ties::Since(kNow),
                        .now = kNow},
                       [&](Id, Id contact_id, const ties::Touch& touch) {
                         std::string text = contact_id == bill_ ? "Bill" : "Ines";
                         if (touch.kind == ties::TouchKind::mail_from_us) text += " written to";
                         if (touch.kind == ties::TouchKind::mail_from_them) text += " wrote";
                         if (touch.kind == ties::TouchKind::mail) text += " mail";
                         if (touch.is_quick_reply) text += " quickly";
                         touches.push_back(text + " " + std::to_string(touch.others));
                       });
    return touches;
  }
  std::int64_t Count(const std::string& from) {
    return db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + from).value_or(0);
  }

  std::string folder_;
  Id larmar_;
  Id bill_;
  Id ines_;
};

inline constexpr const char* kJim = "Jim <jim@northwind.example>";
inline constexpr const char* kBill = "Bill <BILL@larmar.example>";

}  // namespace baton::traffic
