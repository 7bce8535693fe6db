// People of a chunk. People who are here already stay as they are: what they are called and may do is not a file's to say.
// Only a stand-in becomes who it stood for.
#include "base/text.h"
#include "intake/settle.h"
#include "json/json.h"
#include "people/person_rules.h"

namespace baton::intake {
namespace {

// What only our own export says: all of a person but a sign-in, and no role that the importer may not give.
void FillOwn(const RowForm& form, const Record& record, access::Role importer, people::Person* person) {
  const auto day = [&](Field field) {
    const Value& value = form.Get(record, field);
    return value.has ? std::optional(Day{static_cast<std::int32_t>(value.number)}) : std::nullopt;
  };
  if (const auto role = json::EnumOf<access::Role>(form.Text(record, Field::role));
      role && people::MayGiveRole(importer, *role)) {
    person->role = *role;
  }
  if (const auto language = form.Text(record, Field::screen_language); !language.empty())
    person->language = std::string(language);
  person->time_zone = std::string(form.Text(record, Field::time_zone));
  person->starts_on = day(Field::starts_on);
  person->ends_on = day(Field::ends_on);
  person->is_placeholder = form.Get(record, Field::is_placeholder).number != 0;
  if (const Value& created = form.Get(record, Field::created_at); created.has)
    person->created_at = Instant{created.number};
  if (const Value& deleted = form.Get(record, Field::deleted_at); deleted.has)
    person->deleted_at = Instant{deleted.number};
}

}  // namespace

void Loader::DecidePeople() {
  std::vector<std::string> keys;
  for (const Record& record : records_) {
    if (const auto key = form_->Text(record, Field::id); !key.empty()) keys.emplace_back(key);
    if (const auto key = form_->Text(record, Field::manager_id); !key.empty()) keys.emplace_back(key);
  }
  auto by_key = lookup_.References(form_->source(), "person", keys);
  auto by_email = lookup_.PeopleByEmail();
  auto by_name = lookup_.PeopleByName();
  std::vector<Id> ids;
  for (const auto& [key, id] : by_key) ids.push_back(id);
  for (const auto& [key, id] : by_email) ids.push_back(id);
  for (const auto& [key, id] : by_name) ids.push_back(id);
  const auto rows = lookup_.People(ids);

  const auto find = [](const IdsByKey& map, const std::string& key) -> std::optional<Id> {
    const auto found = key.empty() ? map.end() : map.find(key);
    return found == map.end() ? std::nullopt : std::optional(found->second);
  };
  const auto make = [&](const std::string& name, bool is_placeholder) -> people::Person& {
    people::Person person;
    person.id = new_id_();
    person.name = name;
    person.name_fold = Fold(name);
    person.is_placeholder = is_placeholder;
    person.created_at = context_.now;
    by_name.emplace(person.name_fold, person.id);
    made_.AddName("person", person.name_fold, person.id);
    ++CountsOf(work_.counts, Target::person).created;
    work_.people.push_back(std::move(person));
    return work_.people.back();
  };

  struct Placed {
    const Record* record;
    Id id;
  };
  std::vector<Placed> placed;
  Differing<people::Person> differing;
  std::set<Id> seen;
  for (const Record& record : records_) {
    if (IsRefused(record)) continue;
    const std::string key(form_->Text(record, Field::id));
    const std::string email = Fold(form_->Text(record, Field::email));
    std::string name = NameOf(*form_, record);
    if (name.empty()) name = std::string(form_->Text(record, Field::email));
    if (name.empty()) {
      Refuse(record, Field::name, "import.reject.blank");
      continue;
    }
    if (form_->Get(record, Field::is_active).has && form_->Get(record, Field::is_active).number == 0) {
      Refuse(record, Field::is_active, "import.reject.inactive");
      continue;
    }
    auto known = find(by_key, key);
    const Value& deleted_at = form_->Get(record, Field::deleted_at);
    if (!known && !deleted_at.has) known = find(by_email, email);
    // Two people may have one name; only where there is nothing better does it say who is meant.
    if (!known && email.empty() && !deleted_at.has) {
      auto named = find(by_name, Fold(name));
      if (!named) named = made_.Name("person", Fold(name));
      const bool is_another = named && !key.empty() && (IsFromThisImport(*named) || seen.contains(*named));
      if (!is_another) known = named;
    }
    const bool is_twice =
        (!key.empty() && made_.Reference("person", key)) || (known && !seen.insert(*known).second);
    if (is_twice) {
      Refuse(record, key.empty() ? Field::name : Field::id, "import.reject.twice");
      continue;
    }
    const auto fill = [&](people::Person& person) {
      person.name = name;
      person.name_fold = Fold(name);
      if (const Value& value = form_->Get(record, Field::email); value.has) {
        person.email = value.text;
        person.email_fold = email;
      }
      person.title = std::string(form_->Text(record, Field::title));
      person.territory = std::string(form_->Text(record, Field::territory));
      if (const auto language = form_->Text(record, Field::language); language.size() == 2 || IsOwn()) {
        person.languages = Fold(language);
      }
      if (const Value& hours = form_->Get(record, Field::capacity_hours); hours.has) {
        person.capacity_minutes =
            static_cast<std::int32_t>(std::min<std::int64_t>(hours.number, people::kMaxCapacityMinutes));
      }
      const std::string role = Fold(form_->Text(record, Field::role));
      if (role == "manager" && people::MayGiveRole(context_.importer_role, access::Role::manager)) {
        person.role = access::Role::manager;
      }
      person.is_placeholder = false;
      if (IsOwn()) FillOwn(*form_, record, context_.importer_role, &person);
    };
    const auto row = known ? rows.find(*known) : rows.end();
    if (row != rows.end()) {
      if (!key.empty() && !by_key.contains(key)) Remember("person", key, *known);
      people::Person after = row->second;
      const bool is_filled =
          !IsOwn() && row->second.is_placeholder && !row->second.deleted_at && IsInTeam(row->first);
      if (is_filled) fill(after);
      differing.emplace_back(&record, std::pair(row->second, std::move(after)));
      continue;
    }
    people::Person& person = make(name, false);
    fill(person);
    if (!email.empty() && !person.deleted_at) by_email.emplace(email, person.id);
    seen.insert(person.id);
    if (!key.empty()) {
      by_key.emplace(key, person.id);
      Remember("person", key, person.id);
    }
    placed.push_back({&record, person.id});
  }

  // Managers, once everybody of the chunk is there: a row may name one below it.
  std::vector<std::pair<Id, Id>> below;
  for (const Placed& entry : placed) {
    auto manager_id = find(by_key, std::string(form_->Text(*entry.record, Field::manager_id)));
    const std::string manager_name(form_->Text(*entry.record, Field::manager_name));
    if (!manager_id) manager_id = find(by_name, Fold(manager_name));
    // Nobody is put into another team: whom a manager brings in is his.
    if (manager_id && !IsInTeam(*manager_id)) manager_id = context_.importer_id;
    if (!manager_id && !manager_name.empty()) {
      people::Person& manager = make(manager_name, true);
      if (people::MayGiveRole(context_.importer_role, access::Role::manager))
        manager.role = access::Role::manager;
      if (context_.importer_role == access::Role::manager) manager.manager_id = context_.importer_id;
      manager_id = manager.id;
    }
    if (!manager_id && context_.importer_role == access::Role::manager) manager_id = context_.importer_id;
    if (manager_id && *manager_id == entry.id) {
      Note(*entry.record, Field::manager_id, "import.kept.loop");
      manager_id = context_.importer_role == access::Role::manager ? std::optional(context_.importer_id)
                                                                   : std::nullopt;
    }
    if (manager_id) below.emplace_back(entry.id, *manager_id);
  }
  std::unordered_map<Id, Id> manager_of(below.begin(), below.end());
  for (auto& person : work_.people) {
    const auto manager = manager_of.find(person.id);
    if (manager == manager_of.end()) continue;
    // A loop in the file would never end: whoever closes it has no manager, and the import says so.
    Id above = manager->second;
    std::size_t steps = 0;
    while (above != person.id && manager_of.contains(above) && ++steps <= manager_of.size()) {
      above = manager_of.at(above);
    }
    // Who only leads into one, keeps the manager.
    if (above == person.id) {
      manager_of.erase(manager);
      if (context_.importer_role == access::Role::manager) person.manager_id = context_.importer_id;
      if (const auto entry = std::ranges::find(placed, person.id, &Placed::id); entry != placed.end())
        Note(*entry->record, Field::manager_id, "import.kept.loop");
      continue;
    }
    person.manager_id = manager->second;
  }
  Settle("person", differing, &work_.changed_people);
}

}  // namespace baton::intake
