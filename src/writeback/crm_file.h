// Files that CRMs take in as they are: which columns each one wants, and how it names an owner. Pure.
//
//   Salesforce   Data Loader, update of Account and of Opportunity: Id, OwnerId (the user's id, "005...")
//   HubSpot      import of existing records: Record ID, Company owner / Deal owner (the user's address)
//   Pipedrive    import from a spreadsheet: ID, Owner (the user's name)
//   others       the id that came with the import, the owner's name and address
#pragma once

#include <boost/describe/enum.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton::writeback {

enum class Object { account, opportunity };
BOOST_DESCRIBE_ENUM(Object, account, opportunity)

// The new owner, with what the system's own files have called that person.
struct OwnerNames {
  std::string name;
  std::string email;
  std::vector<std::string> keys;
};

// How the system's file names the owner; empty where that cannot be known (Salesforce wants an id).
std::string OwnerIn(std::string_view source, const OwnerNames& owner);

struct FileRow {
  std::string external_id;
  std::string owner;  // OwnerIn
  std::string name;   // of the record, for a person who reads the file
  std::string email;  // of the owner, for systems that are not known
};

// Comma-separated with a heading. Rows without an owner are left out.
std::string WriteFile(std::string_view source, Object object, std::span<const FileRow> rows);

}  // namespace baton::writeback
