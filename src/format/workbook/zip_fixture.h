// For tests: makes .zip files and small workbooks in memory.
#pragma once

#include <zip.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace baton::format {

using ZipMembers = std::vector<std::pair<std::string, std::string>>;  // name, content

inline std::string MakeZip(const ZipMembers& members, const char* password = nullptr) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* const zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (zip == nullptr) throw std::runtime_error("cannot make a zip");
  for (const auto& [name, content] : members) {
    zip_source_t* const source = zip_source_buffer(zip, content.data(), content.size(), 0);
    const auto index = static_cast<zip_uint64_t>(zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8));
    if (password != nullptr && zip_file_set_encryption(zip, index, ZIP_EM_AES_256, password) != 0) {
      throw std::runtime_error("cannot encrypt");
    }
  }
  if (zip_close(zip) != 0) throw std::runtime_error("cannot write the zip");
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

// The parts of a workbook with two sheets around the given first one.
inline ZipMembers WorkbookMembers(const std::string& sheet_data,
                                  const std::string& workbook_attributes = "") {
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  return {
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels", "<Relationships><Relationship Id='rId1' Type='" + office +
                          "/officeDocument' Target='xl/workbook.xml'/></Relationships>"},
      {"xl/workbook.xml",
       "<?xml version='1.0'?><workbook xmlns:r='" + office + "'><workbookPr " + workbook_attributes +
           "/><sheets><sheet name='Deals &amp; more' sheetId='1' r:id='rId1'/>"
           "<sheet name='Notes' sheetId='2' state='hidden' r:id='rId2'/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id='rId1' Type='" + office +
           "/worksheet' Target='worksheets/sheet1.xml'/>" + "<Relationship Id='rId2' Type='" + office +
           "/worksheet' Target='/xl/worksheets/sheet2.xml'/>" + "<Relationship Id='rId3' Type='" + office +
           "/styles' Target='styles.xml'/>" + "<Relationship Id='rId4' Type='" + office +
           "/sharedStrings' Target='sharedStrings.xml'/></Relationships>"},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='d\\.m\\.yyyy\\ h:mm'/></numFmts>"
       "<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>"
       "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf "
       "numFmtId='20'/></cellXfs></styleSheet>"},
      {"xl/sharedStrings.xml",
       "<sst><si><t>Name</t></si><si><r><t>Zoë </t></r><r><t xml:space='preserve'>&amp; Co</t></r>"
       "<rPh><t>x</t></rPh></si><si/><si><t>two_x000A_lines</t></si></sst>"},
      {"xl/worksheets/sheet1.xml",
       "<?xml version='1.0'?><worksheet><sheetData>" + sheet_data + "</sheetData></worksheet>"},
      {"xl/worksheets/sheet2.xml",
       "<x:worksheet xmlns:x='m'><x:sheetData><!-- <x:row> --><x:row r='3'><x:c "
       "t='inlineStr'><x:is><x:t>only</x:t></x:is>"
       "</x:c></x:row></x:sheetData></x:worksheet>"},
  };
}

}  // namespace baton::format
