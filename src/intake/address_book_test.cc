// Somebody's address book as contacts: matched by address, at clients that are here, and nothing of colleagues.
#include <gmock/gmock.h>

#include "intake/intake_fixture.h"

namespace baton::intake {
namespace {

using ::testing::ElementsAre;

class AddressBookTest : public IntakeTest {
 protected:
  static std::string Card(const std::string& lines) {
    return "BEGIN:VCARD\r\nVERSION:3.0\r\n" + lines + "END:VCARD\r\n";
  }
  static std::string Book() {
    return Card(
               "FN:Bill "
               "Larmar\r\nEMAIL;TYPE=HOME:bill@home.example\r\nEMAIL;TYPE=WORK:Bill@Larmar.example\r\n"
               "ORG:LARMAR;Purchasing\r\nTITLE:Head of Purchasing\r\nTZ:Europe/Berlin\r\n") +
           Card("FN:Ada\r\nEMAIL:ada@nowhere.example\r\nORG:Nowhere GmbH\r\n") +
           Card("FN:Jim\r\nEMAIL:JIM@baton.example\r\n") + Card("TEL:1\r\n") +
           Card("FN:Ada again\r\nEMAIL:ada@nowhere.example\r\n");
  }
  std::vector<std::string> Texts(const std::string& sql) {
    return db().Read()->Query<std::string>(sql, kOrg);
  }
  std::vector<std::string> Rejects(Id id) {
    std::vector<std::string> shown;
    const Id file_id = MappingNow(id).files.at(0).id;
    const RejectRow start{.import_id = id, .row_number = -1};
    for (const RejectRow& one : FindRejects(*db().Read(), kOrg, file_id, &start, 100)) {
      shown.push_back(std::to_string(one.line) + ' ' + one.column_name + ' ' + one.reason);
    }
    return shown;
  }
};

TEST_P(AddressBookTest, MatchesByAddressAndMakesNoClients) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET email = $1, email_fold = $1 WHERE org_id = $2 AND id = $3",
               "jim@baton.example", kOrg, jim_);
  });
  Import_({{"account.csv", "id,name,industry\n1,Larmar,\n"},
           {"contact.csv", "id,name,email,accountid\n7,Bill,bill@larmar.example,1\n"}});
  const Id id = Upload({{"contacts.vcf", Book()}});
  const FileMapping file = MappingNow(id).files.at(0);
  EXPECT_EQ(file.target, Target::contact);
  EXPECT_EQ(file.source, "vcard");
  EXPECT_EQ(file.rows_estimate, 5);
  EXPECT_EQ(file.columns.at(3).field, Field::email);
  EXPECT_EQ(file.columns.at(4).field, std::nullopt) << "who has several is known by the first";
  EXPECT_EQ(file.columns.at(9).field, Field::account_name);
  EXPECT_EQ(file.columns.at(13).field, Field::further_emails) << "and all of them are kept";

  const auto preview = MakePreview(*db().Read(), options_, Find(id), kNow);
  ASSERT_TRUE(preview);
  EXPECT_EQ(Of(preview->counts, Target::contact).created, 1);
  const Counts counts = Run(id);
  EXPECT_EQ(Of(counts, Target::contact).created, 1);
  EXPECT_EQ(Of(counts, Target::contact).changed, 1);
  EXPECT_EQ(Of(counts, Target::contact).rejected, 3);
  EXPECT_EQ(Rows("account"), 1) << "an unknown organization makes no client";
  EXPECT_THAT(Texts("SELECT name || ' ' || title || ' ' || time_zone FROM contact WHERE org_id = $1 AND "
                    "account_id IS NOT NULL"),
              ElementsAre("Bill Larmar Head of Purchasing Europe/Berlin"));
  EXPECT_THAT(
      Texts(
          "SELECT email || ' ' || further_emails FROM contact WHERE org_id = $1 AND account_id IS NOT NULL"),
      ElementsAre("Bill@Larmar.example bill@home.example"));
  EXPECT_THAT(Rejects(id), ::testing::UnorderedElementsAre(
                               "10 Company import.kept.no_client", "16 Email import.reject.colleague",
                               "21 Full name import.reject.blank", "25 Full name import.reject.twice"));
  EXPECT_EQ(Of(Import_({{"contacts.vcf", Book()}}), Target::contact).created, 0) << "the same file again";
  Undo(id);
  EXPECT_THAT(Texts("SELECT name FROM contact WHERE org_id = $1 AND deleted_at IS NULL"),
              ElementsAre("Bill"));
}

// Known by a further address: it stays one, what the file has besides is added, and somebody else's stays with him.
TEST_P(AddressBookTest, APersonWithTwoAddressesIsOne) {
  Import_({{"contact.csv", "id,name,email\n7,Bill,bill@larmar.example\n8,Ines,ines@larmar.example\n"}});
  Run(Upload({{"a.vcf", Card("FN:Bill\r\nEMAIL:bill@larmar.example\r\nEMAIL:b@home.example\r\n")}}));
  const Counts counts =
      Run(Upload({{"b.vcf", Card("FN:Bill\r\nEMAIL:B@home.example\r\nEMAIL:b@old.example\r\n"
                                 "EMAIL:ines@larmar.example\r\n")}}));
  EXPECT_EQ(Of(counts, Target::contact).created, 0);
  EXPECT_THAT(Texts("SELECT email || ': ' || further_emails FROM contact WHERE org_id = $1 ORDER BY id"),
              ElementsAre("bill@larmar.example: b@home.example b@old.example", "ines@larmar.example: "));
}

TEST_P(AddressBookTest, RefusesWhatIsNone) {
  const auto refused = [&](const std::string& content) {
    const auto id = TryUpload({{"x.vcf", content}});
    return id ? std::string() : id.error().message.key;
  };
  EXPECT_EQ(refused("BEGIN:VCARD\r\nFN:A\r\n"), "problem.vcard.cut_off");
  EXPECT_EQ(refused(Card("KIND:group\r\nFN:Friends\r\n")), "problem.import.no_rows");
  EXPECT_EQ(refused("Bill Larmar, bill@larmar.example\r\n"), "problem.vcard.none");
  EXPECT_EQ(refused("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), "problem.import.calendar");
}

INSTANTIATE_TEST_SUITE_P(Engines, AddressBookTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::intake
