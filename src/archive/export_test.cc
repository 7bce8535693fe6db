#include "archive/export.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "action/action.h"
#include "book/directory.h"
#include "db/test_database.h"
#include "format/workbook/archive.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::archive {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ExportTest : public db::DatabaseTest {};

TEST_P(ExportTest, HoldsEveryKindOfRowOfOneOrganization) {
  for (const Id org : {Id{1}, Id{2}}) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, action::Actor{org, std::nullopt}, "account.create",
                            Instant{1'764'000'000'000});
      people::InsertOrganization(action, {.name = "Inc", .currency = "USD", .time_zone = "UTC"});
      people::Person jim;
      jim.name = "Jim";
      jim.email = "jim@inc.example";
      jim.email_fold = jim.email;
      jim = *people::InsertPerson(action, jim);
      book::Account account;
      account.name = org == Id{1} ? "=Larmar, \"Sons\"" : "Strangers";
      account.currency = "USD";
      account.revenue_minor = 41'200'000;
      account.renewal_on = Day{20'000};
      account = book::InsertAccount(action, account, jim.id);
      book::Contact bill;
      bill.account_id = account.id;
      bill.name = "Bill";
      bill = book::InsertContact(action, bill);
      tx.Execute(
          "INSERT INTO said_tie (org_id, id, version, person_id, contact_id, said, said_by, said_at) VALUES "
          "($1, "
          "$2, 1, $3, $4, 'well', $3, $5)",
          org, tx.NewId(), jim.id, bill.id, action.now());
    });
  }
  const std::string path =
      (std::filesystem::temp_directory_path() / ("export_test_" + db::EngineName({GetParam(), 0}) + ".zip"))
          .string();
  WriteExport(db(), Id{1}, path);

  const auto archive = format::Archive::Open(path, {});
  ASSERT_TRUE(archive);
  const auto read = [&](std::string_view name) {
    const auto member = (*archive)->Find(name);
    return member ? (*archive)->ReadWhole(*member, 1U << 20).value_or("unreadable") : "missing";
  };
  EXPECT_EQ((*archive)->members().size(), ExportedFiles().size());
  for (const std::string& name : ExportedFiles()) EXPECT_THAT(read(name), HasSubstr("id,")) << name;
  EXPECT_THAT(read("account.csv"), StartsWith("id,name,industry,"));
  EXPECT_THAT(read("account.csv"), HasSubstr(",\"'=Larmar, \"\"Sons\"\"\","));
  EXPECT_THAT(read("account.csv"), HasSubstr("41200000,USD,,2024-10-04,2025-11-24T16:00:00Z,,"));
  EXPECT_THAT(read("account.csv"), HasSubstr("Jim,jim@inc.example"));
  EXPECT_THAT(read("account.csv"), Not(HasSubstr("Strangers")));
  EXPECT_THAT(read("contact.csv"), HasSubstr("Bill"));
  EXPECT_THAT(read("said_tie.csv"), HasSubstr(",Bill,,well,Jim,2025-11-24T16:00:00Z"));
  EXPECT_THAT(read("ownership.csv"), HasSubstr("jim@inc.example"));
  std::filesystem::remove(path);
}

INSTANTIATE_TEST_SUITE_P(Engines, ExportTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::archive
