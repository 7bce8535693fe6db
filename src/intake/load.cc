#include "intake/load.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "book/visibility.h"
#include "intake/settle.h"
#include "intake/stage_words.h"

namespace baton::intake {

// "GTX Pro", "GTXPro" and "gtx-pro" are one product; our own export has each as it is.
std::string Loader::ProductKey(std::string_view name) const {
  if (IsOwn()) return Fold(name);
  std::string key;
  for (const char c : Fold(name)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80) key += c;
  }
  return key;
}

Loader::Loader(db::Connection& connection, const LoadContext& context, Made* made, std::function<Id()> new_id)
    : connection_(connection),
      context_(context),
      made_(*made),
      new_id_([this, make = std::move(new_id)] { return *new_ids_.insert(make()).first; }),
      lookup_(connection, context.org_id) {}

Work Loader::Decide(const RowForm& form, std::span<const Record> records) {
  form_ = &form;
  records_ = records;
  work_ = Work{};
  CountsOf(work_.counts, form.target());
  switch (form.target()) {
    case Target::person:
      DecidePeople();
      break;
    case Target::product:
      DecideProducts();
      break;
    case Target::account:
      DecideAccounts();
      break;
    case Target::contact:
      DecideContacts();
      break;
    case Target::opportunity:
      DecideOpportunities();
      break;
    case Target::activity:
      DecideActivities();
      break;
    case Target::stage:
      DecideStages();
      break;
    case Target::attendance:
      DecideAttendances();
      break;
    case Target::ownership:
      DecideOwnerships();
      break;
    case Target::link:
      DecideLinks();
      break;
    case Target::reference:
      DecideReferences();
      break;
    case Target::skip:
      break;
  }
  return std::move(work_);
}

bool Loader::IsRefused(const Record& record) {
  if (form_->Get(record, Field::is_deleted).number == 0) return false;
  Refuse(record, Field::is_deleted, "import.reject.deleted_in_source");
  return true;
}

void Loader::Refuse(const Record& record, Field field, std::string key, Arguments arguments) {
  work_.rejects.push_back(
      {record.row, record.line, form_->ColumnOf(field), {std::move(key), std::move(arguments)}, false});
  ++CountsOf(work_.counts, form_->target()).rejected;
}

void Loader::Keep(const Record& record, const std::vector<std::string>& columns) {
  for (const std::string& column : columns) {
    work_.rejects.push_back({record.row, record.line, column, {"import.kept.changed_by_person"}, true});
  }
  CountsOf(work_.counts, form_->target()).kept += static_cast<std::int64_t>(columns.size());
}

void Loader::Note(const Record& record, Field field, std::string key) {
  work_.rejects.push_back({record.row, record.line, form_->ColumnOf(field), {std::move(key)}, true});
}

void Loader::Remember(std::string_view table, const std::string& external_id, Id row_id) {
  if (external_id.empty()) return;
  ExternalReference reference;
  reference.source = form_->source();
  reference.table_name = std::string(table);
  reference.external_id = external_id;
  reference.row_id = row_id;
  work_.references.push_back(std::move(reference));
  made_.AddReference(table, external_id, row_id);
}

// Rows of our own export are as old as they are.
Instant Loader::CreatedAt(const Record& record) const {
  const Value& created = form_->Get(record, Field::created_at);
  return created.has ? Instant{created.number} : context_.now;
}

const Maker* Loader::MakerOf(Id row_id) const {
  auto found = makers_.find(row_id);
  if (found == makers_.end())
    found = makers_.emplace(row_id, FindMaker(connection_, context_.org_id, row_id)).first;
  return found->second ? &*found->second : nullptr;
}

