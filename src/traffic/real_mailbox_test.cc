// Real mail of real people, from the file to the tie: the archives of a mailing list, of which whoever wrote is one of ours or a contact.
// The list itself is taken out (its headers, and its address, in whose place stand the others who wrote in that archive), since mail of
// lists is none of anybody; dates, names, ids and who answered what are as they were. Held against a reckoning of the test's own.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <map>
#include <set>
#include <sstream>

#include "settings/settings_store.h"
#include "ties/directory.h"
#include "ties/learn.h"
#include "traffic/rules.h"
#include "traffic/traffic_for_test.h"

namespace baton::traffic {
namespace {

constexpr const char* kArchives = BATON_TEST_DATA "/mail/apache-ponymail/test/resources/";

// A mail as this test reads it: no library, only what it needs.
struct RealMail {
  std::string from;
  Instant at;
  std::string id;
  std::string answers;
  std::string thread;
  std::vector<std::string> kept_lines;  // of its headers, without whom it went to and what the list wrote
  std::vector<std::string> to;
};

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// What stands between the first < and >, or all of it.
std::string Bare(const std::string& text) {
  const auto begin = text.find('<');
  const auto end = text.find('>', begin);
  std::string bare = begin == std::string::npos ? text : text.substr(begin + 1, end - begin - 1);
  std::erase_if(bare, [](char c) { return c == ' ' || c == '\t'; });
  std::ranges::transform(bare, bare.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return bare;
}

// "Sun, 2 Jan 2022 12:01:50 +0100"
Instant TimeOf(const std::string& date) {
  std::tm time{};
  const char* rest = strptime(date.c_str(), " %a, %d %b %Y %H:%M:%S", &time);
  int zone = 0;
  std::sscanf(rest, "%d", &zone);
  const std::int64_t minutes = zone / 100 * 60 + zone % 100;
  return Instant{(static_cast<std::int64_t>(timegm(&time)) - minutes * 60) * 1000};
}

std::vector<RealMail> ReadArchive(const std::string& name) {
  std::vector<RealMail> mails;
  std::istringstream lines(ReadFile(kArchives + name));
  bool is_header = false;
  std::string key;
  std::map<std::string, std::string> fields;
  const auto close = [&] {
    if (fields.empty()) return;
    RealMail& mail = mails.back();
    mail.from = Bare(fields["from"]);
    mail.at = TimeOf(fields["date"]);
    mail.id = fields["message-id"];
    mail.answers = Bare(fields["in-reply-to"]);
    const std::string first = Bare(fields["references"]);
    mail.thread = !first.empty() ? first : mail.answers.empty() ? Bare(mail.id) : mail.answers;
    fields.clear();
  };
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("From ") && !is_header) {
      mails.emplace_back();
      is_header = true;
      key.clear();
    } else if (is_header && line.empty()) {
      is_header = false;
      close();
    } else if (is_header) {
      if (line[0] != ' ' && line[0] != '\t') {
        key = Bare(line.substr(0, line.find(':')));
        fields[key] = line.substr(line.find(':') + 1);
      } else {
        fields[key] += line;
      }
      const std::set<std::string> kept = {"from",        "date",       "message-id",
                                          "in-reply-to", "references", "subject"};
      if (kept.contains(key)) mails.back().kept_lines.push_back(line);
    }
  }
  return mails;
}

class RealMailboxTest : public TrafficTest {
 protected:
  // Without the list: each mail goes to the others who wrote in the archive, by the name under which they are known first.
  std::vector<RealMail> WithoutList(const std::string& archive) {
    std::vector<RealMail> mails = ReadArchive(archive);
    std::vector<std::string> writers;
    for (const RealMail& mail : mails) {
      const std::string& who = Known(mail.from);
      if (std::ranges::find(writers, who) == writers.end()) writers.push_back(who);
    }
    for (RealMail& mail : mails) {
      for (const std::string& who : writers) {
        if (who != Known(mail.from)) mail.to.push_back(who);
      }
    }
    return mails;
  }
  const std::string& Known(const std::string& email) const {
    const auto found = same_.find(email);
    return found == same_.end() ? email : found->second;
  }
  Tally ImportFile(Id person_id, const std::string& text, Instant now) {
    const std::string path = folder_ + "/real.mbox";
    std::ofstream(path, std::ios::binary) << text;
    const SpoolPlace place = Place();
    const MailSource source = *LookAt({.database = db(), .place = place, .person_id = person_id, .now = now},
                                      {{path, "real.mbox"}}, [&](const auto& make) {
                                        MailSource made;
                                        Act([&](action::Action& action) { made = make(action); });
                                        return made;
                                      });
    MailSource keeping;
    Act([&](action::Action& action) { keeping = StartKeeping(action, source, place, now).value(); });
    return *KeepSpool(db(), keeping, place, now);
  }
  static std::string MboxOf(const std::vector<RealMail>& mails) {
    std::string text;
    for (const RealMail& mail : mails) {
      text += "From x Tue Mar 04 03:33:20 2003\n";
      for (const std::string& line : mail.kept_lines) text += line + "\n";
      text += "To: ";
      for (std::size_t i = 0; i < mail.to.size(); ++i) text += (i > 0 ? ", " : "") + mail.to[i];
      text += "\n\nMARKBODY\n\n";
    }
    return text;
  }

