// For tests: small .docx files and PDFs in memory.
#pragma once

#include <string>

#include "format/workbook/zip_fixture.h"

namespace baton::format {

// A .docx around what stands in its body.
inline ZipMembers DocxMembers(const std::string& body) {
  return {{"[Content_Types].xml", "<Types/>"},
          {"_rels/.rels",
           "<Relationships><Relationship Id='rId1' "
           "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' "
           "Target='word/document.xml'/></Relationships>"},
          {"word/document.xml",
           "<?xml version='1.0'?><w:document xmlns:w='w'><w:body>" + body + "</w:body></w:document>"}};
}

// A PDF with this content stream on each page; its table of objects is left to the reader to find.
inline std::string MakePdf(const std::string& content, int pages = 1) {
  const std::string page =
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
      "/Resources<</Font<</F1 5 0 R>>/XObject<</Im1 6 0 R>>>>>>endobj\n";
  std::string kids;
  std::string more;
  for (int i = 1; i < pages; ++i) {
    const std::string object = std::to_string(10 + i) + " 0 ";
    kids += ' ' + object + 'R';
    more += object + "obj" + page;
  }
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
         "2 0 obj<</Type/Pages/Kids[3 0 R" +
         kids + "]/Count " + std::to_string(pages) + ">>endobj\n3 0 obj" + page + more + "4 0 obj<</Length " +
         std::to_string(content.size()) + ">>stream\n" + content +
         "\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
         "6 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
         "/Length 1>>stream\nx\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
}

}  // namespace baton::format