// The log says so: what is younger than the import may as well be somebody's who works meanwhile. Most rows are older, and
// not looked up; as ids grow with the time of several machines, the youngest of those are.
bool Loader::IsFromThisImport(Id row_id) const {
  constexpr std::int64_t kTenSeconds = std::int64_t{10'000} << 20;  // base/id.h
  if (row_id.value < 0 || new_ids_.contains(row_id)) return true;
  if (!context_.action_id || row_id.value < context_.action_id.value - kTenSeconds) return false;
  const Maker* maker = MakerOf(row_id);
  return maker != nullptr && maker->action_id == context_.action_id;
}

bool Loader::MayTouch(std::optional<Id> account_id) const {
  if (context_.scope.reach == access::Reach::organization) return true;
  return !account_id || IsFromThisImport(*account_id) || visible_.contains(*account_id);
}

// Without an account it is its owner's; without an owner as well, that of whoever brought it in.
bool Loader::MayChangeLoose(Id row_id, std::optional<Id> owner_id) const {
  if (context_.scope.reach == access::Reach::organization || IsFromThisImport(row_id)) return true;
  if (owner_id) return IsInTeam(*owner_id);
  const Maker* maker = MakerOf(row_id);
  return maker != nullptr && maker->actor_id && context_.team.contains(*maker->actor_id);
}

bool Loader::IsInTeam(Id person_id) const {
  if (context_.scope.reach == access::Reach::organization) return true;
  return IsFromThisImport(person_id) || context_.team.contains(person_id);
}

void Loader::LearnVisible(std::span<const Id> account_ids) {
  visible_.clear();
  if (context_.scope.reach == access::Reach::organization || account_ids.empty()) return;
  const auto ids =
      connection_.Query<Id>("SELECT id FROM account WHERE org_id = $1 AND id IN baton_list($3) AND " +
                                book::VisibleAccounts(context_.scope, "account.id") + " ORDER BY id",
                            context_.org_id, context_.scope.person_id, db::IdList(account_ids));
  visible_.insert(ids.begin(), ids.end());
}

std::optional<Id> Loader::OwnerOf(const Record& record) const {
  const std::string key = OwnerKeyOf(*form_, record);
  if (key.empty() && IsOwn()) return std::nullopt;
  const auto found = context_.owners.find(key);
  return found == context_.owners.end() ? std::nullopt : std::optional(found->second);
}

// By the source's id, else by the folded name; both for all records at once.
void Loader::JoinAccounts() {
  std::vector<std::string> keys;
  std::vector<std::string> folds;
  for (const Record& record : records_) {
    if (const auto key = form_->Text(record, Field::account_id); !key.empty()) keys.emplace_back(key);
    if (const auto name = form_->Text(record, Field::account_name); !name.empty())
      folds.push_back(Fold(name));
  }
  const auto by_key = lookup_.References(form_->source(), "account", keys);
  const auto by_name = lookup_.AccountsByName(folds);
  account_ids_.assign(records_.size(), std::nullopt);
  std::vector<Id> ids;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const std::string key(form_->Text(records_[i], Field::account_id));
    const std::string fold = Fold(form_->Text(records_[i], Field::account_name));
    auto& id = account_ids_[i];
    if (const auto found = by_key.find(key); !key.empty() && found != by_key.end()) id = found->second;
    if (!id && !key.empty()) id = made_.Reference("account", key);
    if (const auto found = by_name.find(fold); !id && !fold.empty() && found != by_name.end())
      id = found->second;
    if (!id && !fold.empty()) id = made_.Name("account", fold);
    if (id) ids.push_back(*id);
  }
  LearnVisible(ids);
}

// Whether AccountOf may make an account for the record: not one that somebody of another team would own.
bool Loader::MayMakeAccount(const Record& record, std::size_t index) const {
  if (account_ids_[index] || form_->Text(record, Field::account_name).empty()) return true;
  const auto owner_id = OwnerOf(record);
  return !owner_id || IsInTeam(*owner_id);
}

// Where only a name is known, an account of that name is made.
std::optional<Id> Loader::AccountOf(const Record& record, std::size_t index) {
  if (account_ids_[index]) return account_ids_[index];
  const std::string name(form_->Text(record, Field::account_name));
  if (name.empty()) {
    if (!form_->Text(record, Field::account_id).empty())
      Note(record, Field::account_id, "import.kept.no_account");
    return std::nullopt;
  }
  if (const auto made = made_.Name("account", Fold(name))) return made;
  // Whom somebody knows works at many places that are no clients.
  if (IsAddressBook()) {
    Note(record, Field::account_name, "import.kept.no_client");
    return std::nullopt;
  }
  const Id id = MakeAccount(name, OwnerOf(record));
  if (const std::string key(form_->Text(record, Field::account_id)); !key.empty())
    Remember("account", key, id);
  return id;
}

Id Loader::MakeAccount(const std::string& name, std::optional<Id> owner_id) {
  book::Account account;
  account.id = new_id_();
  account.name = name;
  account.name_fold = Fold(name);
  account.currency = context_.currency;
  account.created_at = context_.now;
  made_.AddName("account", account.name_fold, account.id);
  if (owner_id) {
    work_.ownerships.push_back({.account_id = account.id, .person_id = *owner_id, .from_at = context_.now});
  }
  ++CountsOf(work_.counts, Target::account).created;
  work_.accounts.push_back(std::move(account));
  return work_.accounts.back().id;
}

// `key`: the field in which the records may have what the source calls a stage.
void Loader::LearnStages(Field key) {
  stages_.clear();
  stage_keys_.clear();
  next_position_ = 0;
  std::unordered_map<Id, book::StageCategory> categories;
  for (const book::Stage& stage : lookup_.Stages()) {
    stages_.emplace(stage.name_fold, std::pair(stage.id, stage.category));
    categories.emplace(stage.id, stage.category);
    next_position_ = std::max(next_position_, stage.position + 1);
  }
  std::set<std::string> keys;
  for (const Record& record : records_) keys.emplace(form_->Text(record, key));
  for (const auto& [text, id] : lookup_.References(form_->source(), "stage", {keys.begin(), keys.end()})) {
    if (const auto found = categories.find(id); found != categories.end())
      stage_keys_.emplace(text, std::pair(id, found->second));
  }
}

