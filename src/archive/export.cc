#include "archive/export.h"

#include <boost/describe/class.hpp>

#include <optional>
#include <string_view>

#include "archive/zip_writer.h"
#include "book/account.h"
#include "book/activity.h"
#include "book/contact.h"
#include "book/opportunity.h"
#include "book/ownership.h"
#include "book/product.h"
#include "book/stage.h"
#include "format/csv/writer.h"
#include "json/json.h"
#include "people/person.h"

namespace baton::archive {
namespace {

constexpr std::size_t kPiece = 1U << 18;

// The rows, with the names of what they point to.

struct PersonLine : people::Person {
  std::optional<std::string> manager_email;
};
BOOST_DESCRIBE_STRUCT(PersonLine, (people::Person), (manager_email))

struct AccountLine : book::Account {
  std::optional<Id> owner_id;
  std::optional<std::string> owner_name;
  std::optional<std::string> owner_email;
};
BOOST_DESCRIBE_STRUCT(AccountLine, (book::Account), (owner_id, owner_name, owner_email))

struct ContactLine : book::Contact {
  std::optional<std::string> account_name;
};
BOOST_DESCRIBE_STRUCT(ContactLine, (book::Contact), (account_name))

struct OpportunityLine : book::Opportunity {
  std::optional<std::string> account_name;
  std::optional<std::string> owner_name;
  std::optional<std::string> owner_email;
  std::optional<std::string> stage_name;
  std::optional<std::string> product_name;
};
BOOST_DESCRIBE_STRUCT(OpportunityLine, (book::Opportunity),
                      (account_name, owner_name, owner_email, stage_name, product_name))

struct ActivityLine : book::Activity {
  std::optional<std::string> account_name;
  std::optional<std::string> owner_name;
  std::optional<std::string> owner_email;
};
BOOST_DESCRIBE_STRUCT(ActivityLine, (book::Activity), (account_name, owner_name, owner_email))

struct AttendanceLine : book::Attendance {
  std::optional<std::string> person_name;
  std::optional<std::string> person_email;
  std::optional<std::string> contact_name;
  std::optional<std::string> contact_email;
};
BOOST_DESCRIBE_STRUCT(AttendanceLine, (book::Attendance),
                      (person_name, person_email, contact_name, contact_email))

struct OwnershipLine : book::Ownership {
  std::string account_name;
  std::string person_name;
  std::optional<std::string> person_email;
};
BOOST_DESCRIBE_STRUCT(OwnershipLine, (book::Ownership), (account_name, person_name, person_email))

struct ReferenceLine {
  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string source;
  std::string table_name;
  std::string external_id;
  Id row_id;
};
BOOST_DESCRIBE_STRUCT(ReferenceLine, (), (org_id, id, version, source, table_name, external_id, row_id))

// What the organization keeps for itself: its number, counters, and columns that are made from others.
bool IsExported(std::string_view column) {
  return column != "org_id" && column != "version" && !column.ends_with("_fold");
}

template <class T>
std::string CellOf(const T& value) {
  if constexpr (db::IsOptional<T>::value) {
    return value ? CellOf(*value) : std::string();
  } else if constexpr (std::same_as<T, bool>) {
    return value ? "true" : "false";
  } else if constexpr (std::same_as<T, std::string>) {
    return value;
  } else if constexpr (db::DescribedEnum<T>) {
    return std::string(json::NameOf(value));
  } else if constexpr (std::is_integral_v<T>) {
    return std::to_string(value);
  } else {
    return ToString(value);  // Id, Instant, Day
  }
}

struct Export {
  ZipWriter& zip;
  db::Connection& connection;
  Id org_id;

