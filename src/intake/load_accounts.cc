// Accounts and contacts of a chunk.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "book/account_rules.h"
#include "intake/part_words.h"
#include "intake/settle.h"
#include "people/person_rules.h"

namespace baton::intake {
namespace {

// The file's values over what stands; columns that the file does not have are left.
book::Account FillAccount(const RowForm& form, const Record& record, book::Account account) {
  account.name = std::string(form.Text(record, Field::name));
  account.name_fold = Fold(account.name);
  const auto text = [&](Field field, std::string& into) {
    if (form.Has(field)) into = std::string(form.Text(record, field));
  };
  text(Field::industry, account.industry);
  text(Field::segment, account.segment);
  text(Field::territory, account.territory);
  text(Field::city, account.city);
  text(Field::country, account.country);
  text(Field::language, account.language);
  text(Field::phone, account.phone);
  text(Field::website, account.website);
  if (form.Has(Field::revenue)) {
    const Value& revenue = form.Get(record, Field::revenue);
    account.revenue_minor = revenue.has ? std::optional(revenue.number) : std::nullopt;
    if (revenue.has) account.currency = revenue.text;
  }
  if (const Value& currency = form.Get(record, Field::currency); currency.has)
    account.currency = currency.text;
  if (form.Has(Field::load_hours)) {
    const Value& load = form.Get(record, Field::load_hours);
    account.load_minutes = load.has ? std::optional(static_cast<std::int32_t>(load.number)) : std::nullopt;
  }
  if (form.Has(Field::renewal_on)) {
    const Value& renewal = form.Get(record, Field::renewal_on);
    account.renewal_on =
        renewal.has ? std::optional(Day{static_cast<std::int32_t>(renewal.number)}) : std::nullopt;
  }
  return account;
}

// A cell of several addresses, however they are separated; what is none is left out.
std::vector<std::string> EmailsIn(std::string_view cell) {
  std::string text(cell);
  std::ranges::replace_if(
      text, [](char c) { return c == ',' || c == ';' || c == '\n' || c == '\t'; }, ' ');
  auto emails = book::SplitEmails(text);
  std::erase_if(emails, [](const std::string& one) { return !people::LooksLikeEmail(one); });
  return emails;
}

book::Contact FillContact(const RowForm& form, const Record& record, book::Contact contact) {
  contact.name = NameOf(form, record);
  if (contact.name.empty()) contact.name = std::string(form.Text(record, Field::email));
  contact.name_fold = Fold(contact.name);
  if (form.Has(Field::title)) contact.title = std::string(form.Text(record, Field::title));
  if (form.Has(Field::phone)) contact.phone = std::string(form.Text(record, Field::phone));
  if (form.Has(Field::language)) contact.language = std::string(form.Text(record, Field::language));
  if (form.Has(Field::part)) contact.part = PartOf(form.Text(record, Field::part));
  if (form.Has(Field::time_zone)) {
    const Value& zone = form.Get(record, Field::time_zone);
    contact.time_zone = zone.has ? std::optional(zone.text) : std::nullopt;
  }
  const Value& email = form.Get(record, Field::email);
  auto further = book::SplitEmails(contact.further_emails);
  const auto has = [&further](std::string_view text) {
    return std::ranges::any_of(further, [fold = Fold(text)](const auto& one) { return Fold(one) == fold; });
  };
  // Known by one of the further addresses: which is the first stays as it is.
  if (form.Has(Field::email) && !(email.has && has(email.text))) {
    contact.email = email.has ? std::optional(email.text) : std::nullopt;
  }
  // A file adds addresses and takes none away.
  for (const std::string& one : EmailsIn(form.Text(record, Field::further_emails))) {
    if (!has(one) && std::ssize(further) < book::kMostFurtherEmails) further.push_back(one);
  }
  if (!contact.email && !further.empty()) contact.email = further.front();
  contact.email_fold = contact.email ? std::optional(Fold(*contact.email)) : std::nullopt;
  std::erase_if(further, [&](const auto& one) { return contact.email && Fold(one) == *contact.email_fold; });
  contact.further_emails = book::JoinEmails(further);
  return contact;
}

}  // namespace

void Loader::DecideAccounts() {
  std::vector<std::string> keys;
  std::vector<std::string> folds;
  for (const Record& record : records_) {
    if (const auto key = form_->Text(record, Field::id); !key.empty()) keys.emplace_back(key);
    folds.push_back(Fold(form_->Text(record, Field::name)));
  }
  const auto by_key = lookup_.References(form_->source(), "account", keys);
  const auto by_name = lookup_.AccountsByName(folds);
  std::vector<Id> ids;
  std::vector<Id> named;
  for (const auto& [key, id] : by_key) ids.push_back(id);
  for (const auto& [fold, id] : by_name) named.push_back(id);
  ids.insert(ids.end(), named.begin(), named.end());
  const auto referenced = lookup_.Referenced(form_->source(), "account", named);
  const std::set<Id> has_reference(referenced.begin(), referenced.end());
  const auto rows = lookup_.Accounts(ids);
  const auto owners_now = lookup_.OwnershipsOf(ids);
  LearnVisible(ids);

  Differing<book::Account> differing;
  std::vector<std::pair<const Record*, const book::Ownership*>> other_owner;
  std::set<Id> seen;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const Record& record = records_[i];
    if (IsRefused(record)) continue;
    const std::string key(form_->Text(record, Field::id));
    const std::string& fold = folds[i];
    if (fold.empty()) {
      Refuse(record, Field::name, "import.reject.blank");
      continue;
    }
    std::optional<Id> known;
    bool is_new_reference = false;
    if (!key.empty()) {
      if (const auto found = by_key.find(key); found != by_key.end()) known = found->second;
    }
    // An account that people typed, or another source brought, is met by its name once.
    if (const auto found = by_name.find(fold); !known && found != by_name.end()) {
      const bool is_free = key.empty() || (!has_reference.contains(found->second) &&
                                           !IsFromThisImport(found->second) && !seen.contains(found->second));
      if (is_free) {
        known = found->second;
        is_new_reference = !key.empty();
      }
    }
    const bool is_twice =
        key.empty() ? made_.Name("account", fold).has_value() : made_.Reference("account", key).has_value();
    if (is_twice || (known && (IsFromThisImport(*known) || !seen.insert(*known).second))) {
      Refuse(record, key.empty() ? Field::name : Field::id, "import.reject.twice");
      continue;
    }
    const auto owner_id = OwnerOf(record);
    if (!known) {
      if (owner_id && !IsInTeam(*owner_id)) {
        Refuse(record, Field::owner_name, "import.reject.not_yours");
        continue;
      }
      book::Account account = FillAccount(*form_, record, {});
      account.id = new_id_();
      if (account.currency.empty()) account.currency = context_.currency;
      account.created_at = CreatedAt(record);
      made_.AddName("account", fold, account.id);
      Remember("account", key, account.id);
      if (owner_id) {
        work_.ownerships.push_back(
            {.account_id = account.id, .person_id = *owner_id, .from_at = context_.now});
      }
      if (const Value& email = form_->Get(record, Field::contact_email);
          email.has || form_->Get(record, Field::contact_name).has) {
        book::Contact contact;
        contact.id = new_id_();
        contact.account_id = account.id;
        contact.name = std::string(form_->Text(record, Field::contact_name));
        if (contact.name.empty()) contact.name = email.text;
        contact.name_fold = Fold(contact.name);
        if (email.has) contact.email = email.text;
        if (email.has) contact.email_fold = Fold(email.text);
        contact.created_at = context_.now;
        ++CountsOf(work_.counts, Target::contact).created;
        work_.contacts.push_back(std::move(contact));
      }
      ++CountsOf(work_.counts, Target::account).created;
      work_.accounts.push_back(std::move(account));
      continue;
    }
    const book::Account& row = rows.at(*known);
    book::Account after = FillAccount(*form_, record, row);
    const auto owner_now = owners_now.find(*known);
    // A row that names no owner does not take the account from the one it has.
    const bool names_owner = !OwnerKeyOf(*form_, record).empty();
    const bool has_other_owner = owner_id && (owner_now == owners_now.end() ||
                                              (names_owner && owner_now->second.person_id != *owner_id));
    if (row.deleted_at) {
      Refuse(record, Field::name, "import.reject.removed");
      continue;
    }
    const bool is_for_others = owner_now == owners_now.end() && owner_id && !IsInTeam(*owner_id);
    if (is_for_others || ((has_other_owner || !IsSame(row, after)) && !MayTouch(row.id))) {
      Refuse(record, Field::name, "import.reject.not_yours");
      continue;
    }
    if (is_new_reference) Remember("account", key, row.id);
    if (names_owner) work_.seen_owners.push_back({row.id, owner_id});
    if (has_other_owner) {
      if (owner_now == owners_now.end()) {
        work_.moved.emplace_back(row.id, *owner_id);
      } else {
        other_owner.emplace_back(&record, &owner_now->second);
      }
    }
    differing.emplace_back(&record, std::pair(row, std::move(after)));
  }
  Settle("account", differing, &work_.changed_accounts);