std::optional<Id> Loader::StageOf(const Record& record, book::StageCategory* category) {
  const std::string name(form_->Text(record, Field::stage));
  if (name.empty()) return std::nullopt;
  std::string fold = Fold(name);
  if (const auto found = stage_keys_.find(name); found != stage_keys_.end()) {
    *category = found->second.second;
    return found->second.first;
  }
  if (const auto made = made_.Reference("stage", name)) return made;
  if (const auto found = stages_.find(fold); found != stages_.end()) {
    *category = found->second.second;
    return found->second.first;
  }
  if (const auto made = made_.Name("stage", fold)) {
    *category = CategoryOf(name);
    return made;
  }
  book::Stage stage;
  stage.id = new_id_();
  stage.name = name;
  stage.name_fold = fold;
  stage.position = next_position_++;
  stage.category = CategoryOf(name);
  // What the source says of a deal at this stage weighs more than its name.
  if (form_->Get(record, Field::is_closed).has && IsYes(form_->Text(record, Field::is_closed)) &&
      form_->Get(record, Field::is_won).has) {
    stage.category =
        IsYes(form_->Text(record, Field::is_won)) ? book::StageCategory::won : book::StageCategory::lost;
  }
  *category = stage.category;
  stages_.emplace(std::move(fold), std::pair(stage.id, stage.category));
  made_.AddName("stage", stage.name_fold, stage.id);
  work_.stages.push_back(std::move(stage));
  return work_.stages.back().id;
}

void Loader::LearnProducts() {
  products_.clear();
  for (const book::Product& product : lookup_.Products())
    products_.emplace(ProductKey(product.name), product.id);
}

std::optional<Id> Loader::ProductOf(std::string_view name) {
  std::string key = ProductKey(name);
  if (key.empty()) return std::nullopt;
  if (const auto found = products_.find(key); found != products_.end()) return found->second;
  if (const auto made = made_.Name("product", key)) return made;
  book::Product product;
  product.id = new_id_();
  product.name = std::string(name);
  product.name_fold = Fold(name);
  product.currency = context_.currency;
  made_.AddName("product", key, product.id);
  products_.emplace(std::move(key), product.id);
  ++CountsOf(work_.counts, Target::product).created;
  work_.products.push_back(std::move(product));
  return work_.products.back().id;
}

void Loader::DecideProducts() {
  LearnProducts();
  RowsById<book::Product> rows;
  for (book::Product& product : lookup_.Products()) rows.emplace(product.id, product);
  std::vector<std::string> keys;
  for (const Record& record : records_) keys.emplace_back(form_->Text(record, Field::id));
  const auto by_key = IsOwn() ? lookup_.References(form_->source(), "product", keys) : IdsByKey{};
  Differing<book::Product> differing;
  std::set<Id> seen;
  for (const Record& record : records_) {
    if (IsRefused(record)) continue;
    const std::string name(form_->Text(record, Field::name));
    const std::string key = ProductKey(name);
    if (key.empty()) {
      Refuse(record, Field::name, "import.reject.blank");
      continue;
    }
    const std::string id_key(form_->Text(record, Field::id));
    const auto known = products_.find(key);
    const auto row = known == products_.end() ? rows.end() : rows.find(known->second);
    const bool is_twice =
        made_.Name("product", key) ||
        (row != rows.end() && (IsFromThisImport(row->first) || !seen.insert(row->first).second));
    if (is_twice) {
      Refuse(record, Field::name, "import.reject.twice");
      continue;
    }
    if (row == rows.end()) {
      // An id makes the name that other files use for it known too.
      const auto id = ProductOf(name);
      book::Product& made = work_.products.back();
      Check(id == made.id, "a product that nobody has is made");
      if (IsOwn()) Remember("product", id_key, made.id);
      if (const Value& currency = form_->Get(record, Field::currency); currency.has)
        made.currency = currency.text;
      made.series = std::string(form_->Text(record, Field::series));
      if (const Value& price = form_->Get(record, Field::price); price.has) {
        made.price_minor = price.number;
        made.currency = price.text;
      }
      continue;
    }
    if (IsOwn() && !by_key.contains(id_key)) Remember("product", id_key, row->first);
    book::Product after = row->second;
    if (form_->Has(Field::series)) after.series = std::string(form_->Text(record, Field::series));
    if (const Value& price = form_->Get(record, Field::price); price.has) {
      after.price_minor = price.number;
      after.currency = price.text;
    }
    differing.emplace_back(&record, std::pair(row->second, std::move(after)));
  }
  Settle("product", differing, &work_.changed_products);
}

}  // namespace baton::intake
