#include "writeback/crm_file.h"

#include <gtest/gtest.h>

namespace baton::writeback {
namespace {

const OwnerNames kJada{"Jada Ellis", "jada@larmar.example", {"Jada Ellis", "0055g00000ABCDEAA2"}};
const OwnerNames kTom{"Tom Reyes", "", {"Tom Reyes", "0015g00000ABCDEAA2"}};

TEST(CrmFile, EachSystemNamesAnOwnerInItsOwnWay) {
  EXPECT_EQ(OwnerIn("salesforce", kJada), "0055g00000ABCDEAA2");
  EXPECT_EQ(OwnerIn("salesforce", kTom), "") << "the id of an account is none of a user";
  EXPECT_EQ(OwnerIn("hubspot", kJada), "jada@larmar.example");
  EXPECT_EQ(OwnerIn("hubspot", kTom), "Tom Reyes");
  EXPECT_EQ(OwnerIn("pipedrive", kJada), "Jada Ellis");
}

TEST(CrmFile, TheHeadingIsTheSystems) {
  const FileRow rows[] = {{"001A", "0055g00000ABCDEAA2", "Larmar", "jada@larmar.example"},
                          {"001B", "", "Bexley", "tom@larmar.example"}};
  EXPECT_EQ(WriteFile("salesforce", Object::account, rows), "Id,OwnerId\r\n001A,0055g00000ABCDEAA2\r\n")
      << "a row without an owner would take the account from everybody";
  EXPECT_EQ(WriteFile("hubspot", Object::opportunity, {}), "Record ID,Deal owner\r\n");
  EXPECT_EQ(WriteFile("pipedrive", Object::account, {}), "Organization - ID,Organization - Owner\r\n");
  const FileRow other[] = {{"7", "Jada Ellis", "=Larmar()", "jada@larmar.example"}};
  EXPECT_EQ(WriteFile("csv", Object::account, other),
            "Id,Owner,Owner email,Name\r\n7,Jada Ellis,jada@larmar.example,'=Larmar()\r\n");
}

}  // namespace
}  // namespace baton::writeback
