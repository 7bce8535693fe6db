#include "format/document/document.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "format/document/document_fixture.h"
#include "format/document/pdf.h"

namespace baton::format {
namespace {

class DocumentTest : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }

  Result<Document> Read(const std::string& bytes, const std::string& name = "letter") {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
    return ReadDocument(path_, name, limits_);
  }
  std::string WhyNot(const std::string& bytes, const std::string& name = "letter") {
    const auto read = Read(bytes, name);
    return read ? "read: " + read->text : read.error().message.key;
  }
  std::string Docx(const std::string& body) {
    const auto read = Read(MakeZip(DocxMembers(body)));
    return read ? read->text : read.error().message.key;
  }

  DocumentLimits limits_;
  const std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("document_test." + std::to_string(::getpid()));
};

TEST_F(DocumentTest, ReadsPlainTextInUsualEncodings) {
  EXPECT_EQ(Read("Dear Bill,\r\n\r\n\r\nwe met  \r\nin May.\r\n")->text, "Dear Bill,\n\nwe met\nin May.");
  EXPECT_EQ(Read("Gr\xFC\xDF"
                 "e aus K\xF6ln")
                ->text,
            "Grüße aus Köln");
  EXPECT_EQ(Read(std::string("\xFF\xFEH\0i\0", 6))->text, "Hi");
  EXPECT_EQ(Read("MM Ltd writes to you")->text, "MM Ltd writes to you");
}

TEST_F(DocumentTest, TidiesATextOnce) {
  EXPECT_EQ(Tidy(std::string("\n!\n\0", 4)), "!");
  EXPECT_EQ(Tidy("a \x7f\n\x01\n\nb\t"), "a\n\nb");
}

TEST_F(DocumentTest, ReadsMarkdownAsWords) {
  const auto read = Read("# Hello\n\nDear **Bill**,\n\n- one\n- two\n", "Letter.MD");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->kind, DocumentKind::markdown);
  EXPECT_EQ(read->text.find("**"), std::string::npos);
  EXPECT_NE(read->text.find("Dear Bill,"), std::string::npos);
  EXPECT_EQ(Read("Dear **Bill**", "letter.txt")->text, "Dear **Bill**");
}

TEST_F(DocumentTest, ReadsTheParagraphsOfADocx) {
  EXPECT_EQ(Docx("<w:p><w:r><w:t>Dear </w:t></w:r><w:r><w:t>Bill &amp; Co,</w:t></w:r></w:p>"
                 "<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>"),
            "Dear Bill & Co,\n\none\ntwo");
  // Empty paragraphs are how somebody spaced it by hand.
  EXPECT_EQ(Docx("<w:p><w:r><w:t>Jada Ellis</w:t></w:r></w:p><w:p><w:r><w:t>Northwind</w:t></w:r></w:p>"
                 "<w:p/><w:p/><w:p><w:r><w:t>Dear Bill,</w:t></w:r></w:p>"),
            "Jada Ellis\nNorthwind\n\nDear Bill,");
  EXPECT_EQ(Docx("<w:p><w:pPr><w:numPr><w:ilvl/></w:numPr></w:pPr><w:r><w:t>a point</w:t></w:r></w:p>"),
            "- a point");
  EXPECT_EQ(Docx("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
                 "<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"),
            "a\tb");
}

TEST_F(DocumentTest, TakesTrackedChangesAsTheyStandNow) {
  EXPECT_EQ(Docx("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r>"
                 "</w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"),
            "new");
  EXPECT_EQ(Docx("<w:p><w:r><m:AlternateContent xmlns:m='m'><m:Choice><w:t>box</w:t></m:Choice>"
                 "<m:Fallback><w:t>box</w:t></m:Fallback></m:AlternateContent></w:r></w:p>"),
            "box");
}