  std::map<std::string, std::string> same_;  // a further address: the first one
};

// docs/ties.md by hand, for one of ours and one contact.
struct Reckoned {
  double raw = 0;
  double reciprocity = 0;
  std::int32_t touches = 0;
};

Reckoned Reckon(std::vector<RealMail> mails, const std::set<std::string>& ours,
                const std::set<std::string>& theirs, Instant now) {
  std::ranges::stable_sort(mails, {}, &RealMail::at);
  const auto is_to = [](const RealMail& mail, const std::set<std::string>& whom) {
    return std::ranges::any_of(mail.to, [&](const std::string& one) { return whom.contains(one); });
  };
  Reckoned reckoned;
  double out = 0;
  double in = 0;
  std::map<std::pair<std::string, std::int64_t>, double> brought;  // by thread and day
  std::map<std::string, std::pair<bool, Instant>> seen;            // who wrote it, when
  for (const RealMail& mail : mails) {
    const bool is_out = ours.contains(mail.from) && is_to(mail, theirs);
    const bool is_in = theirs.contains(mail.from) && is_to(mail, ours);
    if (!is_out && !is_in) continue;
    const auto answered = seen.find(mail.answers);
    const bool is_quick = answered != seen.end() && answered->second.first != is_out &&
                          mail.at.milliseconds - answered->second.second.milliseconds <= kMillisecondsPerDay;
    seen[Bare(mail.id)] = {is_out, mail.at};
    const double worth =
        (is_in ? 1.5 : 1.0) * (is_quick ? 1.3 : 1) / std::sqrt(static_cast<double>(mail.to.size()));
    double& today = brought[{mail.thread, mail.at.milliseconds / kMillisecondsPerDay}];
    const double counted = std::min(worth, 3 - today);
    today += counted;
    const auto faded = [&](double amount) {
      const double days = static_cast<double>(now.milliseconds - mail.at.milliseconds) /
                          static_cast<double>(kMillisecondsPerDay);
      return amount * std::pow(0.5, days / 45);
    };
    reckoned.raw += faded(counted);
    (is_out ? out : in) += faded(1);
    ++reckoned.touches;
  }
  reckoned.reciprocity = out + in > 0 ? 2 * std::min(out, in) / (out + in) : 0;
  return reckoned;
}

TEST_P(RealMailboxTest, AListIsNobodysMail) {
  const Instant now = *ParseInstant("2022-02-01T00:00:00Z");
  SetEmail(jim_, "daniel.l.sahlberg@gmail.com");
  const Tally tally =
      ImportFile(jim_, ReadFile(std::string(kArchives) + "users_ponymail_apache_org_2022-01.mbox"), now);
  EXPECT_EQ(tally.touches, 0);
  EXPECT_EQ(tally.of(LeftOut::list), 6);
}

TEST_P(RealMailboxTest, RealMailGivesBelievableTies) {
  const Instant now = *ParseInstant("2022-02-01T00:00:00Z");
  const std::vector<RealMail> mails = [&] {
    same_ = {{"dsahlberg@apache.org", "daniel.l.sahlberg@gmail.com"}};
    return WithoutList("users_ponymail_apache_org_2022-01.mbox");
  }();
  ASSERT_EQ(mails.size(), 6u);
  SetEmail(jim_, "daniel.l.sahlberg@gmail.com");
  Act([&](action::Action& action) {
    EXPECT_TRUE(AddAddress(action, jim_, "dsahlberg@apache.org").has_value());
  });
  const std::map<std::string, Id> contacts{
      {"johndament@apache.org", AddContact(larmar_, "John D. Ament", "johndament@apache.org")},
      {"sebbaz@gmail.com", AddContact(larmar_, "sebb", "sebbaz@gmail.com")},
      {"humbedooh@apache.org", AddContact(larmar_, "Daniel Gruno", "humbedooh@apache.org")}};
  EXPECT_EQ(ImportFile(jim_, MboxOf(mails), now).touches, 12) << "three of his to three, and one of each";
  const ties::Learnt learnt = *ties::Learn(db(), kOrg, now);
  ASSERT_EQ(learnt.pairs, 3);

  std::vector<double> raws;
  std::map<Id, Reckoned> reckoned;
  for (const auto& [email, contact] : contacts) {
    reckoned[contact] = Reckon(mails, {"daniel.l.sahlberg@gmail.com", "dsahlberg@apache.org"}, {email}, now);
    raws.push_back(reckoned[contact].raw);
  }
  std::ranges::sort(raws);
  const double typical = raws[(raws.size() - 1) * 3 / 4];
  EXPECT_NEAR(*learnt.typical_raw, typical, 1e-9);
  const auto ties = ties::FindTiesOf(*db().Read(), kOrg, jim_, now);
  ASSERT_EQ(ties.size(), 3u);
  for (const ties::AccountTie& tie : ties) {
    const Reckoned& by_hand = reckoned.at(tie.contact_id);
    EXPECT_NEAR(tie.raw, by_hand.raw, 1e-9);
    EXPECT_NEAR(tie.learnt, (1 - std::exp(-by_hand.raw / typical)) * (0.5 + 0.5 * by_hand.reciprocity), 1e-9);
    EXPECT_EQ(tie.touches, by_hand.touches);
  }
  // sebb answered within a day, and last; John as quickly, four days before; Daniel Gruno last, but after more than a day.
  EXPECT_EQ(ties[0].contact_id, contacts.at("sebbaz@gmail.com"));
  EXPECT_EQ(ties[1].contact_id, contacts.at("johndament@apache.org"));
  EXPECT_EQ(ties[2].contact_id, contacts.at("humbedooh@apache.org"));
}

// Four mails of one morning, of two who answer each other; one of them under two addresses.
TEST_P(RealMailboxTest, ABurstOfRealMailIsNoFriendship) {
  const Instant now = *ParseInstant("2019-10-01T00:00:00Z");
  same_ = {{"garydgregory@gmail.com", "ggregory@apache.org"}};
  const std::vector<RealMail> mails = WithoutList("users_ponymail_apache_org_2019-09.mbox");
  ASSERT_EQ(mails.size(), 4u);
  SetEmail(jim_, "rbowen@rcbowen.com");
  const Id gary = AddContact(larmar_, "Gary D. Gregory", "ggregory@apache.org");
  Act([&](action::Action& action) {
    const auto before = book::FindContact(action.tx(), All(), gary);
    book::Contact after = *before;
    after.further_emails = "garydgregory@gmail.com";
    EXPECT_TRUE(book::UpdateContact(action, *before, after).has_value());
  });
  EXPECT_EQ(ImportFile(jim_, MboxOf(mails), now).touches, 4);
  EXPECT_EQ(ImportFile(jada_, MboxOf(mails), now).touches, 0) << "none of it is hers";
  ties::Learn(db(), kOrg, now);
  const Reckoned by_hand =
      Reckon(mails, {"rbowen@rcbowen.com"}, {"ggregory@apache.org", "garydgregory@gmail.com"}, now);
  const auto ties = ties::FindTiesOf(*db().Read(), kOrg, jim_, now);
  ASSERT_EQ(ties.size(), 1u);
  EXPECT_EQ(ties[0].contact_id, gary);
  EXPECT_EQ(ties[0].touches, 4);
  EXPECT_NEAR(ties[0].raw, by_hand.raw, 1e-9);
  EXPECT_NEAR(ties[0].raw, 3 * std::exp2(-10.5 / 45), 0.02) << "of one day no more than three, ten days ago";
  EXPECT_NEAR(by_hand.reciprocity, 1, 0.01) << "they wrote two each";
  // More than two years later it is older than what is kept.
  EXPECT_EQ(ImportFile(jim_, MboxOf(mails), *ParseInstant("2022-02-01T00:00:00Z")).of(LeftOut::too_old), 4);
}

INSTANTIATE_TEST_SUITE_P(Engines, RealMailboxTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::traffic
