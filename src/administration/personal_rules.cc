#include "administration/personal_rules.h"

#include <algorithm>

namespace baton::administration {
namespace {

using enum Part;
using enum Fate;

constexpr std::string_view kPerson = "person_id = $2";
constexpr std::string_view kContact = "contact_id = $2";
constexpr bool kOwn = true;
constexpr bool kLast = true;

constexpr std::string_view kMailsOfPerson =
    "mail_id IN (SELECT id FROM mail WHERE org_id = $1 AND sender_id = $2)";
// An address stands in the recipients as it was written.
constexpr std::string_view kMailToContact =
    "EXISTS (SELECT 1 FROM contact WHERE contact.org_id = $1 AND contact.id = $2 AND contact.email <> '' AND "
    "REPLACE(mail.recipients, contact.email, '') <> mail.recipients)";
constexpr std::string_view kContentToContact =
    "EXISTS (SELECT 1 FROM mail JOIN contact ON contact.org_id = mail.org_id WHERE mail.org_id = $1 AND "
    "mail.id = mail_content.mail_id AND contact.id = $2 AND contact.email <> '' AND REPLACE(mail.recipients, "
    "contact.email, '') <> mail.recipients)";

// That of a mail about a password is the name alone.
constexpr std::string_view kMailToPerson =
    "EXISTS (SELECT 1 FROM person WHERE person.org_id = $1 AND person.id = $2 AND person.email <> '' AND "
    "(REPLACE(mail.recipients, person.email, '') <> mail.recipients OR (mail.kind IN ('password_link', "
    "'password_changed') AND mail.recipients = person.name)))";
constexpr std::string_view kContentToPerson =
    "EXISTS (SELECT 1 FROM mail JOIN person ON person.org_id = mail.org_id WHERE mail.org_id = $1 AND "
    "mail.id = mail_content.mail_id AND person.id = $2 AND person.email <> '' AND (REPLACE(mail.recipients, "
    "person.email, '') <> mail.recipients OR (mail.kind IN ('password_link', 'password_changed') AND "
    "mail.recipients = person.name)))";

// clang-format off
constexpr PersonalRule kOfPerson[] = {
    {"identity", access, removed, "id IN (SELECT identity_id FROM membership WHERE org_id = $1 AND person_id = $2) AND id NOT IN (SELECT identity_id FROM membership WHERE NOT (org_id = $1 AND person_id = $2))"},
    {"membership", access, removed, kPerson},
    {"session", access, removed, kPerson},
    {"api_token", access, removed, kPerson},
    {"invitation", access, removed, kPerson},
    {"idempotency", access, removed, kPerson},
    {"external_reference", access, removed, "table_name = 'person' AND row_id = $2"},
    {"calling_card", profile, removed, kPerson, "", false, kLast},
    {"digest_choice", profile, removed, kPerson},
    {"digest_state", profile, removed, kPerson},
    {"chat_hook", profile, removed, kPerson},
    {"first_day", profile, removed, kPerson},
    {"working_week", calendar, removed, kPerson},
    {"absence", calendar, removed, kPerson, "", kOwn},
    {"busy_time", calendar, removed, kPerson, "", kOwn},
    {"own_meeting", calendar, removed, kPerson, "", kOwn},
    {"person_calendar", calendar, removed, kPerson, "", kOwn},
    {"calendar_feed", calendar, removed, kPerson},
    {"logged_hour", calendar, removed, kPerson, "", kOwn},
    {"mail_exclusion", mail, removed, kPerson, "", kOwn},
    {"mail_address", mail, removed, kPerson, "", kOwn, kLast},
    {"mail_touch", mail, removed, kPerson, "", kOwn},
    {"own_mailbox_folder", mail, removed, "mailbox_id IN (SELECT id FROM own_mailbox WHERE org_id = $1 AND person_id = $2)", "", kOwn},
    {"own_mailbox", mail, removed, kPerson, "", kOwn},
    {"mail_source", mail, removed, kPerson, "", kOwn},
    {"mail_reply", mail, removed, kMailsOfPerson, "", kOwn},
    {"mail_content", letters, removed, kMailsOfPerson, "", kOwn},
    {"mail_content", letters, removed, kContentToPerson, "", kOwn},
    {"mail", letters, emptied, kMailToPerson, "subject recipients answer", kOwn},
    {"mail", letters, emptied, "sender_id = $2", "subject recipients answer", kOwn},
    {"my_job", letters, emptied, "manager_id = $2", "stops decide there"},
    {"review_text", letters, sealed, "review_id IN (SELECT id FROM review WHERE org_id = $1 AND rep_id = $2) OR id IN (SELECT text_id FROM review_comment WHERE org_id = $1 AND person_id = $2)", "", kOwn},
    {"review", letters, emptied, "rep_id = $2", "title", kOwn},
    {"worked_letter", letters, emptied, "author_id = $2", "title used_for outcome", kOwn},
    {"coaching_text", notes, sealed, "id IN (SELECT text_id FROM coaching_note WHERE org_id = $1 AND (author_id = $2 OR rep_id = $2)) OR id IN (SELECT text_id FROM coaching_item WHERE org_id = $1 AND (author_id = $2 OR rep_id = $2)) OR id IN (SELECT text_id FROM coaching_step WHERE org_id = $1 AND rep_id = $2)", "", kOwn},
    {"assessment", notes, removed, kPerson, "", kOwn},
    {"assessment_box", notes, removed, "id IN (SELECT id FROM assessment_round WHERE org_id = $1 AND manager_id = $2)", "", kOwn},
    {"mentor", profile, removed, kPerson},
    {"mentor_text", notes, sealed, "id IN (SELECT subject_text_id FROM mentor_talk WHERE org_id = $1 AND asker_id = $2) OR id IN (SELECT tried_text_id FROM mentor_talk WHERE org_id = $1 AND asker_id = $2) OR id IN (SELECT outcome_text_id FROM mentor_talk WHERE org_id = $1 AND asker_id = $2)", "", kOwn},
    {"skill_level", notes, removed, "rep_id = $2", "", kOwn},
    {"skill_share", notes, removed, "rep_id = $2", "", kOwn},
    {"promise", notes, emptied, "rep_id = $2 OR manager_id = $2", "title", kOwn},
    {"win", notes, emptied, "rep_id = $2 OR manager_id = $2", "words", kOwn},
    {"week_draw", notes, emptied, "manager_id = $2", "reason", kOwn},
    {"takeover", notes, emptied, kPerson, "note"},
    {"handoff", notes, emptied, "from_id = $2 OR to_id = $2", "reason pause_reason"},
    {"handoff_step", notes, emptied, kPerson, "note"},
    {"agreed_share", notes, emptied, "manager_id = $2 OR director_id = $2 OR proposed_by = $2", "note", kOwn},
    {"cover", notes, emptied, "person_id = $2 OR set_by = $2", "note"},
    {"forbidden_pair", notes, emptied, kPerson, "reason", kOwn},
    {"meeting", notes, emptied, "organizer_id = $2", "note organizer_email"},
    {"meeting_guest", notes, emptied, kPerson, "name email comment"},
    {"tie", ties, removed, kPerson},
    {"said_tie", ties, removed, kPerson},
    {"notice", notices, removed, kPerson, "", kOwn},
    {"activity", mail, emptied, "kind = 'email' AND owner_id = $2", "subject"},
    {"departure_line", history, removed, kPerson, "", kOwn},
    {"manager_line", history, removed, "manager_id = $2", "", kOwn},
    {"attendance", work, kept, kPerson},
    {"opportunity", work, kept, "owner_id = $2"},
    {"client_promise", work, kept, kPerson},
    {"interruption", work, kept, kPerson},
    {"leaving_call", work, kept, "person_id = $2 OR caller_id = $2"},
    {"cover_account", work, kept, kPerson},
    {"coaching_session", work, kept, "manager_id = $2", "", kOwn},
    {"coaching_session_rep", work, kept, "rep_id = $2", "", kOwn},
    {"coaching_answer", work, kept, "rep_id = $2 OR manager_id = $2", "", kOwn},
    {"friday_week", notes, emptied, "manager_id = $2", "stop", kOwn},
    {"ninety_days", notes, emptied, kPerson, "stop_text", kOwn},
    {"friday_page", work, kept, "manager_id = $2", "", kOwn},
    {"score_quarter", work, kept, "manager_id = $2", "", kOwn},
    {"assessment_voice", work, kept, kPerson, "", kOwn},
    {"mentor_talk", work, kept, "asker_id = $2 OR mentor_id = $2", "", kOwn},
    {"monthly_report", work, kept, "manager_id = $2", "", kOwn},
    {"report_commitment", work, kept, "manager_id = $2", "", kOwn},
    {"delegation", work, kept, "rep_id = $2 OR manager_id = $2"},
    {"ownership", history, kept, kPerson},
    {"import", history, kept, kPerson},
    {"action", history, kept, "actor_id = $2"},
};

constexpr PersonalRule kOfContact[] = {
    {"client_token", access, removed, "link_id IN (SELECT id FROM client_link WHERE org_id = $1 AND contact_id = $2)"},
    {"external_reference", access, removed, "table_name = 'contact' AND row_id = $2"},
    {"contact_address", profile, removed, kContact},
    {"mail_touch", mail, removed, kContact, "", kOwn},
    {"mail_reply", mail, removed, "EXISTS (SELECT 1 FROM contact WHERE contact.org_id = $1 AND contact.id = $2 AND contact.email <> '' AND REPLACE(mail_reply.sender, contact.email, '') <> mail_reply.sender)", "", kOwn},
    {"mail_content", letters, removed, kContentToContact, "", kOwn},
    {"mail", letters, emptied, kMailToContact, "subject recipients answer", kOwn},
    {"client_answer_text", letters, removed, "answer_id IN (SELECT id FROM client_answer WHERE org_id = $1 AND contact_id = $2)"},
    {"meeting_guest", notes, emptied, kContact, "name email comment"},
    {"tie", ties, removed, kContact},
    {"said_tie", ties, removed, kContact},
    {"activity", mail, emptied, "kind = 'email' AND id IN (SELECT activity_id FROM attendance WHERE org_id = $1 AND contact_id = $2)", "subject"},
    {"attendance", work, kept, kContact},
    {"interruption", work, kept, kContact},
    {"client_answer", work, kept, kContact},
    {"client_link", history, kept, kContact},
};

constexpr std::string_view kOfNobody[] = {
    "account",           // a client is a company: its switchboard's number
    "action",            // what a deed was caused by
    "change",            // carried out beside the rows that it tells of
    "handover_sheet",    // about a client
    "import",            // columns of a file
    "import_reject",     // cells of a file that did not fit
    "job",               // what it says of its work
    "mail_relay", "mailbox",  // the organization's own addresses
    "plan_line",         // about a client
    "search_near", "search_word",  // made anew with the row
    "reset_request",     // gone within seconds
    "sign_in_failure",   // hashed or gone within a day
    "webhook_delivery",  // gone within days
    "person", "contact",  // the row itself
};
// clang-format on

}  // namespace

std::span<const PersonalRule> RulesOf(Subject subject) {
  if (subject == Subject::person) return kOfPerson;
  return kOfContact;
}

std::span<const std::string_view> TablesOfNobody() { return kOfNobody; }

bool IsSealedText(std::string_view table) {
  return std::ranges::any_of(
      kOfPerson, [table](const PersonalRule& rule) { return rule.fate == sealed && rule.table == table; });
}

bool IsSecretColumn(std::string_view column) {
  return column == "org_id" || column == "sealed" || column.ends_with("_fold") ||
         column.ends_with("_sealed") || column.ends_with("_hash");
}

}  // namespace baton::administration
