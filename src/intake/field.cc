#include "intake/field.h"

#include <algorithm>
#include <array>

namespace baton::intake {
namespace {

using enum Field;
constexpr FieldKind kText = FieldKind::text;
constexpr FieldKind kNumber = FieldKind::number;
constexpr FieldKind kMoney = FieldKind::money;
constexpr FieldKind kDay = FieldKind::day;
constexpr FieldKind kInstant = FieldKind::instant;
constexpr FieldKind kYesNo = FieldKind::yes_no;
constexpr FieldKind kMail = FieldKind::email;

constexpr FieldInfo Own(Field field, FieldKind kind = kText) { return {field, kind, false, true}; }

constexpr std::array kPerson = {
    FieldInfo{id},
    FieldInfo{name, kText, true},
    FieldInfo{first_name},
    FieldInfo{last_name},
    FieldInfo{email, kMail},
    FieldInfo{title},
    FieldInfo{role},
    FieldInfo{manager_id},
    FieldInfo{manager_name},
    FieldInfo{territory},
    FieldInfo{language},
    FieldInfo{capacity_hours, kNumber},
    FieldInfo{is_active, kYesNo},
    FieldInfo{is_deleted, kYesNo},
    Own(screen_language),
    Own(time_zone),
    Own(starts_on, kDay),
    Own(ends_on, kDay),
    Own(is_placeholder, kYesNo),
    Own(created_at, kInstant),
    Own(deleted_at, kInstant),
};
constexpr std::array kProduct = {
    FieldInfo{id},       FieldInfo{name, kText, true},  FieldInfo{series}, FieldInfo{price, kMoney},
    FieldInfo{currency}, FieldInfo{is_deleted, kYesNo},
};
constexpr std::array kAccount = {
    FieldInfo{id},
    FieldInfo{name, kText, true},
    FieldInfo{owner_id},
    FieldInfo{owner_name},
    FieldInfo{owner_email, kMail},
    FieldInfo{industry},
    FieldInfo{segment},
    FieldInfo{territory},
    FieldInfo{city},
    FieldInfo{country},
    FieldInfo{language},
    FieldInfo{phone},
    FieldInfo{website},
    FieldInfo{revenue, kMoney},
    FieldInfo{currency},
    FieldInfo{load_hours, kNumber},
    FieldInfo{renewal_on, kDay},
    FieldInfo{contact_name},
    FieldInfo{contact_email, kMail},
    FieldInfo{is_deleted, kYesNo},
    Own(created_at, kInstant),
};
constexpr std::array kContact = {
    FieldInfo{id},           FieldInfo{name, kText, true},  FieldInfo{first_name},
    FieldInfo{last_name},    FieldInfo{email, kMail},       FieldInfo{phone},
    FieldInfo{title},        FieldInfo{language},           FieldInfo{account_id},
    FieldInfo{account_name}, FieldInfo{further_emails},     FieldInfo{time_zone},
    FieldInfo{part},         FieldInfo{is_deleted, kYesNo}, Own(created_at, kInstant),
};
constexpr std::array kOpportunity = {
    FieldInfo{id},
    FieldInfo{name},
    FieldInfo{account_id},
    FieldInfo{account_name},
    FieldInfo{owner_id},
    FieldInfo{owner_name},
    FieldInfo{owner_email, kMail},
    FieldInfo{stage},
    FieldInfo{is_won},
    FieldInfo{is_closed},
    FieldInfo{amount, kMoney},
    FieldInfo{currency},
    FieldInfo{opened_on, kDay},
    FieldInfo{closes_on, kDay},
    FieldInfo{product},
    FieldInfo{next_step},
    FieldInfo{is_deleted, kYesNo},
    Own(created_at, kInstant),
};
constexpr std::array kActivity = {
    FieldInfo{id},
    FieldInfo{subject},
    FieldInfo{kind},
    FieldInfo{starts_at, kInstant, true},
    FieldInfo{ends_at, kInstant},
    FieldInfo{minutes, kNumber},
    FieldInfo{seconds, kNumber},
    FieldInfo{owner_id},
    FieldInfo{owner_name},
    FieldInfo{owner_email, kMail},
    FieldInfo{account_id},
    FieldInfo{account_name},
    FieldInfo{contact_id},
    FieldInfo{contact_name},
    FieldInfo{contact_email, kMail},
    FieldInfo{opportunity_id},
    FieldInfo{about_id},
    FieldInfo{is_done},
    FieldInfo{is_deleted, kYesNo},
    Own(created_at, kInstant),
};

// A stage's kind is its category; done: a person has confirmed it.
constexpr std::array kStage = {
    FieldInfo{id},
    FieldInfo{name, kText, true},
    FieldInfo{position, kNumber},
    FieldInfo{kind},
    FieldInfo{is_done},
    FieldInfo{is_won, kYesNo},
    FieldInfo{is_closed, kYesNo},
    FieldInfo{is_deleted, kYesNo},
};
constexpr std::array kAttendance = {
    FieldInfo{id},           FieldInfo{activity_id, kText, true}, FieldInfo{owner_id},
    FieldInfo{owner_name},   FieldInfo{owner_email, kMail},       FieldInfo{contact_id},
    FieldInfo{contact_name}, FieldInfo{contact_email, kMail},
};
constexpr std::array kOwnership = {
    FieldInfo{id},
    FieldInfo{account_id, kText, true},
    FieldInfo{owner_id, kText, true},
    FieldInfo{owner_name},
    FieldInfo{owner_email, kMail},
    FieldInfo{starts_at, kInstant, true},
    FieldInfo{ends_at, kInstant},
};
// Two of them say what belongs together.
constexpr std::array kLink = {
    FieldInfo{account_id},  FieldInfo{contact_id},         FieldInfo{opportunity_id},
    FieldInfo{activity_id}, FieldInfo{is_deleted, kYesNo},
};
// What a source calls a row: the id is the source's, the kind is the row's table.
constexpr std::array kReference = {
    FieldInfo{source, kText, true},
    FieldInfo{kind, kText, true},
    FieldInfo{id, kText, true},
    FieldInfo{row_id, kText, true},
};

}  // namespace

std::span<const FieldInfo> FieldsOf(Target target) {
  switch (target) {
    case Target::person:
      return kPerson;
    case Target::product:
      return kProduct;
    case Target::account:
      return kAccount;
    case Target::contact:
      return kContact;
    case Target::opportunity:
      return kOpportunity;
    case Target::activity:
      return kActivity;
    case Target::stage:
      return kStage;
    case Target::attendance:
      return kAttendance;
    case Target::ownership:
      return kOwnership;
    case Target::link:
      return kLink;
    case Target::reference:
      return kReference;
    case Target::skip:
      break;
  }
  return {};
}

std::optional<FieldInfo> FindField(Target target, Field field) {
  for (const FieldInfo& info : FieldsOf(target)) {
    if (info.field == field) return info;
  }
  return std::nullopt;
}

}  // namespace baton::intake
