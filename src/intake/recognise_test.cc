#include "intake/recognise.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "intake/owners.h"
#include "intake/record.h"
#include "intake/stage_words.h"

namespace baton::intake {
namespace {

TableGuess Guess(const std::string& name, std::vector<std::string> headers,
                 std::vector<std::vector<std::string>> rows) {
  return Recognise({name, std::move(headers), std::move(rows)});
}

std::optional<Field> FieldOf(const TableGuess& guess, std::string_view header) {
  const auto column = std::ranges::find(guess.columns, header, &ColumnMapping::header);
  return column == guess.columns.end() ? std::nullopt : column->field;
}

TEST(RecogniseTest, SalesforceReportLabels) {
  const auto guess =
      Guess("report",
            {"Opportunity Owner", "Account Name", "Opportunity Name", "Stage", "Close Date", "Amount",
             "Created Date"},
            {{"Jim Calder", "Larmar", "15 terminals", "Closed Won", "11/24/2026", "$7,450.00", "1/2/2026"}});
  EXPECT_EQ(guess.target, Target::opportunity);
  EXPECT_EQ(guess.source, "salesforce");
  EXPECT_EQ(FieldOf(guess, "Opportunity Owner"), Field::owner_name);
  EXPECT_EQ(FieldOf(guess, "Account Name"), Field::account_name);
  EXPECT_EQ(FieldOf(guess, "Opportunity Name"), Field::name);
  EXPECT_EQ(FieldOf(guess, "Close Date"), Field::closes_on);
  EXPECT_EQ(guess.columns[4].date_form, DateChoice::mdy);
}

TEST(RecogniseTest, HubspotInEnglishAndGerman) {
  const auto english =
      Guess("all-deals", {"Record ID", "Deal Name", "Deal Stage", "Close Date", "Deal owner", "Amount"},
            {{"17", "Terminals", "Contract Sent", "2026-11-24 10:00", "Jada Ellis", "1200"}});
  EXPECT_EQ(english.target, Target::opportunity);
  EXPECT_EQ(english.source, "hubspot");
  EXPECT_EQ(FieldOf(english, "Deal owner"), Field::owner_name);
  EXPECT_EQ(FieldOf(english, "Record ID"), Field::id);
  const auto german = Guess(
      "unternehmen", {"Unternehmensname", "Branche", "Stadt", "Zuständig für Unternehmen", "Jahresumsatz"},
      {{"Larmar", "Handel", "Zürich", "Jada Ellis", "1.200,50"}});
  EXPECT_EQ(german.target, Target::account);
  EXPECT_EQ(FieldOf(german, "Zuständig für Unternehmen"), Field::owner_name);
  EXPECT_EQ(german.columns[4].decimal, DecimalChoice::comma);
}

TEST(RecogniseTest, PipedrivePrefixes) {
  const auto guess =
      Guess("deals",
            {"Deal - ID", "Deal - Title", "Deal - Value", "Deal - Organization", "Deal - Owner",
             "Deal - Status", "Deal - Stage", "Deal - Expected close date"},
            {{"1", "Terminals", "1200", "Larmar", "Jada Ellis", "Open", "Qualified", "2026-11-24"}});
  EXPECT_EQ(guess.target, Target::opportunity);
  EXPECT_EQ(guess.source, "pipedrive");
  EXPECT_EQ(FieldOf(guess, "Deal - Title"), Field::name);
  EXPECT_EQ(FieldOf(guess, "Deal - Organization"), Field::account_name);
  EXPECT_EQ(FieldOf(guess, "Deal - Stage"), Field::stage);
  EXPECT_EQ(FieldOf(guess, "Deal - Status"), Field::is_won);
  EXPECT_EQ(FieldOf(guess, "Deal - Value"), Field::amount);
}

TEST(RecogniseTest, WhatIsNotImportedStaysOut) {
  EXPECT_EQ(
      Guess("Lead", {"Id", "LastName", "Company", "IsConverted"}, {{"00QEc00000FzlUdIAJ", "A", "B", ""}})
          .target,
      Target::skip);
  EXPECT_EQ(Guess("links", {"ticket_id", "deal_id", "company_id"}, {{"1", "2", "3"}}).target, Target::skip);
  EXPECT_EQ(Guess("noise", {"a", "b"}, {{"1", "2"}}).target, Target::skip);
}

TEST(RecogniseTest, AmbiguousDatesAreSaid) {
  const auto guess = Guess("deals", {"Deal name", "Close date", "Amount"},
                           {{"A", "01/02/2026", "5"}, {"B", "03/04/2026", "6"}});
  EXPECT_TRUE(guess.columns[1].is_ambiguous);
}

TEST(StageWordsTest, ProposesACategory) {
  using enum book::StageCategory;
  EXPECT_EQ(CategoryOf("Closed Won"), won);
  EXPECT_EQ(CategoryOf("Closed Lost"), lost);
  EXPECT_EQ(CategoryOf("Negotiation/Review"), signature);
  EXPECT_EQ(CategoryOf("Contract Sent"), signature);
  EXPECT_EQ(CategoryOf("Proposal/Price Quote"), proposal);
  EXPECT_EQ(CategoryOf("Prospecting"), early);
  EXPECT_EQ(CategoryOf("Gewonnen"), won);
}

TEST(OwnersTest, MatchesByIdEmailAndName) {
  const OwnerPool pool{
      {{"005x", Id{1}}}, {{"jada@terminals.example", Id{2}}}, {{"rafael ortiz", Id{3}}}, {}, Id{9}};
  const auto owners = ProposeOwners({{"005x", "", "", 3},
                                     {"jada@terminals.example", "", "Jada@Terminals.example", 2},
                                     {"rafael ortiz", "Rafael Ortiz", "", 2},
                                     {"", "", "", 4},
                                     {"stranger", "Stranger", "", 1},
                                     {"another", "Another", "", 1}},
                                    pool);
  EXPECT_EQ(owners[0].person_id, Id{1});
  EXPECT_EQ(owners[1].person_id, Id{2});
  EXPECT_EQ(owners[2].person_id, Id{3});
  EXPECT_EQ(owners[3].person_id, Id{9});
  EXPECT_EQ(owners[4].proposal, OwnerProposal::placeholder);
  EXPECT_FALSE(owners[4].person_id);
}

TEST(RecordTest, ReadsMoneyHoursAndWhatIsWrong) {
  FileMapping mapping;
  mapping.target = Target::account;
  mapping.source = "table";
  const auto column = [&](std::int32_t index, const char* header, Field field) {
    ColumnMapping made;
    made.index = index;
    made.header = header;
    made.field = field;
    mapping.columns.push_back(made);
  };
  column(0, "Client", Field::name);
  column(1, "Revenue", Field::revenue);
  column(2, "Hours", Field::load_hours);
  const RowForm form(mapping, {"USD", "UTC"});
  const auto read = [&](std::vector<std::string_view> cells) {
    return form.Read(format::Row{.fields = cells, .line = 7, .expected_columns = 3}, 5);
  };
  const auto good = read({" Larmar ", "$7,450,000.00 ", "1.5"});
  const auto* record = std::get_if<Record>(&good);
  ASSERT_NE(record, nullptr);
  EXPECT_EQ(form.Text(*record, Field::name), "Larmar");
  EXPECT_EQ(form.Get(*record, Field::revenue).number, 745'000'000);
  EXPECT_EQ(form.Get(*record, Field::load_hours).number, 90);
  EXPECT_FALSE(form.Get(*record, Field::city).has);
  const auto bad = read({"Larmar", "a lot", "1"});
  const auto* reject = std::get_if<Reject>(&bad);
  ASSERT_NE(reject, nullptr);
  EXPECT_EQ(reject->line, 7);
  EXPECT_EQ(reject->column, "Revenue");
  EXPECT_EQ(MendOf(*reject).key, "import.mend.value");
}

}  // namespace
}  // namespace baton::intake