  // An owner moves with the file only where an import, and no person or handoff, made him the owner; and not
  // into another team.
  std::vector<Id> ownership_ids;
  for (const auto& [record, ownership] : other_owner) ownership_ids.push_back(ownership->id);
  const RowLog log(connection_, context_.org_id, "ownership", ownership_ids);
  for (const auto& [record, ownership] : other_owner) {
    const Id next = *OwnerOf(*record);
    if (IsInTeam(next) && log.WriterOf(ownership->id, "person_id") == RowLog::Writer::import) {
      work_.moved.emplace_back(ownership->account_id, next);
    } else {
      Keep(*record, {"owner"});
    }
  }
  std::set<Id> changed;
  for (const auto& row : work_.changed_accounts) changed.insert(row.first.id);
  TargetCounts& counts = CountsOf(work_.counts, Target::account);
  for (const auto& [account_id, person_id] : work_.moved) {
    if (!changed.insert(account_id).second) continue;
    ++counts.changed;
    --counts.unchanged;
  }
}

void Loader::DecideContacts() {
  JoinAccounts();
  std::vector<std::string> keys;
  std::vector<std::string> emails;
  std::vector<std::string> key_of;
  for (const Record& record : records_) {
    std::string key(form_->Text(record, Field::id));
    const std::string email = Fold(form_->Text(record, Field::email));
    if (!email.empty()) emails.push_back(email);
    for (const std::string& one : EmailsIn(form_->Text(record, Field::further_emails))) {
      emails.push_back(Fold(one));
    }
    if (key.empty()) {
      key = "=" + (email.empty() ? Fold(form_->Text(record, Field::account_id)) + '|' +
                                       Fold(form_->Text(record, Field::account_name)) + '|' +
                                       Fold(NameOf(*form_, record))
                                 : email);
    }
    keys.push_back(key);
    key_of.push_back(std::move(key));
  }
  const auto by_key = lookup_.References(form_->source(), "contact", keys);
  const auto by_email = lookup_.ContactsByEmail(emails);
  std::vector<Id> ids;
  std::vector<Id> mailed;
  for (const auto& [key, id] : by_key) ids.push_back(id);
  for (const auto& [email, id] : by_email) mailed.push_back(id);
  ids.insert(ids.end(), mailed.begin(), mailed.end());
  const auto referenced = lookup_.Referenced(form_->source(), "contact", mailed);
  const std::set<Id> has_reference(referenced.begin(), referenced.end());
  const auto rows = lookup_.Contacts(ids);
  std::vector<Id> account_ids;
  for (const auto& id : account_ids_) {
    if (id) account_ids.push_back(*id);
  }
  for (const auto& [id, row] : rows) {
    if (row.account_id) account_ids.push_back(*row.account_id);
  }
  LearnVisible(account_ids);

  const IdsByKey colleagues = IsAddressBook() ? lookup_.PeopleByEmail() : IdsByKey();
  // A further address that is somebody else's here stays with him.
  const auto leave_others = [&](std::optional<Id> known, const std::string& had, book::Contact& contact) {
    auto further = book::SplitEmails(contact.further_emails);
    const auto before = book::SplitEmails(had);
    std::erase_if(further, [&](const std::string& one) {
      if (std::ranges::find(before, one) != before.end()) return false;
      const std::string fold = Fold(one);
      const auto holder = by_email.find(fold);
      return colleagues.contains(fold) || (holder != by_email.end() && holder->second != known);
    });
    contact.further_emails = book::JoinEmails(further);
  };
  Differing<book::Contact> differing;
  std::set<Id> seen;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const Record& record = records_[i];
    if (IsRefused(record)) continue;
    book::Contact filled = FillContact(*form_, record, {});
    if (filled.name.empty()) {
      Refuse(record, Field::name, "import.reject.blank");
      continue;
    }
    if (colleagues.contains(filled.email_fold.value_or(""))) {
      Refuse(record, Field::email, "import.reject.colleague");
      continue;
    }
    std::optional<Id> known;
    bool is_new_reference = false;
    if (const auto found = by_key.find(key_of[i]); found != by_key.end()) known = found->second;
    // What an address book calls a row is an address: who has two is called by both.
    if (const auto found = by_email.find(filled.email_fold.value_or(""));
        !known && filled.email_fold && found != by_email.end() &&
        (IsAddressBook() || !has_reference.contains(found->second)) && !IsFromThisImport(found->second) &&
        !seen.contains(found->second)) {
      known = found->second;
      is_new_reference = true;
    }
    if (made_.Reference("contact", key_of[i]) ||
        (known && (IsFromThisImport(*known) || !seen.insert(*known).second))) {
      Refuse(record, form_->Has(Field::id) ? Field::id : Field::name, "import.reject.twice");
      continue;
    }
    const auto row = known ? rows.find(*known) : rows.end();
    if (row != rows.end()) {
      book::Contact after = FillContact(*form_, record, row->second);
      leave_others(row->first, row->second.further_emails, after);
      if (account_ids_[i]) after.account_id = account_ids_[i];
      const bool is_same = IsSame(row->second, after);
      if (row->second.deleted_at) {
        Refuse(record, Field::name, "import.reject.removed");
        continue;
      }
      if (!is_same && !(MayChange(row->second) && MayTouch(after.account_id))) {
        Refuse(record, Field::name, "import.reject.not_yours");
        continue;
      }
      if (is_new_reference) Remember("contact", key_of[i], row->first);
      differing.emplace_back(&record, std::pair(row->second, std::move(after)));
      continue;
    }
    if (!MayTouch(account_ids_[i]) || !MayMakeAccount(record, i)) {
      Refuse(record, Field::account_name, "import.reject.not_yours");
      continue;
    }
    leave_others(std::nullopt, "", filled);
    filled.id = new_id_();
    filled.account_id = AccountOf(record, i);
    filled.created_at = CreatedAt(record);
    Remember("contact", key_of[i], filled.id);
    ++CountsOf(work_.counts, Target::contact).created;
    work_.contacts.push_back(std::move(filled));
  }
  Settle("contact", differing, &work_.changed_contacts);
}

}  // namespace baton::intake