TEST_F(DocumentTest, ADocxCannotGrow) {
  // A bomb of zeros, one of entities, one of depth.
  const std::string zeros =
      "<w:p><w:r><w:t>" + std::string(std::size_t{40} << 20, 'a') + "</w:t></w:r></w:p>";
  EXPECT_EQ(Docx(zeros), "problem.document.unpacks_too_large");
  auto members = DocxMembers("<w:p><w:r><w:t>&lol;&lol;</w:t></w:r></w:p>");
  members[2].second.insert(21, "<!DOCTYPE x [<!ENTITY lol 'lollollollollol'>]>");
  const auto entities = Read(MakeZip(members));
  if (entities) {
    EXPECT_EQ(entities->text.find("lollol"), std::string::npos);
  }
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<w:a>";
  for (int i = 0; i < 100'000; ++i) deep += "</w:a>";
  EXPECT_EQ(Docx(deep), "problem.document.too_deep");
  EXPECT_EQ(Docx("<w:p><w:r><w:t>" + std::string(20'000, 'a') + "</w:t></w:r></w:p>"),
            "problem.document.too_long");
}

TEST_F(DocumentTest, SaysWhyAFileIsNotRead) {
  EXPECT_EQ(WhyNot("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), "problem.document.old_word");
  EXPECT_EQ(WhyNot("{\\rtf1 hello}"), "problem.document.rich_text");
  EXPECT_EQ(WhyNot("\x89PNG\r\n\x1A\n"), "problem.document.picture");
  EXPECT_EQ(WhyNot(MakeZip({{"content.xml", "<x/>"}})), "problem.document.open_document");
  EXPECT_EQ(WhyNot(MakeZip({{"xl/workbook.xml", "<x/>"}})), "problem.document.not_a_letter");
  EXPECT_EQ(WhyNot(MakeZip({{"word/document.xml", "<w:document>"}})), "problem.document.damaged");
  EXPECT_EQ(WhyNot(std::string("a\0b\0\1\2\3", 7)), "problem.document.unknown");
  EXPECT_EQ(WhyNot(" \n\n "), "problem.document.empty");
  EXPECT_EQ(WhyNot("\u200b\n\u2060"), "problem.document.empty");
  EXPECT_EQ(WhyNot(std::string(10'001, 'a')), "problem.document.too_long");
  limits_.file_bytes = 10;
  EXPECT_EQ(WhyNot("eleven bytes"), "problem.too_large");
}

TEST_F(DocumentTest, ReadsThePdfThatHoldsText) {
  const auto read =
      Read(MakePdf("BT /F1 12 Tf 72 700 Td (Dear Bill, may I show you the new terminal?) Tj ET"));
  ASSERT_TRUE(read) << read.error().message.key;
  EXPECT_EQ(read->kind, DocumentKind::pdf);
  EXPECT_EQ(read->text, "Dear Bill, may I show you the new terminal?");
}

TEST_F(DocumentTest, OfAPdfWithTooManyPagesNotEvenTheFirstAreTaken) {
  const std::string page = "BT /F1 12 Tf 72 700 Td (Dear Bill, may I call on Tuesday?) Tj ET";
  const auto two = Read(MakePdf(page, 2));
  ASSERT_TRUE(two) << two.error().message.key;
  EXPECT_EQ(two->text, "Dear Bill, may I call on Tuesday?\n\nDear Bill, may I call on Tuesday?");
  EXPECT_TRUE(Read(MakePdf(page, 30)));
  EXPECT_EQ(WhyNot(MakePdf(page, 31)), "problem.document.too_many_pages");
}

TEST_F(DocumentTest, RefusesAPdfOfPicturesOneWithAPasswordAndABrokenOne) {
  EXPECT_EQ(WhyNot(MakePdf("q 600 0 0 700 0 0 cm /Im1 Do Q")), "problem.document.pdf_pictures");
  EXPECT_EQ(ReadDocument(BATON_TEST_DATA "/document/locked.pdf", "locked.pdf", limits_).error().message.key,
            "problem.document.pdf_password");
  EXPECT_EQ(WhyNot("%PDF-1.4 nothing else"), "problem.document.damaged");
  limits_.pdf_program = "/usr/bin/no-such-program";
  EXPECT_EQ(WhyNot("%PDF-1.4"), "problem.document.no_pdf_reader");
}

TEST_F(DocumentTest, JoinsTheLinesOfAParagraph) {
  EXPECT_EQ(
      Unwrap("Dear Bill,\n\nwhen we met in May you told me that your ter-\nminals stop when the line is "
             "down, and\nthat nobody answers.\n"),
      "Dear Bill,\n\nwhen we met in May you told me that your terminals stop when the line is down, and "
      "that nobody answers.\n\n");
}

}  // namespace
}  // namespace baton::format