  template <class Line>
  void Add(std::string_view name, std::string_view sql) {
    std::string text;
    format::CsvWriter csv(&text);
    zip.Begin(name);
    std::vector<std::string_view> header;
    for (const std::string_view column : db::RowNames<Line>()) {
      if (IsExported(column)) header.push_back(column);
    }
    csv.Write(header);
    std::vector<std::string> cells;
    connection.ForEach<Line>(
        sql,
        [&](Line&& line) {
          cells.clear();
          db::row_detail::ForEachMember<Line>([&](std::size_t, std::string_view column, auto member) {
            if (IsExported(column)) cells.push_back(CellOf(line.*member));
          });
          csv.Write(std::vector<std::string_view>(cells.begin(), cells.end()));
          if (text.size() < kPiece) return;
          zip.Write(text);
          text.clear();
        },
        org_id);
    zip.Write(text);
  }
};

constexpr std::string_view kPeople =
    "SELECT person.org_id, person.id, person.version, person.name, person.name_fold, person.email, "
    "person.email_fold, person.role, person.title, person.manager_id, person.language, person.time_zone, "
    "person.territory, person.languages, person.capacity_minutes, person.starts_on, person.ends_on, "
    "person.is_placeholder, person.created_at, person.deleted_at, manager.email AS manager_email FROM person "
    "LEFT JOIN person AS manager ON manager.org_id = person.org_id AND manager.id = person.manager_id "
    "WHERE person.org_id = $1 ORDER BY person.id";

// What people said of whom they know. How close two are besides is learnt from activities, which are here.
struct SaidTieLine {
  Id org_id;
  Id id;
  Id person_id;
  std::string person_name;
  std::optional<std::string> person_email;
  Id contact_id;
  std::string contact_name;
  std::optional<std::string> contact_email;
  std::string said;
  std::string said_by_name;
  Instant said_at;
};
BOOST_DESCRIBE_STRUCT(SaidTieLine, (),
                      (org_id, id, person_id, person_name, person_email, contact_id, contact_name,
                       contact_email, said, said_by_name, said_at))

constexpr std::string_view kAccounts =
    "SELECT account.org_id, account.id, account.version, account.name, account.name_fold, account.industry, "
    "account.segment, account.territory, account.city, account.country, account.language, account.phone, "
    "account.website, account.revenue_minor, account.currency, account.load_minutes, account.renewal_on, "
    "account.created_at, account.deleted_at, owner.id AS owner_id, owner.name AS owner_name, "
    "owner.email AS owner_email FROM account "
    "LEFT JOIN ownership ON ownership.org_id = account.org_id AND ownership.account_id = account.id "
    "AND ownership.to_at IS NULL "
    "LEFT JOIN person AS owner ON owner.org_id = ownership.org_id AND owner.id = ownership.person_id "
    "WHERE account.org_id = $1 AND account.deleted_at IS NULL ORDER BY account.id";

constexpr std::string_view kContacts =
    "SELECT contact.org_id, contact.id, contact.version, account.id AS account_id, contact.name, "
    "contact.name_fold, "
    "contact.title, contact.email, contact.email_fold, contact.further_emails, contact.phone, "
    "contact.language, contact.time_zone, contact.part, contact.created_at, contact.deleted_at, account.name "
    "AS account_name FROM contact "
    "LEFT JOIN account ON account.org_id = contact.org_id AND account.id = contact.account_id "
    "AND account.deleted_at IS NULL WHERE contact.org_id = $1 AND contact.deleted_at IS NULL ORDER BY "
    "contact.id";

constexpr std::string_view kOpportunities =
    "SELECT opportunity.org_id, opportunity.id, opportunity.version, account.id AS account_id, "
    "opportunity.owner_id, product.id AS product_id, stage.id AS stage_id, opportunity.name, "
    "opportunity.status, "
    "opportunity.amount_minor, "
    "opportunity.currency, opportunity.opened_on, opportunity.closes_on, opportunity.next_step, "
    "opportunity.created_at, opportunity.deleted_at, account.name AS account_name, owner.name AS owner_name, "
    "owner.email AS owner_email, stage.name AS stage_name, product.name AS product_name FROM opportunity "
    "LEFT JOIN account ON account.org_id = opportunity.org_id AND account.id = opportunity.account_id "
    "AND account.deleted_at IS NULL "
    "LEFT JOIN person AS owner ON owner.org_id = opportunity.org_id AND owner.id = opportunity.owner_id "
    "LEFT JOIN stage ON stage.org_id = opportunity.org_id AND stage.id = opportunity.stage_id "
    "AND stage.deleted_at IS NULL "
    "LEFT JOIN product ON product.org_id = opportunity.org_id AND product.id = opportunity.product_id "
    "AND product.deleted_at IS NULL "
    "WHERE opportunity.org_id = $1 AND opportunity.deleted_at IS NULL ORDER BY opportunity.id";

constexpr std::string_view kActivities =
    "SELECT activity.org_id, activity.id, activity.version, activity.kind, account.id AS account_id, "
    "opportunity.id AS opportunity_id, activity.owner_id, activity.subject, activity.starts_at, "
    "activity.minutes, "
    "activity.is_done, activity.created_at, activity.deleted_at, account.name AS account_name, "
    "owner.name AS owner_name, owner.email AS owner_email FROM activity "
    "LEFT JOIN account ON account.org_id = activity.org_id AND account.id = activity.account_id "
    "AND account.deleted_at IS NULL "
    "LEFT JOIN opportunity ON opportunity.org_id = activity.org_id "
    "AND opportunity.id = activity.opportunity_id AND opportunity.deleted_at IS NULL "
    "LEFT JOIN person AS owner ON owner.org_id = activity.org_id AND owner.id = activity.owner_id "
    "WHERE activity.org_id = $1 AND activity.deleted_at IS NULL ORDER BY activity.id";

constexpr std::string_view kAttendances =
    "SELECT attendance.org_id, attendance.id, attendance.version, attendance.activity_id, "
    "attendance.starts_at, "
    "attendance.person_id, attendance.contact_id, person.name AS person_name, person.email AS person_email, "
    "contact.name AS contact_name, contact.email AS contact_email FROM attendance "
    "JOIN activity ON activity.org_id = attendance.org_id AND activity.id = attendance.activity_id "
    "LEFT JOIN person ON person.org_id = attendance.org_id AND person.id = attendance.person_id "
    "LEFT JOIN contact ON contact.org_id = attendance.org_id AND contact.id = attendance.contact_id "
    "WHERE attendance.org_id = $1 AND activity.deleted_at IS NULL AND contact.deleted_at IS NULL "
    "ORDER BY attendance.id";

constexpr std::string_view kOwnerships =
    "SELECT ownership.org_id, ownership.id, ownership.version, ownership.account_id, ownership.person_id, "
    "ownership.from_at, ownership.to_at, account.name AS account_name, person.name AS person_name, "
    "person.email AS person_email FROM ownership "
    "JOIN account ON account.org_id = ownership.org_id AND account.id = ownership.account_id "
    "JOIN person ON person.org_id = ownership.org_id AND person.id = ownership.person_id "
    "WHERE ownership.org_id = $1 AND account.deleted_at IS NULL ORDER BY ownership.id";

constexpr std::string_view kSaidTies =
    "SELECT said_tie.org_id, said_tie.id, said_tie.person_id, person.name AS person_name, person.email AS "
    "person_email, said_tie.contact_id, contact.name AS contact_name, contact.email AS contact_email, "
    "said_tie.said, said_by.name AS said_by_name, said_tie.said_at FROM said_tie "
    "JOIN person ON person.org_id = said_tie.org_id AND person.id = said_tie.person_id "
    "JOIN person AS said_by ON said_by.org_id = said_tie.org_id AND said_by.id = said_tie.said_by "
    "JOIN contact ON contact.org_id = said_tie.org_id AND contact.id = said_tie.contact_id "
    "WHERE said_tie.org_id = $1 AND contact.deleted_at IS NULL ORDER BY said_tie.id";

constexpr std::string_view kStages =
    "SELECT org_id, id, version, name, name_fold, position, category, is_confirmed, deleted_at FROM stage "
    "WHERE org_id = $1 AND deleted_at IS NULL ORDER BY position, id";

constexpr std::string_view kProducts =
    "SELECT org_id, id, version, name, name_fold, series, price_minor, currency, deleted_at FROM product "
    "WHERE org_id = $1 AND deleted_at IS NULL ORDER BY id";

// Of rows that are in the export.
constexpr std::string_view kReferences =
    "SELECT org_id, id, version, source, table_name, external_id, row_id FROM external_reference AS "
    "reference "
    "WHERE org_id = $1 AND CASE table_name "
    "WHEN 'account' THEN EXISTS (SELECT 1 FROM account AS named WHERE named.org_id = reference.org_id "
    "AND named.id = reference.row_id AND named.deleted_at IS NULL) "
    "WHEN 'contact' THEN EXISTS (SELECT 1 FROM contact AS named WHERE named.org_id = reference.org_id "
    "AND named.id = reference.row_id AND named.deleted_at IS NULL) "
    "WHEN 'opportunity' THEN EXISTS (SELECT 1 FROM opportunity AS named WHERE named.org_id = "
    "reference.org_id "
    "AND named.id = reference.row_id AND named.deleted_at IS NULL) "
    "WHEN 'activity' THEN EXISTS (SELECT 1 FROM activity AS named WHERE named.org_id = reference.org_id "
    "AND named.id = reference.row_id AND named.deleted_at IS NULL) "
    "WHEN 'attendance' THEN EXISTS (SELECT 1 FROM attendance AS named JOIN activity "
    "ON activity.org_id = named.org_id AND activity.id = named.activity_id "
    "LEFT JOIN contact ON contact.org_id = named.org_id AND contact.id = named.contact_id "
    "WHERE named.org_id = reference.org_id AND named.id = reference.row_id AND activity.deleted_at IS NULL "
    "AND contact.deleted_at IS NULL) "
    "WHEN 'ownership' THEN EXISTS (SELECT 1 FROM ownership AS named JOIN account "
    "ON account.org_id = named.org_id AND account.id = named.account_id "
    "WHERE named.org_id = reference.org_id AND named.id = reference.row_id AND account.deleted_at IS NULL) "
    "WHEN 'stage' THEN EXISTS (SELECT 1 FROM stage AS named WHERE named.org_id = reference.org_id "
    "AND named.id = reference.row_id AND named.deleted_at IS NULL) "
    "WHEN 'product' THEN EXISTS (SELECT 1 FROM product AS named WHERE named.org_id = reference.org_id "
    "AND named.id = reference.row_id AND named.deleted_at IS NULL) "
    "ELSE table_name = 'person' END ORDER BY id";

}  // namespace

std::vector<std::string> ExportedFiles() {
  return {"person.csv",   "account.csv",    "contact.csv",           "opportunity.csv",
          "activity.csv", "attendance.csv", "ownership.csv",         "stage.csv",
          "product.csv",  "said_tie.csv",   "external_reference.csv"};
}

void WriteExport(db::Database& database, Id org_id, const std::string& path) {
  ZipWriter zip(path);
  db::Reader reader = database.ReadSnapshot();
  Export out{zip, *reader, org_id};
  out.Add<PersonLine>("person.csv", kPeople);
  out.Add<AccountLine>("account.csv", kAccounts);
  out.Add<ContactLine>("contact.csv", kContacts);
  out.Add<OpportunityLine>("opportunity.csv", kOpportunities);
  out.Add<ActivityLine>("activity.csv", kActivities);
  out.Add<AttendanceLine>("attendance.csv", kAttendances);
  out.Add<OwnershipLine>("ownership.csv", kOwnerships);
  out.Add<book::Stage>("stage.csv", kStages);
  out.Add<book::Product>("product.csv", kProducts);
  out.Add<SaidTieLine>("said_tie.csv", kSaidTies);
  out.Add<ReferenceLine>("external_reference.csv", kReferences);
  zip.Finish();
}

}  // namespace baton::archive
